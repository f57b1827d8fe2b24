package articleview

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"

	"bluepencil/annotate/text"
	"bluepencil/app/articleview/paint"

	"fyne.io/fyne/v2"
)

// hourOfActions is what somebody quick does in an hour: two keys a second.
const hourOfActions = 7200

// sessionBudget is how many bytes may be alive at any look at the session, the
// articles, the faces and everything of the test itself included: what the
// design allows for the whole program.
const sessionBudget = 120 << 20

// session is somebody at work: articles of several sizes, and what is done to
// the one that is open.
type session struct {
	*stage
	random   *rand.Rand
	articles []string
	marks    [][]Highlight
	open     int
	made     int
}

// TestAnHourOfWorkStaysInItsMemory plays an hour of reading, marking, paging,
// finding, zooming and changing articles, the largest of 1 MB with 10,000
// highlights, and looks every few minutes what is alive.
func TestAnHourOfWorkStaysInItsMemory(t *testing.T) {
	s := &session{stage: newStage(t, 1000, 1150, 2, light, ""), random: rand.New(rand.NewPCG(4, 7))}
	for i, size := range []int{4 << 10, 33 << 10, 100 << 10, 1 << 20} {
		s.articles = append(s.articles, makeArticle(size, uint64(i+1)))
		s.marks = append(s.marks, makeHighlights(s.articles[i], []int{40, 645, 1000, 10000}[i], 60))
	}
	s.show(3)
	actions := hourOfActions
	if testing.Short() {
		actions /= 10
	}
	for n := range actions {
		s.act()
		s.paint()
		s.drain()
		if n%(actions/12) == 0 {
			s.look(n)
		}
	}
	s.look(actions)
}

func (s *session) show(n int) {
	s.open = n
	s.SetArticle(s.articles[n])
	s.SetHighlights(s.marks[n])
}

// act does one thing: mostly reading on, then moving and marking, now and then
// something that changes the page.
func (s *session) act() {
	middle := s.random.IntN(len(s.article))
	switch n := s.random.IntN(100); {
	case n < 40:
		s.MoveCaret(ByPage, 1-2*s.random.IntN(2), false)
	case n < 60:
		s.MoveCaret([]Step{ByGrapheme, ByWord, ByLine, BySentence, ByParagraph, ByQuote}[s.random.IntN(6)], 1, s.random.IntN(2) == 0)
	case n < 75:
		s.mark()
	case n < 80:
		s.RemoveHighlight(fmt.Sprint("made", s.random.IntN(s.made+1)))
	case n < 85:
		s.SetCaret(middle)
	case n < 88:
		s.SetFindHits(text.Fold(s.article, text.FindOptions{}).Find([]string{"bridge", "harbour", "said"}[s.random.IntN(3)], 10000))
	case n < 92:
		s.SetCurrent(fmt.Sprint(s.random.IntN(40)))
	case n < 94:
		s.SetZoom([]float32{0.5, 1, 1.3, 3}[s.random.IntN(4)])
	case n < 96:
		s.window.Resize(fyne.NewSize(float32(700+s.random.IntN(400)), 1150))
	case n < 97:
		s.SetPalette([]Palette{light, dark}[s.random.IntN(2)])
	default:
		s.show(s.random.IntN(len(s.articles)))
	}
}

// mark marks what is selected, or a few words where nothing is.
func (s *session) mark() {
	r := s.Selection()
	if r.Empty() || r.Len() > 2000 {
		r = text.SnapOutward(s.article, text.Range{Start: s.Caret(), End: min(s.Caret()+40, len(s.article))})
	}
	if !r.Empty() {
		s.made++
		s.PutHighlight(Highlight{ID: fmt.Sprint("made", s.made), Spans: []text.Range{r}, Style: paint.Style(s.made % 3), Colour: pink, Tag: "PER"})
	}
}

// paint has the rasters that are on the screen painted, as a driver does.
func (s *session) paint() {
	for _, one := range s.strips.pool {
		if one.line >= 0 {
			s.bake(one, one.content.Width, one.content.Height)
		}
	}
}

// drain runs what the background has posted by now.
func (s *session) drain() {
	for {
		select {
		case fn := <-s.queue.jobs:
			fn()
		default:
			return
		}
	}
}

func (s *session) look(n int) {
	s.t.Helper()
	s.strips.baker.Wait()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	s.t.Log(strings.TrimSpace(fmt.Sprintf("after %d actions: %d MB alive, %d MB of strips, %d goroutines", n, m.HeapAlloc>>20, s.strips.cache.Bytes()>>20, runtime.NumGoroutine())))
	if m.HeapAlloc > sessionBudget {
		s.t.Fatalf("after %d actions %d MB are alive, more than %d", n, m.HeapAlloc>>20, sessionBudget>>20)
	}
	if kept := s.strips.cache.Bytes(); kept > paint.CacheBytes {
		s.t.Fatalf("after %d actions the strips take %d MB", n, kept>>20)
	}
}
