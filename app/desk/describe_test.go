package desk

import (
	"slices"
	"testing"

	"bluepencil/annotate"
)

func (b *bench) facts(id annotate.ID) []Fact {
	b.t.Helper()
	d, ok := b.Describe(id)
	if !ok {
		b.t.Fatal("the annotation is not described")
	}
	return d.Facts
}

func TestAnAnnotationIsDescribedInWords(t *testing.T) {
	b := newBench(t)
	lund := b.mark("person", "Mayor Ada Lund")
	cue := b.mark("cue", "told the council")
	quote := b.mark("quote", "“It is late,”")
	for role, target := range map[string]annotate.ID{"S": lund, "C": cue} {
		b.SetCurrent(quote)
		b.StartLinkKey(role)
		b.SetCurrent(target)
		b.settle()
	}
	b.SetCurrent(quote)
	b.SetAttribute("quote.type", "direct")
	b.settle()
	b.SetNote("She said it\n twice.")
	b.ToggleQuestion()
	b.settle()
	want := []Fact{{"speaker", "Mayor Ada Lund"}, {"cue", "told the council"}}
	got := b.facts(quote)
	if !slices.Equal(got[:2], want) {
		t.Errorf("the links are %v, want %v", got[:2], want)
	}
	for _, f := range []Fact{{"flag", "a question is open"}, {"note", "She said it  twice."}, {"made", "by hand"}} {
		if !slices.Contains(got, f) {
			t.Errorf("of %v the description %v has nothing", f, got)
		}
	}
	if d, _ := b.Describe(quote); d.Label.Name != "Quote" || d.Words != "“It is late,”" {
		t.Errorf("it is a %s of %q", d.Label.Name, d.Words)
	}
	if got := b.facts(lund); !slices.Contains(got, Fact{"speaker of", "“It is late,”"}) {
		t.Errorf("the speaker's description is %v", got)
	}
	if _, ok := b.Describe(annotate.NewID()); ok {
		t.Error("an annotation there is not was described")
	}
}

func TestLinksToWhatIsGoneAreLeftOut(t *testing.T) {
	b := newBench(t)
	lund := b.mark("person", "Mayor Ada Lund")
	quote := b.mark("quote", "“It is late,”")
	b.StartLinkKey("S")
	b.SetCurrent(lund)
	b.settle()
	if l := b.Links()[quote]; len(l) != 1 || l[0].To != lund {
		t.Fatalf("the links are %v", l)
	}
	b.SetCurrent(lund)
	b.Delete()
	b.settle()
	if l := b.Links()[quote]; len(l) != 0 {
		t.Errorf("a link to what lies in the bin is %v", l)
	}
	b.LetGo()
	if b.Links() != nil {
		t.Error("there are links without an article")
	}
}

func TestEntriesOfTheRegisterAreNamed(t *testing.T) {
	b := newBench(t)
	entity := annotate.Entity{ID: annotate.NewID(), Name: "Ada Lund"}
	draft, err := annotate.AddEntity(b.Person().ID, entity)
	must(t, err)
	_, err = b.project.Commit(draft)
	must(t, err)
	she := b.mark("source", "she")
	quote := b.mark("quote", "“It is late,”")
	for _, d := range []annotate.Draft{
		annotate.SetEntity(annotate.AnnotationRef(b.Open().Article.ID, b.Person().ID, she), entity.ID),
		annotate.AddLink(annotate.AnnotationRef(b.Open().Article.ID, b.Person().ID, quote), annotate.Link{ID: annotate.NewID(), Role: "speaker", To: entity.ID, ToEntity: true}),
		annotate.AddLink(annotate.AnnotationRef(b.Open().Article.ID, b.Person().ID, quote), annotate.Link{ID: annotate.NewID(), Role: "speaker", To: she}),
	} {
		_, err = b.project.Commit(d)
		must(t, err)
	}
	b.Refresh()
	b.settle()
	var words []string
	for _, l := range b.Links()[quote] {
		words = append(words, l.Words)
	}
	if !slices.Equal(words, []string{"Ada Lund", "she (Ada Lund)"}) {
		t.Errorf("the links are to %q", words)
	}
	if !slices.Contains(b.facts(she), Fact{"entry", "Ada Lund"}) {
		t.Errorf("the source is described as %v", b.facts(she))
	}
}

func TestValuesAreInWords(t *testing.T) {
	choices := annotate.Attribute{Choices: []annotate.Choice{{ID: "a", Name: "first"}, {ID: "b", Name: "second"}}}
	for _, c := range []struct {
		value annotate.AttributeValue
		want  string
	}{{nil, ""}, {"b", "second"}, {"elsewhere", "elsewhere"}, {true, "yes"}, {false, "no"}, {2.5, "2.5"}, {3.0, "3"}, {[]string{"b", "a"}, "second, first"}} {
		if got := inWords(choices, c.value); got != c.want {
			t.Errorf("%v is %q, want %q", c.value, got, c.want)
		}
	}
	score := 0.875
	a := annotate.Annotation{Origin: annotate.Origin{By: annotate.BySuggestion, Source: "rule", Score: &score}, Edited: true}
	if got := origin(&a); got != "from a suggestion (rule), score 0.88, edited since" {
		t.Errorf("the origin is %q", got)
	}
}
