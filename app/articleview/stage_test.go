package articleview

import (
	"fmt"
	"image/color"
	"strings"
	"sync"
	"testing"

	"bluepencil/annotate/text"
	"bluepencil/app/articleview/shape"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
	"golang.org/x/image/font/gofont/goregular"
)

var light = Palette{
	Page: color.NRGBA{0xfd, 0xfb, 0xf5, 255}, Ink: color.NRGBA{0x22, 0x25, 0x2b, 255}, Muted: color.NRGBA{0x6b, 0x70, 0x78, 255},
	Selection: color.NRGBA{0xb3, 0xd1, 0xf5, 255}, Caret: color.NRGBA{0x1f, 0x5f, 0xbf, 255}, Frame: color.NRGBA{0x1f, 0x5f, 0xbf, 255},
	Hit: color.NRGBA{0xff, 0xd5, 0x4a, 160}, Scroll: color.NRGBA{0, 0, 0, 70},
}

var dark = Palette{
	Page: color.NRGBA{0x1d, 0x1f, 0x23, 255}, Ink: color.NRGBA{0xe4, 0xe2, 0xdc, 255}, Muted: color.NRGBA{0x9a, 0x9d, 0xa3, 255},
	Selection: color.NRGBA{0x2c, 0x4d, 0x78, 255}, Caret: color.NRGBA{0x7f, 0xb2, 0xf5, 255}, Frame: color.NRGBA{0x7f, 0xb2, 0xf5, 255},
	Hit: color.NRGBA{0x8a, 0x6d, 0x00, 160}, Scroll: color.NRGBA{255, 255, 255, 70}, Dark: true,
}

var (
	blue   = color.NRGBA{0x00, 0x72, 0xb2, 255}
	orange = color.NRGBA{0xd5, 0x5e, 0x00, 255}
	pink   = color.NRGBA{0xcc, 0x79, 0xa7, 255}
	green  = color.NRGBA{0x00, 0x9e, 0x73, 255}
)

const article = "Council votes to replace bridge\n" +
	"By Lena Orth\n\n" +
	"Mayor Ada Lund said the decision could not wait. “It is late,” she told the council, “but it is not too late to do this properly.”\n\n" +
	"The new bridge is to cost 212 million crowns, almost twice the estimate the city published in 2021. Construction would begin next spring.\n"

// testFaces is a text font that no version of Fyne changes, and the emoji.
var testFaces = sync.OnceValue(func() *shape.Faces {
	faces, err := shape.NewFaces(goregular.TTF, theme.DefaultEmojiFont().Content())
	if err != nil {
		panic(err)
	}
	return faces
})

// queue is a scheduler whose functions the test runs itself.
type queue struct{ jobs chan func() }

func newQueue() *queue { return &queue{make(chan func(), 4096)} }

func (q *queue) post(fn func()) { q.jobs <- fn }

// stage is a view in a window of the test driver.
type stage struct {
	*View
	t      *testing.T
	window fyne.Window
	queue  *queue
	clock  *clock
}

func newStage(t *testing.T, width, height float32, scale float32, p Palette, content string) *stage {
	t.Helper()
	test.NewTempApp(t)
	q := newQueue()
	c := &clock{}
	v := New(Options{Faces: testFaces(), UI: q.post, Palette: p, Size: 16, After: c.after})
	w := test.NewTempWindow(t, v)
	w.SetPadded(false)
	w.Canvas().(software.WindowlessCanvas).SetScale(scale)
	w.Resize(fyne.NewSize(width, height))
	v.SetArticle(content)
	t.Cleanup(v.Close)
	return &stage{v, t, w, q, c}
}

// settle runs what the background posts until every paragraph is measured and
// the overview painted.
func (s *stage) settle() {
	for !s.doc.Complete() || s.overview.baking {
		(<-s.queue.jobs)()
	}
}

func rangeOf(t *testing.T, content, words string) text.Range {
	t.Helper()
	at := strings.Index(content, words)
	if at < 0 {
		t.Fatalf("the article has no %q", words)
	}
	return text.Range{Start: at, End: at + len(words)}
}

// click presses and releases the button at the start of some words.
func (s *stage) pointAt(offset int) fyne.Position {
	line := s.doc.LineAt(offset, false)
	shaped, _ := s.lineOf(line)
	var x float32
	for _, c := range shaped.Carets {
		if c.Offset <= offset {
			x = c.X
		}
	}
	y := s.doc.Y(line) + s.page.top - s.scroll + float64(s.page.line)/2
	return fyne.NewPos((s.lineLeft(shaped)+x)/s.page.scale+0.5, float32(y)/s.page.scale)
}

func (s *stage) press(offset int, modifier fyne.KeyModifier) {
	e := &desktop.MouseEvent{Button: desktop.MouseButtonPrimary, Modifier: modifier}
	e.Position = s.pointAt(offset)
	s.MouseDown(e)
}

func (s *stage) release(offset int) {
	e := &desktop.MouseEvent{Button: desktop.MouseButtonPrimary}
	e.Position = s.pointAt(offset)
	s.MouseUp(e)
}

func (s *stage) dragTo(offset int) {
	e := &fyne.DragEvent{}
	e.Position = s.pointAt(offset)
	s.Dragged(e)
}

func (s *stage) wantSelected(words string) {
	s.t.Helper()
	r := s.Selection()
	if got := s.article[r.Start:r.End]; got != words {
		s.t.Errorf("selected %q, want %q", got, words)
	}
}

func longArticle(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "Paragraph %d says that the council of Port Alder met again and that %d members voted, while others left the room before the count was over.\n", i, i%17)
	}
	return b.String()
}
