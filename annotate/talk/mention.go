package talk

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"bluepencil/annotate"
)

// Mentioned are the people whom a text calls, as in "@mina, is this one?",
// ordered by their ids. An @ inside of a word, as in an address, calls nobody.
func Mentioned(text string, people []annotate.Person) []annotate.ID {
	by := map[string]annotate.ID{}
	for _, p := range people {
		if p.Handle != "" {
			by[strings.ToLower(p.Handle)] = p.ID
		}
	}
	var found []annotate.ID
	for at := 0; at < len(text); {
		next := strings.IndexByte(text[at:], '@')
		if next < 0 {
			break
		}
		at += next
		before, _ := utf8.DecodeLastRuneInString(text[:at])
		at++
		word := strings.ToLower(handleAt(text[at:]))
		if id, ok := by[longest(word, by)]; ok && (at == 1 || !ofHandle(before)) {
			found = append(found, id)
		}
	}
	slices.SortFunc(found, annotate.ID.Compare)
	return slices.Compact(found)
}

// handleAt is the longest beginning of a text that can be a handle.
func handleAt(text string) string {
	if end := strings.IndexFunc(text, func(r rune) bool { return !ofHandle(r) }); end >= 0 {
		return text[:end]
	}
	return text
}

// longest is the handle that a word is, or that it begins with before a hyphen:
// "@mina-orth" is Mina Orth, and Mina where there is no Mina Orth.
func longest(word string, by map[string]annotate.ID) string {
	for word != "" {
		if _, ok := by[word]; ok {
			return word
		}
		word = word[:max(strings.LastIndexByte(word, '-'), 0)]
	}
	return ""
}

func ofHandle(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == '-'
}
