package text

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/words"
)

// A | marks where the caret is, or where the mouse is clicked.
func caret(t *testing.T, marked string) (text string, at int) {
	t.Helper()
	before, after, found := strings.Cut(marked, "|")
	if !found {
		t.Fatalf("no caret in %q", marked)
	}
	return before + after, len(before)
}

// place is a caret in a text, and what is around it.
type place struct{ at, want string }

func wantAt(t *testing.T, find func(text string, at int) Range, cases []place) {
	t.Helper()
	for _, c := range cases {
		text, at := caret(t, c.at)
		if got := find(text, at); text[got.Start:got.End] != c.want {
			t.Errorf("%q: %q, want %q", c.at, text[got.Start:got.End], c.want)
		}
	}
}

// step is a way to go, and where the caret comes from and goes to.
type step struct{ name, from, to string }

func wantSteps(t *testing.T, cases []step) {
	t.Helper()
	for _, c := range cases {
		text, at := caret(t, c.from)
		_, want := caret(t, c.to)
		if got := steps[c.name](text, at); got != want {
			t.Errorf("%s of %q: %d, want %d", c.name, c.from, got, want)
		}
	}
}

func TestWordAt(t *testing.T) {
	cases := []place{
		{"The min|ister said", "minister"},
		{"The |minister said", "minister"},
		{"The minister| said", "minister"}, // between a word and a blank, the word
		{"two   | blanks", "    "},
		{"He doesn|'t know", "doesn't"},
		{"He doesn’|t know", "doesn’t"},
		{"cost 1,23|4.56 euros", "1,234.56"},
		{"|“Yes”", "“"},
		{"“|Yes”", "Yes"},
		{"“Yes|”", "Yes"},
		{"well.| Then", " "},
		{"(|…)", "…"},
		{"the U|.S. Senate", "U.S"},
		{"Пере|говоры о мире", "Переговоры"},
		{"東|京都", "京"}, // no dictionary: one ideograph is a segment
		{"カタ|カナ語", "カタカナ"},
		{"ภ|าษาไทย", "ภา"}, // nor for Thai: one character cluster
		{"วันน|ี้ดี", "นี้"},
		{"ไ|ทย", "ไท"},
		{"မြ|န်မာ", "မြန်"},
		{"한국|어 글", "한국어"},
		{"שָׁל|וֹם", "שָׁלוֹם"},
		{"de\u0301|ja\u0300 vu", "de\u0301ja\u0300"},
		{"น|\u0e33ไทย", "น\u0e33"}, // UAX #29 ends a word inside of this cluster
		{"a 👩🏽\u200d|🚒 b", "👩🏽\u200d🚒"},
		{"end|\nnext", "end"},
		{"end\n|\nnext", ""},
		{"end|", "end"},
		{"end.|", ""},
		{"a\r|\nb", ""},
		{"|", ""},
	}
	wantAt(t, WordAt, cases)
}

func TestWordSteps(t *testing.T) {
	cases := []step{
		{"next word", "|The minister said", "The| minister said"},
		{"next word", "The| minister said", "The minister| said"},
		{"next word", "The min|ister", "The minister|"},
		{"next word", "end|.”\n\n— “Next", "end.”\n\n— “Next|"},
		{"next word", "end|...", "end...|"},
		{"previous word", "The minister said|", "The minister |said"},
		{"previous word", "The mini|ster", "The |minister"},
		{"previous word", "The |minister", "|The minister"},
		{"previous word", "end.”\n\n— “|Next", "|end.”\n\n— “Next"},
		{"previous word", "…(|end", "|…(end"},
		{"next word", "|วันนี้ ดี", "วัน|นี้ ดี"},
		{"next word", "วันนี้| ดี", "วันนี้ ดี|"},
		{"previous word", "วันนี้ |ดี", "วัน|นี้ ดี"},
		{"next word", "|中文カタカナ", "中|文カタカナ"},
		{"previous word", "中文カタカナ|", "中文|カタカナ"},
	}
	wantSteps(t, cases)
}

func fullWords(text string) map[int]bool {
	bounds := map[int]bool{0: true}
	iterator := words.FromString(text)
	for iterator.Next() {
		bounds[iterator.End()] = true
	}
	return bounds
}

// A place where segmenting may begin is a word boundary of the whole text.
func TestWordBeforeIsABoundary(t *testing.T) {
	eachText(t, func(t *testing.T, text string) {
		bounds := fullWords(text)
		for at := range text {
			if from := wordBefore(text, at); !bounds[from] || from > at || at > 0 && from == at {
				t.Errorf("from %d for %d", from, at)
			}
		}
	})
}

// Steps are found as they are from the text's start.
func TestStepsAreThoseOfTheWholeText(t *testing.T) {
	eachText(t, func(t *testing.T, text string) {
		var ends []int
		eachStep(text, 0, func(r Range) bool {
			if isWord(text[r.Start:r.End]) {
				ends = append(ends, r.End)
			}
			return true
		})
		for at := range text {
			want := len(text)
			if i, _ := slices.BinarySearch(ends, at+1); i < len(ends) {
				want = ends[i]
			}
			if got := NextWord(text, at); got != SnapOutward(text, Range{want, want}).End {
				t.Fatalf("from %d to %d, want %d in %q", at, got, want, text)
			}
		}
	})
}

// What counts as inert is so by the library's tables: after it, in any
// company, comes a boundary before anything unattached.
func TestInertCharactersJoinNothing(t *testing.T) {
	company := []string{"", "a", "1", "א", "カ", "_", "🇩", "👩\u200d", "a'", "1,", "א\"", " ", "\r"}
	after := []string{"a", "1", "א", "カ", "_", "👩", "'a", ",1", "\"א", ".", "\n", "京", "。", "か", "é", "가"}
	for r := rune(0); r <= 0xFFFF; r++ {
		if !inert(r) {
			continue
		}
		for _, left := range company {
			for _, right := range after {
				next, _ := utf8.DecodeRuneInString(right)
				if s := left + string(r) + right; unattached(next) && !fullWords(s)[len(s)-len(right)] {
					t.Fatalf("no boundary before %q in %q", right, s)
				}
			}
		}
	}
	for r := rune(0); r <= utf8.MaxRune; r++ {
		if s := "(" + string(r); utf8.ValidRune(r) && unattached(r) && !fullWords(s)[1] {
			t.Fatalf("U+%04X attaches", r)
		}
	}
}

func BenchmarkNextWord(b *testing.B) {
	line := strings.Repeat("Переговоры, said Mr. Ō — “да”. ", 1<<20/52)
	for i := 0; b.Loop(); i++ {
		NextWord(line, i*7919%len(line))
	}
}
