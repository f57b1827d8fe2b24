package panel

import (
	"image"
	"image/color"
	"math"

	"bluepencil/app/articleview/paint"
	"bluepencil/app/articleview/shape"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Specimen is a line of text as the article page would show it.
type Specimen struct {
	widget.BaseWidget
	raster *canvas.Raster
	faces  *shape.Faces
	words  string
	ink    color.NRGBA
}

// specimenEm is the size of the letters, in Fyne's units.
const specimenEm = 20

// NewSpecimen returns an empty line that is written in a colour.
func NewSpecimen(ink color.NRGBA) *Specimen {
	s := &Specimen{ink: ink}
	s.raster = canvas.NewRaster(s.draw)
	s.raster.SetMinSize(fyne.NewSize(200, specimenEm*2))
	s.ExtendBaseWidget(s)
	return s
}

// CreateRenderer is Fyne's.
func (s *Specimen) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(s.raster) }

// Set writes words with faces; nil faces show nothing.
func (s *Specimen) Set(faces *shape.Faces, words string) {
	s.faces, s.words = faces, words
	s.raster.Refresh()
}

// Shown is what is written.
func (s *Specimen) Shown() string { return s.words }

func (s *Specimen) draw(w, h int) image.Image {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	if s.faces == nil || s.Size().Height < 1 {
		return img
	}
	scale := float32(h) / s.Size().Height
	size := specimenEm * scale
	line := shape.NewShaper(s.faces).Line(s.words, 0, 0, len(s.words), size)
	baseline := float32(math.Round(float64(h)/2 + float64(size)*0.35))
	paint.NewPainter(s.faces).Text(img, &line, size*0.3, baseline, size, s.ink)
	return img
}
