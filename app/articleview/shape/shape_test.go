package shape

import (
	"strings"
	"testing"

	"bluepencil/annotate/text"

	"github.com/go-text/typesetting/language"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
)

const size = 16

func shaper(t testing.TB) *Shaper {
	t.Helper()
	f, err := NewFaces(goregular.TTF, gobold.TTF)
	if err != nil {
		t.Fatal(err)
	}
	return NewShaper(f)
}

func TestFacesMustBeFonts(t *testing.T) {
	if _, err := NewFaces(); err == nil {
		t.Error("no font is enough")
	}
	if _, err := NewFaces(goregular.TTF, []byte("no font")); err == nil || !strings.Contains(err.Error(), "font 1") {
		t.Errorf("a broken font gave %v", err)
	}
}

func TestTheFirstFaceThatHasACharacterIsTaken(t *testing.T) {
	s := shaper(t)
	for r, want := range map[rune]bool{'a': true, 'Ж': true, '政': false, '😀': false} {
		for range 2 { // the second time from memory
			if id, ok := s.faces.Resolve(string(r), language.LookupScript(r)); ok != want || id != 0 {
				t.Errorf("%c: face %d, %v", r, id, ok)
			}
		}
	}
}

func TestMissingCharactersAreNamedAndDrawnAsSuch(t *testing.T) {
	l := shaper(t).Line("a政b", 0, 0, len("a政b"), size)
	if string(l.Missing) != "政" || len(l.Glyphs) != 3 {
		t.Errorf("missing %q, %d glyphs", string(l.Missing), len(l.Glyphs))
	}
	l = shaper(t).Line("a\u00adb\u200dc", 0, 0, len("a\u00adb\u200dc"), size)
	if len(l.Missing) != 0 {
		t.Errorf("what has no ink is missing: %q", string(l.Missing))
	}
}

func TestCaretsStandAtGraphemes(t *testing.T) {
	s := shaper(t)
	for _, content := range []string{"", "plain", "e\u0301te\u0301", "tab\there", "soft\u00adhyphen", "👨‍👩‍👧 ok", strings.Repeat("word ", 200), strings.Repeat("x", 700)} {
		l := s.Line(content, 0, 0, len(content), size)
		at := 0
		for _, c := range l.Carets {
			if c.Offset != at {
				t.Errorf("%.20q: a caret at %d, the next grapheme is at %d", content, c.Offset, at)
				break
			}
			at = text.NextGrapheme(content, at)
		}
		if last := l.Carets[len(l.Carets)-1]; last.Offset != len(content) || last.X != l.Width {
			t.Errorf("%.20q: the last caret is %+v of %v", content, last, l.Width)
		}
	}
}

func TestOffsetsAreTheArticles(t *testing.T) {
	paragraph := "second paragraph here"
	l := shaper(t).Line(paragraph, 1000, 1007, 1016, size) // "paragraph"
	if l.Start != 1007 || l.Carets[0].Offset != 1007 || l.Carets[len(l.Carets)-1].Offset != 1016 || len(l.Glyphs) != 9 {
		t.Errorf("got %+v", l)
	}
}

func TestStopsInALigatureShareItsWidth(t *testing.T) {
	stops := shareLigatures([]stop{{0, 0}, {1, 9}, {2, 9}, {3, 9}, {4, 12}}, 15)
	for i, want := range []float32{0, 3, 6, 9, 12} {
		if stops[i].advance != want { // 0 to 2 share the ligature, 3 is the letter after it
			t.Errorf("stop %d stands at %v, want %v", i, stops[i].advance, want)
		}
	}
}

func TestRightToLeftIsPlacedFromTheRight(t *testing.T) {
	s := shaper(t)
	content := "ab שלום cd"
	l := s.Line(content, 0, 0, len(content), size)
	hebrew := strings.Index(content, "ש")
	var first, last Caret
	for _, c := range l.Carets {
		if c.Offset == hebrew {
			first = c
		}
		if c.Offset == hebrew+len("שלו") {
			last = c
		}
	}
	if !first.RTL || !last.RTL || first.X <= last.X {
		t.Errorf("the first letter stands at %+v, the last one at %+v", first, last)
	}
	if whole := s.Line("שלום ab", 0, 0, len("שלום ab"), size); !whole.RTL || whole.Carets[0].X < whole.Carets[len(whole.Carets)-1].X {
		t.Error("a paragraph that begins in Hebrew does not read from the right")
	}
}

func TestAHugeParagraphTakesLinearTime(t *testing.T) {
	s := shaper(t)
	for _, content := range []string{strings.Repeat("words and more ", 70_000), strings.Repeat("x", 300_000), strings.Repeat("漢", 100_000)} {
		m := s.Measure(content, size)
		if m.Breaks[len(m.Breaks)-1].Offset() != len(content) {
			t.Errorf("%.10q: measured up to %d of %d", content, m.Breaks[len(m.Breaks)-1].Offset(), len(content))
		}
		last := -1
		for _, b := range m.Breaks {
			if b.Offset() <= last || !text.IsBoundary(content, b.Offset()) {
				t.Fatalf("%.10q: a break at %d after %d", content, b.Offset(), last)
			}
			last = b.Offset()
		}
	}
}

func FuzzLine(f *testing.F) {
	for _, s := range []string{"plain", "שלום 12 abc", "e\u0301 \u200d\u00ad\t", "👩🏽‍🚒"} {
		f.Add(s)
	}
	s := shaper(f)
	f.Fuzz(func(t *testing.T, content string) {
		if len(content) > 2000 || strings.ContainsAny(content, "\n\r\u2028\u2029\u0085") || strings.ToValidUTF8(content, "") != content {
			t.Skip()
		}
		l := s.Line(content, 0, 0, len(content), size)
		if len(l.Carets) == 0 || l.Carets[len(l.Carets)-1].Offset != len(content) {
			t.Fatalf("%q: carets %v", content, l.Carets)
		}
		for i, c := range l.Carets {
			if c.X < -0.01 || c.X > l.Width+0.01 || i > 0 && c.Offset <= l.Carets[i-1].Offset {
				t.Fatalf("%q: caret %d is %+v in a line of %v", content, i, c, l.Width)
			}
		}
	})
}
