package shape

import (
	"bytes"
	"os"
	"slices"
	"testing"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/language"
	"golang.org/x/image/font/gofont/goregular"
)

// The faces of several: their place is their id.
const (
	latin FaceID = iota
	hebrew
	thai
	chinese
	japanese
	colour
	all
)

// several are a text font and one for each of some scripts; Chinese
// characters are read in Chinese.
func several(t testing.TB) *Faces {
	t.Helper()
	fonts := []*font.Font{parse(t, goregular.TTF)}
	for _, name := range []string{"NotoSansHebrew-subset.ttf", "NotoSansThai-subset.ttf", "NotoSansCJKsc-subset.otf", "NotoSansCJKjp-subset.otf", "NotoColorEmoji-subset.ttf"} {
		content, err := os.ReadFile("../../../assets/testfonts/" + name)
		if err != nil {
			t.Fatal(err)
		}
		fonts = append(fonts, parse(t, content))
	}
	f, err := Assemble(fonts, map[language.Script]FaceID{language.Hebrew: hebrew, language.Thai: thai, language.Han: chinese, language.Hiragana: japanese})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func parse(t testing.TB, content []byte) *font.Font {
	t.Helper()
	face, err := font.ParseTTF(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	return face.Font
}

// facesOf are the faces of a line's glyphs from left to right, each once.
func facesOf(l Line) (list []FaceID) {
	for _, g := range l.Glyphs {
		if len(list) == 0 || list[len(list)-1] != g.Face {
			list = append(list, g.Face)
		}
	}
	return list
}

func TestARunKeepsItsFace(t *testing.T) {
	s := NewShaper(several(t))
	for content, want := range map[string][]FaceID{
		"Ada":       {latin},
		"Ада":       {latin},
		"שלום":      {hebrew},
		"שָׁלוֹם":   {hebrew},               // marks that the text's face has not
		"(שלום)":    {latin, hebrew, latin}, // brackets that the Hebrew face lacks
		"เรือ":      {thai},
		"渡轮1":       {chinese}, // digits that both have
		"直骨":        {chinese}, // both Chinese faces have it
		"直の骨":       {chinese, japanese, chinese},
		"雪船":        {chinese, japanese}, // one that the Chinese face lacks
		"👍🏽":        {colour},
		"Ada👍":      {latin, colour},
		"Ada\ufe0f": {latin},
		"A\u200dd":  {latin},
		"e\u0301":   {latin}, // composed: the face has no mark of its own
		"12":        {latin},
	} {
		l := s.Line(content, 0, 0, len(content), size)
		if got := facesOf(l); !slices.Equal(got, want) || len(l.Missing) > 0 {
			t.Errorf("%+q is shown in %v, want %v; missing %q", content, got, want, string(l.Missing))
		}
	}
}

func TestWhatHasNoScriptIsItsParagraphs(t *testing.T) {
	s := NewShaper(several(t))
	for paragraph, want := range map[string]FaceID{"12 渡轮": chinese, "12 の": japanese, "12 Ada": latin, "12": latin} {
		if l := s.Line(paragraph, 0, 0, 2, size); facesOf(l)[0] != want {
			t.Errorf("the number of %q is shown in %v, want %d", paragraph, facesOf(l), want)
		}
	}
}

func TestMeasuringAndDrawingUseOneFace(t *testing.T) {
	s := NewShaper(several(t))
	for _, content := range []string{"12 เรือ 34", "Ada 12 שלום 34", "渡轮 12", "Ada 👍🏽 12"} {
		m, l := s.Measure(content, size), s.Line(content, 0, 0, len(content), size)
		if measured := m.Breaks[len(m.Breaks)-1].Advance; measured-l.Width > 0.1 || l.Width-measured > 0.1 {
			t.Errorf("%q is measured as %v and drawn as %v", content, measured, l.Width)
		}
	}
}

func TestAFaceMustBeInTheList(t *testing.T) {
	if _, err := Assemble([]*font.Font{parse(t, goregular.TTF)}, map[language.Script]FaceID{language.Thai: 1}); err == nil {
		t.Error("a script has a face that is not there")
	}
	if _, err := Assemble(nil, nil); err == nil {
		t.Error("no font is enough")
	}
}

func TestAMissIsDrawnAsABoxWithInk(t *testing.T) {
	f := several(t)
	id, ok := f.Resolve("ሀ", language.Ethiopic)
	if ok || !inked(font.NewFace(f.Font(id)), 0) || f.Has('ሀ') || !f.Has('ש') {
		t.Errorf("a character that no face has gets face %d, %v", id, ok)
	}
}

func TestFacesAreRememberedWithinBounds(t *testing.T) {
	f := several(t)
	for r := rune(0x3400); r < 0x3400+2*mostChosen; r++ {
		f.Has(r)
	}
	if len(f.chosen) > mostChosen {
		t.Errorf("%d answers are remembered", len(f.chosen))
	}
}

func TestScripts(t *testing.T) {
	for content, want := range map[string]language.Script{"": language.Latin, "12 – ": language.Latin, "12 שלום": language.Hebrew, "Ada שלום": language.Latin, "\u0301ש": language.Hebrew, "の直": language.Hiragana} {
		if got := ScriptOf(content); got != want {
			t.Errorf("%q is %s, want %s", content, got, want)
		}
	}
	var seen []rune
	CharactersOf("b a\u200d\n\ufe0fb😀\U0010ffff").Each(func(r rune) { seen = append(seen, r) })
	if string(seen) != "ab😀\U0010ffff" {
		t.Errorf("seen %q", string(seen))
	}
}

// FuzzFaces: runs cover a word without gaps, and no cluster is parted.
func FuzzFaces(f *testing.F) {
	for _, s := range []string{"Ada שָׁלוֹם", "渡轮の船", "👩🏽‍🚒❤️", "e\u0301ሀ\u0301", "\ufe0f12"} {
		f.Add(s)
	}
	faces := several(f)
	f.Fuzz(func(t *testing.T, content string) {
		if len(content) > 2000 {
			t.Skip()
		}
		l := NewShaper(faces).Line(content, 0, 0, len(content), size)
		for _, g := range l.Glyphs {
			if g.Face >= all {
				t.Fatalf("%q: a glyph of face %d", content, g.Face)
			}
		}
	})
}
