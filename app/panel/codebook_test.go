package panel

import (
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/codebooktest"
	"bluepencil/app/scheme"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
)

// bookDesk is a desk that takes every edit over at once.
type bookDesk struct {
	book  *annotate.Codebook
	tried *annotate.Draft
	done  []string
}

func (d *bookDesk) SavedCodebook() *annotate.Codebook { return d.book }
func (d *bookDesk) EditCodebook(x annotate.Draft) {
	d.book, d.tried, d.done = d.book.With(&x), nil, append(d.done, x.Action)
}
func (d *bookDesk) PreviewCodebook(x *annotate.Draft)             { d.tried = x }
func (d *bookDesk) SplitLabel(x annotate.Draft, _ annotate.Split) { d.EditCodebook(x) }
func (d *bookDesk) Person() annotate.Person                       { return annotate.Person{ID: annotate.NewID()} }

func newBook(t *testing.T) (*bookDesk, *scheme.Editor, *Codebook) {
	t.Helper()
	test.NewTempApp(t)
	d := &bookDesk{book: codebooktest.Book()}
	var pane *Codebook
	e := scheme.New(scheme.Options{Desk: d, Holder: func(string) (string, bool) { return "", false }, Show: func() {
		if pane != nil {
			pane.Refresh()
		}
	}})
	pane = NewCodebook(e)
	w := test.NewTempWindow(t, pane)
	w.Resize(fyne.NewSize(700, 600))
	return d, e, pane
}

// TestTypingShowsAndLeavingSaves: one step for a name, however many letters.
func TestTypingShowsAndLeavingSaves(t *testing.T) {
	d, _, pane := newBook(t)
	pane.look.name.CursorColumn = 5
	test.Type(pane.look.name, "d")
	if d.tried == nil || len(d.done) > 0 {
		t.Fatalf("tried %v, done %v", d.tried, d.done)
	}
	test.Type(pane.look.name, " words")
	pane.look.name.FocusLost()
	if l, _ := d.book.Label("quote"); l.Name != "Quoted words" || len(d.done) != 1 {
		t.Errorf("the name is %q after %v", l.Name, d.done)
	}
}

// TestARefusedKeyGoesBackAndIsExplained in the pane.
func TestARefusedKeyGoesBackAndIsExplained(t *testing.T) {
	d, _, pane := newBook(t)
	pane.look.key.SetText("3")
	pane.look.key.report()
	if len(d.done) > 0 || pane.look.key.Text != "1" || !pane.fault.Visible() || !strings.Contains(pane.fault.Text, "Person") {
		t.Errorf("the key is %q, said is %q, done %v", pane.look.key.Text, pane.fault.Text, d.done)
	}
}

// TestTheListIsWalkedWithTheKeyboard: arrows choose labels and pass over groups.
func TestTheListIsWalkedWithTheKeyboard(t *testing.T) {
	_, e, pane := newBook(t)
	e.Select("remark")
	pane.list.list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown}) // past the name of the next group
	if l, _ := e.Selected(); l.ID != "person" || pane.look.name.Text != "Person" {
		t.Errorf("chosen is %s, shown %q", l.ID, pane.look.name.Text)
	}
	for range 5 { // and not past the first
		pane.list.list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyUp})
	}
	if l, _ := e.Selected(); l.ID != "quote" {
		t.Errorf("at the top %s is chosen", l.ID)
	}
	left := false
	pane.OnLeave = func() { left = true }
	pane.list.list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if !left {
		t.Error("Escape does not leave the list")
	}
}

// TestTheFormFollowsTheLabel, with buttons for what can become of it.
func TestTheFormFollowsTheLabel(t *testing.T) {
	d, e, pane := newBook(t)
	buttons := func() string {
		var words []string
		for _, o := range pane.fate.Objects {
			words = append(words, o.(*widget.Button).Text)
		}
		return strings.Join(words, " ")
	}
	if buttons() != "Merge into… Split… Retire…" {
		t.Errorf("buttons: %s", buttons())
	}
	e.Edit(func(b annotate.Editor) (annotate.Draft, error) { return b.MergeLabel("quote", "remark") })
	if buttons() != "Take back the merge" {
		t.Errorf("of a merged label: %s", buttons())
	}
	pane.fate.Objects[0].(*widget.Button).OnTapped()
	if !d.book.Offers("quote") || !strings.HasPrefix(buttons(), "Merge") {
		t.Errorf("the merge was not taken back: %s", buttons())
	}
}

// TestGuidelinesAreWrittenLineByLine, and a fault leaves the words alone.
func TestGuidelinesAreWrittenLineByLine(t *testing.T) {
	d, _, pane := newBook(t)
	pane.guideline.rules.SetText("Marks belong inside.\nThe cue does not.")
	pane.guideline.rules.FocusLost()
	l, _ := d.book.Label("quote")
	if len(l.Clauses) != 2 || l.Clauses[1].ID != "Q2" || pane.guideline.rules.Text != annotate.ClauseLines(l.Clauses) {
		t.Errorf("rules %v, shown %q", l.Clauses, pane.guideline.rules.Text)
	}
	pane.guideline.rules.SetText("Q1. a\nQ1. b")
	pane.guideline.rules.FocusLost()
	if pane.guideline.rules.Text != "Q1. a\nQ1. b" || !strings.Contains(pane.fault.Text, "Q1") || len(d.done) != 1 {
		t.Errorf("shown %q, said %q", pane.guideline.rules.Text, pane.fault.Text)
	}
}

// TestAQuestionIsEditedChoiceByChoice.
func TestAQuestionIsEditedChoiceByChoice(t *testing.T) {
	d, e, _ := newBook(t)
	q := NewQuestion(e, "type")
	choice := func(n int) *fyne.Container { // name, and count with fate
		rows := q.rows.Objects[len(q.rows.Objects)-1].(*fyne.Container).Objects[1].(*fyne.Container)
		return rows.Objects[n].(*fyne.Container)
	}
	fate := choice(1).Objects[1].(*fyne.Container).Objects[1].(*fyne.Container).Objects[0].(*widget.Select)
	fate.SetSelected("read as direct")
	a, _ := d.book.Attribute("type")
	if a.Resolve("verbatim") != "direct" {
		t.Fatalf("the choice was not merged: %+v, %v", a.Choices, d.done)
	}
	name := choice(0).Objects[0].(*commitEntry)
	name.SetText("word for word")
	name.FocusLost()
	if a, _ = d.book.Attribute("type"); a.Choices[0].Name != "word for word" || a.Choices[0].ID != "direct" {
		t.Errorf("renamed it is %+v", a.Choices[0])
	}
}

// TestALinkAndTheWholeAreEdited: one property each, as one step.
func TestALinkAndTheWholeAreEdited(t *testing.T) {
	d, e, _ := newBook(t)
	r := NewRole(e, "speaker")
	many := r.rows.Objects[1].(*fyne.Container).Objects[1].(*widget.Select)
	many.SetSelected("2")
	if role, _ := d.book.Role("speaker"); role.Max != 2 || role.Key != "S" {
		t.Errorf("the link is %+v", role)
	}
	g := NewGeneral(e)
	rules := g.rows.Objects[2].(*fyne.Container).Objects[1].(*commitEntry)
	rules.SetText("When in doubt, leave it out.")
	rules.FocusLost()
	if len(d.book.Clauses) != 1 || d.book.Clauses[0].ID != "G1" || d.book.Guideline != "Mark less." {
		t.Errorf("rules %v, guideline %q", d.book.Clauses, d.book.Guideline)
	}
	if len(d.done) != 2 {
		t.Errorf("it took %v", d.done)
	}
}

// TestTheGuidelineIsReadBesideTheText: of the label, or of all labels.
func TestTheGuidelineIsReadBesideTheText(t *testing.T) {
	test.NewTempApp(t)
	cb := codebooktest.Book()
	cb.Clauses = []annotate.Clause{{ID: "G1", Text: "When in doubt, leave it out."}}
	cb.Labels[0].Guideline = "What is said."
	cb.Labels[0].Clauses = []annotate.Clause{{ID: "Q1", Text: "Marks belong inside."}}
	cb.Labels[0].Examples = []annotate.Example{{Text: "[“Late,”] she said."}, {Text: "“Late,” [she] said.", Wrong: true, Why: "the speaker"}}
	g := NewGuideline()
	g.Set(cb, "quote")
	if got := g.words.String(); !strings.Contains(got, "Q1  Marks belong inside.") || !strings.Contains(got, "✗") || strings.Contains(got, "[") || !strings.Contains(got, "the speaker") {
		t.Errorf("it reads %q", got)
	}
	g.Set(cb, "")
	if got := g.words.String(); !strings.Contains(got, "G1") || !strings.Contains(got, "Mark less.") || g.title.Text != "Small" {
		t.Errorf("of all labels: %q", got)
	}
	g.Set(cb, "place")
	if got := g.words.String(); !strings.Contains(got, "Nothing is written") {
		t.Errorf("of a label without one: %q", got)
	}
}

// TestAReportNamesEveryLabel and of the other parts what is not the same.
func TestAReportNamesEveryLabel(t *testing.T) {
	cb, other := codebooktest.Book(), codebooktest.Book()
	other.Labels = other.Labels[1:]
	u := annotate.NewUsage(cb)
	u.Add(&annotate.Annotation{Label: "quote"})
	got := CodebookReport(cb.Compare(other), u.Of)
	if !strings.Contains(got, "missing: the label Quote (marked 1×)") || !strings.Contains(got, "same: the label Person") || strings.Contains(got, "role") {
		t.Errorf("the report is\n%s", got)
	}
}
