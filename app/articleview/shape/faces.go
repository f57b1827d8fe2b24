// Package shape turns text into glyphs and widths. It is the lowest layer of
// the article view and knows neither lines of a page nor pixels on a screen.
//
// Shaping goes word by word: a word is shaped once by go-text's HarfBuzz and
// kept, so that measuring a paragraph and drawing one of its lines use the
// same advances and always agree. Only widths at legal breaks are kept of a
// measured paragraph; glyphs are made again when a line is drawn.
package shape

import (
	"bytes"
	"errors"
	"fmt"
	"sync"

	"github.com/go-text/typesetting/font"
)

// FaceID numbers the faces of a Faces, from 0.
type FaceID uint16

// Faces is an ordered list of fonts: the first one is the text's, the others
// are asked in turn for characters it does not have. Safe for concurrent use.
type Faces struct {
	fonts  []*font.Font
	mu     sync.RWMutex
	chosen map[rune]FaceID
}

// NewFaces parses TrueType or OpenType fonts. It fails without one, and on
// the first that cannot be parsed.
func NewFaces(resources ...[]byte) (*Faces, error) {
	if len(resources) == 0 {
		return nil, errors.New("an article needs at least one font")
	}
	f := &Faces{chosen: map[rune]FaceID{}}
	for i, resource := range resources {
		face, err := font.ParseTTF(bytes.NewReader(resource))
		if err != nil {
			return nil, fmt.Errorf("font %d: %w", i, err)
		}
		f.fonts = append(f.fonts, face.Font)
	}
	return f, nil
}

// Font is the font of an id, for drawing its glyphs.
func (f *Faces) Font(id FaceID) *font.Font { return f.fonts[id] }

// Len is the number of faces.
func (f *Faces) Len() int { return len(f.fonts) }

// Resolve is the first face that has the character, and whether there is one;
// where there is none it is the text's face, which draws the missing glyph.
// The answer is remembered, a miss too: asking fonts in vain is slow.
func (f *Faces) Resolve(r rune) (FaceID, bool) {
	f.mu.RLock()
	id, known := f.chosen[r]
	f.mu.RUnlock()
	if !known {
		id = f.search(r)
		f.mu.Lock()
		f.chosen[r] = id
		f.mu.Unlock()
	}
	if id == missing {
		return 0, false
	}
	return id, true
}

// missing stands for characters that no face has.
const missing = FaceID(0xFFFF)

func (f *Faces) search(r rune) FaceID {
	for i, candidate := range f.fonts {
		if _, ok := candidate.NominalGlyph(r); ok {
			return FaceID(i)
		}
	}
	return missing
}
