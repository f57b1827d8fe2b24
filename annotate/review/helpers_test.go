package review_test

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"bluepencil/annotate"
	"bluepencil/annotate/review"
)

const story = "“It is late,” said Mayor Ada Lund of Alder. “It is not too late,” she added, and harbour spokesman Reyle agreed. Mayor Ada Lund left.\n"

// id makes an id from a number: the same in every run.
func id(n int) annotate.ID {
	var out annotate.ID
	binary.BigEndian.PutUint64(out[8:], uint64(n)+1_000_000)
	return out
}

var mina, jo, nora, lead = id(1), id(2), id(3), id(9)

func book() *annotate.Codebook {
	return &annotate.Codebook{
		Name: "Test",
		Labels: []annotate.Label{
			{ID: "quote", Name: "Quote", Group: annotate.GroupQuote, Attributes: []annotate.AttributeID{"type"}, Roles: []annotate.RoleID{"speaker", "cue"},
				Clauses: []annotate.Clause{{ID: "Q1", Text: "Marks belong to the quote."}}},
			{ID: "cue", Name: "Cue", Group: annotate.GroupCue},
			{ID: "person", Name: "Person", Group: annotate.GroupEntity, Register: true},
			{ID: "place", Name: "Place", Group: annotate.GroupEntity, Register: true},
		},
		Attributes: []annotate.Attribute{{ID: "type", Name: "Type", Type: annotate.TypeEnum,
			Choices: []annotate.Choice{{ID: "direct", Name: "direct"}, {ID: "indirect", Name: "indirect"}}}},
		Roles: []annotate.Role{
			{ID: "speaker", Name: "speaker", To: []annotate.LabelID{"person"}, ToEntity: true},
			{ID: "cue", Name: "cue", To: []annotate.LabelID{"cue"}, Max: 1},
		},
	}
}

func scheme() *review.Scheme {
	names := map[annotate.ID]string{mina: "mina", jo: "jo", nora: "nora", lead: "lead"}
	return &review.Scheme{Codebook: book(), Handle: func(p annotate.ID) string { return names[p] }}
}

// spans cuts words out of the story; "a|b" is discontinuous, "a#2" the second
// time the words stand there.
func spans(words string) []annotate.Span {
	var out []annotate.Span
	for _, w := range strings.Split(words, "|") {
		nth, at := 1, 0
		if before, n, ok := strings.Cut(w, "#"); ok {
			w = before
			if _, err := fmt.Sscan(n, &nth); err != nil {
				panic(err)
			}
		}
		for range nth {
			next := strings.Index(story[at:], w)
			if next < 0 {
				panic("the story has no " + w)
			}
			at += next + 1
		}
		out = append(out, annotate.Span{Start: at - 1, End: at - 1 + len(w), Text: w})
	}
	return out
}

// builder makes layers with ids that count on.
type builder struct{ next int }

func (b *builder) mark(person annotate.ID, label, words string, more ...func(*annotate.Annotation)) annotate.Annotation {
	b.next++
	a := annotate.Annotation{ID: id(100 + b.next), Layer: person, Label: annotate.LabelID(label), Spans: spans(words)}
	for _, set := range more {
		set(&a)
	}
	return a
}

func attribute(value string) func(*annotate.Annotation) {
	return func(a *annotate.Annotation) {
		a.Attributes = map[annotate.AttributeID]annotate.AttributeValue{"type": value}
	}
}

func link(role string, to annotate.ID) func(*annotate.Annotation) {
	return func(a *annotate.Annotation) {
		a.Links = append(a.Links, annotate.Link{ID: id(5000 + len(a.Links)), Role: annotate.RoleID(role), To: to})
	}
}

func entity(to int) func(*annotate.Annotation) {
	return func(a *annotate.Annotation) { a.Entity = id(to) }
}

func layer(person annotate.ID, list ...annotate.Annotation) review.Layer {
	return review.Layer{Person: person, Submission: id(int(person[15]) + 50), Annotations: list}
}

func input(layers ...review.Layer) review.Input {
	return review.Input{Article: id(7), Text: story, Scheme: scheme(), Layers: layers, Status: annotate.StatusNew}
}

var now = time.UnixMilli(1_700_000_000_000)

// bench carries drafts out on an article as the store does: every change is
// applied to objects, and the sheet is made of them again.
type bench struct {
	t       *testing.T
	in      review.Input
	state   *annotate.State
	clock   *annotate.Clock
	seq     uint64
	changes []annotate.Change
}

func newBench(t *testing.T, layers ...review.Layer) *bench {
	replica := id(77)
	at := now
	clock := func() time.Time { at = at.Add(time.Second); return at }
	return &bench{t: t, in: input(layers...), state: annotate.NewState(), clock: annotate.NewClock(replica, annotate.Stamp{}, clock)}
}

func (b *bench) object(ref annotate.Ref) (*annotate.Object, error) {
	for _, o := range b.state.Objects() {
		if o.Ref == ref {
			return o, nil
		}
	}
	return &annotate.Object{Ref: ref}, nil
}

// commit carries out a draft, and fails the test where the store would refuse it.
func (b *bench) commit(d annotate.Draft) annotate.Change {
	b.t.Helper()
	if len(d.Settings) == 0 {
		return annotate.Change{}
	}
	stream, err := d.Stream()
	if err != nil || stream != annotate.StreamReview {
		b.t.Fatalf("%s: stream %q, %v", d.Action, stream, err)
	}
	b.seq++
	c, err := annotate.Seal(d, stream, annotate.Place{Replica: id(77), Seq: b.seq, Time: b.clock.Next()}, b.object)
	if err != nil {
		b.t.Fatal(err)
	}
	if err := annotate.CheckEdits(c.Edits); err != nil {
		b.t.Fatal(err)
	}
	b.state.Apply(&c)
	b.changes = append(b.changes, c)
	b.read()
	return c
}

// read makes the input of the objects.
func (b *bench) read() {
	b.in.Gold, b.in.Decisions, b.in.Rule, b.in.Status = nil, nil, "", annotate.StatusNew
	for _, o := range b.state.Objects() {
		switch {
		case o.Ref.Kind == annotate.KindLayer:
			b.in.Rule, b.in.Status = annotate.MergeRule(o), annotate.LayerFrom(o).Status
		case !o.Exists():
		case o.Ref.Kind == annotate.KindAnnotation:
			b.in.Gold = append(b.in.Gold, annotate.AnnotationFrom(o))
		case o.Ref.Kind == annotate.KindDecision:
			b.in.Decisions = append(b.in.Decisions, annotate.DecisionFrom(o))
		}
	}
	annotate.SortAnnotations(b.in.Gold)
	for i := range b.in.Gold {
		b.check(&b.in.Gold[i])
	}
}

// check holds an annotation of the adjudicated layer against the codebook, as
// the store does, and its links against what is there.
func (b *bench) check(g *annotate.Annotation) {
	b.t.Helper()
	labels := map[annotate.ID]annotate.LabelID{}
	for i := range b.in.Gold {
		labels[b.in.Gold[i].ID] = b.in.Gold[i].Label
	}
	err := b.in.Scheme.Codebook.Check(g, annotate.Surroundings{Text: story,
		Target: func(id annotate.ID) (annotate.LabelID, bool) { l, ok := labels[id]; return l, ok },
		Entity: func(annotate.ID) bool { return true }})
	if err != nil {
		b.t.Fatalf("%q: %v", g.Text(), err)
	}
	for _, l := range g.Links {
		if _, ok := labels[l.To]; !ok && !l.ToEntity {
			b.t.Fatalf("%q: a link leads nowhere", g.Text())
		}
	}
}

// undo takes the latest change back, as the store does.
func (b *bench) undo() {
	b.t.Helper()
	c := b.changes[len(b.changes)-1]
	b.changes = b.changes[:len(b.changes)-1]
	settings, _, err := annotate.Revert(&c, b.object, func(annotate.ID) string { return "somebody" })
	if err != nil {
		b.t.Fatal(err)
	}
	b.commit(annotate.Draft{Person: lead, Action: "undo", Settings: settings})
	b.changes = b.changes[:len(b.changes)-1]
}

func (b *bench) sheet() *review.Sheet { return review.NewSheet(b.in) }

func (b *bench) merge(rule review.Rule) *review.Plan {
	b.t.Helper()
	plan := b.sheet().Merge(rule, lead, annotate.ID{})
	b.commit(plan.Draft())
	return plan
}

func (b *bench) decide(u *review.Unit, r review.Ruling) {
	b.t.Helper()
	d, err := b.sheet().Decide(u, r, lead, now)
	if err != nil {
		b.t.Fatal(err)
	}
	b.commit(d)
}

// gold describes the adjudicated layer: label, words, attributes, links,
// entities, but neither ids nor origins.
func (b *bench) gold() string { return describe(b.in.Gold) }

func describe(list []annotate.Annotation) string {
	words := map[annotate.ID]string{}
	for i := range list {
		words[list[i].ID] = string(list[i].Label) + " " + list[i].Text()
	}
	var lines []string
	for i := range list {
		a := &list[i]
		line := fmt.Sprintf("%d %s %q %v", a.Start(), a.Label, a.Text(), a.Attributes["type"])
		var links []string
		for _, l := range a.Links {
			links = append(links, string(l.Role)+" "+words[l.To])
		}
		slices.Sort(links)
		lines = append(lines, line+" "+strings.Join(links, ", ")+" "+a.Entity.String())
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// onRune is the end of the character that an offset may lie in.
func onRune(at int) int {
	for at < len(story) && !utf8.RuneStart(story[at]) {
		at++
	}
	return min(at, len(story))
}

// draw makes random layers of so many people.
func draw(r *rand.Rand, people, most int) []review.Layer {
	var layers []review.Layer
	next := 10_000
	for p := range people {
		l := review.Layer{Person: id(p + 1), Submission: id(50 + p)}
		for range r.IntN(most) {
			next++
			a := annotate.Annotation{ID: id(next), Layer: l.Person, Label: annotate.LabelID([]string{"quote", "cue", "person", "place"}[r.IntN(4)])}
			start := r.IntN(len(story) - 20)
			for range 1 + r.IntN(5)/4 {
				from, to := onRune(start), onRune(start+1+r.IntN(12))
				if from < to {
					a.Spans = append(a.Spans, annotate.Span{Start: from, End: to, Text: story[from:to]})
				}
				start = to + 4 + r.IntN(6)
			}
			if len(a.Spans) == 0 {
				continue
			}
			if a.Label == "quote" && r.IntN(2) == 0 {
				attribute([]string{"direct", "indirect"}[r.IntN(2)])(&a)
			}
			l.Annotations = append(l.Annotations, a)
		}
		for i := range l.Annotations {
			a := &l.Annotations[i]
			if a.Label != "quote" || r.IntN(2) == 0 {
				continue
			}
			for j := range l.Annotations {
				if l.Annotations[j].Label == "person" && len(a.Links) < 2 {
					a.Links = append(a.Links, annotate.Link{ID: id(next + 5000 + len(a.Links)), Role: "speaker", To: l.Annotations[j].ID})
				}
			}
			next++
		}
		layers = append(layers, l)
	}
	return layers
}

// shuffled gives the layers, and what is in them, in another order.
func shuffled(r *rand.Rand, layers []review.Layer) []review.Layer {
	out := slices.Clone(layers)
	r.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	for i := range out {
		list := slices.Clone(out[i].Annotations)
		r.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
		out[i].Annotations = list
	}
	return out
}
