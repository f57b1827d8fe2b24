package articleview

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
)

// peer is a way Fyne itself shows a long text: without highlights, carets or
// selections, so what is measured of it is the least it would cost.
type peer struct {
	name string
	most int // bytes of the largest article it is opened with; beyond it takes minutes
	page int // the same for the paging
	show func(article string) (content fyne.CanvasObject, turn func(i int))
}

var peers = []peer{
	{"richtext", 1 << 20, 100 << 10, richTextPeer},
	{"label", 40 << 10, 40 << 10, labelPeer},
	{"list", 1 << 20, 1 << 20, listPeer},
}

func paragraphsOf(article string) []string { return strings.Split(strings.TrimSpace(article), "\n\n") }

// paging scrolls a container by pages and begins again at its end.
func paging(s *container.Scroll) func(i int) {
	return func(int) {
		next := s.Offset.Y + s.Size().Height
		if next > s.Content.MinSize().Height-2*s.Size().Height {
			next = 0
		}
		s.ScrollToOffset(fyne.NewPos(0, next))
	}
}

// richTextPeer is RichText with one segment a paragraph, its quicker form.
func richTextPeer(article string) (fyne.CanvasObject, func(int)) {
	var segments []widget.RichTextSegment
	for _, p := range paragraphsOf(article) {
		segments = append(segments, &widget.TextSegment{Text: p, Style: widget.RichTextStyleParagraph})
	}
	rich := widget.NewRichText(segments...)
	rich.Wrapping = fyne.TextWrapWord
	scroll := container.NewVScroll(rich)
	return scroll, paging(scroll)
}

// labelPeer is one label with the whole text.
func labelPeer(article string) (fyne.CanvasObject, func(int)) {
	label := widget.NewLabel(article)
	label.Wrapping = fyne.TextWrapWord
	scroll := container.NewVScroll(label)
	return scroll, paging(scroll)
}

// listPeer is a list with a label a paragraph. Its rows have one height, for
// a list cannot know that of a row it has not shown.
func listPeer(article string) (fyne.CanvasObject, func(int)) {
	paragraphs := paragraphsOf(article)
	row := func() fyne.CanvasObject {
		label := widget.NewLabel("")
		label.Wrapping = fyne.TextWrapWord
		return label
	}
	list := widget.NewList(func() int { return len(paragraphs) }, row,
		func(id widget.ListItemID, o fyne.CanvasObject) { o.(*widget.Label).SetText(paragraphs[id]) })
	return list, func(i int) { list.ScrollTo(i * 8 % len(paragraphs)) }
}

// viewPeer is the article view with the highlights of the load, in the same
// frame: widget, layout and the software painter.
func viewPeer(b *testing.B, l load) (content fyne.CanvasObject, page func(int)) {
	d, _ := bench(b, 1)
	v := d.view
	article := makeArticle(l.size, 1)
	v.SetArticle(article)
	v.SetHighlights(makeHighlights(article, l.spans, l.mean))
	return v, func(int) {
		v.ScrollBy(float64(v.page.height))
		if v.scroll >= v.height()-2*float64(v.page.height) {
			v.ScrollBy(-v.scroll)
		}
	}
}

// painted shows a content in a window of 1000 by 1150 units and paints it.
func painted(b *testing.B, content fyne.CanvasObject) fyne.Window {
	w := test.NewTempWindow(b, content)
	w.SetPadded(false)
	w.Canvas().(software.WindowlessCanvas).SetScale(1)
	w.Resize(fyne.NewSize(1000, 1150))
	w.Canvas().Capture()
	return w
}

// BenchmarkPeers puts the article view beside what Fyne has for text: making
// and showing an article up to its first painted frame, and one page further.
// All are painted whole by the same software painter, which is most of a page.
func BenchmarkPeers(b *testing.B) {
	for _, l := range []load{loads[0], loads[1], {"100KB-1000spans", 100 << 10, 1000, 60}, loads[2]} {
		article := makeArticle(l.size, 1)
		own := func(b *testing.B) (fyne.CanvasObject, func(int)) { return viewPeer(b, l) }
		b.Run(l.name+"/bluepencil/open", func(b *testing.B) { benchOpening(b, own) })
		b.Run(l.name+"/bluepencil/page", func(b *testing.B) { benchPaging(b, own) })
		for _, p := range peers {
			show := func(*testing.B) (fyne.CanvasObject, func(int)) { return p.show(article) }
			if l.size <= p.most {
				b.Run(l.name+"/"+p.name+"/open", func(b *testing.B) { benchOpening(b, show) })
			}
			if l.size <= p.page {
				b.Run(l.name+"/"+p.name+"/page", func(b *testing.B) { benchPaging(b, show) })
			}
		}
	}
}

func benchOpening(b *testing.B, show func(*testing.B) (fyne.CanvasObject, func(int))) {
	test.NewTempApp(b)
	for b.Loop() {
		content, _ := show(b)
		painted(b, content)
	}
}

func benchPaging(b *testing.B, show func(*testing.B) (fyne.CanvasObject, func(int))) {
	test.NewTempApp(b)
	content, turn := show(b)
	w := painted(b, content)
	i := 0
	for b.Loop() {
		turn(i)
		w.Canvas().Capture()
		i++
	}
}
