package newswire

import (
	"errors"
	"slices"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/source/compose"
)

// ErrNoArticle: an item is none with a text.
var ErrNoArticle = errors.New("there is no article in it")

// story is what a reader found, before it is put together.
type story struct {
	headline string
	top      block  // the headline with what is marked in it
	title    string // where there is no headline
	dek      string
	body     []block
	captions []string // of pictures beside the text
	fields   []field
}

// block is a paragraph, or a part of another kind.
type block struct {
	part  string // as compose.Builder takes it
	text  string
	marks []compose.Piece // in the text
}

type field struct{ name, value string }

// set states a document field; of one stated twice the first holds.
func (s *story) set(name, value string) {
	if strings.TrimSpace(value) != "" {
		s.fields = append(s.fields, field{name, value})
	}
}

// setDates states when the story came out, and when it was changed since.
func (s *story) setDates(created, updated string) {
	s.set(annotate.MetaPublished, first(created, updated))
	if filled(created) && created != updated {
		s.set(annotate.MetaUpdated, updated)
	}
}

// article puts the story together. What the body says again is left out: a
// headline at its beginning, a dek that is its first paragraph. A picture's
// caption alone is a text; a headline alone is none.
func (s *story) article() (compose.Article, error) {
	body := s.body
	if len(body) > 0 && sameWords(body[0].text, s.headline) {
		body = body[1:]
	}
	dek := s.dek
	if len(body) > 0 && strings.HasPrefix(words(body[0].text), words(dek)) {
		dek = ""
	}
	if len(body) == 0 && strings.TrimSpace(dek) == "" && !slices.ContainsFunc(s.captions, filled) {
		return compose.Article{}, ErrNoArticle
	}
	var b compose.Builder
	b.AddMarked(annotate.PartHeadline, oneLine(s.headline), s.headlineMarks())
	b.Add(annotate.PartDek, dek)
	for _, part := range body {
		b.AddMarked(part.part, part.text, part.marks)
	}
	for _, caption := range s.captions {
		if !slices.ContainsFunc(body, func(b block) bool { return sameWords(b.text, caption) }) {
			b.Add(annotate.PartCaption, caption)
		}
	}
	b.SetTitle(s.title)
	for _, f := range s.fields {
		b.Set(f.name, f.value)
	}
	return b.Article(), nil
}

func filled(s string) bool { return strings.TrimSpace(s) != "" }

func words(s string) string { return strings.Join(strings.Fields(s), " ") }

func sameWords(a, b string) bool { return words(a) == words(b) }

// oneLine is a headline as it is read, however the file breaks its lines.
func oneLine(s string) string { return words(s) }

// first is the first value that says something.
func first(values ...string) string {
	if at := slices.IndexFunc(values, filled); at >= 0 {
		return strings.TrimSpace(values[at])
	}
	return ""
}

// isLink tells of identifiers that lead to a page.
func isLink(s string) bool {
	return strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://")
}
