package shape

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"bluepencil/annotate/text"
	"bluepencil/app/articleview/shape/shapetest"

	"github.com/go-text/typesetting/segmenter"
)

// breaks divides a paragraph where its lines may end.
func breaks(paragraph string) []string {
	var list []string
	start := 0
	new(breaker).each(paragraph, func(end int) {
		list = append(list, paragraph[start:end])
		start = end
	})
	return list
}

func TestLinesMayEnd(t *testing.T) {
	for _, want := range []string{
		"words |in-|between, |a|—|b |and |1,000 |$5.50",
		"日|本|語|の|「引|用」|で|す。|ま|た、|（注）。", // no line begins with a closing mark or a stop, or ends with an opening one
		"言っ|た|ら|し|い",                   // or begins with a small kana
		"他|说：|“好|的”。",
		"한|국|어 |글",
		"ภา|ษา|ไท|ย", // Thai, between character clusters
		"วัน|นี้ |100 |บา|ท",
		"ກັນ|ແລະ",
		"ខ្មែ|រ",
		"မြန်|မာ",
		"soft\u00ad|hyphen",
		"no\u00a0break",
		"zero\u200b|width",
		"word\u2060joiner",
		"a \u0301b", // a mark on a blank does not begin a line
		"שלום |עולם",
		"السلام |عليكم",
		"👩‍👩‍👧|👩🏽‍🚒|🇩🇪|🇫🇷",
	} {
		if got := strings.Join(breaks(strings.ReplaceAll(want, "|", "")), "|"); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// Breaks are found in chunks; they are those of the paragraph as a whole,
// wherever chunks end.
func TestChunksDoNotShow(t *testing.T) {
	random := rand.New(rand.NewPCG(2, 2))
	for range 20 {
		paragraph := strings.Map(func(r rune) rune {
			if text.Unspaced(r) { // which have more breaks than those of UAX #14
				return -1
			}
			return r
		}, shapetest.Text(random, 6000))
		var want []int
		var whole segmenter.Segmenter
		whole.Init([]rune(paragraph))
		at := 0
		for iterator := whole.LineIterator(); iterator.Next(); {
			at += len(string(iterator.Line().Text))
			if text.IsBoundary(paragraph, at) {
				want = append(want, at)
			}
		}
		var got []int
		new(breaker).each(paragraph, func(end int) { got = append(got, end) })
		if !slices.Equal(got, want) {
			t.Fatalf("%d breaks, want %d", len(got), len(want))
		}
	}
}

// TestWordsDivideNoGrapheme: whatever stands where, words are cut between
// graphemes, and so carets stand at all of them and nowhere else.
func TestWordsDivideNoGrapheme(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 3))
	s := ofEveryScript(t)
	for range 500 {
		paragraph := shapetest.Text(random, 1+random.IntN(200))
		l := s.Line(paragraph, 0, 0, len(paragraph), size)
		at := 0
		for _, c := range l.Carets {
			if c.Offset != at {
				t.Fatalf("%+q: a caret at %d, the next grapheme is at %d", paragraph, c.Offset, at)
			}
			at = text.NextGrapheme(paragraph, at)
		}
	}
}

func glyphs(l Line) (ids []uint32) {
	for _, g := range l.Glyphs {
		ids = append(ids, uint32(g.ID))
	}
	return ids
}

// Brackets in right-to-left text are drawn mirrored, which puts them round
// what they enclose; those of left-to-right text inside of it are not.
func TestBracketsAreMirrored(t *testing.T) {
	s := ofEveryScript(t)
	whole := func(content string) []uint32 { return glyphs(s.Line(content, 0, 0, len(content), size)) }
	open, closing := whole("(")[0], whole(")")[0]
	if got := whole("א(ב)"); got[0] != open || got[2] != closing {
		t.Errorf("drawn from the left: %v, want first %d and third %d", got, open, closing)
	}
	if got, want := whole("a (א) b"), whole("a (x) b"); got[2] != want[2] || got[4] != want[4] {
		t.Errorf("of left-to-right text: %v, want the brackets of %v", got, want)
	}
}

// A number keeps its order in right-to-left text, and stands where it is read.
func TestNumbersInRightToLeftText(t *testing.T) {
	s := ofEveryScript(t)
	content := "abc שלום 123 עולם def"
	l := s.Line(content, 0, 0, len(content), size)
	cell := func(part string) Caret {
		i := slices.IndexFunc(l.Carets, func(c Caret) bool { return c.Offset == strings.Index(content, part) })
		return l.Carets[i]
	}
	order := []Caret{cell("abc"), cell("ם def"), cell("עולם"), cell("123"), cell("23"), cell("3 "), cell("ם 123"), cell("שלום"), cell("def")}
	for i, c := range order[1:] {
		if c.From < order[i].To {
			t.Errorf("%+v stands left of %+v", c, order[i])
		}
	}
}

func TestCaretsAtChangesOfDirection(t *testing.T) {
	s := ofEveryScript(t)
	content := "ab שלום cd"
	l := s.Line(content, 0, 0, len(content), size)
	at := map[int]Caret{}
	for _, c := range l.Carets {
		at[c.Offset] = c
	}
	first, last := strings.Index(content, "ש"), strings.Index(content, " cd")
	if x := at[first-1].To; at[first].X != x {
		t.Errorf("before the run the caret stands at %v, want behind the blank at %v", at[first].X, x)
	}
	if x := at[last].From; at[last].X != x {
		t.Errorf("behind the run the caret stands at %v, want before the blank at %v", at[last].X, x)
	}
	inner := first + len("ש")
	if at[inner].X != at[inner].To || at[inner].To != at[first].From {
		t.Errorf("in the run the caret stands at %+v", at[inner])
	}
	hebrew := "שלום"
	l = s.Line(hebrew, 0, 0, len(hebrew), size)
	if l.Carets[0].X != l.Width || l.Carets[len(l.Carets)-1].X != 0 {
		t.Errorf("a line that reads from right to left: carets %+v", l.Carets)
	}
}

func TestASoftHyphenShowsAtALinesEnd(t *testing.T) {
	s := ofEveryScript(t)
	content := "news\u00adpaper"
	end := strings.Index(content, "paper")
	broken := s.Line(content, 0, 0, end, size)
	if plain := s.Line("news", 0, 0, 4, size); len(broken.Glyphs) != 5 || broken.Width <= plain.Width {
		t.Errorf("%d glyphs, %v wide", len(broken.Glyphs), broken.Width)
	}
	for _, b := range s.Measure(content, size).Breaks {
		if b.Offset() == end && b.Ink != broken.Width {
			t.Errorf("measured %v, drawn %v", b.Ink, broken.Width)
		}
	}
	if whole := s.Line(content, 0, 0, len(content), size); len(whole.Glyphs) != 9 {
		t.Errorf("undivided it has %d glyphs", len(whole.Glyphs))
	}
}
