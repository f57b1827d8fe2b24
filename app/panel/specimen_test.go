package panel

import (
	"image"
	"image/color"
	"testing"

	"bluepencil/app/articleview/shape"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"golang.org/x/image/font/gofont/goregular"
)

// inkOf is how many pixels of a picture are covered, and whether all of them
// are in a colour.
func inkOf(img image.Image, want color.NRGBA) (covered int, same bool) {
	same = true
	for y := range img.Bounds().Dy() {
		for x := range img.Bounds().Dx() {
			if c := color.NRGBAModel.Convert(img.At(x, y)).(color.NRGBA); c.A == 255 {
				covered++
				same = same && c == want
			}
		}
	}
	return covered, same
}

func TestASpecimenIsWrittenInItsInk(t *testing.T) {
	test.NewTempApp(t)
	ink := color.NRGBA{0x22, 0x44, 0x66, 255}
	s := NewSpecimen(ink)
	s.Resize(fyne.NewSize(200, 40))
	if covered, _ := inkOf(s.draw(200, 40), ink); covered != 0 {
		t.Errorf("without faces %d pixels are covered", covered)
	}
	faces, err := shape.NewFaces(goregular.TTF)
	if err != nil {
		t.Fatal(err)
	}
	s.Set(faces, "The night ferry")
	once, same := inkOf(s.draw(200, 40), ink)
	twice, _ := inkOf(s.draw(400, 80), ink)
	if once < 100 || !same || twice < 3*once {
		t.Errorf("%d pixels are covered, on a finer screen %d; all in its ink: %v", once, twice, same)
	}
}

func TestRowsAreChosenAndLeftByKeys(t *testing.T) {
	test.NewTempApp(t)
	left, chosen := false, -1
	r := NewRows(func() int { return 3 }, func(row int) string { return "row" })
	r.OnLeave = func() { left = true }
	r.OnSelected = func(row int) { chosen = row }
	w := test.NewTempWindow(t, r)
	w.Resize(fyne.NewSize(200, 200))
	w.Canvas().Focus(r)
	r.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	r.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if chosen != 1 || left {
		t.Errorf("row %d is chosen; left: %v", chosen, left)
	}
	r.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if !left {
		t.Error("Escape does not leave")
	}
}
