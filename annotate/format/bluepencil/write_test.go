package bluepencil_test

import (
	"bytes"
	"context"
	"encoding/json"
	"math"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"

	"bluepencil/annotate"
	"bluepencil/annotate/format"
	"bluepencil/annotate/format/bluepencil"
	"bluepencil/annotate/text"
)

// desk is a small article with one of everything, for the golden files.
func desk() *format.Bundle {
	const body = "“It is late 🌉,” Mayor Lund told us, “but not too late.”\r\n"
	b := article(100, body)
	b.Article.Meta = map[string]string{"title": "Bridge", "outlet": "Courier", "url": "https://example.org/b?x=1&y=<2>", "published": "2025-03-05", "language": "en", "byline": "L. Orth", "section": "City"}
	b.Layers = []annotate.Layer{
		{Article: id(100), Person: id(11), Status: annotate.StatusSubmitted, Submitted: noon, Codebook: 3},
		{Article: id(100), Person: id(12), Status: annotate.StatusReturned, Reason: "see §4"},
	}
	span := func(words string) annotate.Span {
		at := strings.Index(body, words)
		return annotate.Span{Start: at, End: at + len(words), Text: words}
	}
	score := 0.75
	made := annotate.Annotation{Layer: id(11), Article: id(100), Created: noon, Modified: noon.Add(time.Minute), Origin: annotate.Origin{By: annotate.ByHand}}
	quote, source, cue, place := made, made, made, made
	quote.ID, quote.Label, quote.Spans = id(101), "quote", []annotate.Span{span("“It is late 🌉,”"), span("“but not too late.”")}
	quote.Attributes = map[annotate.AttributeID]annotate.AttributeValue{"type": "direct", "flags": []string{"translated"}, "harm": 4.0, "checked": false}
	quote.Links = []annotate.Link{
		{ID: id(111), Role: "speaker", To: id(102), Attributes: map[annotate.AttributeID]annotate.AttributeValue{"basis": "in-the-text"}},
		{ID: id(112), Role: "speaker", To: id(21), ToEntity: true},
		{ID: id(113), Role: "cue", To: id(103)}}
	quote.Edited, quote.Question = true, true
	source.ID, source.Label, source.Spans, source.Entity, source.Note = id(102), "source", []annotate.Span{span("Mayor Lund")}, id(21), "by title"
	cue.ID, cue.Label, cue.Spans = id(103), "cue", []annotate.Span{span("told us")}
	place.ID, place.Label, place.Spans, place.Layer = id(104), "place", []annotate.Span{span("🌉")}, id(12)
	place.Origin = annotate.Origin{By: annotate.BySuggestion, Source: "gazetteer", Score: &score, From: []annotate.ID{id(5)}}
	b.Annotations = []annotate.Annotation{quote, place, source, cue}
	return b
}

func TestTheFormatStaysAsItIs(t *testing.T) {
	for _, unit := range text.Units {
		golden(t, unit.String()+".jsonl", export(t, bluepencil.Options{Unit: unit}, desk()))
	}
	golden(t, "notext.jsonl", export(t, bluepencil.Options{Unit: text.CodePoint, NoText: true}, desk()))
	shared, err := bluepencil.ProjectFile(team())
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "project.json", shared)
}

// TestTheVectors holds the offsets of the reference's table, which come from
// bug reports of other tools, in all four units.
func TestTheVectors(t *testing.T) {
	for _, v := range []struct {
		body, words                     string
		bytes, utf16, points, graphemes [2]int
	}{
		{"💩This is an annotation.", "annotation", [2]int{15, 25}, [2]int{13, 23}, [2]int{12, 22}, [2]int{12, 22}},
		{"👨🏻‍🚒 firemen drive firetrucks", "firetrucks", [2]int{30, 40}, [2]int{22, 32}, [2]int{19, 29}, [2]int{16, 26}},
		{"I like it 😊 .", "😊", [2]int{10, 14}, [2]int{10, 12}, [2]int{10, 11}, [2]int{10, 11}},
		{"Le «Café» a dit: 𝒪ui — naïve é end", "end", [2]int{41, 44}, [2]int{32, 35}, [2]int{31, 34}, [2]int{31, 34}},
		{"line1\r\nline2 x", "x", [2]int{13, 14}, [2]int{13, 14}, [2]int{13, 14}, [2]int{12, 13}},
		{"東京都の𠮷野家は「安い」と言った。", "安い", [2]int{28, 34}, [2]int{10, 12}, [2]int{9, 11}, [2]int{9, 11}},
	} {
		b := article(200, v.body)
		at := strings.Index(v.body, v.words)
		b.Annotations = []annotate.Annotation{{ID: id(201), Layer: id(11), Label: "claim", Spans: []annotate.Span{{Start: at, End: at + len(v.words), Text: v.words}}}}
		b.Layers = []annotate.Layer{{Person: id(11), Status: annotate.StatusSubmitted}}
		for unit, want := range map[text.Unit][2]int{text.Byte: v.bytes, text.UTF16: v.utf16, text.CodePoint: v.points, text.Grapheme: v.graphemes} {
			line, err := bluepencil.Parse(export(t, bluepencil.Options{Unit: unit}, b))
			if err != nil {
				t.Fatal(err)
			}
			if s := line.Annotations[0].Spans[0]; [2]int{s.Start, s.End} != want || s.Text != v.words {
				t.Errorf("%q in %q as %s: got %d–%d %q, want %v", v.words, v.body, unit, s.Start, s.End, s.Text, want)
			}
		}
	}
}

// TestAnyAnnotationsComeBack: what was written and read again is what was
// there, in all units, with and without the text.
func TestAnyAnnotationsComeBack(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for round := range 40 {
		b := random(r, 300+uint64(round), strings.Repeat(torture, 1+r.IntN(20)), 1+r.IntN(30))
		for _, unit := range text.Units {
			for _, noText := range []bool{false, true} {
				raw := export(t, bluepencil.Options{Unit: unit, NoText: noText}, b)
				line, err := bluepencil.Parse(raw)
				if err != nil {
					t.Fatal(err)
				}
				byLayer, bad, err := line.ReadWith(b.Text)
				if err != nil || len(bad) > 0 {
					t.Fatalf("%s: %v, %v", unit, err, bad)
				}
				sameAnnotations(t, b.Annotations, byLayer)
			}
		}
	}
}

func sameAnnotations(t *testing.T, want []annotate.Annotation, byLayer map[string][]annotate.Annotation) {
	t.Helper()
	handles := map[annotate.ID]string{id(11): "mina", id(12): "jo"}
	for _, a := range want {
		layer := handles[a.Layer]
		if len(byLayer[layer]) == 0 {
			t.Fatalf("annotation %s is missing", a.ID)
		}
		got := byLayer[layer][0]
		byLayer[layer] = byLayer[layer][1:]
		got.Layer = a.Layer
		for i := range a.Links {
			if a.Links[i].Attributes == nil {
				a.Links[i].Attributes = map[annotate.AttributeID]annotate.AttributeValue{}
			}
		}
		if a.Origin.From == nil {
			a.Origin.From = []annotate.ID{}
		}
		if !reflect.DeepEqual(a, got) {
			t.Fatalf("got  %+v\nwant %+v", got, a)
		}
	}
}

// TestTheBytesAreTheSameEveryTime, and whatever the number of goroutines.
func TestTheBytesAreTheSameEveryTime(t *testing.T) {
	var bundles []*format.Bundle
	for n := range uint64(30) {
		bundles = append(bundles, random(rand.New(rand.NewPCG(n, 1)), 400+n, torture, 20))
	}
	first := export(t, bluepencil.Options{Unit: text.CodePoint}, bundles...)
	for range 5 {
		if again := export(t, bluepencil.Options{Unit: text.CodePoint}, bundles...); !bytes.Equal(first, again) {
			t.Fatal("the same articles give other bytes\n" + firstDifference(again, first))
		}
	}
}

// TestTheStandardLibraryReadsTheSame: the tags of Line and what is written agree.
func TestTheStandardLibraryReadsTheSame(t *testing.T) {
	for n := range uint64(20) {
		raw := export(t, bluepencil.Options{Unit: text.UTF16}, random(rand.New(rand.NewPCG(n, 3)), 500, torture, 10))
		decoder := json.NewDecoder(bytes.NewReader(raw))
		decoder.DisallowUnknownFields()
		var standard bluepencil.Line
		if err := decoder.Decode(&standard); err != nil {
			t.Fatal(err)
		}
		own, err := bluepencil.Parse(raw)
		if err != nil {
			t.Fatal(err)
		}
		if own.ID != standard.ID || *own.Text != *standard.Text || len(own.Annotations) != len(standard.Annotations) ||
			!reflect.DeepEqual(own.Annotations[0].Spans, standard.Annotations[0].Spans) || !reflect.DeepEqual(own.Layers, standard.Layers) ||
			!reflect.DeepEqual(own.Entities, standard.Entities) || !reflect.DeepEqual(own.Source, standard.Source) {
			t.Errorf("%s\nown      %+v\nstandard %+v", raw, own, standard)
		}
	}
}

// TestWhatCannotBeWrittenExactlyIsLeftOut, and nothing else is.
func TestWhatCannotBeWrittenExactlyIsLeftOut(t *testing.T) {
	body := "one two three"
	broken := map[string]func(*format.Bundle){
		"say something else": func(b *format.Bundle) { b.Annotations[0].Spans[0].Text = "won" },
		"overlap": func(b *format.Bundle) {
			b.Annotations[0].Spans = append(b.Annotations[0].Spans, b.Annotations[0].Spans[0])
		},
		"at least one span": func(b *format.Bundle) { b.Annotations[0].Spans = nil },
		"no number":         func(b *format.Bundle) { b.Annotations[0].Attributes["n"] = math.NaN() },
		"holds a int":       func(b *format.Bundle) { b.Annotations[0].Attributes["n"] = 3 },
		"not valid UTF-8":   func(b *format.Bundle) { b.Annotations[0].Note = "a\xff" },
		"hash":              func(b *format.Bundle) { b.Article.Content.TextSHA256[0]++ },
		"comes twice":       func(b *format.Bundle) { b.Annotations = append(b.Annotations, b.Annotations[0]) },
	}
	for want, breakIt := range broken {
		bundles := []*format.Bundle{}
		for n := range uint64(3) {
			b := article(600+n, body)
			b.Annotations = []annotate.Annotation{{ID: id(610), Layer: id(11), Label: "claim", Spans: []annotate.Span{{Start: 0, End: 3, Text: "one"}},
				Attributes: map[annotate.AttributeID]annotate.AttributeValue{}}}
			bundles = append(bundles, b)
		}
		breakIt(bundles[1])
		var out bytes.Buffer
		report, err := bluepencil.Stream(context.Background(), &out, team(), feed(bundles...), bluepencil.Options{Unit: text.CodePoint})
		if err != nil {
			t.Fatal(err)
		}
		if report.Articles != 2 || strings.Count(out.String(), "\n") != 2 || len(report.Problems) != 1 {
			t.Errorf("%s: %+v", want, report)
			continue
		}
		if !strings.Contains(report.Problems[0].What, want) {
			t.Errorf("the reason %q does not say %q", report.Problems[0].What, want)
		}
	}
}

func TestWithoutTextNoQuoteIsLongerThanTwentyCharacters(t *testing.T) {
	family := "👨‍👩‍👧‍👦" // seven code points
	for words, want := range map[string]string{
		"short":                       "short",
		strings.Repeat("x", 20):       strings.Repeat("x", 20),
		strings.Repeat("x", 21):       strings.Repeat("x", 20),
		strings.Repeat(family, 4):     strings.Repeat(family, 2), // not 2 and six sevenths
		"e" + strings.Repeat("́", 30): "e" + strings.Repeat("́", 19),
	} {
		b := article(700, "<"+words+">")
		b.Annotations = []annotate.Annotation{{ID: id(701), Layer: id(11), Label: "claim", Spans: []annotate.Span{{Start: 1, End: 1 + len(words), Text: words}}}}
		raw := export(t, bluepencil.Options{Unit: text.CodePoint, NoText: true}, b)
		line, err := bluepencil.Parse(raw)
		if err != nil {
			t.Fatal(err)
		}
		if s := line.Annotations[0].Spans[0]; line.Text != nil || s.Text != want || s.Cut != (want != words) {
			t.Errorf("%q: %+v", words, s)
		}
	}
}

func TestEverybodyHasAHandleOfTheirOwn(t *testing.T) {
	c := team()
	c.People = []annotate.Person{{ID: id(3), Handle: "mina"}, {ID: id(1), Handle: "mina"}, {ID: id(2)}}
	b := article(800, "text")
	for n := range uint64(4) {
		b.Layers = append(b.Layers, annotate.Layer{Person: id(n + 1), Status: annotate.StatusNew})
	}
	var out bytes.Buffer
	if _, err := bluepencil.Stream(context.Background(), &out, c, feed(b), bluepencil.Options{}); err != nil {
		t.Fatal(err)
	}
	line, err := bluepencil.Parse(out.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	var handles []string
	for _, l := range line.Layers {
		handles = append(handles, l.Person)
	}
	want := []string{"mina", id(2).String(), "mina-2", id(4).String()}
	if !reflect.DeepEqual(handles, want) {
		t.Errorf("got %v, want %v", handles, want)
	}
}

func TestAMentionOfSomethingInTheBinIsALoss(t *testing.T) {
	b := article(900, "one two")
	b.Annotations = []annotate.Annotation{{ID: id(901), Layer: id(11), Label: "person", Entity: id(77), Spans: []annotate.Span{{Start: 0, End: 3, Text: "one"}}}}
	report, err := bluepencil.Stream(context.Background(), &bytes.Buffer{}, team(), feed(b, article(902, "x")), bluepencil.Options{})
	if err != nil || len(report.Losses) != 1 || report.Losses[0].Count != 1 || report.Articles != 2 {
		t.Errorf("%v, %+v", err, report)
	}
}
