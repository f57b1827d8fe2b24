package text

import (
	"strings"
	"testing"
)

func TestAnExcerptIsCutBetweenCharacters(t *testing.T) {
	for _, c := range []struct {
		text, words     string
		around, longest int
		want            Excerpt
	}{
		{"ä\nb“c”\td", "“c”", 40, 0, Excerpt{"ä b", "“c”", " d"}},
		{"one two three four", "two", 2, 0, Excerpt{"…e ", "two", " t…"}},
		{"e\u0301e\u0301e\u0301 word e\u0301e\u0301", "word", 2, 0, Excerpt{"…e\u0301 ", "word", " e\u0301…"}},
		{"a\u2028long words here", "long words here", 9, 4, Excerpt{"a ", "long", " words he…"}},
		{"", "", 3, 0, Excerpt{}},
	} {
		at := strings.Index(c.text, c.words)
		if got := Around(c.text, Range{at, at + len(c.words)}, c.around, c.longest); got != c.want {
			t.Errorf("%q in %q: %q", c.words, c.text, got)
		}
	}
}
