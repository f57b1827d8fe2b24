package foreign_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/foreign/foreigntest"
	"bluepencil/annotate/text"
)

// What a reducer leaves is what it says it leaves: reducing again changes
// nothing and loses nothing.
func TestReducingTwiceLosesNothingMore(t *testing.T) {
	for seed := range uint64(400) {
		d := foreigntest.Random(rand.New(rand.NewPCG(seed, 1)))
		r := foreign.Reducer{Carries: foreign.Carries{Tokens: seed%2 == 0, Attributes: seed%3 == 0, Links: seed%5 == 0, MarkIDs: true}}
		parts, _, err := r.Reduce(d)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range parts {
			again, losses, err := r.Reduce(p.Document)
			if err != nil || len(again) != 1 || len(losses) != 0 {
				t.Fatalf("seed %d: %d parts, losses %v, %v", seed, len(again), losses, err)
			}
			if err := foreign.Difference(p.Document, again[0].Document, &r.Carries); err != nil {
				t.Fatalf("seed %d: %v", seed, err)
			}
		}
	}
}

// A format that carries everything loses nothing.
func TestFullFormatLosesNothing(t *testing.T) {
	all := foreign.Carries{Layers: true, Overlap: true, Discontinuous: true, MarkIDs: true, Attributes: true, Lists: true, Typed: true, Links: true, LinkIDs: true,
		LinkAttribute: true, EntityLinks: true, Entities: true, Notes: true, Questions: true, Origins: true, Times: true, Status: true, Persons: true, Head: true, Meta: true}
	for seed := range uint64(100) {
		d := foreigntest.Random(rand.New(rand.NewPCG(seed, 2)))
		r := foreign.Reducer{Carries: all}
		parts, losses, err := r.Reduce(d)
		if err != nil || len(losses) != 0 || len(parts) != 1 {
			t.Fatalf("seed %d: %v %v", seed, losses, err)
		}
		if err := foreign.Difference(d, parts[0].Document, &all); err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
	}
}

// Flat marks never touch each other, whatever strategy chose them.
func TestFlatMarksAreDisjoint(t *testing.T) {
	for seed := range uint64(200) {
		d := foreigntest.Random(rand.New(rand.NewPCG(seed, 3)))
		for _, flat := range foreign.Flats {
			r := foreign.Reducer{Carries: foreign.Carries{Discontinuous: true}, Flat: flat, Priority: []string{"cue"}}
			parts, _, err := r.Reduce(d)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range parts {
				held := make([]bool, len(d.Text))
				for _, m := range p.Document.Layers[0].Marks {
					for _, s := range m.Spans {
						for i := s.Start; i < s.End; i++ {
							if held[i] {
								t.Fatalf("seed %d, %s: byte %d is marked twice", seed, flat, i)
							}
							held[i] = true
						}
					}
				}
			}
		}
	}
}

// A file whose offsets count something else than the format says is found out
// by the words its spans claim to cover.
func TestUnitIsFoundByTheWords(t *testing.T) {
	for _, unit := range text.Units {
		for _, native := range text.Units {
			units := foreign.NewUnits(native)
			docs := []*foreign.Document{}
			for _, v := range foreigntest.Vectors {
				d := v.Document()
				at := v.In(unit)
				d.Layers[0].Marks[0].Spans = []foreign.Span{{Start: at[0], End: at[1], Text: v.Exact}}
				units.Add(d)
				docs = append(docs, d)
			}
			found, agreed := units.Unit()
			if found != unit || !agreed {
				t.Errorf("written in %s, read as %s: %s, %v", unit, native, found, agreed)
			}
			for i, d := range docs {
				foreign.Settle(d, found)
				if v := foreigntest.Vectors[i]; len(d.Problems) > 0 || d.Layers[0].Marks[0].Spans[0].Start != v.Byte[0] {
					t.Errorf("%q: %v %v", v.Text, d.Problems, d.Layers[0].Marks)
				}
			}
		}
	}
}

// What cannot be placed is left out with its links, and said.
func TestSpansThatDoNotFitAreLeftOut(t *testing.T) {
	d := &foreign.Document{Text: "Mayor Lund", Layers: []foreign.Layer{{Marks: []foreign.Mark{
		{ID: "1", Label: "person", Spans: []foreign.Span{{Start: 6, End: 10, Text: "Lund"}}, Links: []foreign.Link{{Role: "r", To: "2"}}},
		{ID: "2", Label: "person", Spans: []foreign.Span{{Start: 6, End: 10, Text: "Land"}}},
		{ID: "3", Label: "person", Spans: []foreign.Span{{Start: -1, End: 4}}},
		{ID: "4", Label: "person", Spans: []foreign.Span{{Start: 5, End: 5}}},
		{ID: "5", Label: "person", Spans: []foreign.Span{{Start: 7, End: 3}}},
		{ID: "6", Label: "person", Spans: []foreign.Span{{Start: 7, End: 99}}},
		{ID: "7", Label: "person"},
	}}}}
	foreign.Settle(d, text.CodePoint)
	if marks := d.Layers[0].Marks; len(marks) != 1 || marks[0].ID != "1" || len(marks[0].Links) != 0 {
		t.Fatalf("%+v", marks)
	}
	if len(d.Problems) != 6 {
		t.Fatalf("%q", d.Problems)
	}
}

func TestTheNameOfAnArticlesFiles(t *testing.T) {
	id := annotate.NewID()
	for source, want := range map[string]string{
		"harbour.txt":                   "harbour",
		"a/b: c?.md":                    "a-b- c-",
		"..hidden.txt":                  "hidden",
		"....":                          id.String(),
		"vote at 8.30 today":            "vote at 8.30 today",
		strings.Repeat("é", 300):        strings.Repeat("é", 100),
		strings.Repeat("a", 300) + ".x": strings.Repeat("a", 200),
	} {
		a := annotate.Article{ID: id}
		a.Content.SourceName = source
		if got := foreign.BaseName(&a); got != want {
			t.Errorf("%q becomes %q, not %q", source, got, want)
		}
	}
	titled := annotate.Article{ID: id, Meta: map[string]string{annotate.MetaTitle: "Who voted?"}}
	if got := foreign.BaseName(&titled); got != "Who voted-" {
		t.Errorf("an article without a file is called %q", got)
	}
}

// Few short answers become choices; addresses and long ones stay words.
func TestWhatTypeAQuestionOfAFileGets(t *testing.T) {
	book := &annotate.Codebook{Name: "Test", Labels: []annotate.Label{{ID: "claim", Name: "Claim", Group: annotate.GroupClaim, Colour: "#2b95d6", Tag: "C"}}}
	survey := foreign.NewSurvey(text.Byte)
	survey.Add(&foreign.Document{Text: "It cost 9 crowns.", Layers: []foreign.Layer{{Marks: []foreign.Mark{{ID: "1", Label: "claim", Spans: []foreign.Span{{End: 7}},
		Attributes: []foreign.Attribute{{Name: "verdict", Value: "mostly false"}, {Name: "check", Value: "https://checks.example/pier"}, {Name: "reason", Value: strings.Repeat("so ", 40)},
			{Name: "rating", Value: 2.0}, {Name: "urgent", Value: true}, {Name: "flags", Value: []string{"old", "local"}}}}}}}})
	_, draft, err := foreign.MakePlan("test", annotate.NewID(), book, survey, foreign.Suggest(book, survey, true), nil)
	if err != nil {
		t.Fatal(err)
	}
	after := book.With(&draft)
	want := map[string]annotate.AttributeType{"verdict": annotate.TypeEnum, "check": annotate.TypeText, "reason": annotate.TypeText, "rating": annotate.TypeNumber,
		"urgent": annotate.TypeBoolean, "flags": annotate.TypeFlags}
	for _, a := range after.Attributes {
		if a.Type != want[a.Name] {
			t.Errorf("%s is %s, not %s", a.Name, a.Type, want[a.Name])
		}
		delete(want, a.Name)
	}
	if len(want) > 0 {
		t.Errorf("there is no question for %v", want)
	}
}
