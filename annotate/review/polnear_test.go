package review_test

import (
	"cmp"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/review"
)

// polnear is real work of six people on the same articles, in brat's standoff
// format. It is not part of the project.
const polnear = "../../../shared/data/polnear/annotator-training"

// polnearBook has the three labels of attributions, each a group of its own.
func polnearBook() *annotate.Codebook {
	return &annotate.Codebook{Labels: []annotate.Label{
		{ID: "content", Group: annotate.GroupQuote, Roles: []annotate.RoleID{"source", "cue"}},
		{ID: "cue", Group: annotate.GroupCue}, {ID: "source", Group: annotate.GroupSource},
	}, Roles: []annotate.Role{{ID: "source", To: []annotate.LabelID{"source"}}, {ID: "cue", To: []annotate.LabelID{"cue"}}}}
}

// readStandoff reads the attributions of one file: text-bound marks with
// offsets in code points, and events that link them.
func readStandoff(t *testing.T, path, text string, person annotate.ID, next *int) review.Layer {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var bytesAt []int
	for at := range text {
		bytesAt = append(bytesAt, at)
	}
	bytesAt = append(bytesAt, len(text))
	l := review.Layer{Person: person, Submission: id(900 + int(person[15]))}
	places := map[string]int{}
	for line := range strings.Lines(string(raw)) {
		fields := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(fields) < 2 {
			continue
		}
		if fields[0][0] == 'E' {
			linkEvent(&l, places, fields[1], next)
			continue
		}
		label, where, _ := strings.Cut(fields[1], " ")
		if fields[0][0] != 'T' || !slices.Contains([]string{"Content", "Cue", "Source"}, label) {
			continue
		}
		a := annotate.Annotation{ID: id(100_000 + *next), Layer: person, Label: annotate.LabelID(strings.ToLower(label))}
		*next++
		for _, piece := range strings.Split(where, ";") {
			from, to, _ := strings.Cut(piece, " ")
			start, err1 := strconv.Atoi(from)
			end, err2 := strconv.Atoi(to)
			if err := cmp.Or(err1, err2); err != nil || end >= len(bytesAt) {
				t.Fatalf("%s: %q, %v", path, line, err)
			}
			a.Spans = append(a.Spans, annotate.Span{Start: bytesAt[start], End: bytesAt[end], Text: text[bytesAt[start]:bytesAt[end]]})
		}
		if a.Spans, err = annotate.NormaliseSpans(text, a.Spans); err != nil {
			t.Fatal(err)
		}
		places[fields[0]] = len(l.Annotations)
		l.Annotations = append(l.Annotations, a)
	}
	return l
}

// linkEvent links each content of an attribution to its sources and cues.
func linkEvent(l *review.Layer, places map[string]int, event string, next *int) {
	var contents []*annotate.Annotation
	var others []*annotate.Annotation
	for _, part := range strings.Fields(event) {
		_, mark, _ := strings.Cut(part, ":")
		if at, ok := places[mark]; ok {
			if a := &l.Annotations[at]; a.Label == "content" {
				contents = append(contents, a)
			} else {
				others = append(others, a)
			}
		}
	}
	for _, c := range contents {
		for _, o := range others {
			c.Links = append(c.Links, annotate.Link{ID: id(500_000 + *next), Role: annotate.RoleID(o.Label), To: o.ID})
			*next++
		}
	}
}

func polnearArticles(t *testing.T) []review.Input {
	t.Helper()
	texts, err := filepath.Glob(filepath.Join(polnear, "text", "*.txt"))
	if err != nil || len(texts) == 0 {
		t.Skip("the shared data are not here")
	}
	var articles []review.Input
	next := 0
	for n, path := range texts {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		in := review.Input{Article: id(n), Text: string(raw), Scheme: &review.Scheme{Codebook: polnearBook()}, Status: annotate.StatusNew}
		name := strings.TrimSuffix(filepath.Base(path), ".txt")
		layers, err := filepath.Glob(filepath.Join(polnear, "attributions", name+"_*.ann"))
		if err != nil {
			t.Fatal(err)
		}
		for p, path := range layers {
			in.Layers = append(in.Layers, readStandoff(t, path, in.Text, id(p+1), &next))
		}
		articles = append(articles, in)
	}
	return articles
}

// TestSixPeopleOnRealArticles prints how far six trained people agree, and what
// each rule makes of their work.
func TestSixPeopleOnRealArticles(t *testing.T) {
	states := map[review.State]int{}
	kinds := map[review.Kind]int{}
	units := 0
	triples := map[review.State]int{}
	inTriples := 0
	articles := polnearArticles(t)
	for _, in := range articles {
		s := review.NewSheet(in)
		if len(s.People) != 6 {
			t.Fatalf("%d people", len(s.People))
		}
		for i := range s.Units {
			units++
			states[s.Units[i].State]++
			for _, k := range s.Units[i].Kinds() {
				kinds[k]++
			}
		}
		three := in
		three.Layers = in.Layers[:3]
		for _, u := range review.NewSheet(three).Units {
			inTriples++
			triples[u.State]++
		}
	}
	for _, state := range review.States {
		t.Logf("six people: %5.1f %%, three people: %5.1f %%  %s", 100*float64(states[state])/float64(units), 100*float64(triples[state])/float64(inTriples), state)
	}
	t.Logf("%d units of six people, %d of three; kinds of disagreement: %v", units, inTriples, kinds)
	if units == 0 || states[review.Unanimous] == 0 || states[review.Single] == 0 {
		t.Error("nothing was compared")
	}
	for _, rule := range []review.Rule{{Strategy: review.TakeUnanimous}, {Strategy: review.TakeMajority}, {Strategy: review.TakeMajority, Trim: true}, {Strategy: review.TakeUnion}} {
		var sum review.Preview
		for _, in := range articles {
			plan := review.NewSheet(in).Merge(rule, lead, annotate.ID{})
			sum.Add(&plan.Preview)
		}
		t.Logf("%s: %s", rule, sum.Summary())
		if rule.Strategy == review.TakeUnion && sum.Open > 0 || sum.Lost > 0 {
			t.Errorf("%s leaves %d open and loses %d", rule, sum.Open, sum.Lost)
		}
	}
}
