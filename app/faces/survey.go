package faces

import (
	"cmp"
	"slices"

	"bluepencil/app/articleview/shape"

	"github.com/go-text/typesetting/language"
)

// Survey is what an article asks of fonts.
type Survey struct {
	han   Writing // what its Chinese characters are read in; "" where it has none
	chars map[Writing][]rune
}

// SurveyOf looks through a text, in time linear in its length. The language is
// the article's, locale the system's; both may be empty. Kana and Hangul say
// what Chinese characters are read in; without them the languages do.
func SurveyOf(text, lang, locale string) Survey {
	all := shape.CharactersOf(text)
	s := Survey{han: readIn(all, lang, locale), chars: map[Writing][]rune{}}
	all.Each(func(r rune) {
		w := writingOf(r, s.han)
		s.chars[w] = append(s.chars[w], r)
	})
	return s
}

// readIn is what the Chinese characters among all are read in.
func readIn(all *shape.Characters, lang, locale string) Writing {
	seen := map[language.Script]bool{}
	all.Each(func(r rune) {
		if r >= 0x1100 { // there is none of those scripts below
			seen[language.LookupScript(r)] = true
		}
	})
	byLanguage, knows := hanOf(lang)
	byLocale, _ := hanOf(locale)
	switch {
	case !seen[language.Han]:
		return ""
	case seen[language.Hiragana], seen[language.Katakana]:
		return Japanese
	case seen[language.Hangul]:
		return Korean
	case knows:
		return byLanguage
	}
	return cmp.Or(byLocale, Hans)
}

// Writings are the article's writing systems, in the order of Known, with
// those that have no name behind it.
func (s Survey) Writings() []Writing {
	var list, others []Writing
	known := kinds()
	for _, k := range known {
		if len(s.chars[k.writing]) > 0 {
			list = append(list, k.writing)
		}
	}
	for w := range s.chars {
		if !slices.Contains(list, w) {
			others = append(others, w)
		}
	}
	slices.Sort(others)
	return append(list, others...)
}

// wanted are the characters that tell whether a face is one for a writing
// system of the article: its sample's, or the article's own.
func (s Survey) wanted(w Writing) []rune {
	sample := kindOf(w).sample
	if sample == "" {
		return s.chars[w]
	}
	var list []rune
	for _, r := range sample {
		if writingOf(r, w) == w && !slices.Contains(list, r) {
			list = append(list, r)
		}
	}
	return list
}
