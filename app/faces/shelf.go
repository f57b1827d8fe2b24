package faces

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"sync"

	"bluepencil/app/articleview/shape"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/language"
)

// mostSpare is how many fonts are loaded at most for characters that the faces
// of their scripts do not have.
const mostSpare = 6

// Shelf holds the fonts in use. A writing system has one face while the
// program runs, so that an article looks the same whenever it is opened. Safe
// for concurrent use.
type Shelf struct {
	bundled *Bundled
	list    func() ([]Installed, error) // the system's, asked for once

	finding sync.Mutex // held while fonts are looked for and loaded
	asked   bool
	system  []Installed

	mu     sync.Mutex
	style  Style
	chosen map[Writing]string // families that a person chose
	faces  map[Writing]*loaded
	spare  []*loaded     // for characters that those lack
	vain   map[rune]bool // no font here has them
	han    Writing       // what Chinese characters were read in last
	made   composition
}

// loaded is a font of the system in memory. The font is nil for a writing
// system that nothing was found for.
type loaded struct {
	from Installed
	font *font.Font
}

// composition is what the faces handed out last were made of.
type composition struct {
	fonts   []*font.Font
	scripts map[language.Script]shape.FaceID
	faces   *shape.Faces
}

// NewShelf returns a shelf with the fonts that come with the program. The list
// of the system's fonts, System in the program, is asked for once, when an
// article needs more; chosen are families by writing system.
func NewShelf(b *Bundled, list func() ([]Installed, error), style Style, chosen map[Writing]string) *Shelf {
	s := &Shelf{bundled: b, list: list, style: style, chosen: maps.Clone(chosen), faces: map[Writing]*loaded{}, vain: map[rune]bool{}}
	if b.text[style] == nil {
		s.style = Sans
	}
	if s.chosen == nil {
		s.chosen = map[Writing]string{}
	}
	return s
}

// SetStyle changes the shape of the letters; an unknown style changes nothing.
func (s *Shelf) SetStyle(style Style) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.bundled.text[style] != nil {
		s.style = style
	}
}

// Choose makes a family the face of a writing system; an empty one leaves it
// to the program.
func (s *Shelf) Choose(w Writing, family string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.faces, w)
	delete(s.chosen, w)
	if family != "" {
		s.chosen[w] = family
	}
}

// Chosen are the families that a person chose, by writing system. The map is
// the caller's.
func (s *Shelf) Chosen() map[Writing]string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return maps.Clone(s.chosen)
}

// Answer is what an article is shown with.
type Answer struct {
	Faces   *shape.Faces // the same as before where nothing changed
	Missing []Missing    // what no face has
	Final   bool         // the system's fonts were asked, or need not be
}

// Ready is what an article is shown with as long as no font is looked for. It
// takes no time to speak of.
func (s *Shelf) Ready(a Survey) (Answer, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	answer := Answer{Final: true}
	for _, w := range a.Writings() {
		if s.needs(w, a) {
			answer.Final = false
		}
	}
	var err error
	if answer.Faces, err = s.compose(a.han); err != nil {
		return Answer{}, err
	}
	answer.Missing = a.missing(answer.Faces)
	for _, m := range answer.Missing {
		for _, r := range m.Characters {
			if !s.vain[r] {
				answer.Final = false
			}
		}
	}
	return answer, nil
}

// needs tells whether a face is still to be found for a writing system.
func (s *Shelf) needs(w Writing, a Survey) bool {
	if w == Symbols || w == Private || s.faces[w] != nil {
		return false
	}
	return s.chosen[w] != "" || w != Emoji && !s.brings(w, a)
}

// brings tells whether the text's own font can show a writing system.
func (s *Shelf) brings(w Writing, a Survey) bool {
	for _, r := range a.wanted(w) {
		if _, ok := s.bundled.text[s.style].NominalGlyph(r); !ok {
			return false
		}
	}
	return true
}

// compose puts the faces together: the text's font, chosen emoji before those
// that come with the program, and what was loaded.
func (s *Shelf) compose(han Writing) (*shape.Faces, error) {
	s.han = cmp.Or(han, s.han)
	next := composition{fonts: []*font.Font{s.bundled.text[s.style]}, scripts: map[language.Script]shape.FaceID{}}
	if one := s.faces[Emoji]; one != nil && one.font != nil {
		next.fonts = append(next.fonts, one.font)
	}
	next.fonts = append(next.fonts, s.bundled.others...)
	for _, w := range slices.Sorted(maps.Keys(s.faces)) {
		one := s.faces[w]
		if one.font == nil || w == Emoji {
			continue
		}
		if !slices.Contains(next.fonts, one.font) {
			next.fonts = append(next.fonts, one.font)
		}
		for _, script := range w.scripts(s.han) {
			next.scripts[script] = shape.FaceID(slices.Index(next.fonts, one.font))
		}
	}
	for _, one := range s.spare {
		next.fonts = append(next.fonts, one.font)
	}
	if s.made.faces != nil && slices.Equal(next.fonts, s.made.fonts) && maps.Equal(next.scripts, s.made.scripts) {
		return s.made.faces, nil
	}
	var err error
	if next.faces, err = shape.Assemble(next.fonts, next.scripts); err != nil {
		return nil, fmt.Errorf("putting the faces together: %w", err)
	}
	s.made = next
	return next.faces, nil
}
