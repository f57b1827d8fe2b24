package panel

import (
	"fmt"
	"testing"

	"bluepencil/annotate"
	"bluepencil/app/desk"
	"bluepencil/app/look"
	"bluepencil/assets"
	"bluepencil/storage"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
)

func codebook(t *testing.T) *annotate.Codebook {
	t.Helper()
	cb, err := assets.Codebook("news")
	if err != nil {
		t.Fatal(err)
	}
	return cb
}

// walk visits a widget and everything in it.
func walk(o fyne.CanvasObject, visit func(fyne.CanvasObject)) {
	visit(o)
	switch o := o.(type) {
	case *fyne.Container:
		for _, child := range o.Objects {
			walk(child, visit)
		}
	case fyne.Widget:
		for _, child := range test.WidgetRenderer(o).Objects() {
			walk(child, visit)
		}
	}
}

// all lists the widgets of a type in a tree.
func all[T fyne.CanvasObject](o fyne.CanvasObject) []T {
	var found []T
	walk(o, func(o fyne.CanvasObject) {
		if w, ok := o.(T); ok {
			found = append(found, w)
		}
	})
	return found
}

func window(t *testing.T, content fyne.CanvasObject) fyne.Window {
	t.Helper()
	test.NewTempApp(t)
	w := test.NewTempWindow(t, content)
	w.Resize(fyne.NewSize(320, 700))
	return w
}

// listOf is a view of n articles of which none is open.
func listOf(n int) View {
	return View{Len: n, Open: -1, Row: func(at int) (storage.ArticleRow, bool) {
		return storage.ArticleRow{Title: fmt.Sprint("Article ", at), Status: annotate.StatusNew}, true
	}}
}

func TestAHundredThousandRowsMakeOnlyWhatIsSeen(t *testing.T) {
	p := NewArticles()
	window(t, p)
	v, asked := listOf(100_000), 0
	row := v.Row
	v.Row = func(at int) (storage.ArticleRow, bool) { asked++; return row(at) }
	p.Set(v)
	if asked == 0 || asked > 200 {
		t.Errorf("%d rows were asked for", asked)
	}
	if n := len(all[*rowOf](p)); n == 0 || n > 60 {
		t.Errorf("%d rows were made", n)
	}
}

func TestEmptyListsSayWhatToDo(t *testing.T) {
	for want, v := range map[string]View{
		"No articles yet.":      {},
		"Nothing matches “x”.":  {Query: "x", Counts: map[annotate.Status]int{annotate.StatusNew: 3}},
		"No article is started": {Status: annotate.StatusInProgress, Counts: map[annotate.Status]int{annotate.StatusNew: 3}},
	} {
		p := NewArticles()
		window(t, p)
		v.Open = -1
		p.Set(v)
		if got := p.empty.Text; len(got) < len(want) || got[:len(want)] != want || p.empty.Hidden {
			t.Errorf("it says %q, want %q", got, want)
		}
	}
}

func TestChoosingARowIsReportedAndShowingOneIsNot(t *testing.T) {
	p := NewArticles()
	window(t, p)
	opened := []int{}
	p.OnOpen = func(row int) { opened = append(opened, row) }
	v := listOf(5)
	v.Open = 3
	p.Set(v)
	if len(opened) != 0 {
		t.Errorf("showing the open article reported %v", opened)
	}
	p.list.Select(1)
	if len(opened) != 1 || opened[0] != 1 {
		t.Errorf("choosing reported %v", opened)
	}
}

func TestARowThatHasStillToBeReadIsEmpty(t *testing.T) {
	p := NewArticles()
	window(t, p)
	v, read := listOf(3), false
	row := v.Row
	v.Row = func(at int) (storage.ArticleRow, bool) {
		if !read {
			return storage.ArticleRow{}, false
		}
		return row(at)
	}
	titles := func() (found []string) {
		for _, r := range all[*rowOf](p) {
			if r.title.Text != "" {
				found = append(found, r.title.Text)
			}
		}
		return found
	}
	p.Set(v)
	if got := titles(); len(got) != 0 {
		t.Errorf("rows that were not read say %q", got)
	}
	read = true
	p.Recount()
	if got := titles(); len(got) != 3 {
		t.Errorf("rows that were read say %q", got)
	}
}

func TestStatusesNarrowAndWiden(t *testing.T) {
	p := NewArticles()
	window(t, p)
	var chosen []annotate.Status
	p.OnStatus = func(s annotate.Status) { chosen = append(chosen, s) }
	counts := map[annotate.Status]int{annotate.StatusNew: 2, annotate.StatusSubmitted: 1}
	v := listOf(3)
	v.Counts = counts
	p.Set(v)
	buttons := all[*widget.Button](p.statuses)
	if len(buttons) != 2 {
		t.Fatalf("%d statuses are shown", len(buttons))
	}
	test.Tap(buttons[1])
	p.Set(View{Counts: counts, Status: annotate.StatusSubmitted, Open: -1})
	test.Tap(all[*widget.Button](p.statuses)[1])
	if fmt.Sprint(chosen) != "[submitted ]" {
		t.Errorf("chosen %q", chosen)
	}
}

func subject(t *testing.T, attributes map[annotate.AttributeID]annotate.AttributeValue, links ...annotate.Link) (Subject, annotate.Annotation) {
	a := annotate.Annotation{ID: annotate.NewID(), Label: "claim", Spans: []annotate.Span{{Start: 0, End: 5, Text: "words"}}, Attributes: attributes, Links: links}
	return Subject{Codebook: codebook(t), Marks: []annotate.Annotation{a}, Current: a.ID, Article: true}, a
}

// fieldTitles lists the captions of the inspector's fields.
func fieldTitles(i *Inspector) map[string]bool {
	titles := map[string]bool{}
	for _, l := range all[*widget.Label](i.card) {
		titles[l.Text] = true
	}
	return titles
}

func TestQuestionsAppearWhenTheyApply(t *testing.T) {
	i := NewInspector()
	window(t, i)
	s, _ := subject(t, nil)
	i.Set(s)
	if titles := fieldTitles(i); titles["Public interest"] || !titles["Verifiable? · needed"] {
		t.Errorf("of a fresh claim it asks %v", titles)
	}
	s, _ = subject(t, map[annotate.AttributeID]annotate.AttributeValue{"verifiable": "yes"})
	i.Set(s)
	if titles := fieldTitles(i); !titles["Public interest"] || !titles["Verifiable?"] || !titles["Worth checking? · needed"] {
		t.Errorf("of a verifiable claim it asks %v", titles)
	}
}

func TestFieldsReportTheirValues(t *testing.T) {
	choices := []annotate.Choice{{ID: "a", Name: "Alpha"}, {ID: "b", Name: "Beta"}}
	for name, c := range map[string]struct {
		attribute annotate.Attribute
		act       func(fyne.CanvasObject)
		want      annotate.AttributeValue
	}{
		"enum":   {annotate.Attribute{Type: annotate.TypeEnum, Choices: choices}, func(o fyne.CanvasObject) { all[*choiceField](o)[0].SetSelected("Beta") }, "b"},
		"scale":  {annotate.Attribute{Type: annotate.TypeScale, Min: 1, Max: 5}, func(o fyne.CanvasObject) { test.Tap(all[*scaleStep](o)[3]) }, 4.0},
		"flags":  {annotate.Attribute{Type: annotate.TypeFlags, Choices: choices}, func(o fyne.CanvasObject) { test.Tap(all[*widget.Check](o)[1]) }, []string{"b"}},
		"yes/no": {annotate.Attribute{Type: annotate.TypeBoolean}, func(o fyne.CanvasObject) { all[*widget.RadioGroup](o)[0].SetSelected("no") }, false},
		"text":   {annotate.Attribute{Type: annotate.TypeText}, func(o fyne.CanvasObject) { typeInto(o, "so it is") }, "so it is"},
		"number": {annotate.Attribute{Type: annotate.TypeNumber}, func(o fyne.CanvasObject) { typeInto(o, "2,5") }, 2.5},
		"date":   {annotate.Attribute{Type: annotate.TypeDate}, func(o fyne.CanvasObject) { typeInto(o, "2026-11") }, "2026-11"},
		"no date": {annotate.Attribute{Type: annotate.TypeDate}, func(o fyne.CanvasObject) { typeInto(o, "yesterday") },
			"nothing reported"},
	} {
		var got annotate.AttributeValue = "nothing reported"
		field := fieldFor(c.attribute, nil, func(v annotate.AttributeValue) { got = v })
		window(t, field)
		c.act(field)
		if fmt.Sprint(got) != fmt.Sprint(c.want) {
			t.Errorf("%s: reported %v, want %v", name, got, c.want)
		}
	}
}

func typeInto(o fyne.CanvasObject, words string) {
	e := all[*commitEntry](o)[0]
	test.Type(e, words)
	e.FocusLost()
}

func TestAnUpdateLeavesWhatIsBeingTyped(t *testing.T) {
	i := NewInspector()
	window(t, i)
	s, _ := subject(t, nil)
	i.Set(s)
	note := i.note
	test.Type(note, "half a th")
	i.Set(s) // something else on the desk changed
	if i.note != note || note.Text != "half a th" {
		t.Error("an update took away what was being typed")
	}
	var noted string
	i.OnNote = func(text string) { noted = text }
	note.FocusLost()
	if noted != "half a th" {
		t.Errorf("leaving the note reported %q", noted)
	}
}

func TestLinksCanBeStartedAndRemoved(t *testing.T) {
	i := NewInspector()
	window(t, i)
	target := annotate.Annotation{ID: annotate.NewID(), Label: "person", Spans: []annotate.Span{{Start: 9, End: 12, Text: "Ada"}}}
	link := annotate.Link{ID: annotate.NewID(), Role: "claimant", To: target.ID}
	s, _ := subject(t, nil, link)
	s.Marks = append(s.Marks, target)
	i.Set(s)
	var removed, jumped annotate.ID
	var started annotate.RoleID
	i.OnRemoveLink = func(id annotate.ID) { removed = id }
	i.OnJump = func(id annotate.ID) { jumped = id }
	i.OnStartLink = func(role annotate.RoleID) { started = role }
	for _, b := range all[*widget.Button](i.card) {
		if b.Text == "Ada" || b.Text == "Add another claimant  [S]" {
			test.Tap(b)
		}
	}
	if jumped != target.ID || started != "claimant" {
		t.Errorf("jumped to %v, started %q", jumped, started)
	}
	role, _ := s.Codebook.Role("claimant")
	a, _ := find(s.Marks, s.Current)
	buttons := all[*widget.Button](i.role(role, a))
	for _, b := range buttons {
		if b.Text == "" {
			test.Tap(b)
		}
	}
	if removed != link.ID {
		t.Errorf("removed %v", removed)
	}
}

func TestTheListOfMarksFiltersAndJumps(t *testing.T) {
	i := NewInspector()
	window(t, i)
	s, _ := subject(t, nil)
	s.Marks = append(s.Marks, annotate.Annotation{ID: annotate.NewID(), Label: "person", Spans: []annotate.Span{{Start: 9, End: 12, Text: "Ada"}}})
	i.Set(s)
	var jumped annotate.ID
	i.OnJump = func(id annotate.ID) { jumped = id }
	i.marks.filter.SetText("ad")
	if len(i.marks.shown) != 1 {
		t.Fatalf("%d marks are shown", len(i.marks.shown))
	}
	i.marks.list.Select(0)
	if jumped != s.Marks[1].ID {
		t.Error("it jumped elsewhere")
	}
}

func TestTheStatusLine(t *testing.T) {
	s := NewStatus()
	window(t, s)
	undone, cancelled := false, false
	s.OnUndo, s.OnCancel = func() { undone = true }, func() { cancelled = true }
	s.SetUndo("mark Quote")
	s.SetProgress(3, 10)
	s.Say(desk.Message{Text: "It failed.", Tone: desk.Failure})
	if s.icon.Hidden || s.Message() != "It failed." || s.undo.Text != "Undo: mark Quote" || s.work.Hidden {
		t.Error("something is not shown")
	}
	test.Tap(s.undo)
	for _, b := range all[*widget.Button](s.work) {
		test.Tap(b)
	}
	if !undone || !cancelled {
		t.Errorf("undone %v, cancelled %v", undone, cancelled)
	}
	s.SetUndo("")
	s.SetProgress(0, 0)
	if !s.undo.Hidden || !s.work.Hidden {
		t.Error("something is still shown")
	}
}

func TestTheLabelBarReports(t *testing.T) {
	b := NewLabels()
	window(t, b)
	cb := codebook(t)
	var got annotate.LabelID
	b.OnLabel = func(id annotate.LabelID) { got = id }
	b.Set(cb.Labels, look.Markings(cb.Labels, look.FromCodebook))
	buttons := all[*labelButton](b)
	if len(buttons) != len(cb.Labels) {
		t.Fatalf("%d labels, %d buttons", len(cb.Labels), len(buttons))
	}
	test.Tap(buttons[1])
	if got != "claim" {
		t.Errorf("reported %q", got)
	}
}

func TestEscapeClearsTheSearchAndThenLeavesIt(t *testing.T) {
	e := NewSearchEntry("Search")
	window(t, e)
	left := false
	e.OnLeave = func() { left = true }
	e.SetText("ferry")
	e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if e.Text != "" || left {
		t.Errorf("the first Escape left %q, %v", e.Text, left)
	}
	e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if !left {
		t.Error("the second Escape did not leave")
	}
}
