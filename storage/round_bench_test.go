package storage_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"bluepencil/annotate/rounds"
	"bluepencil/storage"
)

// bigCopy is the path of a copy of that project that may be written to.
func bigCopy(b *testing.B) string {
	b.Helper()
	in, err := os.Open(bigProject(b))
	if err != nil {
		b.Fatal(err)
	}
	defer in.Close()
	path := filepath.Join(b.TempDir(), "copy.bluepencil")
	out, err := os.Create(path)
	if err == nil {
		_, err = io.Copy(out, in)
	}
	if err = errors.Join(err, out.Close()); err != nil {
		b.Fatal(err)
	}
	return path
}

// BenchmarkBigRound plans a round over all articles of the big project, gives
// it out, counts how far everybody is, and takes it back.
func BenchmarkBigRound(b *testing.B) {
	p := openBig(b, bigCopy(b))
	people, err := p.People()
	if err != nil {
		b.Fatal(err)
	}
	rule := rounds.Rule{PerArticle: 1, Overlap: 0.2, Stratify: rounds.StratifyOutlet, Seed: 7}
	for _, person := range people {
		rule.People = append(rule.People, person.ID)
	}
	var plan *rounds.Plan
	var planning, giving, counting, seeing, listing times
	for b.Loop() {
		planning.take(b, func() error { plan, err = p.PlanRound(b.Context(), rule, nil); return err })
		var r rounds.Round
		giving.take(b, func() error {
			r, err = p.AddRound(people[0].ID, rounds.Round{Name: "All"}, plan.Cells)
			return err
		})
		counting.take(b, func() error { _, err := p.Progress(b.Context(), r.ID); return err })
		seeing.take(b, func() error {
			_, err := p.MaySee(people[0].ID, plan.Cells[0].Article, people[1].ID)
			return err
		})
		listing.take(b, func() error {
			_, err := p.Assignments(storage.AssignmentFilter{Person: people[0].ID})
			return err
		})
		if _, err := p.Undo(people[0].ID); err != nil {
			b.Fatal(err)
		}
		if left, err := p.Assignments(storage.AssignmentFilter{}); err != nil || len(left) > 0 {
			b.Fatalf("%d assignments are left after undo, %v", len(left), err)
		}
	}
	b.ReportMetric(float64(len(plan.Cells)), "assignments")
	planning.report(b, "plan")
	giving.report(b, "give-out")
	counting.report(b, "progress")
	seeing.report(b, "may-see")
	listing.report(b, "of-one-person")
}
