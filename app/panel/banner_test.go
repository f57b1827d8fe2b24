package panel

import (
	"testing"

	"bluepencil/annotate"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
)

func TestTheBannerSaysWhatIsShownAndEndsIt(t *testing.T) {
	b := NewBanner("Back to your own")
	window(t, b)
	if b.Visible() {
		t.Error("a banner with nothing to say is shown")
	}
	ended := false
	b.OnEnd = func() { ended = true }
	b.Set("Layer of Nora Vik – read-only")
	if !b.Visible() || b.Words() != "Layer of Nora Vik – read-only" {
		t.Errorf("it says %q", b.Words())
	}
	test.Tap(all[*widget.Button](b)[0])
	if b.Set(""); !ended || b.Visible() {
		t.Error("the button does not end it, or it stays")
	}
}

func TestAnothersAnnotationIsShownWithoutKeysToChangeIt(t *testing.T) {
	i := NewInspector()
	window(t, i)
	a := annotate.Annotation{ID: annotate.NewID(), Label: "quote", Spans: []annotate.Span{{Start: 0, End: 2, Text: "So"}}}
	s := Subject{Codebook: codebook(t), Marks: []annotate.Annotation{a}, Current: a.ID, Article: true, ReadOnly: true}
	i.Set(s)
	open := func() (n int) {
		walk(i.card, func(o fyne.CanvasObject) {
			if b, is := o.(*widget.Button); is && b.Text == "Comment on it" {
				return // which changes nothing about it
			}
			if d, ok := o.(fyne.Disableable); ok && o.Visible() && !d.Disabled() {
				n++
			}
		})
		return n
	}
	if n := open(); n != 0 {
		t.Errorf("%d fields and buttons can be used", n)
	}
	s.ReadOnly = false
	i.Set(s)
	if open() < 5 {
		t.Error("in the own layer they cannot be used")
	}
}
