package faces

import (
	"fmt"

	"bluepencil/app/articleview/shape"
)

// Offer is a family that can be chosen for a writing system.
type Offer struct {
	Family string // what Choose takes
	Name   string // as its designer writes it
}

// Offers lists the families of the system that have the characters of a
// writing system's sample, the preferred first. It reads files.
func (s *Shelf) Offers(w Writing) ([]Offer, error) {
	s.finding.Lock()
	defer s.finding.Unlock()
	err := s.ask()
	var list []Offer
	for _, f := range covering(s.system, sampleOf(w), w) {
		list = append(list, Offer{f.Family, f.name()})
	}
	return list, err
}

// InUse is the name of the face that a writing system has now: the program's
// own, a loaded one, or "" where none was needed yet or found.
func (s *Shelf) InUse(w Writing) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if one := s.faces[w]; one != nil {
		if one.font == nil {
			return ""
		}
		return one.font.Describe().Family
	}
	own := s.bundled.text[s.style]
	if w == Emoji {
		for _, other := range s.bundled.others {
			if shape.InColour(other) {
				return other.Describe().Family
			}
		}
		return ""
	}
	for _, r := range sampleOf(w) {
		if _, ok := own.NominalGlyph(r); !ok {
			return ""
		}
	}
	return own.Describe().Family
}

// Preview are faces to show a writing system's sample in a family, "" for what
// the program would take. It may load a font, which is not kept.
func (s *Shelf) Preview(w Writing, family string) (*shape.Faces, error) {
	one := NewShelf(s.bundled, func() ([]Installed, error) {
		s.finding.Lock()
		defer s.finding.Unlock()
		err := s.ask()
		return s.system, err
	}, s.Style(), map[Writing]string{w: family})
	a, err := one.Find(SurveyOf(w.Sample(), languageOf(w), ""))
	if a.Faces == nil {
		return nil, fmt.Errorf("showing %s: %w", w.Name(), err)
	}
	return a.Faces, nil
}

// Style is the shape of the letters.
func (s *Shelf) Style() Style {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.style
}

// sampleOf are the characters of a writing system's sample.
func sampleOf(w Writing) []rune { return Survey{}.wanted(w) }

// languageOf is a language that is written in Chinese characters.
func languageOf(w Writing) string {
	if w == Hant {
		return "zh-Hant"
	}
	return "zh"
}
