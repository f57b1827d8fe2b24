package articleview

import (
	"context"
	"math"

	"bluepencil/app/articleview/lines"
	"bluepencil/app/articleview/shape"
)

// measuredAtOnce is up to how many bytes an article is laid out before its
// first frame; of larger ones only what is visible.
const measuredAtOnce = 16 << 10

// longParagraph is from how many bytes on a paragraph is measured in the
// background even if it is on the screen, where it shows guessed lines first.
const longParagraph = 64 << 10

// begin lays the article out anew: what is small or visible at once, the
// rest in the background.
func (v *View) begin() {
	v.stop()
	clear(v.shaped)
	v.measuredWith = v.options.Faces
	g := v.page
	v.measures = v.shared.measuresOf(v)
	v.doc = lines.New(v.article, lines.Metrics{LineHeight: float64(g.line),
		ParagraphGap: math.Round(float64(g.size * paragraphGapEm)), MeanAdvance: meanAdvanceEm * float64(g.size)}, g.column)
	v.takeOver()
	if len(v.article) <= measuredAtOnce {
		for p := range v.doc.Paragraphs() {
			v.measure(p)
		}
	}
}

func (v *View) measure(p int) {
	content, _ := v.doc.Paragraph(p)
	v.doc.SetMeasure(p, v.measures.of(p, func() shape.Measure { return v.shaper.Measure(content, v.page.size) }))
}

// measureNow measures paragraphs, but for very long ones, and keeps the top
// of the screen. It tells whether there was anything to do.
func (v *View) measureNow(paragraphs []int) (done bool) {
	top := v.top()
	for _, p := range paragraphs {
		if content, _ := v.doc.Paragraph(p); len(content) < longParagraph {
			v.measure(p)
			done = true
		}
	}
	if done {
		v.revision++
		v.keep(top)
	}
	return done
}

// measureVisible replaces the guesses of what is on the screen, from the
// first line downwards, until nothing on it is guessed any more.
func (v *View) measureVisible() {
	for {
		first, last := v.visible()
		if !v.measureNow(v.doc.Unmeasured(first, last)) {
			return
		}
	}
}

// measureRest measures in the background what is not measured yet. The
// results of an article or a size that is not shown any more are dropped.
func (v *View) measureRest() {
	if v.cancel != nil || v.doc == nil || v.doc.Complete() || v.measures.isBusy(v) {
		return
	}
	v.measures.worker = v
	ctx, cancel := context.WithCancel(context.Background())
	v.cancel = cancel
	doc, size, faces := v.doc, v.page.size, v.options.Faces
	var open []int
	for p := range doc.Paragraphs() {
		if !doc.Measured(p) {
			open = append(open, p)
		}
	}
	content := func(p int) string { // of the text alone, which never changes
		s, _ := doc.Paragraph(p)
		return s
	}
	go lines.MeasureAll(ctx, faces, size, content, open, func(results []lines.Result) {
		v.options.UI(func() {
			if ctx.Err() == nil && v.doc == doc {
				v.take(results)
			}
		})
	})
}

func (v *View) take(results []lines.Result) {
	for _, r := range results {
		v.measures.of(r.Paragraph, func() shape.Measure { return r.Measure })
	}
	views := v.shared.showing(v.measures)
	for _, one := range views {
		one.adopt(results)
	}
	for _, one := range views {
		one.update()
	}
}

// adopt lays out what was measured anew, and keeps the top of the screen.
func (v *View) adopt(results []lines.Result) {
	top := v.top()
	for _, r := range results {
		if !v.doc.Measured(r.Paragraph) {
			v.doc.SetMeasure(r.Paragraph, r.Measure)
		}
	}
	v.revision++
	v.keep(top)
}
