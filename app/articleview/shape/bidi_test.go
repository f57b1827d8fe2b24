package shape

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"bluepencil/annotate/text"
	"bluepencil/app/articleview/shape/shapetest"

	"golang.org/x/text/unicode/bidi"
)

// spell writes the levels of a paragraph's characters one beside the other, a
// character each, as they are in a line that ends where the paragraph ends.
func spell(paragraph string) string {
	l := levelsOf(paragraph)
	var b strings.Builder
	for _, part := range l.line(paragraph, 0, len(paragraph), nil) {
		for range paragraph[part.start:part.end] {
			b.WriteByte('0' + part.level)
		}
	}
	return b.String()
}

// Controls are written as arrows here: ← for RLE, → for LRE, ⇐ and ⇒ for the
// overrides, ↵ for PDF; ⟪ ⟫ ⟨ for RLI, LRI and FSI, and ⟩ for PDI.
var controls = strings.NewReplacer("←", "\u202b", "→", "\u202a", "⇐", "\u202e", "⇒", "\u202d", "↵", "\u202c",
	"⟪", "\u2067", "⟫", "\u2066", "⟨", "\u2068", "⟩", "\u2069")

func TestLevels(t *testing.T) {
	for _, c := range []struct{ about, paragraph, want string }{
		{"left to right", "abc 12", "000000"},
		{"P2: the first strong character is R", "אב 12 a", "1112212"},
		{"P2: what stands in an isolate does not count", "⟪אב⟩ abc", "01100000"},
		{"a number in right-to-left text", "a אב 12 גד b", "001112211100"},
		{"X2: an embedding", "a←b↵c", "00220"},
		{"X4: an override; L1: its end at the line's", "a⇐bc↵", "00110"},
		{"X5a: an isolate", "a⟪b⟩c", "00200"},
		{"X5c: an isolate by its first strong character", "a⟨אb⟩c", "001200"},
		{"X6a: an isolate's end closes what is open in it", "a⟪←b⟩c", "000400"},
		{"X10: what is in an isolate does not concern what is around it", "א⟫a⟩1", "11212"},
		{"W1: a mark", "א\u05b8a", "112"},
		{"W2: digits after Arabic letters", "a ع 1,2", "0011222"},
		{"W4: a separator in a number", "א1,2", "1222"},
		{"W4: two separators", "א1, 2", "12112"},
		{"W5: signs at a number", "א$10%", "12222"},
		{"W6: signs at none", "א$ a", "1112"},
		{"W7: a number in left-to-right text", "אa1", "122"},
		{"N0: brackets around text against the one around", "a(א)b", "00100"},
		{"N0: and with text of it before them", "a א(ב)ג", "0011111"},
		{"N0: around text of both directions", "a (א b)", "0001000"},
		{"N0: right to left", "א(a)", "1121"},
		{"N0: equivalent brackets", "a א\u2329ב\u3009", "001111"},
		{"N0: brackets that do not pair", "א)a(", "1121"},
		{"N1: blanks between", "a ב ג", "00111"},
		{"N2: blanks at a border", "a ב c", "00100"},
		{"L1: blanks before a tab and at the line's end", "a א \tב ", "0010010"},
		{"a grapheme has the level of its first character", "א\u093ea", "112"},
	} {
		if got := spell(controls.Replace(c.paragraph)); got != c.want {
			t.Errorf("%s: %q has %s, want %s", c.about, c.paragraph, got, c.want)
		}
	}
}

func TestLevelsAreBounded(t *testing.T) {
	for _, opening := range []string{"\u202b", "\u2067", "\u202b\u202a", "\u2068א", "("} {
		paragraph := strings.Repeat(opening, 2000) + "a" + "א"
		for _, run := range levelsOf(paragraph).runs {
			if run.level > deepest+1 {
				t.Errorf("%q: level %d", opening, run.level)
			}
		}
	}
}

// What reads from right to left is looked for by its first bytes; none that
// does is missed.
func TestNoRightToLeftCharacterIsMissed(t *testing.T) {
	for r := range rune(utf8.MaxRune + 1) {
		switch properties, _ := bidi.LookupRune(r); properties.Class() {
		case bidi.R, bidi.AL, bidi.AN, bidi.RLE, bidi.RLO, bidi.RLI:
			if utf8.ValidRune(r) && !mayReadRightToLeft("a"+string(r)) {
				t.Fatalf("U+%04X is missed", r)
			}
		}
	}
	if mayReadRightToLeft("Ünïcödé — “quoted”, Пере… ἀρχή ภาษา 漢字 👩🏽‍🚒") {
		t.Error("left-to-right text is taken for more")
	}
}

func TestDirectionsAreTheLibrarys(t *testing.T) {
	random := rand.New(rand.NewPCG(9, 9))
	for range 4000 {
		checkDirections(t, shapetest.Text(random, 1+random.IntN(40)))
	}
}

func FuzzLevels(f *testing.F) {
	random := rand.New(rand.NewPCG(7, 7))
	for range 40 {
		f.Add(shapetest.Text(random, 30))
	}
	f.Fuzz(func(t *testing.T, paragraph string) {
		if len(paragraph) > 2000 || !utf8.ValidString(paragraph) {
			t.Skip()
		}
		checkDirections(t, paragraph)
	})
}

// checkDirections holds levels to the library, which tells the direction of
// each character though not its level. It takes no two brackets for a pair, so
// there are none here.
func checkDirections(t *testing.T, paragraph string) {
	t.Helper()
	paragraph = strings.Map(func(r rune) rune {
		if p, _ := bidi.LookupRune(r); p.IsBracket() || p.Class() == bidi.B {
			return -1
		}
		return r
	}, paragraph)
	if paragraph == "" {
		return
	}
	var p bidi.Paragraph
	if _, err := p.SetString(paragraph); err != nil {
		t.Fatal(err)
	}
	order, err := p.Order()
	if err != nil {
		t.Fatal(err)
	}
	own := spell(paragraph)
	at := 0
	for i := range order.NumRuns() {
		run := order.Run(i)
		for _, r := range run.String() {
			if !removed(classOf(r)) && !followsInCluster(paragraph, at) && isRTL(own[at]) != (run.Direction() == bidi.RightToLeft) {
				t.Fatalf("%+q: character %d has level %c", paragraph, at, own[at])
			}
			at++
		}
	}
}

// followsInCluster tells whether a character is not the first of its grapheme.
func followsInCluster(paragraph string, index int) bool {
	offset := len(string([]rune(paragraph)[:index]))
	return !text.IsBoundary(paragraph, offset)
}

func TestVisualOrder(t *testing.T) {
	for _, c := range []struct {
		levels []uint8
		want   []int
	}{
		{nil, []int{}},
		{[]uint8{0, 0, 0}, []int{0, 1, 2}},
		{[]uint8{1, 1, 1}, []int{2, 1, 0}},
		{[]uint8{0, 1, 1, 0}, []int{0, 2, 1, 3}},
		{[]uint8{1, 2, 2, 1}, []int{3, 1, 2, 0}},
		{[]uint8{0, 1, 2, 2, 1, 0}, []int{0, 4, 2, 3, 1, 5}},
		{[]uint8{2, 3, 4, 1, 0}, []int{3, 0, 2, 1, 4}},
	} {
		pieces := make([]piece, len(c.levels))
		for i, level := range c.levels {
			pieces[i].level = level
		}
		if got := visualOrder(pieces); !slices.Equal(got, c.want) {
			t.Errorf("levels %v: order %v, want %v", c.levels, got, c.want)
		}
	}
}

func TestVisualOrderIsAPermutation(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 5))
	for range 2000 {
		pieces := make([]piece, random.IntN(30))
		for i := range pieces {
			pieces[i].level = uint8(random.IntN(1 + random.IntN(deepest+1)))
		}
		order := visualOrder(pieces)
		slices.Sort(order)
		for i, n := range order {
			if i != n {
				t.Fatalf("of %v: %v", pieces, order)
			}
		}
	}
}

// A line's levels are those it has in the paragraph, which lines of text alone
// do not show: the embedding began on the line before.
func TestLevelsComeFromTheWholeParagraph(t *testing.T) {
	paragraph := controls.Replace("one ⟪two three⟩")
	start := strings.Index(paragraph, "three")
	l := levelsOf(paragraph)
	for _, part := range l.line(paragraph, start, len(paragraph), nil) {
		if paragraph[part.start:part.end] == "three" && part.level != 2 {
			t.Errorf("level %d, want 2", part.level)
		}
	}
}
