package storage

import (
	"context"
	"errors"
	"testing"

	"bluepencil/annotate"
)

// TestWhatIsCommittedTogetherIsOneStepOfUndo, though it lies in two streams:
// an entry of the register, and the mention that is linked to it.
func TestWhatIsCommittedTogetherIsOneStepOfUndo(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		mina := addPerson(t, p, "Mina")
		article := addArticle(t, p, mina, sampleText)
		first := mark(t, p, mina, article, "quote", 0, 17)
		mention := mark(t, p, mina, article, "person", 18, 22)
		entity := annotate.Entity{ID: annotate.NewID(), Name: "Tomas Reyle", Type: "person"}
		add, err := annotate.AddEntity(mina, entity)
		must(t, err)
		link := annotate.SetEntity(mention, entity.ID)
		link.Action = "link to Tomas Reyle"
		_, err = p.CommitTogether(add, link)
		must(t, err)
		is := func(entries int, linked bool) {
			t.Helper()
			list, err := p.Entities()
			must(t, err)
			marks, err := p.Annotations(article, mina)
			must(t, err)
			for _, a := range marks {
				if a.ID == mention.ID && a.Entity.IsZero() == linked {
					t.Errorf("the mention names %v", a.Entity)
				}
			}
			if len(list) != entries {
				t.Errorf("the register has %d entries, want %d", len(list), entries)
			}
		}
		for range 2 {
			is(1, true)
			undo(t, p, mina, "link to Tomas Reyle")
			is(0, false)
			if name, _ := p.UndoName(mina); name != "mark person" {
				t.Errorf("the next step is %q", name)
			}
			redo(t, p, mina, "link to Tomas Reyle")
		}
		is(1, true)
		undo(t, p, mina, "link to Tomas Reyle")
		undo(t, p, mina, "mark person")
		wantLabels(t, p, article, mina, "quote")
		redo(t, p, mina, "mark person")
		redo(t, p, mina, "link to Tomas Reyle")
		is(1, true)
		_, err = p.CommitTogether(annotate.SetNote(first, "a note"), annotate.SetEntity(mention, annotate.NewID()))
		if !errors.Is(err, annotate.ErrInvalid) {
			t.Errorf("an entry there is not: %v", err)
		}
		if name, _ := p.UndoName(mina); name != "link to Tomas Reyle" {
			t.Errorf("half of it was committed: %q", name)
		}
		report, err := p.Check(context.Background(), nil)
		must(t, err)
		if len(report.Problems) > 0 {
			t.Errorf("the check says %v", report.Problems)
		}
	})
}

func TestMentionsOfAnEntityAreCounted(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		mina := addPerson(t, p, "Mina")
		article := addArticle(t, p, mina, sampleText)
		entity := annotate.Entity{ID: annotate.NewID(), Name: "Tomas Reyle"}
		add, err := annotate.AddEntity(mina, entity)
		must(t, err)
		_, err = p.Commit(add)
		must(t, err)
		var last annotate.Ref
		for range 3 {
			last = mark(t, p, mina, article, "person", 18, 22)
			_, err = p.Commit(annotate.SetEntity(last, entity.ID))
			must(t, err)
		}
		mark(t, p, mina, article, "person", 18, 22) // names nobody
		_, err = p.Commit(annotate.DeleteAnnotation(last))
		must(t, err)
		uses, err := p.EntityUses(context.Background(), nil)
		if err != nil || len(uses) != 1 || uses[entity.ID] != 2 {
			t.Errorf("counted %v, %v; want 2", uses, err)
		}
		cancelled, cancel := context.WithCancel(context.Background())
		cancel()
		if _, err := p.EntityUses(cancelled, nil); !errors.Is(err, context.Canceled) {
			t.Errorf("cancelled, it said %v", err)
		}
	})
}
