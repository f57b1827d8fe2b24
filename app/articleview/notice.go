package articleview

import (
	"image"
	"math"

	"bluepencil/app/articleview/lines"

	"fyne.io/fyne/v2"
)

// updateNotice shows what stands on an empty page, and hides it otherwise.
func (v *View) updateNotice() {
	if len(v.article) > 0 || v.options.Empty == "" {
		v.notice.Hide()
		return
	}
	v.notice.Resize(fyne.NewSize(v.units(float64(v.page.width)), v.units(float64(v.page.height))))
	v.notice.Show()
}

// bakeNotice paints the notice in the middle of the page, a little above it.
func (v *View) bakeNotice(w, h int) image.Image {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	size := v.page.size
	pitch := math.Round(float64(size) * 1.5)
	doc := lines.New(v.options.Empty, lines.Metrics{LineHeight: pitch, ParagraphGap: pitch / 4, MeanAdvance: 1}, v.page.column)
	for p := range doc.Paragraphs() {
		content, _ := doc.Paragraph(p)
		doc.SetMeasure(p, v.shaper.Measure(content, size))
	}
	top := max((float64(h)-doc.Height())*0.4, 0)
	for i := range doc.Count() {
		l := doc.Line(i)
		content, base := doc.Paragraph(l.Paragraph)
		line := v.shaper.Line(content, base, l.Start, l.End, size)
		v.painter.Text(img, &line, (float32(w)-line.Width)/2, float32(math.Round(top+doc.Y(i)))+size, size, v.options.Palette.Muted)
	}
	return img
}
