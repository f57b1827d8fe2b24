package desk

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestTheCurrentAnnotationIsToldInWords(t *testing.T) {
	b := newBench(t)
	if got := b.InWords(); got != "" {
		t.Errorf("with nothing current it tells %q", got)
	}
	speaker := b.mark("person", "Mayor Ada Lund")
	quote := b.mark("quote", "“It is late,”")
	b.StartLinkKey("S")
	b.choose("Ada Lund")
	b.SetCurrent(speaker)
	b.FinishLink()
	b.settle()
	b.SetCurrent(quote)
	if got, want := b.InWords(), "Quote: “It is late,”, speaker Mayor Ada Lund"; got != want {
		t.Errorf("it tells %q, want %q", got, want)
	}
	b.ToggleQuestion()
	b.settle()
	if got := b.InWords(); !strings.HasSuffix(got, ", with a question") {
		t.Errorf("it tells %q", got)
	}
}

func TestWhatIsToldIsBounded(t *testing.T) {
	long := strings.Repeat("ώρα ", 4000)
	b := newBench(t, long)
	b.mark("claim", strings.TrimSpace(long))
	got := b.InWords()
	if n := utf8.RuneCountInString(got); n > wordsTold+20 || n < wordsTold || !utf8.ValidString(got) {
		t.Errorf("%d code points are told", n)
	}
}
