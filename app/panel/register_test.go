package panel

import (
	"slices"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/register"
	"bluepencil/app/desk"
	"bluepencil/app/who"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

func texts(o fyne.CanvasObject) (words []string) {
	for _, l := range all[*widget.Label](o) {
		if l.Visible() {
			words = append(words, l.Text)
		}
	}
	for _, b := range all[*widget.Button](o) {
		words = append(words, b.Text)
	}
	return words
}

// TestTheInspectorNamesTheEntry of a pronoun, and that of a speaker that is
// none of the article's words.
func TestTheInspectorNamesTheEntry(t *testing.T) {
	reyle := annotate.NewID()
	source := annotate.Annotation{ID: annotate.NewID(), Label: "source", Entity: reyle, Spans: []annotate.Span{{Start: 0, End: 2, Text: "he"}}}
	quote := annotate.Annotation{ID: annotate.NewID(), Label: "quote", Spans: []annotate.Span{{Start: 3, End: 7, Text: "“No”"}},
		Links: []annotate.Link{{ID: annotate.NewID(), Role: "speaker", To: source.ID}, {ID: annotate.NewID(), Role: "speaker", To: reyle, ToEntity: true}}}
	s := Subject{Codebook: codebook(t), Marks: []annotate.Annotation{source, quote}, Article: true, Current: source.ID,
		Names: map[annotate.ID]Named{reyle: {ID: reyle, Name: "Tomas Reyle", Type: "Person", Role: "Spokesman", Wikidata: "Q42"}}}
	i := NewInspector()
	window(t, i)
	copied, opened, unlinked := "", annotate.ID{}, false
	i.OnCopy, i.OnOpenEntry, i.OnUnlinkEntry = func(words string) { copied = words }, func(id annotate.ID) { opened = id }, func() { unlinked = true }
	i.Set(s)
	for _, want := range []string{"Tomas Reyle", "Spokesman · Person", "Q42"} {
		if !slices.Contains(texts(i.card), want) {
			t.Errorf("the inspector has no %q: %q", want, texts(i.card))
		}
	}
	for _, b := range all[*widget.Button](i.card) {
		b.OnTapped()
	}
	if copied != "Q42" || opened != reyle || !unlinked {
		t.Errorf("copied %q, opened %v, unlinked %v", copied, opened, unlinked)
	}
	s.Current = quote.ID
	i.Set(s)
	for _, want := range []string{"he (Tomas Reyle)", "Tomas Reyle"} {
		if !slices.Contains(texts(i.card), want) {
			t.Errorf("the speakers are not called %q: %q", want, texts(i.card))
		}
	}
	s.Names, s.Current = nil, source.ID
	i.Set(s)
	if !strings.Contains(strings.Join(texts(i.card), "\n"), "lies in the bin") {
		t.Error("an entry in the bin is not said to be there")
	}
}

// clerk is a desk that only remembers what it was asked to link.
type clerk struct {
	register *register.Register
	book     *annotate.Codebook
	linked   []desk.Naming
	unlinked int
}

func (c *clerk) Register() *register.Register            { return c.register }
func (c *clerk) Codebook() *annotate.Codebook            { return c.book }
func (c *clerk) Uses() (map[annotate.ID]int, bool)       { return nil, false }
func (c *clerk) Link(_ desk.Mention, naming desk.Naming) { c.linked = append(c.linked, naming) }
func (c *clerk) Unlink()                                 { c.unlinked++ }

// TestAClickInTheChooserTakesALine, and the last line a new entry.
func TestAClickInTheChooserTakesALine(t *testing.T) {
	reyle := annotate.Entity{ID: annotate.NewID(), Name: "Tomas Reyle", Type: "person"}
	c := &clerk{register: register.New([]annotate.Entity{reyle}), book: codebook(t)}
	m := desk.Mention{Annotation: annotate.Annotation{Label: "person"}, Words: "Reyle", More: 2}
	p := NewChooser(who.NewChooser(c, m), func(kind string) string { return kind })
	window(t, p)
	p.list.Select(1)
	if len(c.linked) != 1 || !c.linked[0].New || c.linked[0].Entry.Name != "Reyle" || !c.linked[0].More {
		t.Errorf("the last line did %+v", c.linked)
	}
	p.Query.OnMove(-1)
	p.more.SetChecked(false)
	p.Query.OnSubmitted("")
	if len(c.linked) != 2 || c.linked[1].New || c.linked[1].Entry.ID != reyle.ID || c.linked[1].More {
		t.Errorf("Enter did %+v", c.linked)
	}
}
