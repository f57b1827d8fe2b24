package faces

import (
	"errors"
	"slices"
)

// Find looks for the fonts that an article needs, loads them, and says what it
// is shown with. The first time it may take as long as the system's font files
// take to be read, so it belongs into the background. Fonts that cannot be
// read are passed over, and told of in the error beside a whole answer.
func (s *Shelf) Find(a Survey) (Answer, error) {
	s.finding.Lock()
	defer s.finding.Unlock()
	failed := s.ask()
	for _, w := range a.Writings() {
		s.mu.Lock()
		needs, family := s.needs(w, a), s.chosen[w]
		s.mu.Unlock()
		if needs {
			failed = errors.Join(failed, s.findFace(w, family, a))
		}
	}
	answer, err := s.Ready(a)
	for n := 0; err == nil && !answer.Final && n < mostSpare; n++ {
		found, missed := s.findSpare(answer.Missing)
		failed = errors.Join(failed, missed)
		if !found {
			break
		}
		answer, err = s.Ready(a)
	}
	s.mu.Lock()
	for _, m := range answer.Missing {
		for _, r := range m.Characters {
			s.vain[r] = true
		}
	}
	s.mu.Unlock()
	answer.Final = true
	return answer, errors.Join(err, failed)
}

// ask asks for the system's fonts, once. The caller holds the finding.
func (s *Shelf) ask() error {
	if s.asked {
		return nil
	}
	s.asked = true
	var err error
	s.system, err = s.list()
	return err
}

// findFace loads the face of a writing system: the family chosen, or else the
// best one. What cannot be loaded is dropped from the list, and the next one
// is tried.
func (s *Shelf) findFace(w Writing, family string, a Survey) error {
	var failed error
	for {
		list := s.system
		if family != "" {
			list = slices.DeleteFunc(slices.Clone(list), func(f Installed) bool { return f.Family != family })
		}
		found := best(list, a.wanted(w), w)
		if found == nil && family != "" { // it was taken away
			family = ""
			continue
		}
		if found == nil {
			s.put(w, a, &loaded{})
			return failed
		}
		one, err := s.loadedOnce(*found)
		if err == nil {
			s.put(w, a, one)
			return failed
		}
		failed = errors.Join(failed, err)
		s.drop(*found)
	}
}

func (s *Shelf) drop(broken Installed) {
	s.system = slices.DeleteFunc(slices.Clone(s.system), func(f Installed) bool { return f.File == broken.File && f.Index == broken.Index })
}

// loadedOnce loads a font, unless it is the face of another writing system.
func (s *Shelf) loadedOnce(f Installed) (*loaded, error) {
	s.mu.Lock()
	for _, one := range s.faces {
		if one.font != nil && one.from.File == f.File && one.from.Index == f.Index {
			s.mu.Unlock()
			return one, nil
		}
	}
	s.mu.Unlock()
	parsed, err := f.load()
	return &loaded{f, parsed}, err
}

// put makes a font the face of a writing system. Of the large ones only those
// stay that the article needs.
func (s *Shelf) put(w Writing, a Survey, one *loaded) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if one.font != nil && one.from.heavy() {
		for other, kept := range s.faces {
			if len(a.chars[other]) == 0 && kept.font != nil && kept.from.heavy() {
				delete(s.faces, other)
			}
		}
	}
	s.faces[w] = one
}

// findSpare loads the font that has most of the characters that are missing
// and were not looked for in vain, if there is one.
func (s *Shelf) findSpare(missing []Missing) (found bool, err error) {
	s.mu.Lock()
	full := len(s.spare) >= mostSpare
	var wanted []rune
	writing := Symbols
	for _, m := range missing {
		for _, r := range m.Characters {
			if !s.vain[r] && m.Writing != Private {
				wanted, writing = append(wanted, r), m.Writing
			}
		}
	}
	s.mu.Unlock()
	if full || len(wanted) == 0 {
		return false, nil
	}
	candidate := best(s.system, wanted, writing)
	if candidate == nil {
		return false, nil
	}
	parsed, err := candidate.load()
	if err != nil {
		s.drop(*candidate)
		return true, err // the next one may do
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.spare = append(s.spare, &loaded{*candidate, parsed})
	return true, nil
}
