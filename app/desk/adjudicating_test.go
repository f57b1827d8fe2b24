package desk

import (
	"errors"
	"strings"
	"testing"

	"bluepencil/annotate"
)

// golden puts a marking into the adjudicated layer of the open article.
func (b *bench) golden() {
	b.t.Helper()
	at := strings.Index(b.Open().Text, "It is late")
	span, err := annotate.SpanOf(b.Open().Text, at, at+len("It is late"))
	must(b.t, err)
	d := annotate.Mark(annotate.GoldLayer, b.Open().Article.ID, annotate.NewID(), "quote", []annotate.Span{span}, annotate.Origin{By: annotate.ByAdjudication})
	d.Person = b.Person().ID
	d.AddStatus(annotate.GoldLayer, b.Open().Article.ID, annotate.StatusInProgress, "")
	_, err = b.project.Project.Commit(d)
	must(b.t, err)
}

func TestTheGoldLayerIsShownAloneOrBeside(t *testing.T) {
	b := newBench(t)
	b.golden()
	var layers []LayerChoice
	b.OthersHere(func(list []LayerChoice, err error) { must(t, err); layers = list })
	b.settle()
	if len(layers) != 1 || layers[0].Person.ID != annotate.GoldLayer || layers[0].Marked != 1 {
		t.Fatalf("offered: %+v", layers)
	}
	b.ShowLayer(layers[0].Person)
	b.settle()
	if _, foreign := b.Foreign(); !foreign || len(b.Open().Marks) != 1 || b.MayWrite() {
		t.Errorf("shown: %+v", b.Open().Marks)
	}
	b.OwnLayer()
	b.settle()
	var beside []Companion
	b.ReadCompanions(func(list []Companion, err error) { must(t, err); beside = list })
	b.settle()
	if len(beside) != 1 || beside[0].Name != "Gold, in progress" {
		t.Errorf("to be shown beside: %+v", beside)
	}
}

func TestAReviewIsWrittenInLineAndToldOf(t *testing.T) {
	b := newBench(t)
	var order []string
	b.choose("Mayor")
	b.Mark("person")
	b.Review("decide", func() error { order = append(order, "write"); return nil }, func(err error) { must(t, err); order = append(order, "told") })
	if words, _ := b.Saved(); words != "saving…" || !b.Saving() {
		t.Errorf("it says %q", words)
	}
	b.settle()
	if strings.Join(order, " ") != "write told" || b.Saving() {
		t.Errorf("in the order %v", order)
	}
	broken := errors.New("the disk is full")
	b.Review("decide", func() error { return broken }, func(err error) { order = append(order, err.Error()) })
	b.settle()
	if !errors.Is(b.Failed(), broken) || !strings.Contains(b.Message().Text, "“decide” was not saved") {
		t.Errorf("it says %q", b.Message().Text)
	}
}
