package storage

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"bluepencil/annotate"
)

func undo(t *testing.T, p *Project, person annotate.ID, action string) {
	t.Helper()
	done, err := p.Undo(person)
	must(t, err)
	if done.Action != action {
		t.Errorf("undid %q, want %q", done.Action, action)
	}
}

func redo(t *testing.T, p *Project, person annotate.ID, action string) {
	t.Helper()
	done, err := p.Redo(person)
	must(t, err)
	if done.Action != action {
		t.Errorf("redid %q, want %q", done.Action, action)
	}
}

func wantLabels(t *testing.T, p *Project, article, layer annotate.ID, want ...annotate.LabelID) {
	t.Helper()
	if got := labels(t, p, article, layer); !slices.Equal(got, want) {
		t.Errorf("the layer has %v, want %v", got, want)
	}
}

func TestUndoWalksBackAndForth(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		mina := addPerson(t, p, "Mina")
		article := addArticle(t, p, mina, sampleText)
		quote := mark(t, p, mina, article, "quote", 0, 17)
		mark(t, p, mina, article, "cue", 18, 22)
		_, err := p.Commit(annotate.SetAttribute(quote, "type", "direct"))
		must(t, err)

		undo(t, p, mina, "set type")
		undo(t, p, mina, "mark cue")
		wantLabels(t, p, article, mina, "quote")
		redo(t, p, mina, "mark cue")
		redo(t, p, mina, "set type")
		wantLabels(t, p, article, mina, "quote", "cue")
		undo(t, p, mina, "set type")
		undo(t, p, mina, "mark cue")
		undo(t, p, mina, "mark quote")
		wantLabels(t, p, article, mina)
		undo(t, p, mina, "import 1 article")
		if _, err := p.Article(article); !errors.Is(err, annotate.ErrNotFound) {
			t.Errorf("the undone import is still seen: %v", err)
		}
		if _, err := p.Undo(mina); !errors.Is(err, annotate.ErrNothingToUndo) {
			t.Errorf("got %v", err)
		}
		redo(t, p, mina, "import 1 article")
		redo(t, p, mina, "mark quote")
		wantLabels(t, p, article, mina, "quote")
		mark(t, p, mina, article, "person", 30, 38) // a fresh action ends the redoing
		if name, ok := p.RedoName(mina); ok {
			t.Errorf("redo still offers %q", name)
		}
	})
}

func TestUndoSurvivesARestart(t *testing.T) {
	p, path := newFile(t)
	mina := addPerson(t, p, "Mina")
	article := addArticle(t, p, mina, sampleText)
	mark(t, p, mina, article, "quote", 0, 17)
	mark(t, p, mina, article, "cue", 18, 22)
	undo(t, p, mina, "mark cue")
	must(t, p.Close())
	p, err := Open(path, Options{})
	must(t, err)
	defer p.Close()
	if name, _ := p.RedoName(mina); name != "mark cue" {
		t.Errorf("redo offers %q", name)
	}
	undo(t, p, mina, "mark quote")
	redo(t, p, mina, "mark quote")
	redo(t, p, mina, "mark cue")
	wantLabels(t, p, article, mina, "quote", "cue")
	checkWhole(t, p)
}

func TestUndoIsEachPersonsOwn(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		mina, ben := addPerson(t, p, "Mina"), addPerson(t, p, "Ben")
		article := addArticle(t, p, mina, sampleText)
		mark(t, p, mina, article, "quote", 0, 17)
		mark(t, p, ben, article, "cue", 18, 22)
		undo(t, p, mina, "mark quote")
		wantLabels(t, p, article, ben, "cue")
		wantLabels(t, p, article, mina)
	})
}

func TestUndoLeavesAloneWhatOthersChangedSince(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		mina, ben := addPerson(t, p, "Mina"), addPerson(t, p, "Ben")
		article := addArticle(t, p, mina, sampleText)
		_, err := p.Commit(annotate.SetMeta(mina, article, annotate.MetaOutlet, "Harbour Post"))
		must(t, err)
		_, err = p.Commit(annotate.SetMeta(ben, article, annotate.MetaOutlet, "The Harbour Post"))
		must(t, err)
		_, err = p.Undo(mina)
		if !errors.Is(err, annotate.ErrChangedSince) || !strings.Contains(err.Error(), "Ben changed the meta") {
			t.Errorf("got %v", err)
		}
		a, err := p.Article(article)
		must(t, err)
		if a.Meta[annotate.MetaOutlet] != "The Harbour Post" {
			t.Errorf("Ben's value is gone: %q", a.Meta[annotate.MetaOutlet])
		}
		// What cannot be undone leaves the stack; the action before it can be.
		undo(t, p, mina, "import 1 article")
	})
}

func TestUndoOfSeveralFieldsRestoresThoseThatStillHold(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		mina, ben := addPerson(t, p, "Mina"), addPerson(t, p, "Ben")
		article := addArticle(t, p, mina, sampleText)
		d := annotate.Draft{Person: mina, Action: "fill in the card", Article: article}
		d.Set(annotate.ArticleRef(article), annotate.FieldMeta+annotate.MetaOutlet, "Post")
		d.Set(annotate.ArticleRef(article), annotate.FieldMeta+annotate.MetaByline, "A. Reporter")
		_, err := p.Commit(d)
		must(t, err)
		_, err = p.Commit(annotate.SetMeta(ben, article, annotate.MetaOutlet, "Herald"))
		must(t, err)
		done, err := p.Undo(mina)
		must(t, err)
		if len(done.Blocked) != 1 || done.Blocked[0].By.Person != ben {
			t.Errorf("blocked: %+v", done.Blocked)
		}
		a, err := p.Article(article)
		must(t, err)
		if a.Meta[annotate.MetaOutlet] != "Herald" || a.Meta[annotate.MetaByline] != "" {
			t.Errorf("the card says %v", a.Meta)
		}
	})
}
