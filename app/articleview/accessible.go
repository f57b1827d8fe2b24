package articleview

import (
	"strings"
	"unicode/utf8"

	"bluepencil/annotate/text"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// spokenBytes bounds what a screen reader is given at once: the driver asks
// for it after every frame.
const spokenBytes = 4096

var (
	_ fyne.Accessible = (*View)(nil)
	_ fyne.Accessible = (*Speaker)(nil)
)

// SetSpoken says in words what the current highlight is, for screen readers; ""
// where none is current.
func (v *View) SetSpoken(words string) { v.spoken = words }

// AccessibilityLabel is what a screen reader says of the article: the current
// highlight and the text on the screen, at most 4 KB of UTF-8 together.
func (v *View) AccessibilityLabel() string {
	parts := []string{cutTo(v.spoken, spokenBytes/4)}
	if tracks := v.spokenTracks(); tracks != "" {
		parts = append(parts, cutTo(tracks, spokenBytes/4))
	}
	if shown := v.shownText(); shown != "" {
		parts = append(parts, shown)
	} else if v.options.Empty != "" {
		parts = append(parts, v.options.Empty)
	}
	return cutTo(strings.TrimSpace(strings.Join(parts, "\n")), spokenBytes)
}

// AccessibilityRole is that of text; Fyne has none for an editor or a document.
func (v *View) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// shownText is the text of the lines that are wholly on the screen.
func (v *View) shownText() string {
	r := v.shownRange()
	return cutTo(v.article[r.Start:min(r.End, r.Start+2*spokenBytes)], spokenBytes)
}

// shownRange is where that text is; empty where no line is wholly on the screen.
func (v *View) shownRange() (r text.Range) {
	if v.doc == nil || v.page.height == 0 || len(v.article) == 0 {
		return r
	}
	top := v.scroll - v.page.top
	first := v.doc.LineAtY(max(top, 0))
	if v.doc.Y(first) < top {
		first++
	}
	last := v.doc.LineAtY(top + float64(v.page.height-v.page.line))
	if bottom := top + float64(v.page.height); v.doc.Y(last)+v.lineHeight(last) > bottom {
		last--
	}
	from, to := v.doc.Line(first).Start, v.doc.Line(last).End
	if from >= to {
		return r
	}
	return text.Range{Start: from, End: to}
}

// cutTo is a string of at most so many bytes, with an ellipsis where something
// is left out.
func cutTo(s string, bytes int) string {
	const ellipsis = "…"
	if len(s) <= bytes {
		return s
	}
	end := bytes - len(ellipsis)
	for end > 0 && !utf8.RuneStart(s[end]) {
		end--
	}
	return s[:end] + ellipsis
}

// Speaker speaks for a view. Fyne's drivers look for what is accessible in
// containers only, and a view lies deep in widgets; a speaker lies in the
// window's outermost container, paints nothing and takes no events.
type Speaker struct {
	widget.BaseWidget
	view *View
}

// NewSpeaker returns a speaker of the view.
func NewSpeaker(v *View) *Speaker {
	s := &Speaker{view: v}
	s.ExtendBaseWidget(s)
	return s
}

// AccessibilityLabel is the view's.
func (s *Speaker) AccessibilityLabel() string { return s.view.AccessibilityLabel() }

// AccessibilityRole is the view's.
func (s *Speaker) AccessibilityRole() fyne.AccessibleRole { return s.view.AccessibilityRole() }

// CreateRenderer is Fyne's.
func (s *Speaker) CreateRenderer() fyne.WidgetRenderer { return silent{} }

// silent paints nothing.
type silent struct{}

func (silent) Layout(fyne.Size)             {}
func (silent) MinSize() fyne.Size           { return fyne.Size{} }
func (silent) Refresh()                     {}
func (silent) Objects() []fyne.CanvasObject { return nil }
func (silent) Destroy()                     {}

// SpeakOver is a layout of a window's content and a speaker, which lies where
// the view is.
func SpeakOver(v *View) fyne.Layout { return speakOver{v} }

type speakOver struct{ view *View }

func (l speakOver) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize() }

func (l speakOver) Layout(o []fyne.CanvasObject, size fyne.Size) {
	o[0].Move(fyne.NewPos(0, 0))
	o[0].Resize(size)
	driver := fyne.CurrentApp().Driver()
	place := driver.AbsolutePositionForObject(l.view).Subtract(driver.AbsolutePositionForObject(o[0]))
	o[1].Move(place)
	o[1].Resize(l.view.Size())
}
