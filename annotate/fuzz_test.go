package annotate

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzDecodeChange: what comes from another copy of a project, a change's
// header and payload, is read or refused; what can be read is verified,
// applied and reverted without a panic, and comes back from its bytes.
func FuzzDecodeChange(f *testing.F) {
	person, article := NewID(), NewID()
	span := Span{Start: 0, End: 3, Text: "sea"}
	d := Mark(person, article, NewID(), "quote", []Span{span}, Origin{By: ByHand})
	stream, err := d.Stream()
	if err != nil {
		f.Fatal(err)
	}
	c, err := Seal(d, stream, Place{Replica: NewID(), Seq: 1, Time: Stamp{Wall: 1}}, nothing)
	if err != nil {
		f.Fatal(err)
	}
	payload, err := EncodeEdits(c.Edits)
	if err != nil {
		f.Fatal(err)
	}
	f.Add([]byte(MustEncode(&c.Header)), payload)
	f.Add([]byte{0x8c}, []byte{0x81, 0x85})
	f.Add([]byte(MustEncode(&c.Header)), []byte{0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff}) // far too many edits
	f.Fuzz(func(t *testing.T, header, payload []byte) {
		var c Change
		if err := Value(header).Decode(&c.Header); err != nil {
			return
		}
		var again Header
		if err := MustEncode(&c.Header).Decode(&again); err != nil || again.Digest() != c.Header.Digest() {
			t.Fatalf("the header comes back as another: %v", err)
		}
		_ = c.Follows(Head{})
		if c.Edits, err = DecodeEdits(payload); err != nil {
			return
		}
		_ = c.Verify()
		_ = CheckEdits(c.Edits)
		use(t, &c)
	})
}

func nothing(ref Ref) (*Object, error) { return &Object{Ref: ref}, nil }

// use does with a change what a project does.
func use(t *testing.T, c *Change) {
	t.Helper()
	state := NewState()
	state.Apply(c)
	state.Apply(c)
	for _, o := range state.Objects() {
		record, err := EncodeObject(o)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := DecodeObject(o.Ref, record); err != nil {
			t.Fatalf("an object that a change made cannot be read: %v", err)
		}
		_, _, _, _ = AnnotationFrom(o), ArticleFrom(o), LayerFrom(o), PersonFrom(o)
		_ = CodebookFrom(o)
		_ = o.Conflicts()
	}
	_, _, _ = Revert(c, nothing, func(ID) string { return "somebody" })
	d := Draft{Person: c.Person, Action: c.Action}
	for _, e := range c.Edits {
		d.Settings = append(d.Settings, FieldSetting{e.Ref, e.Field, e.New})
	}
	Preview(nil, &d)
}

// FuzzCheckSpans: whatever the offsets, spans are right or refused; right ones
// can be cut out of the text.
func FuzzCheckSpans(f *testing.F) {
	f.Add("“It is late,” she said.", 0, 5, 7, 9)
	f.Add("e\u0301", 1, 2, -1, 1<<62)
	f.Fuzz(func(t *testing.T, text string, a, b, c, d int) {
		cut := func(start, end int) string {
			if start < 0 || end > len(text) || start > end {
				return ""
			}
			return text[start:end]
		}
		spans := []Span{{Start: a, End: b, Text: cut(a, b)}, {Start: c, End: d, Text: cut(c, d)}}
		if CheckSpans(spans, text) != nil {
			return
		}
		for i, s := range spans {
			if text[s.Start:s.End] != s.Text || s.Start >= s.End || i > 0 && s.Start < spans[i-1].End {
				t.Fatalf("%v of %q passed", spans, text)
			}
		}
	})
}

// FuzzGuideline: what a person types as rules and examples is read or refused;
// written and read again it is the same.
func FuzzGuideline(f *testing.F) {
	f.Add("Q1. Marks belong inside.\nThe cue does not.", "+ [“Late,”] she said. | why\n- a | b | c")
	f.Add("1) x\n 2: y\nÄ3. z\r\n", "-\n+|\n[")
	f.Fuzz(func(t *testing.T, rules, examples string) {
		if !utf8.ValidString(rules) || !utf8.ValidString(examples) {
			return // Commit refuses such text
		}
		cb := smallBook()
		list := ParseExamples(examples)
		if again := ParseExamples(ExampleLines(list)); !slices.Equal(again, list) && !strings.Contains(examples, "|") {
			t.Fatalf("%q is read as %+v and then as %+v", examples, list, again)
		}
		clauses, err := cb.ParseClauses("quote", rules)
		if err != nil {
			return
		}
		d, err := edit(cb).SetLabelGuideline("quote", "", clauses, list)
		if err != nil {
			t.Fatal(err)
		}
		next := cb.With(&d)
		if faults := next.Faults(); len(faults) > 0 {
			t.Fatalf("%q gives %v", rules, faults)
		}
		l, _ := next.Label("quote")
		again, err := next.ParseClauses("quote", ClauseLines(l.Clauses))
		if err != nil || !slices.Equal(again, l.Clauses) {
			t.Fatalf("%q is read as %+v and then as %+v, %v", rules, l.Clauses, again, err)
		}
	})
}
