package paint

import (
	"image"
	"math"
	"sync"

	"bluepencil/app/articleview/shape"

	"github.com/go-text/typesetting/font"
	"golang.org/x/image/vector"
)

// subpixels is at how many horizontal positions within a pixel a glyph is kept.
const subpixels = 4

// maskKey is what makes two glyphs look the same.
type maskKey struct {
	face shape.FaceID
	id   font.GID
	size float32
	sub  uint8
}

// glyph is how a glyph looks: a coverage that takes the colour of the text, a
// picture with colours of its own, or neither for one without ink. Their
// bounds are relative to the pen position on the baseline.
type glyph struct {
	mask    *image.Alpha
	picture *image.RGBA
}

// entryBytes is about what an entry of the cache costs beside its pixels.
const entryBytes = 160

func (g glyph) bytes() int {
	n := entryBytes
	if g.mask != nil {
		n += len(g.mask.Pix)
	}
	if g.picture != nil {
		n += len(g.picture.Pix)
	}
	return n
}

// Masks keeps the pixels of glyphs, up to a number of bytes. What was not
// used for the longest time goes first, in two generations: when the younger
// one has half of the bytes it becomes the older one, and what is still used
// then moves back. Safe for concurrent use.
type Masks struct {
	mu         sync.Mutex
	faces      []*font.Face
	coloured   []bool // by face: its glyphs are pictures, which stand at whole pixels
	young, old map[maskKey]glyph
	bytes      int // of the young
	limit      int
	raster     vector.Rasterizer
}

// NewMasks returns an empty cache for the glyphs of the faces that holds at
// most about limit bytes.
func NewMasks(faces *shape.Faces, limit int) *Masks {
	m := &Masks{young: map[maskKey]glyph{}, limit: limit}
	for i := range faces.Len() {
		one := faces.Font(shape.FaceID(i))
		m.faces = append(m.faces, font.NewFace(one))
		m.coloured = append(m.coloured, shape.InColour(one))
	}
	return m
}

// get is the look of a glyph whose pen stands at x. The caller holds the lock.
func (m *Masks) get(g shape.Glyph, size, x float32) glyph {
	fraction := x - float32(math.Floor(float64(x)))
	key := maskKey{g.Face, g.ID, size, uint8(fraction * subpixels)}
	if m.coloured[g.Face] {
		key.sub = 0
	}
	if kept, ok := m.young[key]; ok {
		return kept
	}
	kept, ok := m.old[key]
	if !ok {
		kept = m.rasterise(key)
	}
	if m.bytes += kept.bytes(); m.bytes > m.limit/2 {
		m.old, m.young, m.bytes = m.young, map[maskKey]glyph{}, kept.bytes()
	}
	m.young[key] = kept
	return kept
}
