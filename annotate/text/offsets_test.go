package text

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"
)

// The vectors of real bug reports about offsets, and one of every trap more.
var golden = []struct {
	text, span string
	want       map[Unit][2]int
}{
	{"💩This is an annotation.", "annotation", units(15, 25, 13, 23, 12, 22, 12, 22)},
	{"👨🏻\u200d🚒 firemen drive firetrucks", "firetrucks", units(30, 40, 22, 32, 19, 29, 16, 26)},
	{"I like it 😊 .", "😊", units(10, 14, 10, 12, 10, 11, 10, 11)},
	{"Le «Café» a dit: 𝒪ui — naïve e\u0301 end", "end", units(42, 45, 33, 36, 32, 35, 31, 34)},
	{"Le «Café» a dit: 𝒪ui — naïve é end", "end", units(41, 44, 32, 35, 31, 34, 31, 34)},
	{"line1\r\nline2 x", "x", units(13, 14, 13, 14, 13, 14, 12, 13)},
	{"東京都の𠮷野家は「安い」と言った。", "安い", units(28, 34, 10, 12, 9, 11, 9, 11)},
}

func units(b0, b1, u0, u1, c0, c1, g0, g1 int) map[Unit][2]int {
	return map[Unit][2]int{Byte: {b0, b1}, UTF16: {u0, u1}, CodePoint: {c0, c1}, Grapheme: {g0, g1}}
}

func TestOffsetsOfGoldenVectors(t *testing.T) {
	for _, g := range golden {
		start := strings.Index(g.text, g.span)
		c := NewConverter(g.text)
		for unit, want := range g.want {
			for i, offset := range []int{start, start + len(g.span)} {
				if got, err := c.ToUnit(unit, offset); got != want[i] || err != nil {
					t.Errorf("%q in %q: byte %d = %s %d, %v; want %d", g.span, g.text, offset, unit, got, err, want[i])
				}
				if got, err := c.FromUnit(unit, want[i]); got != offset || err != nil {
					t.Errorf("%q in %q: %s %d = byte %d, %v; want %d", g.span, g.text, unit, want[i], got, err, offset)
				}
			}
		}
	}
}

// countIn counts the length of a text that begins and ends at cluster
// boundaries in the plainest way there is.
func countIn(unit Unit, s string) int {
	switch unit {
	case UTF16:
		return len(utf16.Encode([]rune(s)))
	case CodePoint:
		return utf8.RuneCountInString(s)
	case Grapheme:
		return len(fullClusters(s)) - 1
	}
	return len(s)
}

// Every boundary of clusters goes to every unit and back, and names the place
// that counting from the start names.
func TestOffsetsRoundTripAtEveryCluster(t *testing.T) {
	eachText(t, func(t *testing.T, text string) {
		c := NewConverter(text)
		for _, unit := range Units {
			count, last := 0, 0
			for _, at := range fullClusters(text) {
				count, last = count+countIn(unit, text[last:at]), at
				if got, err := c.ToUnit(unit, at); got != count || err != nil {
					t.Errorf("byte %d = %s %d, %v; want %d", at, unit, got, err, count)
				}
				if back, err := c.FromUnit(unit, count); back != at || err != nil {
					t.Errorf("%s %d = byte %d, %v; want %d", unit, count, back, err, at)
				}
			}
			if c.In(unit).Len() != count || c.In(unit).Unit() != unit {
				t.Errorf("length %d %s, want %d %s", c.In(unit).Len(), c.In(unit).Unit(), count, unit)
			}
		}
	})
}

// Every span between clusters of the torture text comes back as the same
// words from all four units.
func TestOffsetsKeepEverySpan(t *testing.T) {
	bounds := fullClusters(torture)
	for _, unit := range Units {
		o := NewOffsets(torture, unit)
		for i, start := range bounds {
			for _, end := range bounds[i+1:] {
				a, errA := o.FromByte(start)
				b, errB := o.FromByte(end)
				from, errC := o.ToByte(a)
				to, errD := o.ToByte(b)
				if err := errors.Join(errA, errB, errC, errD); err != nil {
					t.Fatal(err)
				}
				if exact := torture[start:end]; torture[from:to] != exact {
					t.Fatalf("%q became %q by %s", exact, torture[from:to], unit)
				}
			}
		}
	}
}

func TestOffsetsThatAreNoBoundary(t *testing.T) {
	const text = "é𝒪e\u0301\r\n" // bytes 0–2, 2–6, 6–9, 9–11
	cases := []struct {
		unit Unit
		at   int
		want error
	}{
		{Byte, 1, ErrInsideCodePoint}, {Byte, 2, nil}, {Byte, 4, ErrInsideCodePoint}, {Byte, 10, nil},
		{UTF16, 1, ErrInsideCodePoint}, {UTF16, 5, ErrInsideCodePoint}, {UTF16, 7, nil},
		{CodePoint, 3, ErrInsideCodePoint}, {CodePoint, 7, nil}, {CodePoint, 10, nil},
		{Grapheme, 3, ErrInsideCodePoint}, {Grapheme, 7, ErrInsideGrapheme}, {Grapheme, 10, ErrInsideGrapheme},
		{Grapheme, 8, ErrInsideCodePoint}, {Grapheme, 11, nil},
		{Byte, -1, ErrOutOfRange}, {Byte, 12, ErrOutOfRange}, {CodePoint, -1, ErrOutOfRange}, {Grapheme, 12, ErrOutOfRange},
	}
	for _, c := range cases {
		if _, err := NewOffsets(text, c.unit).FromByte(c.at); !errors.Is(err, c.want) {
			t.Errorf("%s of byte %d: %v, want %v", c.unit, c.at, err, c.want)
		}
	}
	back := []struct {
		unit Unit
		at   int
		want error
	}{
		{UTF16, 2, ErrInsideCodePoint}, {UTF16, 3, nil}, {UTF16, -1, ErrOutOfRange}, {UTF16, 8, ErrOutOfRange},
		{Byte, 3, ErrInsideCodePoint}, {Byte, 99, ErrOutOfRange}, {Grapheme, 4, nil}, {Grapheme, 5, ErrOutOfRange},
	}
	for _, c := range back {
		if _, err := NewOffsets(text, c.unit).ToByte(c.at); !errors.Is(err, c.want) {
			t.Errorf("byte of %s %d: %v, want %v", c.unit, c.at, err, c.want)
		}
	}
	if !errors.Is(ErrInsideCodePoint, ErrInside) || !errors.Is(ErrInsideGrapheme, ErrInside) {
		t.Error("both kinds of inside are ErrInside")
	}
}

func TestOffsetsOfAnEmptyText(t *testing.T) {
	for _, unit := range Units {
		o := NewOffsets("", unit)
		if n, err := o.FromByte(0); n != 0 || err != nil || o.Len() != 0 {
			t.Errorf("%s: %d, %v, length %d", unit, n, err, o.Len())
		}
		if _, err := o.ToByte(1); !errors.Is(err, ErrOutOfRange) {
			t.Errorf("%s 1: %v", unit, err)
		}
	}
}

// A text longer than many checkpoints, asked at random places.
func TestOffsetsBeyondTheFirstCheckpoint(t *testing.T) {
	text := strings.Repeat(torture, 40)
	bounds := fullClusters(text)
	random := rand.New(rand.NewPCG(3, 4))
	for _, unit := range Units {
		o, slow := NewOffsets(text, unit), NewCursor(text, unit)
		picks := make([]int, 400)
		for i := range picks {
			picks[i] = bounds[random.IntN(len(bounds))]
		}
		slices.Sort(picks)
		for _, at := range picks {
			want, err := slow.FromByte(at)
			if err != nil {
				t.Fatal(err)
			}
			if got, err := o.FromByte(at); got != want || err != nil {
				t.Fatalf("byte %d = %s %d, %v; want %d", at, unit, got, err, want)
			}
			if back, err := o.ToByte(want); back != at || err != nil {
				t.Fatalf("%s %d = byte %d, %v; want %d", unit, want, back, err, at)
			}
		}
	}
}

func TestCursorGoesForwardOnly(t *testing.T) {
	for _, unit := range Units {
		c := NewCursor("añ𝒪b", unit)
		if _, err := c.FromByte(3); err != nil {
			t.Fatal(err)
		}
		if _, err := c.FromByte(1); !errors.Is(err, ErrBackward) {
			t.Errorf("%s: going back: %v", unit, err)
		}
		if _, err := c.FromByte(5); !errors.Is(err, ErrInsideCodePoint) {
			t.Errorf("%s: inside a letter: %v", unit, err)
		}
		if _, err := c.FromByte(7); err != nil {
			t.Errorf("%s: after an error the cursor goes on: %v", unit, err)
		}
		if _, err := c.FromByte(9); !errors.Is(err, ErrOutOfRange) {
			t.Errorf("%s: beyond the end: %v", unit, err)
		}
	}
}

func TestUnitNames(t *testing.T) {
	for _, u := range Units {
		if got, err := ParseUnit(u.String()); got != u || err != nil {
			t.Errorf("%s: %v, %v", u, got, err)
		}
	}
	if _, err := ParseUnit("glyph"); err == nil || !strings.Contains(err.Error(), "codepoint") {
		t.Errorf("an unknown unit lists the known ones: %v", err)
	}
	if got := Unit(9).String(); got != "unit(9)" {
		t.Errorf("a unit there is not: %q", got)
	}
}

// FuzzOffsets: whatever the bytes, conversion never panics, and what converts
// converts back, by tables and by cursor alike.
func FuzzOffsets(f *testing.F) {
	for _, g := range golden {
		f.Add(g.text, 3)
	}
	f.Add("\xff\xe2\x82a\xf0\x9f", 2)
	f.Fuzz(func(t *testing.T, text string, at int) {
		for _, unit := range Units {
			o := NewOffsets(text, unit)
			n, err := o.FromByte(at)
			m, errCursor := NewCursor(text, unit).FromByte(at)
			if n != m || (err == nil) != (errCursor == nil) {
				t.Fatalf("%s: table %d, %v; cursor %d, %v", unit, n, err, m, errCursor)
			}
			if err != nil {
				continue
			}
			if back, err := o.ToByte(n); back != at || err != nil {
				t.Fatalf("byte %d = %s %d = byte %d, %v", at, unit, n, back, err)
			}
		}
	})
}

func BenchmarkNewOffsets(b *testing.B) {
	text := strings.Repeat(torture, 1<<20/len(torture))
	for _, unit := range Units {
		b.Run(unit.String(), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				NewOffsets(text, unit)
			}
		})
	}
}

func BenchmarkFromByte(b *testing.B) {
	text := strings.Repeat(torture, 1<<20/len(torture))
	bounds := fullClusters(text)
	for _, unit := range Units {
		o := NewOffsets(text, unit)
		b.Run(unit.String(), func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				if _, err := o.FromByte(bounds[i*7919%len(bounds)]); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
