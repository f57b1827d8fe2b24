package uima

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/foreign/foreigntest"
)

func TestWhatIsKeptOfAFileComesBack(t *testing.T) {
	raw := []byte("before TEXT after")
	for _, beside := range []string{"", "types", strings.Repeat("types ", 10_000)} {
		kept, err := Wrap(raw, 7, 11, 'x', []byte(beside))
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(kept), "TEXT") || len(kept) > 300 {
			t.Errorf("%d bytes are kept: %.100q", len(kept), kept)
		}
		got, besides, err := Unwrap(kept, func(style byte) ([]byte, error) { return []byte("TEXT"), nil })
		if err != nil || string(got) != string(raw) || string(besides) != beside {
			t.Errorf("got %q and %.20q, %v", got, besides, err)
		}
		for n := range min(len(kept), 40) {
			if _, _, err := Unwrap(kept[:n], func(byte) ([]byte, error) { return nil, nil }); err == nil && n < 12 {
				t.Errorf("%q was taken for a whole", kept[:n])
			}
		}
	}
	for _, broken := range []string{"", "x", "x1:2:", "xffffffffff:0:a", "x0:ffffffff:a", "x-1:0:a", "x0:-1:a", "x0:3:abc"} {
		if _, _, err := Unwrap([]byte(broken), func(byte) ([]byte, error) { return nil, nil }); !errors.Is(err, ErrEnvelope) {
			t.Errorf("%q: got %v", broken, err)
		}
	}
}

func TestSharedListsAreFollowedSoFarAndNoFurther(t *testing.T) {
	const many = 3000
	c := &CAS{}
	sofa := c.Add(&Structure{Type: Sofa, Features: []Feature{{Name: "sofaID", Text: InitialView}, {Name: "sofaString", Text: "text"}}})
	list := c.Add(&Structure{Type: Array, Array: true})
	for range many {
		s := c.Add(&Structure{Type: "custom.Span", Features: []Feature{
			{Name: "sofa", Kind: Refs, Refs: []int64{sofa.ID}}, {Name: "begin", Kind: Number, Text: "0"}, {Name: "end", Kind: Number, Text: "4"},
			{Name: "links", Kind: Refs, Refs: []int64{list.ID}}}})
		list.Elements = append(list.Elements, s.ID)
	}
	r := c.Read(foreign.ReadOptions{})
	links := 0
	for _, m := range r.Document.Layers[0].Marks {
		links += len(m.Links)
	}
	if len(r.Document.Layers[0].Marks) != many || links > 8*many || len(r.Document.Problems) != 1 {
		t.Errorf("%d marks, %d links, problems %q", len(r.Document.Layers[0].Marks), links, r.Document.Problems)
	}
}

func TestTypesThatAreNoMarks(t *testing.T) {
	for name, want := range map[string]bool{
		"custom.Span": true, Annotation: true, "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity": true, markType: true,
		word: false, sentence: false, "de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS": false, DocumentAnnotation: false, factsType: false, zoneType: false, "cassis.Token": false, Sofa: false,
	} {
		if MayMark(name) != want {
			t.Errorf("%s: %v", name, !want)
		}
	}
	c := &CAS{Types: []Type{{Name: "x.A", Super: "x.B"}, {Name: "x.B", Super: "x.A"}, {Name: "x.Doc", Super: DocumentAnnotation}}}
	if !c.mayMark("x.A") || c.mayMark("x.Doc") || c.RangeOf("x.A", "value") != "" {
		t.Error("types that are above each other, or below the document, are taken wrongly")
	}
}

func TestFeaturesAreMadeOfTheCodebook(t *testing.T) {
	c := &CAS{Types: OwnTypes(foreigntest.Codebook())}
	for name, want := range map[string]string{"type": String, "flags": StringArray, "sure": boolean, "weight": double, "remark": String, "value": String, "links": Array, "other": ""} {
		if got := c.RangeOf(markType, name); got != want {
			t.Errorf("%s: %q, not %q", name, got, want)
		}
	}
	for name, want := range map[string]bool{"a": true, "aB_1": true, "": false, "1a": false, "_a": false, "é": false, "a b": false} {
		if identifier(name) != want {
			t.Errorf("%q: %v", name, !want)
		}
	}
}

func TestMarksOfOneNameAreToldApart(t *testing.T) {
	c := &CAS{}
	sofa := c.Add(&Structure{Type: Sofa, Features: []Feature{{Name: "sofaString", Text: "text"}}})
	seen := map[string]bool{}
	for range 50 {
		m := c.Add(&Structure{Type: markType, Features: []Feature{{Name: "sofa", Kind: Refs, Refs: []int64{sofa.ID}}, {Name: "begin", Kind: Number, Text: "0"}, {Name: "end", Kind: Number, Text: "1"}}})
		c.Add(&Structure{Type: factsType, Features: []Feature{{Name: "mark", Kind: Refs, Refs: []int64{m.ID}}, {Name: "markId", Text: "one"}}})
	}
	for _, m := range c.Read(foreign.ReadOptions{}).Document.Layers[0].Marks {
		seen[m.ID] = true
	}
	if len(seen) != 50 {
		t.Error(fmt.Sprint(len(seen), " ids for 50 marks"))
	}
}
