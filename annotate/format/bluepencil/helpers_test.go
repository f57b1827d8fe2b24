package bluepencil_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"flag"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"bluepencil/annotate"
	"bluepencil/annotate/format"
	"bluepencil/annotate/format/bluepencil"
	"bluepencil/annotate/text"
)

var update = flag.Bool("update", false, "write the golden files anew")

// torture has in it what texts of news never have all at once: joined emoji,
// accents in both normal forms, line ends of every kind, spaces that do not
// break, right-to-left text, Hangul, a soft hyphen, and letters outside of the
// basic plane.
const torture = "Mayor: \u201cna\u00efve?\u201d \u2014 \u201cnai\u0308ve!\u201d\r\nfamily \U0001F468\u200D\U0001F469\u200D\U0001F467 flag \U0001F1E9\U0001F1EA fire \U0001F468\U0001F3FB\u200D\U0001F692\r\n" +
	"tab\there\u00a0fixed soft\u00adhyphen\u2028line\u2029para\u0085next\n\n" +
	"\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627 \ud55c\uad6d\uc5b4 \u1112\u1161\u11ab \U00020BB7\u91ce\u5bb6 \U0001D4AA\U0001D4CA\U0001D4BE e\u0301\u0323 z\u0351\u0322\u0301 \ufeffbom \x0b\x0c\x1c end"

// id makes an id from a number: the same in every run.
func id(n uint64) annotate.ID {
	var out annotate.ID
	binary.BigEndian.PutUint64(out[:8], 0x0195_0000_0000_0000)
	binary.BigEndian.PutUint64(out[8:], n)
	return out
}

var noon = time.Date(2025, 3, 4, 12, 0, 0, int(345*time.Millisecond), time.UTC)

// team is the project that the tests' articles belong to.
func team() *format.Common {
	return &format.Common{
		Project: id(1),
		Codebook: &annotate.Codebook{Name: "Test <desk>", Version: 3, Labels: []annotate.Label{{ID: "quote", Name: "Quote", Group: "quote", Style: "bar", Colour: "#0072B2", Tag: "Q", Key: "1"}},
			Attributes: []annotate.Attribute{}, Roles: []annotate.Role{}, Document: []annotate.DocumentField{}},
		People: []annotate.Person{{ID: id(11), Name: "Mina Orth", Initials: "MO", Handle: "mina"}, {ID: id(12), Name: "Jo Vane", Initials: "JV", Handle: "jo", Colour: "#D55E00"}},
		Entities: []annotate.Entity{{ID: id(21), Name: "Ada Lund", Type: "person", Aliases: []string{"Lund", "the mayor"}, Wikidata: "Q1",
			Roles: []annotate.EntityRole{{Title: "Mayor of Alder", From: "2021", To: "2025-06"}, {Title: "Councillor"}}, Same: []annotate.ID{id(22)}},
			{ID: id(22), Name: "Port Alder", Type: "place", Note: "a harbour"}},
	}
}

// article makes a bundle without annotations.
func article(n uint64, body string) *format.Bundle {
	return &format.Bundle{
		Article: annotate.Article{ID: id(n), Meta: map[string]string{annotate.MetaTitle: "A title", "section": "City"},
			Content: annotate.ArticleContent{TextSHA256: annotate.TextDigest(body), SourceSHA256: annotate.DigestOf([]byte("source of " + body)),
				TextBytes: uint64(len(body)), SourceName: "file.txt", Encoding: "windows-1252", Format: "text"}},
		Text: body,
	}
}

// withZones states parts of the bundle's article, as its file would have.
func withZones(b *format.Bundle, spans ...annotate.Span) *format.Bundle {
	for i, s := range spans {
		part := []string{annotate.PartHeadline, annotate.PartDek, annotate.PartByline}[i%3]
		b.Article.Zones = append(b.Article.Zones, annotate.Zone{Part: part, Start: uint64(s.Start), End: uint64(s.End)})
	}
	return b
}

// spansOf draws sorted, disjoint spans on the boundaries of grapheme clusters.
func spansOf(r *rand.Rand, body string, most int) []annotate.Span {
	var cuts []int
	for at := 0; at <= len(body); at++ {
		if at == 0 || at == len(body) || text.IsBoundary(body, at) {
			cuts = append(cuts, at)
		}
	}
	var chosen []int
	for range 2 * (1 + r.IntN(most)) {
		chosen = append(chosen, cuts[r.IntN(len(cuts))])
	}
	slices.Sort(chosen)
	chosen = slices.Compact(chosen)
	if len(chosen) < 2 {
		chosen = []int{0, len(body)}
	}
	var spans []annotate.Span
	for i := 0; i+1 < len(chosen); i += 2 {
		span, err := annotate.SpanOf(body, chosen[i], chosen[i+1])
		if err != nil {
			panic(err)
		}
		spans = append(spans, span)
	}
	return spans
}

var values = []annotate.AttributeValue{"direct", "", true, false, 4.0, 0.25, -1e-9, []string{}, []string{"negated", "a\"b\\"}, "two\nlines \u2028 \U0001F600"}

func attributesOf(r *rand.Rand) map[annotate.AttributeID]annotate.AttributeValue {
	out := map[annotate.AttributeID]annotate.AttributeValue{}
	for range r.IntN(4) {
		out[annotate.AttributeID([]string{"type", "flags", "verifiable", "a-b"}[r.IntN(4)])] = values[r.IntN(len(values))]
	}
	return out
}

// random makes a bundle with annotations of two people that have everything
// annotations can have.
func random(r *rand.Rand, n uint64, body string, annotations int) *format.Bundle {
	b := article(n, body)
	b.Article.Note, b.Article.Replaces = "seen \u2713", id(7)
	b.Layers = []annotate.Layer{
		{Article: b.Article.ID, Person: id(11), Status: annotate.StatusSubmitted, Submitted: noon, Codebook: 3},
		{Article: b.Article.ID, Person: id(12), Status: annotate.StatusSetAside, Reason: "too long"},
	}
	for i := range annotations {
		a := annotate.Annotation{
			ID: id(n<<20 + uint64(i)), Article: b.Article.ID, Layer: id(11 + uint64(r.IntN(2))), Label: annotate.LabelID([]string{"quote", "claim", "person"}[r.IntN(3)]),
			Spans: spansOf(r, body, 3), Attributes: attributesOf(r), Question: r.IntN(4) == 0, Edited: r.IntN(2) == 0,
			Created: noon, Modified: noon.Add(time.Duration(r.IntN(1e6)) * time.Millisecond),
			Origin: annotate.Origin{By: annotate.ByHand},
		}
		if r.IntN(3) == 0 {
			score := float64(r.IntN(1000)) / 1000
			a.Origin = annotate.Origin{By: annotate.BySuggestion, Source: "quote rule <3>", Score: &score, From: []annotate.ID{id(5), id(6)}}
			a.Note, a.Entity = "is it?", id(21)
		}
		for range r.IntN(3) {
			link := annotate.Link{ID: annotate.NewIDAt(noon), Role: "speaker", To: id(n<<20 + uint64(r.IntN(annotations))), Attributes: attributesOf(r)}
			if r.IntN(2) == 0 {
				link.To, link.ToEntity = id(22), true
			}
			a.Links = append(a.Links, link)
		}
		b.Annotations = append(b.Annotations, a)
	}
	return b
}

// withDecisions adds an adjudicated layer and random decisions to a bundle.
func withDecisions(r *rand.Rand, b *format.Bundle, decisions int) *format.Bundle {
	b.Layers = append(b.Layers, annotate.Layer{Article: b.Article.ID, Person: annotate.GoldLayer, Status: annotate.StatusAdjudicated})
	b.Rule = "majority 2 without edge punctuation"
	for i := range decisions {
		d := annotate.Decision{ID: id(9<<20 + uint64(i)), Article: b.Article.ID, Reason: []string{"", "why \u2713"}[r.IntN(2)], Clause: []string{"", "Q1"}[r.IntN(2)]}
		d.DecisionContent = annotate.DecisionContent{Person: id(12), At: noon.UnixMilli(), Group: annotate.GroupQuote, Choice: annotate.Verdicts[r.IntN(len(annotate.Verdicts))],
			Kinds: []string{"missed", "boundary"}[:r.IntN(3)], People: []annotate.ID{id(11), id(12)}, Gold: []annotate.ID{id(3), id(4)}[:r.IntN(3)]}
		if d.Choice == annotate.VerdictPerson {
			d.Picked = id(11)
		}
		for n := range 1 + r.IntN(3) {
			d.Options = append(d.Options, annotate.Option{Person: id(11 + uint64(n%2)), Annotation: id(uint64(n) + 40), Submission: []annotate.ID{{}, id(50)}[r.IntN(2)],
				Revision: "00ff", Label: "quote", Spans: spansOf(r, b.Text, 2)})
		}
		d.Start, d.End = 0, len(b.Text)
		b.Decisions = append(b.Decisions, d)
	}
	return b
}

// feed gives bundles as an export wants them.
func feed(bundles ...*format.Bundle) format.Articles {
	return func(each func(*format.Bundle) error) error {
		for _, b := range bundles {
			if err := each(b); err != nil {
				return err
			}
		}
		return nil
	}
}

// export writes bundles and gives the lines; anything left out fails the test.
func export(t *testing.T, o bluepencil.Options, bundles ...*format.Bundle) []byte {
	t.Helper()
	var out bytes.Buffer
	report, err := bluepencil.Stream(context.Background(), &out, team(), feed(bundles...), o)
	if err != nil || len(report.Problems) > 0 || report.Articles != len(bundles) {
		t.Fatalf("export: %v, %+v", err, report)
	}
	return out.Bytes()
}

// golden compares with a file of testdata, or writes it.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if want := goldenBytes(t, name); !bytes.Equal(got, want) {
		t.Errorf("%s differs; -update writes it anew\n%s", path, firstDifference(got, want))
	}
}

func goldenBytes(t testing.TB, name string) []byte {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func firstDifference(got, want []byte) string {
	at := 0
	for at < len(got) && at < len(want) && got[at] == want[at] {
		at++
	}
	cut := func(b []byte) string { return strings.ToValidUTF8(string(b[max(at-60, 0):min(at+60, len(b))]), "?") }
	return "got  " + cut(got) + "\nwant " + cut(want)
}
