package search

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"bluepencil/annotate/text"
)

func TestWordsAreFoundWhateverTheirCaseAndAccents(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Reyle, REYLE; reyle!", "reyle reyle reyle"},
		{"Kraków and Łódź", "krakow and lodz"},
		{"Ålesund Ærø Straße", "alesund aero strasse"},
		{"cafe\u0301 naïve", "cafe naive"},
		{"don’t can't", "don't can't"},
		{"Всё й Йод", "все й йод"},
		{"政府は言った", "政 府 は 言 っ た"},
		{"ＡＢＣ ｶﾀｶﾅ", "abc カタカナ"},
		{"שָׁלוֹם", "שלום"},
		{"مُحَمَّد أحمد", "محمد احمد"},
		{"Ὀδυσσεύς", "οδυσσευσ"},
		{"3.5 million, 1,000 – §", "3.5 million 1,000"},
		{"", ""},
		{"… — ! 🌉", ""},
	} {
		if got := strings.Join(wordsOf(c.text), " "); got != c.want {
			t.Errorf("%q: got %q, want %q", c.text, got, c.want)
		}
	}
}

func TestThaiVowelsAreKept(t *testing.T) {
	if slices.Equal(wordsOf("กิน"), wordsOf("กน")) {
		t.Error("two words are taken for one")
	}
}

func TestALongWordIsCutBetweenCharacters(t *testing.T) {
	got := fold(strings.Repeat("ж", 1000))
	if len(got) > longestTerm || !utf8.ValidString(got) || got == "" {
		t.Errorf("%d bytes: %q", len(got), got)
	}
}

func FuzzWords(f *testing.F) {
	for _, s := range []string{"", "Alder Courier", "政府は", "a\xffb", "e\u0301\u0301", "ß", "\u200d"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		end := 0
		eachWord(s, func(folded []byte, r text.Range) bool {
			if r.Start < end || r.End <= r.Start || r.End > len(s) {
				t.Fatalf("%q: range %v after %d", s, r, end)
			}
			if len(folded) == 0 || len(folded) > longestTerm {
				t.Fatalf("%q: folded to %d bytes", s[r.Start:r.End], len(folded))
			}
			end = r.End
			if again := fold(string(folded)); utf8.ValidString(s) && len(folded) < longestTerm && again != string(folded) {
				t.Fatalf("%q folds to %q and that to %q", s[r.Start:r.End], folded, again)
			}
			return true
		})
	})
}
