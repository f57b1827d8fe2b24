package articleview

import (
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"bluepencil/annotate/text"
	"bluepencil/app/articleview/paint"
	"bluepencil/app/articleview/shape"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"
	"golang.org/x/image/font/gofont/goregular"
)

var update = flag.Bool("update", false, "write the golden images anew")

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
}

func newStage(t *testing.T, width, height float32, scale float32, p Palette, content string) *stage {
	t.Helper()
	faces, err := shape.NewFaces(goregular.TTF)
	if err != nil {
		t.Fatal(err)
	}
	test.NewTempApp(t)
	q := newQueue()
	v := New(Options{Faces: faces, UI: q.post, Palette: p, Size: 16})
	w := test.NewTempWindow(t, v)
	w.SetPadded(false)
	w.Canvas().(software.WindowlessCanvas).SetScale(scale)
	w.Resize(fyne.NewSize(width, height))
	v.SetArticle(content)
	t.Cleanup(v.Close)
	return &stage{v, t, w, q}
}

// settle runs what the background posts until every paragraph is measured.
func (s *stage) settle() {
	for !s.doc.Complete() {
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

func TestDraggingSelectsGraphemes(t *testing.T) {
	s := newStage(t, 700, 500, 1, light, article)
	r := rangeOf(t, article, "“It is late,”")
	s.press(r.Start, 0)
	s.dragTo(r.End)
	s.release(r.End)
	s.wantSelected("“It is late,”")
}

func TestClicksSelectWordAndParagraph(t *testing.T) {
	s := newStage(t, 700, 500, 1, light, article)
	at := rangeOf(t, article, "bridge is to").Start + 2
	s.press(at, 0)
	s.release(at)
	s.wantSelected("")
	s.press(at, 0)
	s.wantSelected("bridge")
	s.release(at)
	s.press(at, 0)
	s.wantSelected(article[text.ParagraphAt(article, at).Start:text.ParagraphAt(article, at).End])
	s.release(at)
	far := rangeOf(t, article, "council").Start
	s.press(far, 0)
	s.release(far)
	s.press(at, fyne.KeyModifierShift)
	if r := s.Selection(); r.Start != far || r.End != at {
		t.Errorf("shift-click selected %v", r)
	}
}

func TestKeysMoveTheCaretAndShiftSelects(t *testing.T) {
	s := newStage(t, 700, 500, 1, light, article)
	key := func(name fyne.KeyName) { s.TypedKey(&fyne.KeyEvent{Name: name}) }
	shift := func(fn func()) {
		s.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
		fn()
		s.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	}
	control := func(name fyne.KeyName, more fyne.KeyModifier) {
		s.TypedShortcut(&desktop.CustomShortcut{KeyName: name, Modifier: fyne.KeyModifierControl | more})
	}
	control(fyne.KeyRight, 0)
	control(fyne.KeyRight, fyne.KeyModifierShift)
	s.wantSelected(" votes")
	key(fyne.KeyLeft) // drops the selection and stands at its start
	if s.Caret() != len("Council") {
		t.Errorf("the caret stands at %d", s.Caret())
	}
	key(fyne.KeyEnd)
	key(fyne.KeyHome)
	shift(func() { key(fyne.KeyEnd) })
	s.wantSelected("Council votes to replace bridge")
	key(fyne.KeyRight)
	key(fyne.KeyDown)
	if l := s.doc.LineAt(s.Caret(), false); l != 1 {
		t.Errorf("one line down the caret is on line %d", l)
	}
	control(fyne.KeyEnd, 0)
	if s.Caret() != len(article) {
		t.Errorf("at the text's end the caret stands at %d of %d", s.Caret(), len(article))
	}
	s.SetCaret(rangeOf(t, article, "Mayor").Start)
	s.MoveCaret(BySentence, 1, true)
	s.wantSelected("Mayor Ada Lund said the decision could not wait. ")
	s.SetCaret(rangeOf(t, article, "Mayor").Start)
	s.MoveCaret(ByQuote, 1, false)
	s.MoveCaret(ByQuote, 1, true)
	s.wantSelected("“It is late,”")
	s.TypedShortcut(&fyne.ShortcutSelectAll{})
	s.wantSelected(article)
}

func TestDownAndUpKeepTheColumn(t *testing.T) {
	s := newStage(t, 500, 500, 1, light, article)
	start := rangeOf(t, article, "told the council").Start
	s.SetCaret(start)
	for range 4 {
		s.MoveCaret(ByLine, 1, false)
	}
	for range 4 {
		s.MoveCaret(ByLine, -1, false)
	}
	if s.Caret() != start {
		t.Errorf("four lines down and up again ended at %d, began at %d", s.Caret(), start)
	}
}

func TestAClickTellsTheHighlightsThere(t *testing.T) {
	s := newStage(t, 700, 500, 1, light, article)
	quote := rangeOf(t, article, "“but it is not too late to do this properly.”")
	word := rangeOf(t, article, "properly")
	s.SetHighlights([]Highlight{
		{ID: "quote", Spans: []text.Range{quote}, Style: paint.Bar, Colour: blue},
		{ID: "word", Spans: []text.Range{word}, Colour: pink},
	})
	var told []string
	s.OnHighlightTapped = func(ids []string, _ int) { told = ids }
	s.press(word.Start+2, 0)
	s.release(word.Start + 2)
	if fmt.Sprint(told) != "[word quote]" {
		t.Errorf("told %v, want the innermost first", told)
	}
	s.press(5, 0)
	s.release(5)
	if len(told) != 0 {
		t.Errorf("beside all highlights it told %v", told)
	}
}

func TestUnusedKeysArePassedOn(t *testing.T) {
	s := newStage(t, 700, 500, 1, light, article)
	var got []string
	s.OnKey = func(e *fyne.KeyEvent) { got = append(got, string(e.Name)) }
	s.OnRune = func(r rune) { got = append(got, string(r)) }
	s.OnShortcut = func(sc fyne.Shortcut) { got = append(got, sc.ShortcutName()) }
	s.TypedKey(&fyne.KeyEvent{Name: fyne.KeyTab})
	s.TypedRune('1')
	s.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyK, Modifier: fyne.KeyModifierControl})
	if len(got) != 3 || !s.AcceptsTab() {
		t.Errorf("passed on %v", got)
	}
}

func longArticle(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "Paragraph %d says that the council of Port Alder met again and that %d members voted, while others left the room before the count was over.\n", i, i%17)
	}
	return b.String()
}

func TestScrollingPaintsOnlyNewLines(t *testing.T) {
	s := newStage(t, 700, 600, 1, light, longArticle(400))
	s.settle()
	before := s.strips.baked
	s.ScrollBy(float64(s.page.line))
	if n := s.strips.baked - before; n > 2 {
		t.Errorf("a step of one line painted %d strips", n)
	}
	pool := len(s.strips.pool)
	for range 200 {
		s.MoveCaret(ByPage, 1, false)
	}
	if len(s.strips.pool) > pool+2 {
		t.Errorf("paging made %d strips of %d", len(s.strips.pool), pool)
	}
}

func TestAHighlightRefreshesOnlyItsLines(t *testing.T) {
	s := newStage(t, 700, 600, 1, light, article)
	before := s.strips.baked
	s.PutHighlight(Highlight{ID: "a", Spans: []text.Range{rangeOf(t, article, "Lena Orth")}, Colour: pink})
	if n := s.strips.baked - before; n != 1 {
		t.Errorf("one highlight on one line painted %d strips", n)
	}
	before = s.strips.baked
	s.SetSelection(text.Range{Start: 0, End: 40})
	if n := s.strips.baked - before; n != 0 {
		t.Errorf("selecting painted %d strips", n)
	}
	s.RemoveHighlight("a")
	if n := s.strips.baked - before; n != 1 {
		t.Errorf("removing it painted %d strips", n)
	}
}

func TestTheFirstFrameNeedsNoMoreThanWhatIsSeen(t *testing.T) {
	s := newStage(t, 700, 600, 1, light, longArticle(4000))
	measured := 0
	for p := range s.doc.Paragraphs() {
		if s.doc.Measured(p) {
			measured++
		}
	}
	if measured == 0 || measured > 60 {
		t.Errorf("%d paragraphs were measured before the first frame", measured)
	}
	s.SetCaret(len(s.article) / 2)
	top := s.top().offset
	s.settle()
	if now := s.top().offset; now != top {
		t.Errorf("when the guesses became exact the page jumped from byte %d to %d", top, now)
	}
}

func TestLateResultsOfAnotherArticleAreDropped(t *testing.T) {
	s := newStage(t, 700, 600, 1, light, longArticle(2000))
	late := <-s.queue.jobs
	s.SetArticle(article)
	late()
	if s.doc.Paragraphs() != len(text.Paragraphs(article)) || !s.doc.Complete() {
		t.Error("a late result changed the article that came after it")
	}
}

func TestEveryOffsetCanBePointedAt(t *testing.T) {
	content := "Mixed: e\u0301 and 👨‍👩‍👧 and a\tb\r\n\r\nThen שלום 123 and on, \u00ad soft.\u2028Next line ends."
	s := newStage(t, 400, 500, 1, light, content)
	for offset := 0; offset < len(content); offset = text.NextGrapheme(content, offset) {
		if strings.HasPrefix(content[offset:], "\r\n") || strings.HasPrefix(content[offset:], "\u2028") || strings.HasPrefix(content[offset:], "\u00ad") || strings.HasSuffix(content[:offset], "\u00ad") {
			continue // nothing stands there to point at
		}
		if offset >= strings.Index(content, "שלום") && offset <= strings.Index(content, " and on") {
			continue // at the border of two directions one place means two offsets
		}
		if got := s.locate(s.pointAt(offset)); got != offset {
			t.Errorf("pointing at %d (%q) gives %d", offset, content[offset:min(offset+4, len(content))], got)
		}
	}
}

// golden holds what the window shows against an image in testdata.
func (s *stage) golden(name string) {
	s.t.Helper()
	got := s.window.Canvas().Capture()
	path := filepath.Join("testdata", name+".png")
	if *update {
		writePNG(s.t, path, got)
	}
	file, err := os.Open(path)
	if err != nil {
		s.t.Fatal(err)
	}
	defer file.Close()
	want, err := png.Decode(file)
	if err != nil {
		s.t.Fatal(err)
	}
	if share := different(got, want); share > 0.002 {
		failed := filepath.Join("testdata", "failed", name+".png")
		writePNG(s.t, failed, got)
		s.t.Errorf("%s: %.2f %% of the pixels differ, see %s", name, share*100, failed)
	}
}

func writePNG(t *testing.T, path string, img image.Image) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if err := png.Encode(file, img); err != nil {
		t.Fatal(err)
	}
}

// different is the share of pixels of which a channel is off by more than a
// rounding of another machine's floating point explains.
func different(a, b image.Image) float64 {
	if a.Bounds().Size() != b.Bounds().Size() {
		return 1
	}
	n, size := 0, a.Bounds().Size()
	for y := range size.Y {
		for x := range size.X {
			ar, ag, ab, _ := a.At(a.Bounds().Min.X+x, a.Bounds().Min.Y+y).RGBA()
			br, bg, bb, _ := b.At(b.Bounds().Min.X+x, b.Bounds().Min.Y+y).RGBA()
			if far(ar, br) || far(ag, bg) || far(ab, bb) {
				n++
			}
		}
	}
	return float64(n) / float64(size.X*size.Y)
}

func far(a, b uint32) bool { return max(a, b)-min(a, b) > 30<<8 }

func sampleHighlights(t *testing.T) []Highlight {
	return []Highlight{
		{ID: "quote", Spans: []text.Range{rangeOf(t, article, "“It is late,”"), rangeOf(t, article, "“but it is not too late to do this properly.”")}, Style: paint.Bar, Colour: blue, Tag: "QUOTE"},
		{ID: "lund", Spans: []text.Range{rangeOf(t, article, "Mayor Ada Lund")}, Colour: pink, Tag: "PER"},
		{ID: "claim", Spans: []text.Range{rangeOf(t, article, "The new bridge is to cost 212 million crowns")}, Style: paint.Underline, Colour: orange, Tag: "CLAIM"},
		{ID: "amount", Spans: []text.Range{rangeOf(t, article, "212 million crowns")}, Colour: green, Tag: "AMT"},
		{ID: "cue", Spans: []text.Range{rangeOf(t, article, "told the council")}, Style: paint.Underline, Pattern: paint.Dotted, Colour: orange, Tag: "CUE"},
	}
}

func TestGoldenImages(t *testing.T) {
	for name, c := range map[string]struct {
		scale   float32
		palette Palette
		content string
		prepare func(*stage)
	}{
		"plain":     {1, light, article, func(s *stage) {}},
		"empty":     {1, light, "", func(s *stage) {}},
		"marked":    {1, light, article, func(s *stage) { s.SetHighlights(sampleHighlights(t)) }},
		"dark":      {1, dark, article, func(s *stage) { s.SetHighlights(sampleHighlights(t)) }},
		"two-times": {2, light, article, func(s *stage) { s.SetHighlights(sampleHighlights(t)) }},
		"current":   {1, light, article, func(s *stage) { s.SetHighlights(sampleHighlights(t)); s.SetCurrent("quote") }},
		"zoomed":    {1, light, article, func(s *stage) { s.SetHighlights(sampleHighlights(t)); s.SetZoom(1.5) }},
		"selected": {1, light, article, func(s *stage) {
			s.SetHighlights(sampleHighlights(t))
			s.SetSelection(text.Range{Start: 10, End: rangeOf(t, article, "late,”").End})
		}},
		"overlaps": {1, light, article, func(s *stage) {
			var list []Highlight
			r := rangeOf(t, article, "decision could not wait")
			for i, c := range []color.NRGBA{pink, green, blue, orange, pink, green} {
				list = append(list, Highlight{ID: fmt.Sprint(i), Spans: []text.Range{{Start: r.Start + 2*i, End: r.End + 9*i}}, Colour: c, Tag: fmt.Sprint("T", i)})
			}
			s.SetHighlights(list)
		}},
		"pending": {1, light, article, func(s *stage) {
			list := sampleHighlights(t)
			for i := range list {
				list[i].Pending = true
			}
			s.SetHighlights(list)
		}},
		"found": {1, light, article, func(s *stage) {
			s.SetFindHits([]text.Range{rangeOf(t, article, "late,"), rangeOf(t, article, "late to")})
		}},
		"scrolled": {1, light, longArticle(60), func(s *stage) { s.settle(); s.ScrollBy(333) }},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStage(t, 640, 400, c.scale, c.palette, c.content)
			c.prepare(s)
			s.golden(name)
		})
	}
}
