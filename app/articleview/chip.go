package articleview

import (
	"image"

	"bluepencil/app/articleview/paint"

	"fyne.io/fyne/v2"
)

// chip says on the page that only a part is shown, so that nobody wonders
// where the rest is. A click on it shows everything.
type chip struct {
	*sheet
	r image.Rectangle // where it stands, in pixels of the page; empty where it does not
}

// chipKey is what the look of the chip depends on.
type chipKey struct {
	words   string
	scale   float32
	width   int
	palette Palette
}

func (v *View) updateChip() {
	only := v.marks.show.only
	if only.Off() {
		v.chip.r = image.Rectangle{}
		v.chip.raster.Hide()
		return
	}
	em := cardTypeUnits * v.page.scale
	words := only.Words
	most := float32(v.page.width) - 4*em
	width, height := int(v.painter.Fit(words, em, most).Width+1.8*em), int(em*1.9)
	left, top := max((v.page.aside.left-width)/2, 0), v.page.height-height-int(em*0.8)
	v.chip.r = image.Rect(left, top, left+width, top+height)
	p := v.options.Palette
	v.showSheet(v.chip.sheet, v.chip.r, chipKey{words, v.page.scale, width, p}, func(w, h int) image.Image {
		img := image.NewRGBA(image.Rect(0, 0, w, h))
		paint.Rounded(img, img.Rect, float32(h)/2, p.Frame)
		v.painter.Words(img, words, 0.9*em, em*1.28, em, most, p.Page)
		return img
	})
}

// has tells whether a place of the widget is on the chip.
func (c *chip) has(at fyne.Position) bool {
	if !c.raster.Visible() {
		return false
	}
	from, size := c.raster.Position(), c.raster.Size()
	return at.X >= from.X && at.Y >= from.Y && at.X < from.X+size.Width && at.Y < from.Y+size.Height
}
