package text

import (
	"strings"
	"testing"
)

func TestParagraphs(t *testing.T) {
	cases := []struct {
		text string
		want []string // paragraph, terminator, paragraph, terminator …
	}{
		{"", []string{"", ""}},
		{"one", []string{"one", ""}},
		{"one\ntwo", []string{"one", "\n", "two", ""}},
		{"one\r\n\r\ntwo\r", []string{"one", "\r\n", "", "\r\n", "two", "\r", "", ""}},
		{"a\u2028b\u2029c\u0085d", []string{"a", "\u2028", "b", "\u2029", "c", "\u0085", "d", ""}},
		{"\n\r", []string{"", "\n", "", "\r", "", ""}},
		{"é\u00a0ꀨ\u2026 \v\f", []string{"é\u00a0ꀨ\u2026 \v\f", ""}}, // bytes of terminators within other letters
	}
	for _, c := range cases {
		var got []string
		for _, p := range Paragraphs(c.text) {
			got = append(got, c.text[p.Start:p.End], c.text[p.End:p.End+p.Terminator])
		}
		if strings.Join(got, "|") != strings.Join(c.want, "|") {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}

// Looking from any offset finds the paragraphs that splitting the whole finds.
func TestParagraphAtAgreesWithParagraphs(t *testing.T) {
	eachText(t, func(t *testing.T, text string) {
		list := Paragraphs(text)
		for i, p := range list {
			next, previous := len(text), 0
			if i+1 < len(list) {
				next = list[i+1].Start
			}
			if i > 0 {
				previous = list[i-1].Start
			}
			for at := p.Start; at < max(p.End+p.Terminator, p.Start+1) && at <= len(text); at++ {
				want := previous
				if at > p.Start {
					want = p.Start
				}
				if got := ParagraphAt(text, at); got != p.Range {
					t.Errorf("at %d: %v, want %v", at, got, p.Range)
				}
				if got := NextParagraph(text, at); got != next {
					t.Errorf("next of %d: %d, want %d", at, got, next)
				}
				if got := PreviousParagraph(text, at); got != want {
					t.Errorf("previous of %d: %d, want %d", at, got, want)
				}
			}
		}
	})
}

func TestOffsetsOutsideOfTheTextAreDrawnIn(t *testing.T) {
	const text = "one two.\nThree “four”."
	for _, at := range []int{-5, len(text) + 5} {
		end := min(max(at, 0), len(text))
		if ParagraphAt(text, at) != ParagraphAt(text, end) || WordAt(text, at) != WordAt(text, end) || SentenceAt(text, at) != SentenceAt(text, end) {
			t.Errorf("%d is not taken for %d", at, end)
		}
		for name, step := range steps {
			if got := step(text, at); got < 0 || got > len(text) || got != step(text, end) {
				t.Errorf("%s from %d: %d, from %d: %d", name, at, got, end, step(text, end))
			}
		}
		QuotedAt(text, at)
		NextQuoted(text, at)
		PreviousQuoted(text, at)
	}
}

// steps are all the ways a caret moves.
var steps = map[string]func(string, int) int{
	"next grapheme": NextGrapheme, "previous grapheme": PreviousGrapheme,
	"next word": NextWord, "previous word": PreviousWord,
	"next sentence": NextSentence, "previous sentence": PreviousSentence,
	"next paragraph": NextParagraph, "previous paragraph": PreviousParagraph,
	"nearest": Nearest,
}

// Whatever the text, a caret that keeps moving gets to the end, stands only
// between grapheme clusters, and never stands still before.
func TestEveryStepArrives(t *testing.T) {
	eachText(t, func(t *testing.T, text string) {
		for name, step := range steps {
			at, end := 0, len(text)
			if strings.HasPrefix(name, "previous") {
				at, end = len(text), 0
			}
			for name != "nearest" && at != end {
				to := step(text, at)
				if to == at || (to > at) != (end > 0) || !IsBoundary(text, to) {
					t.Errorf("%s: from %d to %d", name, at, to)
					return
				}
				at = to
			}
		}
	})
}

func BenchmarkParagraphs(b *testing.B) {
	text := strings.Repeat("The minister said on Tuesday that nothing had been decided.\n", 1<<20/60)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Paragraphs(text)
	}
}
