package desk

import (
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/lint"
	"bluepencil/annotate/text"
)

// require makes the project ask for clean articles.
func (b *bench) require(clean lint.Clean) {
	b.t.Helper()
	draft, err := lint.RequireClean(b.Person().ID, clean)
	must(b.t, err)
	b.Choose(draft)
	b.settle()
}

func TestAnArticleWithErrorsIsNotDoneWhereTheProjectAsksForMore(t *testing.T) {
	b := newBench(t, article, "Another one.\n")
	b.mark("quote", "“It is late,”")
	b.require(lint.CleanErrors)
	first := b.Open().Article.ID
	b.Done()
	b.settle()
	if b.Open().Article.ID != first || b.Open().Layer.Status == annotate.StatusSubmitted || b.shown[NotClean] != 1 {
		t.Fatalf("it is done: %+v", b.Open().Layer)
	}
	kept := b.Kept()
	if len(kept) == 0 || kept[0].Severity != lint.Error || b.Message().Tone != Warning || !strings.Contains(b.Message().Text, kept[0].Reason) {
		t.Errorf("it says %q of %+v", b.Message().Text, kept)
	}
	b.SetAside("no speaker")
	b.settle()
	if b.Open().Layer.Status != annotate.StatusSetAside {
		t.Errorf("setting aside gave %v", b.Open().Layer.Status)
	}
	b.Undo()
	b.Undo() // the choice
	b.settle()
	b.Done()
	b.settle()
	if b.Open().Article.ID == first {
		t.Errorf("without the choice it is not done: %q", b.Message().Text)
	}
}

func TestAFixIsOneStepAndBeginsTheArticle(t *testing.T) {
	b := newBench(t)
	span, err := annotate.SpanOf(b.Open().Text, 0, 5)
	must(t, err)
	draft := annotate.Mark(b.Person().ID, b.Open().Article.ID, annotate.NewID(), "quote", []annotate.Span{span}, annotate.Origin{By: annotate.ByHand})
	draft.Action = "mark as a quote"
	if !b.Fix(draft) {
		t.Fatal("it may not be")
	}
	b.settle()
	if len(b.Open().Marks) != 1 || b.Open().Layer.Status != annotate.StatusInProgress || b.UndoName() != "mark as a quote" {
		t.Errorf("%+v, %q", b.Open().Layer, b.UndoName())
	}
	b.Undo()
	b.settle()
	if len(b.Open().Marks) != 0 || b.Open().Layer.Status != annotate.StatusNew {
		t.Errorf("undone: %+v", b.Open().Layer)
	}
	draft.Article = annotate.NewID()
	if b.Fix(draft) {
		t.Error("the fix of another article was taken")
	}
}

func TestPointingSelectsAndBackReturns(t *testing.T) {
	b := newBench(t)
	id := b.mark("person", "Ada Lund")
	b.SetCaret(30)
	r := text.Range{Start: 6, End: 14}
	b.Point(id, r)
	if a, _ := b.Current(); a.ID != id || b.Target() != r || b.Caret() != 6 || b.shown[Arrived] != 1 {
		t.Errorf("current %v, target %v, caret %d", a.ID, b.Target(), b.Caret())
	}
	b.Point(annotate.ID{}, text.Range{})
	if _, ok := b.Current(); ok {
		t.Error("what is not about a marking left one current")
	}
	b.Back()
	b.settle()
	if b.Caret() != 6 {
		t.Errorf("Back went to %d", b.Caret())
	}
	quote := b.mark("quote", "“It is late,”")
	b.StartLinkKey("S")
	b.Point(id, r)
	if b.Linking() == nil {
		t.Error("pointing ended the link")
	}
	b.settle()
	for _, a := range b.Open().Marks {
		if a.ID == quote && len(a.Links) != 0 {
			t.Error("pointing linked")
		}
	}
}
