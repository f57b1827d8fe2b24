// Package foreigntest is what every format of annotation files is held to: what
// it says it carries it carries exactly, through every script and every odd
// arrangement of marks; and no bytes, however broken, make its reader panic.
package foreigntest

import (
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"testing"
	"testing/fstest"

	"bluepencil/annotate"
	"bluepencil/annotate/format"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/text"
)

// Common is a project's common part for writers that need one. Its codebook has
// the labels, attributes and roles that Random documents use.
func Common() *format.Common {
	return &format.Common{Codebook: Codebook(), People: []annotate.Person{
		{ID: annotate.NewID(), Name: "Mina Vale", Handle: "mina"}, {ID: annotate.NewID(), Name: "Ben Oak", Handle: "ben"}}}
}

// Codebook is a small scheme.
func Codebook() *annotate.Codebook {
	return &annotate.Codebook{Name: "Test", Version: 3,
		Labels: []annotate.Label{
			{ID: "quote", Name: "Quote", Group: annotate.GroupQuote, Colour: "#2b95d6", Tag: "Q", Key: "1", Attributes: []annotate.AttributeID{"type", "flags", "sure"}, Roles: []annotate.RoleID{"speaker", "cue"}},
			{ID: "cue", Name: "Cue", Group: annotate.GroupCue, Colour: "#d9822b", Tag: "C"},
			{ID: "person", Name: "Person", Group: annotate.GroupEntity, Colour: "#0f9960", Tag: "P", Register: true, Attributes: []annotate.AttributeID{"weight"}},
			{ID: "été", Name: "Été", Group: annotate.GroupEntity, Colour: "#0f9999", Tag: "E"},
		},
		Attributes: []annotate.Attribute{
			{ID: "type", Name: "type", Type: annotate.TypeEnum, Choices: []annotate.Choice{{ID: "direct", Name: "direct"}, {ID: "mixed", Name: "mixed"}}},
			{ID: "flags", Name: "flags", Type: annotate.TypeFlags, Choices: []annotate.Choice{{ID: "nested", Name: "nested"}, {ID: "negated", Name: "negated"}}},
			{ID: "sure", Name: "sure", Type: annotate.TypeBoolean},
			{ID: "weight", Name: "weight", Type: annotate.TypeNumber},
			{ID: "remark", Name: "remark", Type: annotate.TypeText},
			{ID: "basis", Name: "basis", Type: annotate.TypeEnum, Choices: []annotate.Choice{{ID: "in-the-text", Name: "in the text"}}},
		},
		Roles: []annotate.Role{
			{ID: "speaker", Name: "speaker", ToEntity: true, Attributes: []annotate.AttributeID{"basis"}},
			{ID: "cue", Name: "cue"},
		},
	}
}

// Vector is a text with a span whose place is known in every unit.
type Vector struct {
	Text, Exact                       string
	Byte, UTF16, CodePoint, Graphemes [2]int
}

// Vectors are the golden offsets: emoji of several code points, astral letters,
// line ends of two characters, ideographs.
var Vectors = []Vector{
	{"💩This is an annotation.", "annotation", [2]int{15, 25}, [2]int{13, 23}, [2]int{12, 22}, [2]int{12, 22}},
	{"👨🏻‍🚒 firemen drive firetrucks", "firetrucks", [2]int{30, 40}, [2]int{22, 32}, [2]int{19, 29}, [2]int{16, 26}},
	{"I like it 😊 .", "😊", [2]int{10, 14}, [2]int{10, 12}, [2]int{10, 11}, [2]int{10, 11}},
	{"Le «Café» a dit: 𝒪ui — naïve é end", "end", [2]int{41, 44}, [2]int{32, 35}, [2]int{31, 34}, [2]int{31, 34}},
	{"line1\r\nline2 x", "x", [2]int{13, 14}, [2]int{13, 14}, [2]int{13, 14}, [2]int{12, 13}},
	{"東京都の𠮷野家は「安い」と言った。", "安い", [2]int{28, 34}, [2]int{10, 12}, [2]int{9, 11}, [2]int{9, 11}},
}

// In gives the span's place in a unit.
func (v *Vector) In(unit text.Unit) [2]int {
	return map[text.Unit][2]int{text.Byte: v.Byte, text.UTF16: v.UTF16, text.CodePoint: v.CodePoint, text.Grapheme: v.Graphemes}[unit]
}

// Document is a document with the vector's span marked by one person.
func (v *Vector) Document() *foreign.Document {
	return &foreign.Document{Name: "vector", Text: v.Text, Layers: []foreign.Layer{{Person: "mina", Marks: []foreign.Mark{
		{ID: annotate.NewID().String(), Label: "person", Spans: []foreign.Span{{Start: v.Byte[0], End: v.Byte[1], Text: v.Exact}}}}}}}
}

// Run holds a codec that reads and writes to the contract.
func Run(t *testing.T, c foreign.Codec) {
	t.Run("golden offsets", func(t *testing.T) {
		for _, v := range Vectors {
			for _, unit := range append([]text.Unit{c.Unit}, c.Units...) {
				if _, err := RoundTrip(&c, unit, v.Document()); err != nil && !errors.Is(err, ErrText) {
					t.Errorf("%q in %s: %v", v.Text, unit, err)
				}
			}
		}
	})
	t.Run("random documents", func(t *testing.T) {
		for seed := range uint64(300) {
			d := Random(rand.New(rand.NewPCG(seed, 7)))
			if _, err := RoundTrip(&c, c.Unit, d); err != nil && !errors.Is(err, ErrText) {
				t.Fatalf("seed %d: %v\n%q", seed, err, d.Text)
			}
		}
	})
	t.Run("the same bytes every time", func(t *testing.T) {
		for seed := range uint64(20) {
			d := Random(rand.New(rand.NewPCG(seed, 11)))
			first, err := RoundTrip(&c, c.Unit, d)
			second, _ := RoundTrip(&c, c.Unit, d)
			if err == nil && fmt.Sprintf("%q", first) != fmt.Sprintf("%q", second) {
				t.Fatalf("seed %d: written twice, two results", seed)
			}
		}
	})
}

// ErrText: the format cannot hold the text, and says so.
var ErrText = errors.New("a text that the format cannot hold")

// RoundTrip reduces, writes, reads back and compares a document.
func RoundTrip(c *foreign.Codec, unit text.Unit, d *foreign.Document) ([][]foreign.Piece, error) {
	w, err := c.NewWriter(foreign.Setting{Common: Common(), Unit: unit})
	if err != nil {
		return nil, err
	}
	companions, err := w.Companions()
	if err != nil {
		return nil, err
	}
	reducer := foreign.Reducer{Carries: c.Carries}
	parts, _, err := reducer.Reduce(d)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrText, err)
	}
	var all [][]foreign.Piece
	for _, part := range parts {
		pieces, err := w.Encode(part.Document)
		if err != nil {
			return nil, fmt.Errorf("write: %w", err)
		}
		back, err := foreign.ReadBack(c, foreign.FrameOf(c, w), companions, part.Document.Name, pieces, unit, foreign.ReadOptions{})
		if err != nil {
			return nil, fmt.Errorf("read: %w", err)
		}
		if err := foreign.Difference(part.Document, back, &c.Carries); err != nil {
			return nil, err
		}
		all = append(all, pieces)
	}
	return all, nil
}

// Survive reads foreign bytes and settles what comes: nothing may panic, and no
// span that comes out may miss its text. Call it from a fuzz target.
func Survive(t *testing.T, c *foreign.Codec, files map[string][]byte, name string) {
	folder := fstest.MapFS{}
	for file, data := range files {
		folder[file] = &fstest.MapFile{Data: data}
	}
	r, err := c.Open(folder, name, foreign.ReadOptions{})
	if err != nil {
		return
	}
	for n := 0; n < 10_000; n++ {
		d, err := r.Next()
		var record *format.RecordError
		if errors.As(err, &record) {
			continue
		}
		if err != nil {
			if d != nil && err == io.EOF {
				t.Fatal("a document came with the end")
			}
			return
		}
		foreign.Settle(d, c.Unit)
		for _, l := range d.Layers {
			for _, m := range l.Marks {
				for _, s := range m.Spans {
					if d.Text[s.Start:s.End] != s.Text {
						t.Fatalf("%d to %d is not %q", s.Start, s.End, s.Text)
					}
				}
			}
		}
	}
	t.Fatal("10,000 documents and no end")
}
