package paint

import (
	"bytes"
	"image"
	"os"
	"strings"
	"testing"

	"bluepencil/app/articleview/shape"

	"fyne.io/fyne/v2/theme"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype/tables"
)

// coloured are masks of a font in colour, and the font.
func coloured(t testing.TB, content []byte) (*Masks, *font.Face) {
	t.Helper()
	faces, err := shape.NewFaces(content)
	if err != nil {
		t.Fatal(err)
	}
	return NewMasks(faces, 1<<20), font.NewFace(faces.Font(0))
}

func testFont(t testing.TB, name string) []byte {
	t.Helper()
	content, err := os.ReadFile("../../../assets/testfonts/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// colours are the opaque colours of a glyph's picture.
func colours(g glyph) map[[3]uint8]int {
	seen := map[[3]uint8]int{}
	for i := 0; g.picture != nil && i < len(g.picture.Pix); i += 4 {
		if p := g.picture.Pix[i : i+4]; p[3] == 255 {
			seen[[3]uint8{p[0], p[1], p[2]}]++
		}
	}
	return seen
}

func TestEveryBundledEmojiIsDrawnInColour(t *testing.T) {
	masks, face := coloured(t, theme.DefaultEmojiFont().Content())
	drawings := 0
	for id := font.GID(0); id < 4000; id++ {
		source, ok := face.GlyphDataSVG(tables.GlyphID(id))
		if !ok || !bytes.Contains(source.Source, []byte("<path")) {
			continue
		}
		drawings++
		got := masks.rasterise(maskKey{id: id, size: 16})
		if got.picture == nil {
			t.Errorf("glyph %d has no picture", id)
		} else if r := got.picture.Rect; r.Min.Y < -20 || r.Max.Y > 6 || r.Dx() > 24 {
			t.Errorf("glyph %d stands at %v", id, r)
		}
	}
	if drawings < 1500 {
		t.Errorf("only %d glyphs are drawings", drawings)
	}
}

func TestLayersHaveTheColoursOfThePalette(t *testing.T) {
	masks, face := coloured(t, testFont(t, "Layers.ttf"))
	flag, _ := face.NominalGlyph('🚩')
	got := masks.rasterise(maskKey{id: flag, size: 40})
	seen := colours(got)
	if seen[[3]uint8{204, 26, 26}] < 200 || seen[[3]uint8{26, 51, 204}] < 200 {
		t.Errorf("the flag has the colours %v", seen)
	}
	house, _ := face.NominalGlyph('🏠')
	if seen = colours(masks.rasterise(maskKey{id: house, size: 40})); seen[[3]uint8{0x80, 0x80, 0x80}] == 0 {
		t.Errorf("the layer in the text's colour is not grey: %v", seen)
	}
}

// TestLayersAreFilledWhereTheySay looks at places of glyphs that are a square of
// one em, in hundredths from the left and from below.
func TestLayersAreFilledWhereTheySay(t *testing.T) {
	const em = 100
	red, green, blue := [3]uint8{255, 0, 0}, [3]uint8{0, 255, 0}, [3]uint8{0, 0, 255}
	masks, face := coloured(t, testFont(t, "LayersOne.ttf"))
	for r, looks := range map[rune]map[[2]int][3]uint8{
		'😁': {{1, 50}: red, {50, 50}: {128, 0, 128}, {98, 3}: blue},                                  // a line from the left to the right
		'😂': {{50, 50}: red, {50, 75}: {128, 0, 128}, {2, 50}: blue, {3, 97}: blue},                  // rings
		'😃': {{90, 51}: red, {50, 90}: {128, 0, 128}, {5, 51}: blue, {50, 10}: blue},                 // around the middle, half the way
		'😄': {{25, 25}: green, {75, 75}: red, {75, 25}: blue, {25, 75}: green},                       // moved, and turned around the middle
		'😅': {{12, 12}: green, {37, 37}: red, {37, 12}: blue},                                        // the same at half the size
		'😆': {{25, 25}: red, {75, 75}: blue},                                                         // one over the other
		'😉': {{22, 10}: {133, 0, 122}, {47, 10}: {133, 0, 122}, {50, 30}: {51, 0, 204}, {5, 10}: {}}, // leaning to the right, and repeated
	} {
		id, ok := face.NominalGlyph(r)
		got := masks.rasterise(maskKey{id: id, size: em}).picture
		if !ok || got == nil {
			t.Errorf("%c has no picture", r)
			continue
		}
		for at, want := range looks {
			c := got.RGBAAt(at[0], -1-at[1])
			for i, channel := range [3]uint8{c.R, c.G, c.B} {
				if d := int(channel) - int(want[i]); d < -16 || d > 16 {
					t.Errorf("%c at %v is %v, want %v", r, at, c, want)
					break
				}
			}
		}
	}
}

func TestLayersThatCannotBeDrawnAreOutlines(t *testing.T) {
	masks, face := coloured(t, testFont(t, "LayersOne.ttf"))
	for r, what := range map[rune]string{'😇': "a circle of references", '😈': "another kind of blending"} {
		id, _ := face.NominalGlyph(r)
		if got := masks.rasterise(maskKey{id: id, size: 20}); got.picture != nil || got.mask == nil {
			t.Errorf("%s: %+v", what, got)
		}
	}
}

func TestPicturesOfBitmapFontsAreScaled(t *testing.T) {
	masks, face := coloured(t, testFont(t, "NotoColorEmoji-subset.ttf"))
	id, _ := face.NominalGlyph('🥰')
	got := masks.rasterise(maskKey{id: id, size: 20})
	if got.picture == nil || got.picture.Rect.Dx() < 15 || got.picture.Rect.Dx() > 30 {
		t.Errorf("got %+v", got)
	}
}

func TestPicturesStandAtWholePixelsAndKeepTheBound(t *testing.T) {
	masks, face := coloured(t, theme.DefaultEmojiFont().Content())
	id, _ := face.NominalGlyph('😀')
	first, second := masks.get(shape.Glyph{ID: id}, 16, 0.1), masks.get(shape.Glyph{ID: id}, 16, 7.9)
	if first.picture == nil || first.picture != second.picture {
		t.Error("one emoji is kept twice")
	}
	for size := float32(10); size < 200; size += 7 {
		masks.get(shape.Glyph{ID: id}, size, 0)
		kept := 0
		for _, generation := range []map[maskKey]glyph{masks.young, masks.old} {
			for _, g := range generation {
				kept += g.bytes()
			}
		}
		if kept > masks.limit+200*200*4*4 {
			t.Fatalf("%d bytes are kept of at most %d", kept, masks.limit)
		}
	}
}

const drawn = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 800 1000 1000"><path fill="#ff0000" d="M0 0h1000v1000h-1000z"/></svg>`

func TestDrawingsStandOnTheBaseline(t *testing.T) {
	_, face := coloured(t, testFont(t, "Layers.ttf"))
	if got := drawing(face, maskKey{size: 20}, []byte(drawn)); got == nil || got.Rect != image.Rect(0, -16, 20, 4) {
		t.Errorf("got %v", got)
	}
}

func TestDrawingsThatCannotBeDrawnAreLeft(t *testing.T) {
	_, face := coloured(t, testFont(t, "Layers.ttf"))
	for name, source := range map[string][]byte{
		"empty": nil, "no svg": []byte("text"), "cut off": []byte(drawn[:len(drawn)/2]), "no ink": []byte(`<svg viewBox="0 0 9 9"></svg>`),
		"large":      bytes.Repeat([]byte("<g/>"), largestDrawing),
		"far away":   []byte(`<svg viewBox="0 0 9 9"><path d="M0 0L9e6 9e6L0 9z"/></svg>`),
		"tiny box":   []byte(`<svg viewBox="0 0 1e-9 1e-9"><circle cx="0" cy="0" r="9"/></svg>`),
		"many lines": []byte(`<svg viewBox="0 0 9 9"><path d="M0 0` + strings.Repeat("h1h-1", mostLines/2) + `"/></svg>`),
		"many paths": []byte(`<svg viewBox="0 0 9 9">` + strings.Repeat(`<path d="M0 0h9v9z"/>`, mostPaths+1) + `</svg>`),
		"references": []byte(`<svg viewBox="0 0 9 9"><defs><g id="a"><use href="#a"/></g></defs><use href="#a"/></svg>`),
		"dashes":     []byte(`<svg viewBox="0 0 9 9"><path stroke="#000" stroke-dasharray="1e-9" d="M0 0h9"/></svg>`),
	} {
		if got := drawing(face, maskKey{size: 20}, source); got != nil {
			t.Errorf("%s: got %v", name, got.Rect)
		}
	}
	if got := drawing(face, maskKey{size: 1e6}, []byte(drawn)); got != nil {
		t.Error("a drawing of a million pixels")
	}
}

// FuzzDrawing: whatever a font has as drawing, there is a bounded picture or none.
func FuzzDrawing(f *testing.F) {
	f.Add([]byte(drawn))
	f.Add([]byte(`<svg viewBox="0 0 9 9"><g transform="rotate(9)"><circle cx="4" cy="4" r="3" stroke="red"/></g></svg>`))
	_, face := coloured(f, testFont(f, "Layers.ttf"))
	f.Fuzz(func(t *testing.T, source []byte) {
		if got := drawing(face, maskKey{size: 16}, source); got != nil && max(got.Rect.Dx(), got.Rect.Dy()) > 64 {
			t.Fatalf("a picture of %v", got.Rect)
		}
	})
}
