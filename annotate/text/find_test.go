package text

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestFindIgnoresWhatItIsToldTo(t *testing.T) {
	for _, test := range []struct {
		text, words string
		options     FindOptions
		want        string // what is found, joined by |
	}{
		{"Peskov and peskov", "PESKOV", FindOptions{}, "Peskov|peskov"},
		{"Peskov and peskov", "Peskov", FindOptions{MatchCase: true}, "Peskov"},
		{"Kraków, Krakow", "krakow", FindOptions{}, "Kraków|Krakow"},
		{"Krako\u0301w, Krakow", "kraków", FindOptions{}, "Krako\u0301w|Krakow"},
		{"Krako\u0301w, Krakow", "kraków", FindOptions{MatchAccents: true}, "Krako\u0301w"},
		{"Kraków", "krako", FindOptions{MatchAccents: true}, ""},
		{"sub\u00adsidy", "subsidy", FindOptions{}, "sub\u00adsidy"},
		{"Straße STRASSE", "strasse", FindOptions{}, "Straße|STRASSE"},
		{"Straße", "stras", FindOptions{}, ""}, // not half of a letter
		{"ﬁnance finance", "finance", FindOptions{}, "ﬁnance|finance"},
		{"art, party, art.", "art", FindOptions{WholeWords: true}, "art|art"},
		{"art, party", "art", FindOptions{}, "art|art"},
		{"don't, don", "don", FindOptions{WholeWords: true}, "don"},
		{"aaaa", "aa", FindOptions{}, "aa|aa"},
		{"日本政府は、政府", "政府", FindOptions{}, "政府|政府"},
		{"👩‍🚒 👩", "👩", FindOptions{}, "👩"}, // not a piece of a joined sign
		{"any", "", FindOptions{}, ""},
	} {
		f := Fold(test.text, test.options)
		var got []string
		for _, r := range f.Find(test.words, 0) {
			got = append(got, test.text[r.Start:r.End])
		}
		if joined := strings.Join(got, "|"); joined != test.want {
			t.Errorf("%q in %q with %+v: found %q, want %q", test.words, test.text, test.options, joined, test.want)
		}
	}
}

func TestFindStopsAtTheLimit(t *testing.T) {
	if n := len(Fold("a a a a", FindOptions{}).Find("a", 3)); n != 3 {
		t.Errorf("found %d", n)
	}
}

// FuzzFind holds that whatever is found lies in the text, in order, on whole
// clusters, and that an exact search finds what strings.Index does.
func FuzzFind(f *testing.F) {
	f.Add("Kraków Krakow", "krakow", false, false)
	f.Add("Straße \u00adx", "ss", true, true)
	f.Add("\xff\xfea", "a", false, true)
	f.Fuzz(func(t *testing.T, text, words string, matchCase, whole bool) {
		if !utf8.ValidString(text) || !utf8.ValidString(words) {
			t.Skip()
		}
		last := 0
		for _, r := range Fold(text, FindOptions{MatchCase: matchCase, WholeWords: whole}).Find(words, 0) {
			if r.Start < last || r.End <= r.Start || r.End > len(text) {
				t.Fatalf("%v after %d in a text of %d bytes", r, last, len(text))
			}
			if !IsBoundary(text, r.Start) || !IsBoundary(text, r.End) {
				t.Fatalf("%v cuts a cluster of %q", r, text)
			}
			last = r.End
		}
		if isASCII(text) && isASCII(words) && words != "" && !strings.ContainsAny(text+words, "\r\n") {
			got := len(Fold(text, FindOptions{MatchCase: true}).Find(words, 0))
			if want := strings.Count(text, words); got != want {
				t.Fatalf("%q in %q: %d, want %d", words, text, got, want)
			}
		}
	})
}

func BenchmarkFold(b *testing.B) {
	text := strings.Repeat("The mayor of Kraków said “nothing” on Monday. ", 20_000)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Fold(text, FindOptions{})
	}
}

func BenchmarkFind(b *testing.B) {
	text := strings.Repeat("The mayor of Kraków said “nothing” on Monday. ", 20_000)
	f := Fold(text, FindOptions{})
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		f.Find("krakow", 0)
	}
}
