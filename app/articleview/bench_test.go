package articleview

import (
	"fmt"
	"image/color"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"bluepencil/annotate/text"
	"bluepencil/app/articleview/paint"
	"bluepencil/app/articleview/shape"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
)

// benchWords are the words the articles of the measurements are made of.
var benchWords = strings.Fields(`the council of a city that voted on an old bridge after months in which lorries had to drive around
	its harbour said it would cost more than twice what its engineers had estimated when they first looked at steel prices and wages
	opponents questioned figures spokesman declined comment officials announced agreement negotiations government minister president
	“we will” not accept, he said. according to people familiar with matter report published Tuesday million crowns percent budget`)

// makeArticle writes about so many bytes of paragraphs, the same for a seed.
func makeArticle(size int, seed uint64) string {
	random := rand.New(rand.NewPCG(seed, 7))
	var b strings.Builder
	for b.Len() < size {
		for range 25 + random.IntN(60) {
			b.WriteString(benchWords[random.IntN(len(benchWords))])
			if random.IntN(12) == 0 {
				fmt.Fprintf(&b, " %d", random.IntN(5000))
			}
			b.WriteByte(' ')
		}
		b.WriteString("over.\n\n")
	}
	return b.String()
}

// makeHighlights spreads highlights of all styles over an article; the mean
// length makes many of them overlap.
func makeHighlights(article string, n, mean int) []Highlight {
	random := rand.New(rand.NewPCG(uint64(n), 3))
	colours := []color.NRGBA{blue, orange, pink, green}
	list := make([]Highlight, 0, n)
	for i := range n {
		start := random.IntN(len(article) - 1)
		r := text.SnapOutward(article, text.Range{Start: start, End: min(start+1+random.IntN(2*mean), len(article))})
		list = append(list, Highlight{ID: fmt.Sprint(i), Spans: []text.Range{r}, Style: paint.Style(i % 3),
			Pattern: paint.Pattern(i % 2), Colour: colours[i%len(colours)], Tag: []string{"PER", "CLAIM", "QUOTE"}[i%3]})
	}
	return list
}

// driver paints as Fyne's does: what is refreshed or new, nothing else.
type driver struct {
	view   *View
	queue  *queue
	shown  map[*strip]uint64
	sheets map[*sheet]any
}

func (d *driver) frame() {
	v := d.view
	for _, one := range v.strips.pool {
		if one.line >= 0 && d.shown[one] != one.signature {
			size := one.raster.Size()
			one.raster.Generator(int(size.Width*v.page.scale+0.5), int(size.Height*v.page.scale+0.5))
			d.shown[one] = one.signature
		}
	}
	for _, one := range v.sheets() {
		if one.raster.Visible() && d.sheets[one] != one.key {
			size := one.raster.Size()
			one.raster.Generator(int(size.Width*v.page.scale+0.5), int(size.Height*v.page.scale+0.5))
			d.sheets[one] = one.key
		}
	}
}

// sheets are the rasters beside those of the lines.
func (v *View) sheets() []*sheet {
	list := append(slices.Clone(v.arcs.curves), v.arcs.labels...)
	for _, one := range v.margin.pool {
		list = append(list, one.sheet)
	}
	return append(list, v.overview.plan, v.overview.bar, v.card.sheet, v.chip.sheet)
}

// idle lets the background finish, as it can between two keys of a person.
func (d *driver) idle() {
	d.view.strips.baker.Wait()
	d.view.overview.work.Wait()
	for {
		select {
		case fn := <-d.queue.jobs:
			fn()
			d.view.overview.work.Wait()
		default:
			return
		}
	}
}

// bench makes a view of a window of 1000 by 1150 units.
func bench(b *testing.B, scale float32) (*driver, *queue) {
	faces, err := shape.NewFaces(theme.DefaultTextFont().Content(), theme.DefaultEmojiFont().Content(), theme.DefaultSymbolFont().Content())
	if err != nil {
		b.Fatal(err)
	}
	test.NewTempApp(b)
	q := newQueue()
	v := New(Options{Faces: faces, UI: q.post, Palette: light, Size: 16})
	w := test.NewTempWindow(b, v)
	w.SetPadded(false)
	w.Canvas().(software.WindowlessCanvas).SetScale(scale)
	w.Resize(fyne.NewSize(1000, 1150))
	b.Cleanup(v.Close)
	return &driver{v, q, map[*strip]uint64{}, map[*sheet]any{}}, q
}

type load struct {
	name        string
	size, spans int
	mean        int
}

var loads = []load{{"4KB", 4 << 10, 40, 30}, {"33KB-645spans", 33 << 10, 645, 60}, {"1MB-10000spans", 1 << 20, 10000, 600}, {"10MB-10000spans", 10 << 20, 10000, 600}}

func BenchmarkOpenToFirstFrame(b *testing.B) {
	for _, l := range loads {
		article := makeArticle(l.size, 1)
		marks := makeHighlights(article, l.spans, l.mean)
		b.Run(l.name, func(b *testing.B) {
			d, _ := bench(b, 1)
			for b.Loop() {
				d.view.SetArticle("")
				d.view.painter = paint.NewPainter(d.view.options.Faces)
				d.view.shaper = shape.NewShaper(d.view.options.Faces)
				d.view.SetArticle(article)
				d.view.SetHighlights(marks)
				d.frame()
			}
		})
	}
}

func opened(b *testing.B, scale float32) *driver {
	article := makeArticle(1<<20, 1)
	d, q := bench(b, scale)
	d.view.SetArticle(article)
	list := makeHighlights(article, 10000, 600)
	for i := 3; i < len(list); i += 3 {
		list[i].Links = []Link{{"speaker", "a man who was there", list[i-1].ID}, {"cue", "said", list[i-2].ID}}
	}
	d.view.SetHighlights(list)
	for !d.view.doc.Complete() {
		(<-q.jobs)()
	}
	d.view.SetCaret(len(article) / 2)
	d.frame()
	return d
}

// frames measures an action and the frame after it, one by one, and reports
// the 95th percentile beside the mean. Between two the workers have time to
// paint ahead, as they have between two keys of a person.
func (d *driver) frames(b *testing.B, act func(i int)) {
	var took []time.Duration
	i := 0
	for b.Loop() {
		start := time.Now()
		act(i)
		d.frame()
		took = append(took, time.Since(start))
		b.StopTimer()
		d.idle()
		b.StartTimer()
		i++
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*95/100])/1e6, "p95-ms")
}

func BenchmarkFrame(b *testing.B) {
	for _, scale := range []float32{1, 2} {
		d := opened(b, scale)
		v := d.view
		middle := len(v.article) / 2
		near := v.linkedNear(middle)
		for _, c := range []struct {
			name string
			act  func(i int)
		}{
			{"line", func(int) { v.ScrollBy(float64(v.page.line)) }},
			{"page", func(int) {
				v.ScrollBy(float64(v.page.height))
				if v.scroll >= v.height()-2*float64(v.page.height) {
					v.ScrollBy(-v.scroll)
				}
			}},
			{"select", func(i int) { v.putCaret(middle+i%400, true, false) }},
			{"mark", func(i int) {
				r := text.SnapOutward(v.article, text.Range{Start: middle + i%400, End: middle + i%400 + 30})
				v.PutHighlight(Highlight{ID: fmt.Sprint("new", i%1000), Spans: []text.Range{r}, Colour: pink, Tag: "PER", Pending: true})
			}},
			{"current", func(i int) { v.SetCurrent([]string{"", "new7"}[i%2]) }},
			{"linked", func(i int) { v.SetCurrent([]string{"", near}[i%2]) }},
			{"jump", func(i int) { v.ScrollTo(middle + (i*7919)%(middle/2)) }},
		} {
			b.Run(fmt.Sprintf("%gx/%s", scale, c.name), func(b *testing.B) {
				v.SetCaret(middle)
				d.frame()
				d.idle()
				d.frames(b, c.act)
			})
		}
	}
}

// linkedNear is a highlight with links on the page of an offset.
func (v *View) linkedNear(offset int) (id string) {
	for _, s := range v.marks.index.Touching(offset, offset+1500, nil) {
		if one := &v.marks.all[s.ID]; len(one.Links) > 0 {
			id = one.ID
		}
	}
	return id
}

// BenchmarkOverview is what a change costs before the worker has it, and what
// it costs the worker.
func BenchmarkOverview(b *testing.B) {
	v := opened(b, 1).view
	b.Run("copy", func(b *testing.B) {
		for b.Loop() {
			v.planOf()
		}
	})
	b.Run("bake", func(b *testing.B) {
		p := v.planOf()
		for b.Loop() {
			p.bake()
		}
	})
}

func BenchmarkSetHighlights(b *testing.B) {
	d := opened(b, 1)
	list := makeHighlights(d.view.article, 10000, 600)
	for b.Loop() {
		d.view.SetHighlights(list)
	}
}

func BenchmarkRewrap(b *testing.B) {
	d := opened(b, 1)
	v := d.view
	widths := []float32{700, 760}
	i := 0
	for b.Loop() {
		i++
		v.Resize(fyne.NewSize(widths[i%2], 900))
		d.frame()
	}
}

// BenchmarkHeap reports what is alive with 1 MB open after three hundred pages.
func BenchmarkHeap(b *testing.B) {
	d := opened(b, 1)
	for b.Loop() {
		for range 300 {
			d.view.ScrollBy(float64(d.view.page.height))
			d.frame()
			d.view.strips.baker.Wait()
		}
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		b.ReportMetric(float64(m.HeapAlloc)/(1<<20), "live-MB")
		b.ReportMetric(float64(d.view.strips.cache.Bytes())/(1<<20), "strips-MB")
	}
}
