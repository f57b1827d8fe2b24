package desk

import (
	"strings"
	"testing"

	"bluepencil/annotate"
)

// colleague adds a person with a layer of her own in the open article.
func (b *bench) colleague(name string) annotate.Person {
	b.t.Helper()
	person, err := b.project.AddPerson(annotate.Person{Name: name})
	must(b.t, err)
	at := strings.Index(b.Open().Text, "It is late")
	span, err := annotate.SpanOf(b.Open().Text, at, at+len("It is late"))
	must(b.t, err)
	_, err = b.project.Project.Commit(annotate.Mark(person.ID, b.Open().Article.ID, annotate.NewID(), "quote", []annotate.Span{span}, annotate.Origin{By: annotate.ByImport}))
	must(b.t, err)
	return person
}

// everything is all that is marked in the open article, in all layers, as it
// would be exported.
func (b *bench) everything() []annotate.Annotation {
	b.t.Helper()
	all, err := b.project.Annotations(b.Open().Article.ID, annotate.ID{})
	must(b.t, err)
	return all
}

func TestOthersLayersAreOffered(t *testing.T) {
	b := newBench(t)
	b.mark("person", "Ada Lund")
	nora := b.colleague("Nora Vik")
	_, err := b.project.AddPerson(annotate.Person{Name: "Tom Alder"}) // has marked nothing
	must(t, err)
	var found []LayerChoice
	b.OthersHere(func(list []LayerChoice, err error) { must(t, err); found = list })
	b.settle()
	if len(found) != 1 || found[0].Person.ID != nora.ID || found[0].Marked != 1 {
		t.Errorf("offered: %+v", found)
	}
}

func TestAnothersLayerIsShownAndNeverChanged(t *testing.T) {
	b := newBench(t)
	b.mark("person", "Ada Lund")
	nora := b.colleague("Nora Vik")
	b.ShowLayer(nora)
	b.settle()
	if who, foreign := b.Foreign(); !foreign || who.ID != nora.ID || len(b.Open().Marks) != 1 || b.shown[LayerShown] != 1 {
		t.Fatalf("shown: %+v of %+v", b.Open().Marks, who)
	}
	before := b.everything()
	b.Walk(1)
	a, ok := b.Current()
	if !ok || a.Layer != nora.ID {
		t.Fatalf("current is %+v", a)
	}
	for name, do := range map[string]func(){
		"mark": func() { b.choose("Mayor"); b.Mark("person") }, "delete": b.Delete, "relabel": func() { b.Relabel("claim") },
		"piece": func() { b.choose("council"); b.AddPiece() }, "boundary": func() { b.MoveBoundary(true, 1, ByWord) },
		"split": b.Split, "join": func() { b.Join(1) }, "words": b.SnapToWords, "sentence": b.SnapToSentences,
		"marks": b.ToggleQuotationMarks, "punctuation": b.TogglePunctuation, "link": func() { b.StartLinkKey("S") },
		"role": func() { b.StartLink("cue") }, "attribute": func() { b.SetAttribute("type", "direct") }, "note": func() { b.SetNote("x") },
		"question": b.ToggleQuestion, "unlink": func() { b.RemoveLink(annotate.NewID()) }, "parts": b.MarkParts, "done": b.Done,
		"aside": func() { b.SetAside("no") }, "take up": b.TakeUp, "undo": b.Undo, "redo": b.Redo,
		"bin": func() { b.RestoreAnnotation(a) }, "carry": func() { b.CarryOver(func() {}) },
	} {
		b.SetSelection(b.Target())
		b.SetCurrent(a.ID)
		b.Say(Info, "")
		do()
		b.settle()
		if m := b.Message(); m.Tone != Warning || !strings.Contains(m.Text, "layer of Nora Vik") {
			t.Errorf("%s: it says %+v", name, m)
		}
		if got := b.everything(); !equalMarks(got, before) {
			t.Fatalf("%s wrote: %+v", name, got)
		}
	}
	if !b.OwnLayer() {
		t.Error("there is no way back")
	}
	b.settle()
	if _, foreign := b.Foreign(); foreign || len(b.words("person")) != 1 || len(b.words("quote")) != 0 {
		t.Errorf("back in the own layer: %+v", b.Open().Marks)
	}
	b.mark("quote", "“It is late,”")
	if b.OwnLayer() {
		t.Error("the own layer is taken for somebody else's")
	}
}

func TestAnotherArticleIsOpenedWithTheOwnLayer(t *testing.T) {
	b := newBench(t, article, "Second text about "+article)
	nora := b.colleague("Nora Vik")
	first := b.Open().Article.ID
	b.ShowLayer(nora)
	b.settle()
	b.OpenNext(1)
	b.settle()
	if _, foreign := b.Foreign(); foreign {
		t.Error("the next article shows somebody else's layer")
	}
	b.OpenArticle(first)
	b.settle()
	b.ShowLayer(nora)
	b.settle()
	b.OpenAt(first, annotate.ID{}, b.Target()) // a hit of the search
	b.settle()
	if _, foreign := b.Foreign(); foreign {
		t.Error("going to a place of the article shows somebody else's layer")
	}
}

func TestALateLayerIsDropped(t *testing.T) {
	b := newBench(t, article, "Second text about "+article)
	nora := b.colleague("Nora Vik")
	b.ShowLayer(nora)
	slow := b.work
	b.work = nil
	b.OpenNext(1)
	b.settle()
	for _, job := range slow {
		job()
	}
	b.settle()
	if _, foreign := b.Foreign(); foreign || b.At() != 1 {
		t.Error("a layer that came too late took the desk")
	}
}

func TestWhatIsUnderWayStaysInTheOwnLayer(t *testing.T) {
	b := newBench(t)
	nora := b.colleague("Nora Vik")
	b.choose("Ada Lund")
	b.Mark("person") // not saved yet
	b.ShowLayer(nora)
	b.work, b.screen = []func(){b.work[1], b.work[0]}, nil // the layer is read first
	job := b.work[1]
	b.work = b.work[:1]
	b.settle()
	if len(b.words("person")) != 0 {
		t.Error("the own marking is shown in the other layer")
	}
	b.work = []func(){job}
	b.settle()
	if len(b.words("person")) != 0 || len(b.words("quote")) != 1 {
		t.Errorf("after it was saved: %+v", b.Open().Marks)
	}
	b.OwnLayer()
	b.settle()
	if len(b.words("person")) != 1 {
		t.Error("the marking is lost")
	}
}
