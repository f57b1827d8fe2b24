package faces

import (
	"fmt"
	"slices"
	"strings"

	"bluepencil/app/articleview/shape"
)

// Missing is what no face has of a writing system.
type Missing struct {
	Writing    Writing
	Characters []rune
}

// missing is what the faces lack of an article.
func (s Survey) missing(f *shape.Faces) []Missing {
	var list []Missing
	for _, w := range s.Writings() {
		m := Missing{Writing: w}
		for _, r := range s.chars[w] {
			if !f.Has(r) {
				m.Characters = append(m.Characters, r)
			}
		}
		if len(m.Characters) > 0 {
			list = append(list, m)
		}
	}
	return list
}

// mostNamed is how many characters, or writing systems, are named one by one.
const mostNamed = 3

// Sentence says what is missing and, on a system as Go names it, what to do
// about it; "" where nothing is missing.
func Sentence(list []Missing, system string) string {
	if len(list) == 0 {
		return ""
	}
	var what, packs []string
	curable := false
	for _, m := range list {
		k := kindOf(m.Writing)
		what = append(what, fmt.Sprintf("%s (%s)", k.name, named(m.Characters)))
		curable = curable || m.Writing != Private
		if k.pack != "" && !slices.Contains(packs, k.pack) {
			packs = append(packs, k.pack)
		}
	}
	if len(what) > mostNamed {
		what = append(what[:mostNamed-1], fmt.Sprintf("%d other scripts", len(what)-mostNamed+1))
	}
	said := "No face for " + enumerated(what)
	switch {
	case !curable:
		return said + ": shown as boxes."
	case system != "linux" || len(packs) == 0:
		return said + ": install a font that has it, or choose a face in View → Faces for scripts…"
	case len(packs) == 1:
		return said + ": install the package " + packs[0] + " (Debian, Ubuntu), or choose a face in View → Faces for scripts…"
	}
	return said + ": install the packages " + enumerated(packs) + " (Debian, Ubuntu), or choose a face in View → Faces for scripts…"
}

// named are characters as a person can look them up, or how many they are.
func named(characters []rune) string {
	if len(characters) > mostNamed {
		return fmt.Sprintf("%d characters", len(characters))
	}
	var list []string
	for _, r := range characters {
		list = append(list, fmt.Sprintf("U+%04X", r))
	}
	return strings.Join(list, ", ")
}

func enumerated(list []string) string {
	if n := len(list); n > 1 {
		return strings.Join(list[:n-1], ", ") + " and " + list[n-1]
	}
	return list[0]
}
