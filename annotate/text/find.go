package text

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// FindOptions say what counts as the same when words are looked for.
type FindOptions struct {
	MatchCase    bool // upper and lower case differ
	MatchAccents bool // a letter with an accent differs from the one without
	WholeWords   bool // what is found begins and ends where words do
}

// Folded is a text prepared for finding words in it, again and again. It takes
// five to six bytes of memory for each of the text's. Safe for concurrent use.
type Folded struct {
	text    string
	options FindOptions
	folded  []byte
	// starts says for each folded byte where in the text the character begins
	// that it came from; nil where the two are in step.
	starts []uint32
}

// Fold prepares a text of at most 4 GiB.
func Fold(text string, o FindOptions) *Folded {
	f := &Folded{text: text, options: o}
	if isASCII(text) {
		f.folded = []byte(text)
		if !o.MatchCase {
			f.folded = bytes.ToLower(f.folded)
		}
		return f
	}
	f.folded = make([]byte, 0, len(text)+len(text)/8)
	f.starts = make([]uint32, 0, cap(f.folded))
	fold := folder(o)
	for at, r := range text {
		f.folded = fold(f.folded, r)
		for len(f.starts) < len(f.folded) {
			f.starts = append(f.starts, uint32(at))
		}
	}
	return f
}

// folder gives the function that appends what a character counts as.
func folder(o FindOptions) func(dst []byte, r rune) []byte {
	caser := cases.Fold()
	var character, composed [utf8.UTFMax * 4]byte
	return func(dst []byte, r rune) []byte {
		if r < utf8.RuneSelf {
			if !o.MatchCase && 'A' <= r && r <= 'Z' {
				r += 'a' - 'A'
			}
			return append(dst, byte(r))
		}
		if unicode.Is(unicode.Cf, r) {
			return dst // soft hyphens, joiners, marks of direction: not written
		}
		one := utf8.AppendRune(character[:0], r)
		if !o.MatchCase {
			one = caser.Bytes(one)
		}
		// Both normal forms of a text count as the same.
		for _, part := range string(norm.NFKD.Append(composed[:0], one...)) {
			if o.MatchAccents || !unicode.Is(unicode.Mn, part) {
				dst = utf8.AppendRune(dst, part)
			}
		}
		return dst
	}
}

// Find gives the places of the words, at most limit of them where limit is
// above 0, in bytes of the text. They are disjoint, in order, and whole
// grapheme clusters.
func (f *Folded) Find(words string, limit int) []Range {
	wanted := Fold(words, f.options).folded
	if len(wanted) == 0 {
		return nil
	}
	var found []Range
	for at := 0; limit <= 0 || len(found) < limit; {
		next := bytes.Index(f.folded[at:], wanted)
		if next < 0 {
			return found
		}
		at += next
		r := Range{Start: f.start(at), End: f.start(at + len(wanted))}
		if !f.whole(at, at+len(wanted), r) {
			_, size := utf8.DecodeRune(f.folded[at:])
			at += size
			continue
		}
		found = append(found, r)
		at += len(wanted)
	}
	return found
}

// start is where the character of a folded byte begins in the text.
func (f *Folded) start(folded int) int {
	switch {
	case folded >= len(f.folded):
		return len(f.text)
	case f.starts == nil:
		return folded
	}
	return int(f.starts[folded])
}

// whole tells whether a place begins and ends with characters, and where that
// is asked for with words.
func (f *Folded) whole(from, to int, r Range) bool {
	if f.starts != nil && (from > 0 && f.starts[from] == f.starts[from-1] || to < len(f.folded) && f.starts[to] == f.starts[to-1]) {
		return false // inside of what one character became
	}
	if !IsBoundary(f.text, r.Start) || !IsBoundary(f.text, r.End) {
		return false
	}
	return !f.options.WholeWords || isWordEdge(f.text, r.Start) && isWordEdge(f.text, r.End)
}

// isWordEdge tells whether no word goes on across the offset.
func isWordEdge(text string, offset int) bool {
	if offset == 0 || offset == len(text) {
		return true
	}
	word := WordAt(text, offset)
	return word.Start >= offset || word.End <= offset
}

// String is the text as it is compared: what is equal for the options is
// equal here.
func (f *Folded) String() string { return string(f.folded) }
