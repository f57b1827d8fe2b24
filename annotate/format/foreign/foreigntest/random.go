package foreigntest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"bluepencil/annotate"
	"bluepencil/annotate/format/foreign"
)

var words = []string{"Mayor", "Lund", "said", "“we", "will", "build”", "the", "harbour", "4", "per", "cent", "«Café»", "naïve", "𝒪ui", "😊",
	"👨🏻‍🚒", "東京都", "говорит", "قال", "it's", "U.S.", "a|b", "[1]", "x_y", "<q>", "\\n", "&amp;", `"`, "-DOCSTART-", "O", "#1", "\t"}

var gaps = []string{" ", " ", " ", " ", "  ", "\n", "\n\n", ", ", ". ", "\r\n", "\u00a0", "\u2028"}

// Random makes a document of every shape: nested, equal, crossing, adjacent and
// discontinuous marks, links both ways, all kinds of values, one or two people.
func Random(r *rand.Rand) *foreign.Document {
	d := &foreign.Document{Name: fmt.Sprintf("doc-%d", r.IntN(1000)), Text: randomText(r)}
	d.Head = foreign.Head{ID: newID(r), Meta: map[string]string{"title": "Budget \"vote\" #2", "outlet": "Alder Courier"}}
	if r.IntN(3) == 0 {
		d.Head.Note = "read\ntwice"
	}
	d.Entities = []foreign.Entity{{ID: newID(r), Name: "Ada Lund", Type: "person", Aliases: []string{"Lund", "the mayor"}}}
	for _, person := range []string{"mina", "ben"}[:1+r.IntN(2)] {
		l := foreign.Layer{Person: person, Status: annotate.StatusSubmitted, Submitted: time.UnixMilli(1_700_000_000_000 + int64(r.IntN(1000))).UTC(), Codebook: 3}
		for range r.IntN(8) {
			l.Marks = append(l.Marks, randomMark(r, d.Text))
		}
		link(r, &l, d.Entities[0].ID)
		d.Layers = append(d.Layers, l)
	}
	return d
}

func randomText(r *rand.Rand) string {
	var b strings.Builder
	for range 1 + r.IntN(30) {
		b.WriteString(words[r.IntN(len(words))])
		b.WriteString(gaps[r.IntN(len(gaps))])
	}
	return b.String()
}

func newID(r *rand.Rand) string {
	id := annotate.NewIDAt(time.UnixMilli(1_700_000_000_000))
	for i := 6; i < len(id); i++ {
		id[i] = byte(r.Uint32())
	}
	return id.String()
}

func randomMark(r *rand.Rand, whole string) foreign.Mark {
	labels := Codebook().Labels
	m := foreign.Mark{ID: newID(r), Label: string(labels[r.IntN(len(labels))].ID), Spans: randomSpans(r, whole),
		Created: time.UnixMilli(1_700_000_000_000).UTC(), Modified: time.UnixMilli(1_700_000_000_001).UTC()}
	m.Origin.By = annotate.ByHand
	if m.Label == "quote" {
		m.Attributes = []foreign.Attribute{{Name: "type", Value: "direct"}}
		if r.IntN(2) == 0 {
			m.Attributes = append(m.Attributes, foreign.Attribute{Name: "flags", Value: []string{"nested", "negated"}})
		}
		m.Attributes = append(m.Attributes, foreign.Attribute{Name: "sure", Value: r.IntN(2) == 0})
	}
	if m.Label == "person" && r.IntN(2) == 0 {
		m.Attributes = []foreign.Attribute{{Name: "weight", Value: float64(r.IntN(100)) / 4}}
	}
	if r.IntN(4) == 0 {
		m.Note = "is this \"his\" view?\tyes | no"
	}
	m.Question = r.IntN(5) == 0
	if r.IntN(4) == 0 {
		score := 0.5
		m.Origin = foreign.Origin{By: annotate.BySuggestion, Source: "rule: direct quote", Score: &score}
	}
	return m
}

// randomSpans gives one to three stretches, between code points anywhere.
func randomSpans(r *rand.Rand, whole string) []foreign.Span {
	var cuts []int
	for i := range whole {
		cuts = append(cuts, i)
	}
	cuts = append(cuts, len(whole))
	count := 1
	if r.IntN(4) == 0 {
		count += r.IntN(2) + 1
	}
	var spans []annotate.Span
	for range count {
		from := r.IntN(len(cuts) - 1)
		to := min(from+1+r.IntN(12), len(cuts)-1)
		spans = append(spans, annotate.Span{Start: cuts[from], End: cuts[to]})
	}
	joined, err := annotate.NormaliseSpans(whole, spans)
	if err != nil {
		panic(err) // the ranges above lie in the text
	}
	var out []foreign.Span
	for _, s := range joined {
		out = append(out, foreign.Span{Start: s.Start, End: s.End, Text: s.Text})
	}
	return out
}

func link(r *rand.Rand, l *foreign.Layer, entity string) {
	for i := range l.Marks {
		m := &l.Marks[i]
		if m.Label == "person" && r.IntN(2) == 0 {
			m.Entity = entity
		}
		if m.Label != "quote" {
			continue
		}
		if to := r.IntN(len(l.Marks)); to != i {
			m.Links = append(m.Links, foreign.Link{ID: newID(r), Role: "speaker", To: l.Marks[to].ID,
				Attributes: []foreign.Attribute{{Name: "basis", Value: "in-the-text"}}})
		}
		if r.IntN(3) == 0 {
			m.Links = append(m.Links, foreign.Link{ID: newID(r), Role: "speaker", To: entity, ToEntity: true})
		}
		slices.SortFunc(m.Links, func(a, b foreign.Link) int { return strings.Compare(a.ID, b.ID) })
	}
}
