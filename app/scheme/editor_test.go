package scheme

import (
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/codebooktest"
)

// bench is an editor on a desk that takes everything over at once.
type bench struct {
	*Editor
	book   *annotate.Codebook
	tried  *annotate.Draft
	done   []annotate.Draft
	splits []annotate.Split
	shown  int
}

func (b *bench) SavedCodebook() *annotate.Codebook { return b.book }
func (b *bench) EditCodebook(d annotate.Draft) {
	b.book, b.tried, b.done = b.book.With(&d), nil, append(b.done, d)
}
func (b *bench) PreviewCodebook(d *annotate.Draft) { b.tried = d }
func (b *bench) Person() annotate.Person           { return annotate.Person{ID: annotate.NewID()} }
func (b *bench) SplitLabel(d annotate.Draft, s annotate.Split) {
	b.EditCodebook(d)
	b.splits = append(b.splits, s)
}

func newBench() *bench {
	b := &bench{book: codebooktest.Book()}
	b.Editor = New(Options{Desk: b, Show: func() { b.shown++ }, Holder: func(key string) (string, bool) { return "Write a note", key == "n" }})
	return b
}

func (b *bench) list() string {
	var parts []string
	for _, r := range b.Rows() {
		words := string(r.Label.ID)
		if r.First {
			words = string(r.Label.Group) + ": " + words
		}
		if r.State != "" {
			words += " (" + r.State + ")"
		}
		parts = append(parts, words)
	}
	return strings.Join(parts, ", ")
}

func TestLabelsAreListedByGroup(t *testing.T) {
	b := newBench()
	if got := b.list(); got != "quote: quote, remark, entity: person, place" {
		t.Errorf("got %s", got)
	}
	b.Edit(func(e annotate.Editor) (annotate.Draft, error) { return e.MergeLabel("quote", "remark") })
	b.Edit(func(e annotate.Editor) (annotate.Draft, error) { return e.RetireLabel("person", true) })
	if got := b.list(); got != "quote: remark, quote (read as Remark), entity: place, person (retired)" {
		t.Errorf("got %s", got)
	}
}

func TestWhatIsTypedIsShownAndNotSaved(t *testing.T) {
	b := newBench()
	b.Try(func(e annotate.Editor) (annotate.Draft, error) { return e.SetColour("quote", "#112233") })
	if b.tried == nil || len(b.done) > 0 {
		t.Fatal("it is not shown, or it is saved")
	}
	b.Try(func(e annotate.Editor) (annotate.Draft, error) { return e.SetColour("quote", "#1122") })
	if b.tried != nil || !strings.Contains(b.Fault(), "#rrggbb") {
		t.Errorf("half a colour is shown, or nothing is said: %q", b.Fault())
	}
	if !b.Edit(func(e annotate.Editor) (annotate.Draft, error) { return e.SetColour("quote", "#112233") }) || b.Fault() != "" || len(b.done) != 1 {
		t.Errorf("it is not saved: %q", b.Fault())
	}
}

func TestAKeyOfACommandIsRefused(t *testing.T) {
	b := newBench()
	if b.SetKey("n") || !strings.Contains(b.Fault(), "Write a note") {
		t.Errorf("said: %q", b.Fault())
	}
	if b.SetKey("3") || !strings.Contains(b.Fault(), "the label Person") {
		t.Errorf("said: %q", b.Fault())
	}
	if !b.SetKey("x") {
		t.Errorf("said: %q", b.Fault())
	}
	if l, _ := b.Selected(); l.Key != "x" {
		t.Errorf("the key is %q", l.Key)
	}
}

func TestANewLabelIsChosenAndAnUndoneOneIsNot(t *testing.T) {
	b := newBench()
	before := b.book
	if !b.Add("Vote", annotate.GroupEntity) {
		t.Fatal(b.Fault())
	}
	if l, _ := b.Selected(); l.Name != "Vote" || l.Group != annotate.GroupEntity {
		t.Errorf("chosen is %+v", l)
	}
	b.book = before
	b.Refresh()
	if l, ok := b.Selected(); !ok || l.ID != "quote" {
		t.Errorf("chosen is %+v", l)
	}
	if b.Add("quote", "") || b.Fault() == "" {
		t.Error("a name was given twice")
	}
}

func TestWhatIsAffectedIsSaidFirst(t *testing.T) {
	b := newBench()
	if got := b.Used("quote"); !strings.Contains(got, "counted") {
		t.Errorf("before the count: %s", got)
	}
	u := annotate.NewUsage(b.book)
	layer := annotate.NewID()
	for range 3 {
		u.Add(&annotate.Annotation{Label: "quote", Article: annotate.NewID(), Layer: layer,
			Attributes: map[annotate.AttributeID]annotate.AttributeValue{"type": "direct"}, Links: []annotate.Link{{Role: "speaker"}}})
	}
	b.SetUsage(u)
	for got, want := range map[string]string{
		b.MergeEffect("remark"):                    "3 markings in 3 articles by 1 person",
		b.SplitEffect():                            "your own markings",
		b.RetireEffect():                           "cannot be given any more",
		b.Used("person"):                           "Nothing is marked so.",
		b.UsedAttribute("type"):                    "3 answers",
		b.UsedValue("type", "direct"):              "3 times",
		b.UsedRole("speaker"):                      "3 markings",
		b.MergeEffect("remark") + " ":              "read as Remark",
		strings.Join(b.Groups(), " "):              "quote entity",
		b.Targets()[0].Name + b.Faults():           "Remark",
		strings.TrimSpace(b.Rows()[0].State):       "",
		string(rune('0' + b.Rows()[0].Count)):      "3",
		string(rune('0' + b.Rows()[3].Count)):      "0",
		string(b.Targets()[len(b.Targets())-1].ID): "place",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q does not say %q", got, want)
		}
	}
}

func TestASplitKnowsBothLabels(t *testing.T) {
	b := newBench()
	b.Select("person")
	if !b.Split("Official", annotate.Split{Texts: []string{"Ada Lund"}}) {
		t.Fatal(b.Fault())
	}
	if len(b.splits) != 1 || b.splits[0].From != "person" || b.splits[0].Into != "official" {
		t.Errorf("%+v", b.splits)
	}
	if l, _ := b.Selected(); l.ID != "official" {
		t.Errorf("chosen is %s", l.ID)
	}
	if b.Split("Official", annotate.Split{}) {
		t.Error("a name was given twice")
	}
}

func TestMovingStaysInTheGroup(t *testing.T) {
	b := newBench()
	b.Select("person")
	b.Move(-1)
	if len(b.done) > 0 {
		t.Error("the first of its group moved up")
	}
	b.Move(1)
	if got := b.list(); got != "quote: quote, remark, entity: place, person" {
		t.Errorf("got %s", got)
	}
}
