package articleview

import (
	"fmt"
	"image/color"
	"testing"

	"bluepencil/annotate/text"
	"bluepencil/app/articleview/paint"
)

// makeTracks makes tracks of n marks each, and stretches in which they differ.
func makeTracks(article string, people, n int) (list []Track, disputed []text.Range) {
	colours := []color.NRGBA{blue, orange, pink, green}
	step := len(article) / n
	for i := range people {
		t := Track{Name: fmt.Sprint("P", i), Colour: colours[i%len(colours)]}
		for m := range n {
			start := m*step + 5*i
			r := text.SnapOutward(article, text.Range{Start: start, End: min(start+30+7*(m%9), len(article))})
			t.Marks = append(t.Marks, TrackMark{Range: r, Colour: colours[m%len(colours)], Pattern: paint.Pattern(m % paint.Patterns), Label: "PER"})
		}
		list = append(list, t)
	}
	for m := range n {
		disputed = append(disputed, text.Range{Start: m * step, End: m*step + 5*people})
	}
	return list, disputed
}

// BenchmarkTracks is a step of scrolling without tracks, with those of six and of
// twenty people.
func BenchmarkTracks(b *testing.B) {
	article := makeArticle(33<<10, 1)
	for _, people := range []int{0, 6, 20} {
		for _, scale := range []float32{1, 2} {
			d, q := bench(b, scale)
			v := d.view
			v.SetArticle(article)
			v.SetHighlights(makeHighlights(article, 645, 60))
			v.SetTracks(makeTracks(article, people, 100))
			for !v.doc.Complete() {
				(<-q.jobs)()
			}
			d.frame()
			around := func(pixels float64) {
				before := v.scroll
				if v.ScrollBy(pixels); v.scroll == before {
					v.ScrollBy(-v.scroll)
				}
			}
			for _, c := range []struct {
				name string
				act  func(i int)
			}{
				{"line", func(int) { around(float64(v.page.line)) }},
				{"page", func(int) { around(float64(v.page.height)) }},
			} {
				b.Run(fmt.Sprintf("%d/%gx/%s", people, scale, c.name), func(b *testing.B) {
					d.idle()
					d.frames(b, c.act)
				})
			}
		}
	}
}

// BenchmarkSetTracks is what it costs to take the tracks of six people away and
// to set them again, in an article of 33 KB and in one of 1 MB.
func BenchmarkSetTracks(b *testing.B) {
	for _, size := range []int{33 << 10, 1 << 20} {
		article := makeArticle(size, 1)
		d, q := bench(b, 1)
		d.view.SetArticle(article)
		for !d.view.doc.Complete() {
			(<-q.jobs)()
		}
		list, disputed := makeTracks(article, 6, 100)
		b.Run(fmt.Sprintf("%dKB", size>>10), func(b *testing.B) {
			for b.Loop() {
				d.view.SetTracks(nil, nil)
				d.view.SetTracks(list, disputed)
				d.frame()
			}
		})
	}
}
