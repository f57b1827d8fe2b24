package storage

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/tables"
)

// tabled is a project whose articles two people have marked by chance.
type tabled struct {
	p        *Project
	me, you  annotate.ID
	articles []annotate.ID
	entry    annotate.ID
}

func newTabled(t *testing.T, p *Project, r *rand.Rand, articles int) *tabled {
	t.Helper()
	w := &tabled{p: p, me: addPerson(t, p, "Mina"), you: addPerson(t, p, "Nora")}
	w.entry = annotate.NewID()
	add, err := annotate.AddEntity(w.me, annotate.Entity{ID: w.entry, Name: "Ada Lund", Type: "person"})
	must(t, err)
	_, err = p.Commit(add)
	must(t, err)
	for n := range articles {
		id := addArticle(t, p, w.me, fmt.Sprintf("%d %s", n, sampleText))
		w.articles = append(w.articles, id)
		for _, who := range []annotate.ID{w.me, w.you} {
			w.markByChance(t, r, id, who)
		}
	}
	return w
}

func (w *tabled) markByChance(t *testing.T, r *rand.Rand, article, who annotate.ID) {
	t.Helper()
	content, err := w.p.Text(article)
	must(t, err)
	mark := func(label annotate.LabelID, words string) annotate.Ref {
		at := strings.Index(content, words)
		span, err := annotate.SpanOf(content, at, at+len(words))
		must(t, err)
		ref := annotate.AnnotationRef(article, who, annotate.NewID())
		_, err = w.p.Commit(annotate.Mark(who, article, ref.ID, label, []annotate.Span{span}, annotate.Origin{By: annotate.ByHand}))
		must(t, err)
		return ref
	}
	do := func(d annotate.Draft) {
		_, err := w.p.Commit(d)
		must(t, err)
	}
	person, quote := mark("person", "Mayor Ada Lund"), mark("quote", "“It is late,”")
	do(annotate.AddLink(quote, annotate.Link{ID: annotate.NewID(), Role: "speaker", To: person.ID}))
	if r.IntN(2) == 0 {
		do(annotate.SetAttribute(quote, "type", "direct"))
	}
	if r.IntN(2) == 0 {
		do(annotate.SetEntity(person, w.entry))
	}
	cue := mark("cue", "said")
	do(annotate.AddLink(quote, annotate.Link{ID: annotate.NewID(), Role: "cue", To: cue.ID}))
}

func (w *tabled) read(t *testing.T, person annotate.ID) *tables.Collector {
	t.Helper()
	c, err := w.p.Tables(context.Background(), person, nil)
	must(t, err)
	return c
}

// layers is everything that is marked, in all layers.
func (w *tabled) layers(t *testing.T) (all []annotate.Annotation) {
	t.Helper()
	for _, id := range w.articles {
		list, err := w.p.Annotations(id, annotate.ID{})
		must(t, err)
		for i := range list {
			list[i].Modified, list[i].Edited = list[i].Created, false // an undo changes when, not what
		}
		all = append(all, list...)
	}
	return all
}

func TestTablesHaveWhatTheProjectHas(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		w := newTabled(t, p, rand.New(rand.NewPCG(1, 1)), 3)
		must(t, commitErr(p, annotate.SetMeta(w.me, w.articles[0], annotate.MetaOutlet, "Alder Courier")))
		_, err := p.SubmitLayer(w.articles[0], w.you)
		must(t, err)
		rows := w.read(t, annotate.ID{}).Table(tables.Quotes, tables.Filter{Outlet: "alder", Statuses: []annotate.Status{annotate.StatusSubmitted}}).Rows
		if len(rows) != 1 || rows[0].Layer.Name != "Nora" || rows[0].Words != "“It is late,”" {
			t.Fatalf("%+v", rows)
		}
		mine := w.read(t, w.me)
		if n := len(mine.Table(tables.Quotes, tables.Filter{}).Rows); n != 3 {
			t.Errorf("%d quotes of my own", n)
		}
		must(t, commitErr(p, annotate.DeleteArticle(w.me, w.articles[1])))
		_, _, err = p.AddVersion(w.me, w.articles[2], document(t, "Corrected: "+sampleText, nil))
		must(t, err)
		if n := len(w.read(t, annotate.ID{}).Table(tables.Quotes, tables.Filter{}).Rows); n != 2 {
			t.Errorf("%d quotes without those in the bin and in older versions", n)
		}
	})
}

func TestReadingTablesCanBeCancelled(t *testing.T) {
	p, err := NewMemory(testCodebook(), Options{})
	must(t, err)
	w := newTabled(t, p, rand.New(rand.NewPCG(1, 1)), 2)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := p.Tables(ctx, annotate.ID{}, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled, it says %v", err)
	}
	full := errors.New("the disk is full")
	given := 0
	err = p.EachTableRow(context.Background(), w.me, nil, func(tables.Kind, *tables.Row) error { given++; return full })
	if !errors.Is(err, full) || errors.Is(err, context.Canceled) || given != 1 {
		t.Errorf("%d rows, %v", given, err)
	}
	seen := 0
	must(t, p.EachTableRow(context.Background(), annotate.ID{}, func(done, total int) { seen = done * 10 / total }, func(tables.Kind, *tables.Row) error { return nil }))
	if seen != 10 {
		t.Errorf("the progress ends at %d tenths", seen)
	}
}

// TestABulkEditIsOneStepOfUndo edits chosen rows at random and takes each edit
// back: in between, what the plan says has happened, and nobody else's layer
// has changed.
func TestABulkEditIsOneStepOfUndo(t *testing.T) {
	for seed := range uint64(12) {
		r := rand.New(rand.NewPCG(seed, 7))
		p, err := NewMemory(testCodebook(), Options{})
		must(t, err)
		w := newTabled(t, p, r, 3)
		for range 6 {
			before := w.layers(t)
			e, marks := w.edit(t, r)
			plan, err := p.PlanEdit(context.Background(), w.me, e, marks)
			must(t, err)
			if len(plan.Changes)+len(plan.Left) != len(marks) {
				t.Fatalf("seed %d: %d marks, %d change, %d are left", seed, len(marks), len(plan.Changes), len(plan.Left))
			}
			if len(plan.Changes) == 0 {
				continue
			}
			must(t, commitErr(p, plan.Draft))
			after := w.layers(t)
			if reflect.DeepEqual(before, after) || !reflect.DeepEqual(of(before, w.you), of(after, w.you)) {
				t.Fatalf("seed %d: %q changed nothing, or somebody else's layer", seed, plan.Draft.Action)
			}
			if changed := differing(before, after); changed < len(plan.Changes) {
				t.Fatalf("seed %d: %q changed %d markings, and the plan has %d", seed, plan.Draft.Action, changed, len(plan.Changes))
			}
			done, err := p.Undo(w.me)
			must(t, err)
			if done.Action != plan.Draft.Action || !reflect.DeepEqual(before, w.layers(t)) {
				t.Fatalf("seed %d: one step back is not what it was before %q", seed, plan.Draft.Action)
			}
			if r.IntN(2) == 0 {
				_, err := p.Redo(w.me)
				must(t, err)
				if !reflect.DeepEqual(after, w.layers(t)) {
					t.Fatalf("seed %d: %q done again is another thing", seed, plan.Draft.Action)
				}
			}
		}
		checkWhole(t, p)
	}
}

// edit draws an edit and what it is for.
func (w *tabled) edit(t *testing.T, r *rand.Rand) (tables.Edit, []tables.Mark) {
	t.Helper()
	c := w.read(t, annotate.ID{})
	kinds := []tables.Kind{tables.Quotes, tables.Names, tables.Strings}
	var marks []tables.Mark
	for _, row := range c.Table(kinds[r.IntN(len(kinds))], tables.Filter{}).Rows {
		if r.IntN(3) > 0 {
			marks = append(marks, c.MarksOf(row)...)
		}
	}
	labels := []annotate.LabelID{"quote", "cue", "person"}
	values := []annotate.AttributeValue{"direct", "indirect", nil}
	entries := []annotate.ID{w.entry, {}}
	return tables.Edit{Change: tables.Change(r.IntN(4)), Label: labels[r.IntN(3)], Attribute: "type", Value: values[r.IntN(3)], Entity: entries[r.IntN(2)]}, marks
}

func of(list []annotate.Annotation, layer annotate.ID) (own []annotate.Annotation) {
	for _, a := range list {
		if a.Layer == layer {
			own = append(own, a)
		}
	}
	return own
}

// differing counts the annotations that are not in both lists as they are.
func differing(before, after []annotate.Annotation) (n int) {
	now := map[annotate.ID]annotate.Annotation{}
	for _, a := range after {
		now[a.ID] = a
	}
	for _, a := range before {
		if b, ok := now[a.ID]; !ok || !reflect.DeepEqual(a, b) {
			n++
		}
	}
	return n
}

func commitErr(p *Project, d annotate.Draft) error {
	_, err := p.Commit(d)
	return err
}
