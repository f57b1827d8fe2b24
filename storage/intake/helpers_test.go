package intake_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/format/bluepencil"
	"bluepencil/assets"
	"bluepencil/storage"
	"bluepencil/storage/intake"
)

func newProject(t *testing.T) *storage.Project {
	t.Helper()
	codebook, err := assets.Codebook("news")
	if err != nil {
		t.Fatal(err)
	}
	p, err := storage.NewMemory(codebook, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if report, err := p.Check(context.Background(), nil); err != nil || len(report.Problems) > 0 {
			t.Errorf("the project is not sound: %v, %v", err, report.Problems)
		}
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	})
	return p
}

func join(t *testing.T, p *storage.Project, name string) annotate.Person {
	t.Helper()
	person, err := p.AddPerson(annotate.Person{Name: name})
	if err != nil {
		t.Fatal(err)
	}
	return person
}

func write(t *testing.T, path, content string) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func take(t *testing.T, p *storage.Project, person annotate.Person, o intake.Options, paths ...string) intake.Report {
	t.Helper()
	report, err := intake.Files(context.Background(), p, person.ID, paths, o)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// marked is a project with an article that two people have marked: mina has
// submitted a quote with speaker and entity, jo has begun with a claim.
func marked(t *testing.T) (p *storage.Project, mina, jo annotate.Person, article annotate.ID) {
	t.Helper()
	p = newProject(t)
	mina, jo = join(t, p, "Mina Orth"), join(t, p, "Jo Vane")
	report := take(t, p, mina, intake.Options{}, write(t, filepath.Join(t.TempDir(), "a.txt"), "“Late 🌉,” she said. It cost 9 crowns.\n"))
	article = report.Added[0]
	entity := annotate.Entity{ID: annotate.NewID(), Name: "Ada Lund", Type: "person"}
	draft, err := annotate.AddEntity(mina.ID, entity)
	if err != nil {
		t.Fatal(err)
	}
	source, quote := annotate.NewID(), annotate.NewID()
	ref := annotate.AnnotationRef(article, mina.ID, quote)
	commit(t, p, draft,
		mark(t, p, mina, article, source, "source", "she"),
		annotate.SetEntity(annotate.AnnotationRef(article, mina.ID, source), entity.ID),
		mark(t, p, mina, article, quote, "quote", "“Late 🌉,”"),
		annotate.SetAttribute(ref, "type", "direct"),
		annotate.AddLink(ref, annotate.Link{ID: annotate.NewID(), Role: "speaker", To: source}),
		annotate.SetNote(ref, "well"))
	if _, err := p.SubmitLayer(article, mina.ID); err != nil {
		t.Fatal(err)
	}
	claim := mark(t, p, jo, article, annotate.NewID(), "claim", "It cost 9 crowns.")
	claim.AddStatus(jo.ID, article, annotate.StatusInProgress, "")
	commit(t, p, claim)
	return p, mina, jo, article
}

func commit(t *testing.T, p *storage.Project, drafts ...annotate.Draft) {
	t.Helper()
	for _, d := range drafts {
		if _, err := p.Commit(d); err != nil {
			t.Fatal(err)
		}
	}
}

func mark(t *testing.T, p *storage.Project, who annotate.Person, article, id annotate.ID, label annotate.LabelID, words string) annotate.Draft {
	t.Helper()
	whole, err := p.Text(article)
	if err != nil {
		t.Fatal(err)
	}
	at := strings.Index(whole, words)
	span, err := annotate.SpanOf(whole, at, at+len(words))
	if err != nil {
		t.Fatal(err)
	}
	return annotate.Mark(who.ID, article, id, label, []annotate.Span{span}, annotate.Origin{By: annotate.ByHand})
}

// exported writes a project's export into a folder of its own and gives the path.
func exported(t *testing.T, p *storage.Project, f storage.ExportFilter, o bluepencil.Options) string {
	t.Helper()
	common, err := p.Common()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "out.jsonl")
	report, err := bluepencil.Export(context.Background(), path, common, p.Bundles(f, nil), o)
	if err != nil || len(report.Problems) > 0 || report.Articles == 0 {
		t.Fatalf("%v, %+v", err, report)
	}
	return path
}

// withoutTimes is an export's content with what an import makes anew taken out.
func withoutTimes(t *testing.T, path string) string {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	line, err := bluepencil.Parse(raw)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for _, a := range line.Annotations {
		out.WriteString(strings.Join([]string{a.ID.String(), a.Layer, string(a.Label), a.Spans[0].Text, a.Note, a.Entity.String(), string(a.Origin.By)}, "|"))
		for _, l := range a.Links {
			out.WriteString("|" + string(l.Role) + l.To.String())
		}
		out.WriteString("\n")
	}
	for _, l := range line.Layers {
		out.WriteString(l.Person + " " + string(l.Status) + "\n")
	}
	for _, e := range line.Entities {
		out.WriteString(e.ID.String() + e.Name + "\n")
	}
	return out.String()
}
