package storage

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/codebooktest"
)

// bookOf is a project's codebook as the project's own export writes it, the
// count of its changes aside.
func bookOf(t *testing.T, p *Project) string {
	t.Helper()
	book, err := p.Codebook()
	must(t, err)
	plain := *book
	plain.Version = 0
	raw, err := json.Marshal(&plain)
	must(t, err)
	return string(raw)
}

// shown is everything people see of an article.
func shown(t *testing.T, p *Project, article annotate.ID) string {
	t.Helper()
	list, err := p.Annotations(article, annotate.ID{})
	must(t, err)
	out := bookOf(t, p)
	for _, a := range list {
		out += fmt.Sprint("\n", a.ID, a.Layer, a.Label, a.Spans, a.Attributes, a.Links)
	}
	return out
}

// edited commits an edit of the codebook.
func edited(t *testing.T, p *Project, d annotate.Draft, err error) {
	t.Helper()
	must(t, err)
	_, err = p.Commit(d)
	must(t, err)
}

func editor(t *testing.T, p *Project, person annotate.ID) annotate.Editor {
	t.Helper()
	book, err := p.Codebook()
	must(t, err)
	return annotate.Editor{Person: person, Book: book}
}

// TestEditsOfTheCodebookAndTheirUndosGiveAnEqualProject: any sequence of
// edits, splits and markings, undone to the beginning and done again.
func TestEditsOfTheCodebookAndTheirUndosGiveAnEqualProject(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		mina := addPerson(t, p, "Mina")
		article := addArticle(t, p, mina, sampleText)
		edited(t, p, annotate.InstallCodebook(mina, codebooktest.Book()), nil)
		for n := range 6 {
			mark(t, p, mina, article, []annotate.LabelID{"quote", "remark", "person"}[n%3], 3+n, 8+n)
		}
		random := rand.New(rand.NewPCG(3, 5))
		var before []string
		for len(before) < 40 {
			was := shown(t, p, article)
			if reshape(t, p, random, mina, article) {
				before = append(before, was)
			}
		}
		end := shown(t, p, article)
		for i := len(before) - 1; i >= 0; i-- {
			done, err := p.Undo(mina)
			must(t, err)
			if got := shown(t, p, article); got != before[i] {
				t.Fatalf("undoing %q gives\n%s\nand not\n%s", done.Action, got, before[i])
			}
		}
		for range before {
			_, err := p.Redo(mina)
			must(t, err)
		}
		if got := shown(t, p, article); got != end {
			t.Errorf("done again, it is\n%s\nand not\n%s", got, end)
		}
	})
}

// reshape does one random thing and tells whether it was a step of undo.
func reshape(t *testing.T, p *Project, random *rand.Rand, me, article annotate.ID) bool {
	t.Helper()
	if random.IntN(4) > 0 {
		book, err := p.Codebook()
		must(t, err)
		d, err := codebooktest.Edit(random, book, me)
		if err != nil {
			return false
		}
		c, err := p.Commit(d)
		must(t, err)
		return len(c.Edits) > 0
	}
	book, err := p.Codebook()
	must(t, err)
	from, into := book.Labels[random.IntN(len(book.Labels))].ID, book.Labels[random.IntN(len(book.Labels))].ID
	if !book.Offers(into) || from == into {
		return false
	}
	n, err := p.SplitLayer(context.Background(), me, annotate.Split{From: from, Into: into})
	if err != nil && !errors.Is(err, annotate.ErrInvalid) {
		t.Fatal(err)
	}
	return n > 0
}

// TestWhatWasMarkedBeforeAMergeReadsRightAfterIt: a colleague's packet was
// made before a label was renamed and merged, and arrives afterwards.
func TestWhatWasMarkedBeforeAMergeReadsRightAfterIt(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		mina := addPerson(t, p, "Mina")
		ben := addPerson(t, p, "Ben")
		article := addArticle(t, p, mina, sampleText)
		edited(t, p, annotate.InstallCodebook(mina, codebooktest.Book()), nil)
		other, err := NewMemory(nil, Options{})
		must(t, err)
		defer func() { must(t, other.Close()) }()
		send(t, p, other)

		ref := mark(t, other, ben, article, "remark", 3, 14)
		_, err = other.Commit(annotate.SetAttribute(ref, "type", "verbatim"))
		must(t, err)
		person := mark(t, other, ben, article, "place", 29, 37)
		_, err = other.SubmitLayer(article, ben)
		must(t, err)

		d, err := editor(t, p, mina).RenameLabel("quote", "Words")
		edited(t, p, d, err)
		d, err = editor(t, p, mina).MergeLabel("remark", "quote")
		edited(t, p, d, err)
		d, err = editor(t, p, mina).MergeLabel("place", "person")
		edited(t, p, d, err)
		d, err = editor(t, p, mina).MergeChoice("type", "verbatim", "direct")
		edited(t, p, d, err)
		d, err = editor(t, p, mina).RetireLabel("person", true)
		edited(t, p, d, err)
		send(t, other, p)

		list, err := p.Annotations(article, ben)
		must(t, err)
		if len(list) != 2 || list[0].Label != "quote" || list[0].Attributes["type"] != "direct" || list[1].Label != "person" || list[1].ID != person.ID {
			t.Errorf("the packet is read as %+v", list)
		}
		s, ok, err := p.Submission(article, ben)
		must(t, err)
		if !ok || s.Annotations[0].Label != "quote" || s.Annotations[0].Attributes["type"] != "direct" {
			t.Errorf("the submission is read as %+v", s.Annotations)
		}
		whole, err := p.Whole(article, Parts{Annotations: true})
		must(t, err)
		if whole.Annotations[0].Label != "quote" {
			t.Errorf("searches and indexes read %+v", whole.Annotations)
		}
		o, err := p.Object(ref)
		must(t, err)
		if got := annotate.AnnotationFrom(o); got.Label != "remark" || got.Attributes["type"] != "verbatim" {
			t.Errorf("what is stored was rewritten: %+v", got)
		}
		// It can still be worked with, in the words of the new codebook.
		send(t, p, other)
		_, err = other.Commit(annotate.SetAttribute(ref, "type", "direct"))
		must(t, err)
		_, err = other.Commit(annotate.SetAttribute(ref, "tone", []string{"sharp"}))
		must(t, err)
	})
}

// TestMergesOnTwoCopiesEndAlike: two people merge two labels into each other.
func TestMergesOnTwoCopiesEndAlike(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		mina := addPerson(t, p, "Mina")
		article := addArticle(t, p, mina, sampleText)
		edited(t, p, annotate.InstallCodebook(mina, codebooktest.Book()), nil)
		mark(t, p, mina, article, "quote", 3, 14)
		mark(t, p, mina, article, "remark", 29, 37)
		other, err := NewMemory(nil, Options{})
		must(t, err)
		defer func() { must(t, other.Close()) }()
		send(t, p, other)
		d, err := editor(t, p, mina).MergeLabel("quote", "remark")
		edited(t, p, d, err)
		d, err = editor(t, other, mina).MergeLabel("remark", "quote")
		edited(t, other, d, err)
		send(t, p, other)
		send(t, other, p)
		if a, b := shown(t, p, article), shown(t, other, article); a != b {
			t.Errorf("the copies show\n%s\nand\n%s", a, b)
		}
		list, err := p.Annotations(article, mina)
		must(t, err)
		if list[0].Label != list[1].Label {
			t.Errorf("%s and %s were merged into each other and are still two", list[0].Label, list[1].Label)
		}
	})
}

// TestASplitWritesInOnesOwnLayerAndIsOneStep of undo.
func TestASplitWritesInOnesOwnLayerAndIsOneStep(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		mina, ben := addPerson(t, p, "Mina"), addPerson(t, p, "Ben")
		article := addArticle(t, p, mina, sampleText)
		mine := mark(t, p, mina, article, "person", 29, 37)
		mark(t, p, mina, article, "person", 3, 5)
		theirs := mark(t, p, ben, article, "person", 29, 37)
		d, id, err := editor(t, p, mina).SplitLabel("person", "Official")
		edited(t, p, d, err)
		n, err := p.SplitLayer(context.Background(), mina, annotate.Split{From: "person", Into: id, Texts: []string{sampleText[29:37]}})
		must(t, err)
		label := func(ref annotate.Ref) annotate.LabelID {
			o, err := p.Object(ref)
			must(t, err)
			return annotate.AnnotationFrom(o).Label
		}
		if n != 1 || label(mine) != "official" || label(theirs) != "person" {
			t.Errorf("%d were given the new label: mine is %s, theirs %s", n, label(mine), label(theirs))
		}
		if book, _ := p.Codebook(); len(book.Roles[0].To) != 2 {
			t.Errorf("the new label is no target of %v", book.Roles[0])
		}
		_, err = p.Undo(mina)
		must(t, err)
		if label(mine) != "person" {
			t.Errorf("undone, it is %s", label(mine))
		}
		if _, err := p.SplitLayer(context.Background(), mina, annotate.Split{From: "person", Into: "nope"}); !errors.Is(err, annotate.ErrInvalid) {
			t.Errorf("a split into nothing: %v", err)
		}
		usage, err := p.Usage(context.Background(), nil)
		must(t, err)
		if got := usage.Label("person"); got.Annotations != 3 || got.Articles != 1 || got.People != 2 {
			t.Errorf("person is used by %+v", got)
		}
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		if _, err := p.Usage(ctx, nil); !errors.Is(err, context.Canceled) {
			t.Errorf("a count that was given up: %v", err)
		}
	})
}

// TestOldAnswersDoNotStopWork: what an earlier codebook asked stays where it
// was answered, and what it does not ask any more cannot be answered anew.
func TestOldAnswersDoNotStopWork(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		mina := addPerson(t, p, "Mina")
		article := addArticle(t, p, mina, sampleText)
		edited(t, p, annotate.InstallCodebook(mina, codebooktest.Book()), nil)
		ref := mark(t, p, mina, article, "quote", 3, 14)
		_, err := p.Commit(annotate.SetAttribute(ref, "type", "direct"))
		must(t, err)
		d, err := editor(t, p, mina).SetLabelParts("quote", nil, nil)
		edited(t, p, d, err)
		_, err = p.Commit(annotate.SetNote(ref, "still here"))
		must(t, err)
		_, err = p.Commit(annotate.Relabel(ref, "person"))
		must(t, err)
		if _, err := p.Commit(annotate.SetAttribute(ref, "type", "indirect")); !errors.Is(err, annotate.ErrInvalid) {
			t.Errorf("what is asked no more was answered: %v", err)
		}
		for range 3 { // the label, the note, the questions of the label
			_, err := p.Undo(mina)
			must(t, err)
		}
		list, err := p.Annotations(article, mina)
		must(t, err)
		if list[0].Label != "quote" || list[0].Attributes["type"] != "direct" || list[0].Note != "" {
			t.Errorf("undone, it is %+v", list[0])
		}
	})
}
