package articleview

import (
	"fmt"
	"image/color"
	"math/rand/v2"
	"testing"

	"bluepencil/annotate/text"
	"bluepencil/app/articleview/paint"
)

// arrangements are the ways the spans of the measurements lie to one another.
// Each makes n spans of an article.
var arrangements = []struct {
	name string
	make func(article string, n int) []text.Range
}{
	{"disjoint", disjointSpans},
	{"nested", nestedSpans},
	{"crossing", crossingSpans},
}

// disjointSpans lie one after the other and share nothing.
func disjointSpans(article string, n int) []text.Range {
	step := len(article) / n
	list := make([]text.Range, n)
	for i := range list {
		list[i] = text.Range{Start: i * step, End: i*step + max(step*2/3, 1)}
	}
	return list
}

// nestedSpans lie in towers of ten, each inside the one before.
func nestedSpans(article string, n int) []text.Range {
	const depth = 10
	towers := max(n/depth, 1)
	step := len(article) / towers
	list := make([]text.Range, n)
	for i := range list {
		level, start := i%depth, i/depth*step
		inset := level * step / (3 * depth)
		list[i] = text.Range{Start: min(start+inset, len(article)-1), End: min(max(start+step-inset, start+inset+1), len(article))}
	}
	return list
}

// crossingSpans begin evenly and are ten times as long as their distance, so
// that each crosses the ten after it.
func crossingSpans(article string, n int) []text.Range {
	step := max(len(article)/n, 1)
	random := rand.New(rand.NewPCG(uint64(n), 11))
	list := make([]text.Range, n)
	for i := range list {
		start := min(i*step, len(article)-1)
		list[i] = text.Range{Start: start, End: min(start+8*step+random.IntN(4*step), len(article))}
	}
	return list
}

// arranged is an article's highlights in an arrangement, of all styles.
func arranged(article string, spans []text.Range) []Highlight {
	colours := []color.NRGBA{blue, orange, pink, green}
	list := make([]Highlight, len(spans))
	for i, r := range spans {
		r = text.SnapOutward(article, r)
		list[i] = Highlight{ID: fmt.Sprint(i), Spans: []text.Range{r}, Style: paint.Style(i % 3), Pattern: paint.Pattern(i % 2),
			Colour: colours[i%len(colours)], Tag: []string{"PER", "CLAIM", "QUOTE"}[i%3]}
	}
	return list
}

// BenchmarkArranged measures what is done to an article whose highlights are
// disjoint, nested or crossing: the first frame, a page, and adding, moving
// and deleting one.
func BenchmarkArranged(b *testing.B) {
	for _, l := range []struct {
		name        string
		size, spans int
	}{{"33KB-645", 33 << 10, 645}, {"100KB-1000", 100 << 10, 1000}, {"1MB-10000", 1 << 20, 10000}} {
		article := makeArticle(l.size, 1)
		for _, a := range arrangements {
			marks := arranged(article, a.make(article, l.spans))
			for _, scale := range []float32{1, 2} {
				b.Run(fmt.Sprintf("%s/%s/%gx", l.name, a.name, scale), func(b *testing.B) { benchArranged(b, article, marks, scale) })
			}
		}
	}
}

func benchArranged(b *testing.B, article string, marks []Highlight, scale float32) {
	d, q := bench(b, scale)
	v := d.view
	b.Run("open", func(b *testing.B) {
		for b.Loop() {
			v.SetArticle("")
			v.SetArticle(article)
			v.SetHighlights(marks)
			d.frame()
		}
	})
	v.SetArticle(article)
	v.SetHighlights(marks)
	for !v.doc.Complete() {
		(<-q.jobs)()
	}
	middle := len(article) / 2
	at := func(i int) []text.Range {
		return []text.Range{text.SnapOutward(article, text.Range{Start: middle + i%200, End: middle + i%200 + 40})}
	}
	for _, c := range []struct {
		name string
		act  func(i int)
	}{
		{"page", func(int) {
			v.ScrollBy(float64(v.page.height))
			if v.scroll >= v.height()-2*float64(v.page.height) {
				v.ScrollBy(-v.scroll)
			}
		}},
		{"add", func(i int) {
			v.PutHighlight(Highlight{ID: fmt.Sprint("new", i%1000), Spans: at(i), Colour: pink, Tag: "PER"})
		}},
		{"move", func(i int) { v.PutHighlight(Highlight{ID: "new0", Spans: at(i), Colour: pink, Tag: "PER"}) }},
		{"delete", func(i int) {
			v.PutHighlight(Highlight{ID: "gone", Spans: at(i), Colour: pink, Tag: "PER"})
			v.RemoveHighlight("gone")
		}},
	} {
		b.Run(c.name, func(b *testing.B) {
			v.SetCaret(middle)
			d.frame()
			v.strips.baker.Wait()
			d.frames(b, c.act)
		})
	}
}
