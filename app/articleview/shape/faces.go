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
	"github.com/go-text/typesetting/language"
)

// FaceID numbers the faces of a Faces, from 0.
type FaceID uint16

// Faces are the fonts an article is shown with. A script has one face for the
// whole article; another one is taken only for the characters that this one
// lacks. Safe for concurrent use; it never changes what it answered.
type Faces struct {
	fonts   []*font.Font
	scripts map[language.Script]FaceID
	emoji   FaceID // shows what is to be seen in colour; none where no face does
	box     FaceID // has a glyph with ink for what is missing
	ascii   []bool // by face: it has all of ASCII

	mu     sync.RWMutex
	chosen map[choice]FaceID
}

// choice is a question for a face: a grapheme cluster in a run of a script.
type choice struct {
	cluster string
	script  language.Script
}

// none stands for no face.
const none = FaceID(0xFFFF)

// mostChosen bounds how many answers are remembered; beyond them the memory
// starts anew.
const mostChosen = 1 << 14

// NewFaces parses TrueType or OpenType fonts: the first one is the text's, the
// others are asked in turn for what it does not have. It fails without one, and
// on the first that cannot be parsed.
func NewFaces(resources ...[]byte) (*Faces, error) {
	var fonts []*font.Font
	for i, resource := range resources {
		face, err := font.ParseTTF(bytes.NewReader(resource))
		if err != nil {
			return nil, fmt.Errorf("font %d: %w", i, err)
		}
		fonts = append(fonts, face.Font)
	}
	return Assemble(fonts, nil)
}

// Assemble makes faces of fonts: the first one is the text's, the others are
// asked in turn for what the face of a script does not have. Scripts without
// an entry have the text's face. Neither the list nor the map may be written
// to any more.
func Assemble(fonts []*font.Font, scripts map[language.Script]FaceID) (*Faces, error) {
	if len(fonts) == 0 {
		return nil, errors.New("an article needs at least one font")
	}
	for script, id := range scripts {
		if int(id) >= len(fonts) {
			return nil, fmt.Errorf("the script %s has face %d of %d", script, id, len(fonts))
		}
	}
	f := &Faces{fonts: fonts, scripts: scripts, emoji: none, chosen: map[choice]FaceID{}}
	for i := len(fonts) - 1; i >= 0; i-- {
		face := font.NewFace(fonts[i])
		if _, plain := face.GlyphData(0).(font.GlyphOutline); plain && inked(face, 0) {
			f.box = FaceID(i)
		}
		if InColour(fonts[i]) {
			f.emoji = FaceID(i)
		}
	}
	for _, one := range fonts {
		f.ascii = append(f.ascii, hasASCII(one))
	}
	return f, nil
}

// hasASCII tells whether a font has what most words are made of.
func hasASCII(f *font.Font) bool {
	for r := '!'; r <= '~'; r++ {
		if _, ok := f.NominalGlyph(r); !ok {
			return false
		}
	}
	return true
}

// InColour tells whether a font shows the commonest emoji in colour.
func InColour(one *font.Font) bool {
	face := font.NewFace(one)
	for _, r := range []rune{'😀', '👍', '🏠'} {
		id, ok := face.NominalGlyph(r)
		if _, plain := face.GlyphData(id).(font.GlyphOutline); ok && !plain {
			return true
		}
	}
	return false
}

func inked(face *font.Face, id font.GID) bool {
	data, _ := face.GlyphData(id).(font.GlyphOutline)
	return len(data.Segments) > 0
}

// Font is the font of an id, for drawing its glyphs.
func (f *Faces) Font(id FaceID) *font.Font { return f.fonts[id] }

// Len is the number of faces.
func (f *Faces) Len() int { return len(f.fonts) }

// Pinned is the face of a script.
func (f *Faces) Pinned(script language.Script) FaceID { return f.scripts[script] }

// Has tells whether any face has a character.
func (f *Faces) Has(r rune) bool {
	_, ok := f.Resolve(string(r), language.LookupScript(r))
	return ok
}

// Resolve is the face of a grapheme cluster in a run of a script, and whether
// it has all of it: a letter and its marks, or joined emoji, are never parted.
// Where no face has it, it is one that draws a box for it. The answer is
// remembered, a miss too: asking fonts in vain is slow.
func (f *Faces) Resolve(cluster string, script language.Script) (FaceID, bool) {
	key := choice{cluster, script}
	f.mu.RLock()
	id, known := f.chosen[key]
	f.mu.RUnlock()
	if !known {
		id = f.search(cluster, script)
		f.mu.Lock()
		if len(f.chosen) >= mostChosen {
			clear(f.chosen)
		}
		f.chosen[key] = id
		f.mu.Unlock()
	}
	if id == none {
		return f.box, false
	}
	return id, true
}

// search asks the face that should have a cluster, then all in their order:
// at first for the whole of it, then at least for its base.
func (f *Faces) search(cluster string, script language.Script) FaceID {
	first := f.scripts[script]
	if f.emoji != none && colourful(cluster) {
		first = f.emoji
	}
	for _, covers := range []func(*font.Font, string) bool{coversAll, coversBase} {
		if covers(f.fonts[first], cluster) {
			return first
		}
		for i, candidate := range f.fonts {
			if covers(candidate, cluster) {
				return FaceID(i)
			}
		}
	}
	return none
}
