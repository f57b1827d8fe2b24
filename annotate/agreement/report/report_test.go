package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"bluepencil/annotate"
)

var (
	ada   = annotate.Person{ID: annotate.ID{1}, Handle: "ada"}
	nora  = annotate.Person{ID: annotate.ID{2}, Handle: "nora"}
	reyle = annotate.Person{ID: annotate.ID{3}, Handle: "reyle"}
)

func book() *annotate.Codebook {
	return &annotate.Codebook{
		Labels: []annotate.Label{{ID: "quote", Name: "Quote", Group: "quote", Attributes: []annotate.AttributeID{"type", "medium"}}, {ID: "claim", Name: "Claim", Group: "claim"},
			{ID: "person", Name: "Person", Group: "entity"}, {ID: "place", Name: "Place", Group: "entity"}},
		Attributes: []annotate.Attribute{{ID: "type", Name: "Type", Type: annotate.TypeEnum, Choices: []annotate.Choice{{ID: "direct"}, {ID: "mixed"}}},
			{ID: "medium", Name: "Medium", Type: annotate.TypeEnum, When: &annotate.Condition{Attribute: "type", Values: []annotate.ValueID{"mixed"}}}},
		Roles: []annotate.Role{{ID: "speaker", Name: "Speaker"}},
	}
}

const harbour = "“The harbour is full 🌉,” Ada Lund said in Port Alder. It cost 9 crowns.\n"

var number byte

// mark is an annotation of words of the text.
func mark(label, words string) annotate.Annotation {
	at := strings.Index(harbour, words)
	if at < 0 {
		panic("no such words: " + words)
	}
	number++
	return annotate.Annotation{ID: annotate.ID{9, number}, Label: annotate.LabelID(label), Spans: []annotate.Span{{Start: at, End: at + len(words), Text: words}},
		Attributes: map[annotate.AttributeID]annotate.AttributeValue{}}
}

func with(a annotate.Annotation, attribute annotate.AttributeID, value any) annotate.Annotation {
	a.Attributes[attribute] = value
	return a
}

func linked(a annotate.Annotation, to annotate.Annotation) annotate.Annotation {
	a.Links = append(a.Links, annotate.Link{Role: "speaker", To: to.ID})
	return a
}

func document(n int, layers ...Layer) *Document {
	return &Document{Article: annotate.ID{7, byte(n)}, Title: fmt.Sprint("article ", n), Text: harbour, Layers: layers}
}

func reported(o Options, documents ...*Document) *Report {
	if o.Codebook == nil {
		o.Codebook = book()
	}
	if o.People == nil {
		o.People = []annotate.Person{ada, nora, reyle}
	}
	c := New(o)
	for _, d := range documents {
		c.Add(c.Measure(d))
	}
	return c.Report()
}

func row(t *testing.T, r *Report, label string) *Row {
	t.Helper()
	for i := range r.Labels {
		if r.Labels[i].Label == label {
			return &r.Labels[i]
		}
	}
	t.Fatalf("no row for %s", label)
	return nil
}

// Two people and one article, counted by hand.
func TestReportOfTwo(t *testing.T) {
	lundA, lundB := mark("person", "Ada Lund"), mark("person", "Ada Lund")
	first := []annotate.Annotation{linked(with(mark("quote", "“The harbour is full 🌉,”"), "type", "direct"), lundA), lundA, mark("place", "Port Alder"), mark("claim", "It cost 9 crowns.")}
	second := []annotate.Annotation{linked(with(mark("quote", "The harbour is full 🌉"), "type", "mixed"), lundB), lundB, mark("person", "Port Alder")}
	r := reported(Options{}, document(1, Layer{ada.ID, first}, Layer{nora.ID, second}), document(2, Layer{ada.ID, nil}))

	if r.Articles != 1 || len(r.NotComparable) != 1 || r.NotComparable[0].Layer != "ada" || !reflect.DeepEqual(r.Layers, []string{"ada", "nora"}) {
		t.Errorf("%d articles, not comparable: %+v, layers %v", r.Articles, r.NotComparable, r.Layers)
	}
	quote := row(t, r, "quote") // the marks at the edges make no difference
	if quote.F1.Strict.Number != 1 || quote.Spans["nora"] != 1 || quote.Gap.Number != 0 || math.Abs(quote.UAlpha.Number-1) > 1e-9 {
		t.Errorf("quote: %+v, gap %+v, alpha %+v", quote.F1, quote.Gap, quote.UAlpha)
	}
	if quote.CI != nil || quote.Undefined["ci"] != "too few documents" {
		t.Errorf("an interval of one article: %v, %v", quote.CI, quote.Undefined)
	}
	if quote.Commonest == nil || quote.Commonest.Kind != AnAttribute || quote.Pairs[0].Cases[0].About != "type" {
		t.Errorf("quote: %+v, %+v", quote.Commonest, quote.Pairs[0].Cases)
	}
	claim := row(t, r, "claim")
	if claim.F1.OverlapType.Number != 0 || !claim.F1.OverlapType.Defined() || claim.Only != "ada" || *claim.Commonest != (Commonest{Kind: Missed, By: "nora", Count: 1}) {
		t.Errorf("claim: %+v, only %q, %+v", claim.F1, claim.Only, claim.Commonest)
	}
	if c := claim.Pairs[0].Cases; len(c) != 1 || c[0].A != first[3].ID || !c[0].B.IsZero() || c[0].Article != (annotate.ID{7, 1}) {
		t.Errorf("claim: %+v", c)
	}
	place := row(t, r, "place")
	if *place.Commonest != (Commonest{Kind: OtherLabel, Label: "person", Count: 1}) || place.Gap.Defined() {
		t.Errorf("place: %+v, gap %+v", place.Commonest, place.Gap)
	}
	wantConfusion := []Confusion{{"claim", "", 1}, {"person", "person", 1}, {"place", "person", 1}, {"quote", "quote", 1}}
	if !reflect.DeepEqual(r.Confusion, wantConfusion) {
		t.Errorf("confusion %+v", r.Confusion)
	}
	if s := r.Pairs[0].SemEval.Strict; s.Correct != 2 || s.Incorrect != 1 || s.Missing != 1 || s.Spurious != 0 {
		t.Errorf("SemEval %+v", s)
	}
	if r.All.UAlpha != nil || math.Abs(r.All.F1.Strict.Number-4.0/7) > 1e-9 || math.Abs(r.All.F1.Exact.Number-6.0/7) > 1e-9 {
		t.Errorf("all labels: %+v", r.All.F1)
	}
	if len(r.Links) != 1 || r.Links[0].LinkF1.EndToEnd.Number != 1 || r.Links[0].LinkF1.GivenSpans.Number != 1 {
		t.Errorf("links: %+v", r.Links)
	}
	attributes := map[string]int{}
	for _, a := range r.Attributes {
		attributes[a.Attribute] = a.Matched
	}
	if !reflect.DeepEqual(attributes, map[string]int{"type": 1, "medium": 1}) {
		t.Errorf("attributes: %v", attributes)
	}
}

// With edges kept, quotation marks make a difference; offsets are code points.
func TestEdgesThatAreKept(t *testing.T) {
	d := document(1, Layer{ada.ID, []annotate.Annotation{mark("quote", "“The harbour is full 🌉,”")}}, Layer{nora.ID, []annotate.Annotation{mark("quote", "The harbour is full 🌉")}})
	quote := row(t, reported(Options{KeepEdges: true}, d), "quote")
	if quote.F1.Strict.Number != 0 || quote.F1.OverlapType.Number != 1 || math.Abs(quote.F1.IoUType.Number-21.0/24) > 1e-9 || quote.Gap.Number != 3 {
		t.Errorf("%+v, gap %+v", quote.F1, quote.Gap)
	}
	if c := quote.Pairs[0].Cases; len(c) != 1 || c[0].Kind != Boundary || c[0].Start != 0 || c[0].End != 24 {
		t.Errorf("%+v", c)
	}
}

// What was accepted from a suggestion can be left out.
func TestWithoutSuggestions(t *testing.T) {
	accepted := mark("person", "Ada Lund")
	accepted.Origin.By = annotate.BySuggestion
	d := document(1, Layer{ada.ID, []annotate.Annotation{accepted, mark("claim", "It cost 9 crowns.")}}, Layer{nora.ID, []annotate.Annotation{accepted, mark("claim", "It cost 9 crowns.")}})
	for without, want := range map[bool]int{false: 2, true: 1} {
		if r := reported(Options{WithoutSuggestions: without}, d); len(r.Labels) != want || r.All.Spans["ada"] != want {
			t.Errorf("without %v: %d labels, %v", without, len(r.Labels), r.All.Spans)
		}
	}
}

// Nobody, one person, and people who found nothing: undefined, with the reason.
func TestWhatIsUndefined(t *testing.T) {
	alone := reported(Options{}, document(1, Layer{ada.ID, []annotate.Annotation{mark("claim", "It cost 9 crowns.")}}))
	if len(alone.Labels) != 0 || alone.All.F1.Strict.Undefined != "needs a second annotator" || alone.All.Undefined["f1.strict"] == "" {
		t.Errorf("%+v", alone.All)
	}
	empty := reported(Options{}, document(1, Layer{ada.ID, nil}, Layer{nora.ID, nil}))
	if empty.Articles != 1 || empty.All.F1.Strict.Undefined != "no spans" {
		t.Errorf("%+v", empty.All)
	}
	for _, r := range []*Report{alone, empty, reported(Options{})} {
		b, err := json.Marshal(r)
		if err != nil || bytes.Contains(b, []byte("NaN")) || !bytes.Contains(b, []byte(`"strict":null`)) {
			t.Errorf("%v: %s", err, b)
		}
	}
}

// many makes articles that three people have marked differently.
func many(r *rand.Rand, n int) []*Document {
	words := []struct{ label, words string }{{"quote", "The harbour is full"}, {"quote", "harbour is full 🌉"}, {"person", "Ada Lund"}, {"place", "Port Alder"}, {"person", "Port Alder"},
		{"claim", "It cost 9 crowns."}, {"claim", "cost 9"}, {"person", "Lund"}}
	var list []*Document
	for i := range n {
		var layers []Layer
		for _, p := range []annotate.Person{ada, nora, reyle} {
			if r.IntN(5) == 0 {
				continue
			}
			l := Layer{Person: p.ID}
			for _, w := range words {
				if r.IntN(2) == 0 {
					a := mark(w.label, w.words)
					if w.label == "quote" {
						a = with(a, "type", []string{"direct", "mixed"}[r.IntN(2)])
					}
					if n := len(l.Annotations); n > 0 && r.IntN(2) == 0 {
						a = linked(a, l.Annotations[r.IntN(n)])
					}
					l.Annotations = append(l.Annotations, a)
				}
			}
			layers = append(layers, l)
		}
		list = append(list, document(i, layers...))
	}
	return list
}

// withoutIntervals takes out of a report what may depend on an order: which
// resamples chance drew.
func withoutIntervals(rows []Row) {
	for i := range rows {
		rows[i].CI, rows[i].F1CI = nil, nil
		withoutIntervals(rows[i].Pairs)
	}
}

var fractions = regexp.MustCompile(`\d+\.\d+(e-\d+)?`)

// rounded is a report as JSON, its numbers to nine digits: sums of fractions
// differ in the last ones with the order.
func rounded(t *testing.T, r *Report) []byte {
	t.Helper()
	b, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	return fractions.ReplaceAllFunc(b, func(x []byte) []byte {
		v, err := strconv.ParseFloat(string(x), 64)
		if err != nil {
			t.Fatal(err)
		}
		return fmt.Appendf(nil, "%.9f", v)
	})
}

// The order of spans, of layers and of articles does not matter.
func TestOrderDoesNotMatter(t *testing.T) {
	for seed := range uint64(30) {
		r := rand.New(rand.NewPCG(seed, 1))
		documents := many(r, 12)
		want := reported(Options{MostCases: 10_000}, documents...)
		r.Shuffle(len(documents), func(i, k int) { documents[i], documents[k] = documents[k], documents[i] })
		for _, d := range documents {
			r.Shuffle(len(d.Layers), func(i, k int) { d.Layers[i], d.Layers[k] = d.Layers[k], d.Layers[i] })
			for _, l := range d.Layers {
				r.Shuffle(len(l.Annotations), func(i, k int) { l.Annotations[i], l.Annotations[k] = l.Annotations[k], l.Annotations[i] })
			}
		}
		got := reported(Options{MostCases: 10_000}, documents...)
		for _, x := range []*Report{want, got} {
			for _, rows := range [][]Row{x.Labels, x.Pairs, x.Attributes, x.Links, {x.All}} {
				withoutIntervals(rows)
				for i := range rows {
					for k := range rows[i].Pairs {
						rows[i].Pairs[k].Cases = nil // listed in the order of the articles
					}
				}
			}
			x.All.CI = nil
		}
		a, b := rounded(t, want), rounded(t, got)
		if !bytes.Equal(a, b) {
			at := 0
			for at < len(a) && at < len(b) && a[at] == b[at] {
				at++
			}
			t.Fatalf("seed %d: from byte %d on\n%s\n%s", seed, at, a[max(0, at-100):], b[max(0, at-100):])
		}
	}
}

// Everybody marks the same: all that is defined is 1.
func TestIdenticalLayers(t *testing.T) {
	documents := many(rand.New(rand.NewPCG(5, 1)), 20)
	for _, d := range documents {
		for i := range d.Layers {
			d.Layers[i].Annotations = d.Layers[0].Annotations
		}
	}
	r := reported(Options{}, documents...)
	rows := append(append(append([]Row{r.All}, r.Labels...), r.Pairs...), r.Links...)
	for _, x := range rows {
		for name, v := range map[string]*Value{"overlap": &x.F1.orNothing().OverlapType, "partial": &x.F1.orNothing().Partial, "alpha": x.UAlpha} {
			if v != nil && x.F1 != nil && v.Defined() && math.Abs(v.Number-1) > 1e-9 {
				t.Errorf("%s of %s%v: %v", name, x.Label, x.Layers, v)
			}
		}
		if x.LinkF1 != nil && math.Abs(x.LinkF1.EndToEnd.Number-1) > 1e-9 {
			t.Errorf("links %s: %+v", x.Role, x.LinkF1)
		}
		if x.CI != nil && (math.Abs(x.CI[0]-1) > 1e-9 || math.Abs(x.CI[1]-1) > 1e-9) {
			t.Errorf("interval of %s%v: %v", x.Label, x.Layers, x.CI)
		}
		if len(x.Disagreements) > 0 {
			t.Errorf("%s: %v", x.Label, x.Disagreements)
		}
	}
}

func (f *F1) orNothing() *F1 {
	if f == nil {
		return &F1{}
	}
	return f
}

// The same seed gives the same report, byte by byte, however many goroutines there are.
func TestTheSameSeed(t *testing.T) {
	documents := many(rand.New(rand.NewPCG(6, 1)), 15)
	a, _ := json.Marshal(reported(Options{Seed: 4}, documents...))
	b, _ := json.Marshal(reported(Options{Seed: 4}, documents...))
	if !bytes.Equal(a, b) {
		t.Errorf("%s\n%s", a, b)
	}
	r := reported(Options{Seed: 4}, documents...)
	if q := row(t, r, "quote"); q.CI == nil || q.CI[0] > q.UAlpha.Number || q.CI[1] < q.UAlpha.Number || q.F1CI == nil {
		t.Errorf("interval %v of %v", q.CI, q.UAlpha)
	}
}

// Experts get the coefficients of groups: identical layers are worth 1, and
// where one person's spans overlap, what cannot be computed says so.
func TestGroups(t *testing.T) {
	same := []annotate.Annotation{mark("person", "Ada Lund"), mark("place", "Port Alder"), mark("quote", "The harbour is full"), mark("quote", "harbour")}
	if r := reported(Options{}, document(1, Layer{ada.ID, same}, Layer{nora.ID, same})); r.Groups != nil {
		t.Errorf("nobody asked for %+v", r.Groups)
	}
	r := reported(Options{Expert: true}, document(1, Layer{ada.ID, same}, Layer{nora.ID, same}))
	if len(r.Groups) != 2 {
		t.Fatalf("%+v", r.Groups)
	}
	for _, g := range r.Groups {
		if g.UAlpha.Number != 1 || g.Binary.Number != 1 || len(g.Gamma) != 1 || g.Gamma[0].Gamma.Number != 1 {
			t.Errorf("%+v", g)
		}
	}
	if entities := r.Groups[0]; !reflect.DeepEqual(entities.Labels, []string{"person", "place"}) || entities.Coding.Number != 1 || entities.Values["place"].Number != 1 {
		t.Errorf("%+v", entities)
	}
	one := []annotate.Annotation{mark("person", "Ada Lund")}
	for _, label := range []string{"person", "claim"} { // an article without the group counts, too
		other := []annotate.Annotation{mark(label, "Port Alder")}
		r := reported(Options{Expert: true}, document(1, Layer{ada.ID, one}, Layer{nora.ID, other}), document(2, Layer{ada.ID, nil}, Layer{nora.ID, nil}))
		if got, want := r.Groups[len(r.Groups)-1].Binary, row(t, r, "person").UAlpha; math.Abs(got.Number-want.Number) > 1e-9 {
			t.Errorf("%s: the group has %+v, its only label %+v", label, got, want)
		}
	}
	overlapping := append([]annotate.Annotation{mark("person", "Alder")}, same...)
	r = reported(Options{Expert: true}, document(1, Layer{ada.ID, same}, Layer{nora.ID, overlapping}))
	if g := r.Groups[0]; g.UAlpha.Undefined == "" || g.Undefined["cu_alpha"] == "" || !g.Binary.Defined() || !g.Gamma[0].Gamma.Defined() {
		t.Errorf("%+v", g)
	}
}
