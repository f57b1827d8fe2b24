package storage

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"bluepencil/annotate"
	"bluepencil/annotate/review"
)

// reviewed is an article that three people have submitted: all have the cue,
// two the quote, one a name that the quote links to.
type reviewed struct {
	t                     *testing.T
	p                     *Project
	mina, jo, nora, chief annotate.ID
	article               annotate.ID
}

func newReviewed(t *testing.T, p *Project) *reviewed {
	w := &reviewed{t: t, p: p, mina: addPerson(t, p, "Mina"), jo: addPerson(t, p, "Jo"), nora: addPerson(t, p, "Nora"), chief: addPerson(t, p, "Chief")}
	w.article = addArticle(t, p, w.mina, sampleText)
	name := strings.Index(sampleText, "Ada Lund")
	for _, person := range []annotate.ID{w.mina, w.jo, w.nora} {
		mark(t, p, person, w.article, "cue", 18, 22)
		if person != w.nora {
			quote := mark(t, p, person, w.article, "quote", 0, 17)
			ada := mark(t, p, person, w.article, "person", name, name+8)
			_, err := p.Commit(annotate.AddLink(quote, annotate.Link{ID: annotate.NewID(), Role: "speaker", To: ada.ID}))
			must(t, err)
		}
		_, err := p.SubmitLayer(w.article, person)
		must(t, err)
	}
	return w
}

func (w *reviewed) sheet() *review.Sheet {
	w.t.Helper()
	r, err := w.p.Reviewer()
	must(w.t, err)
	s, err := r.Sheet(w.article)
	must(w.t, err)
	return s
}

func (w *reviewed) merge(rule review.Rule) ReviewMerge {
	w.t.Helper()
	r, err := w.p.Reviewer()
	must(w.t, err)
	done, err := r.Merge(context.Background(), w.chief, rule, nil)
	must(w.t, err)
	return done
}

func (w *reviewed) gold() []annotate.Annotation {
	w.t.Helper()
	list, err := w.p.Annotations(w.article, annotate.GoldLayer)
	must(w.t, err)
	return list
}

var byMajority = review.Rule{Strategy: review.TakeMajority}

func TestAnyMemberWritesInTheAdjudicatedLayer(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		w := newReviewed(t, p)
		for _, person := range []annotate.ID{w.mina, w.chief} {
			d := annotate.Mark(annotate.GoldLayer, w.article, annotate.NewID(), "cue", spanOf(t, sampleText, 18, 22), annotate.Origin{By: annotate.ByHand})
			if _, err := p.Commit(d); !errors.Is(err, annotate.ErrInvalid) {
				t.Errorf("the layer itself signed a change: %v", err)
			}
			d.Person = person
			c, err := p.Commit(d)
			must(t, err)
			if c.Stream != annotate.StreamReview {
				t.Errorf("the change is of stream %s", c.Stream)
			}
		}
		bad := annotate.Draft{Person: w.chief, Action: "mark", Article: w.article}
		bad.AddAnnotation(annotate.AnnotationRef(w.article, annotate.GoldLayer, annotate.NewID()), "rumour", spanOf(t, sampleText, 0, 3), annotate.Origin{})
		if _, err := p.Commit(bad); !errors.Is(err, annotate.ErrInvalid) {
			t.Errorf("the codebook does not hold in the adjudicated layer: %v", err)
		}
		_, err := p.Undo(w.chief)
		must(t, err)
		if n := len(w.gold()); n != 1 {
			t.Errorf("%d annotations after one undo", n)
		}
	})
}

func TestTheAdjudicatedLayerTravelsWithTheReview(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		w := newReviewed(t, p)
		w.merge(byMajority)
		other, err := NewMemory(nil, Options{})
		must(t, err)
		send(t, p, other)
		got, err := other.Annotations(w.article, annotate.GoldLayer)
		must(t, err)
		if len(got) != 3 || picture(t, other) != picture(t, p) {
			t.Errorf("%d annotations came along", len(got))
		}
		forged := annotate.Draft{Person: w.jo, Action: "forge", Article: w.article}
		forged.AddAnnotation(annotate.AnnotationRef(w.article, w.mina, annotate.NewID()), "cue", spanOf(t, sampleText, 18, 22), annotate.Origin{})
		if _, err := other.Commit(forged); !errors.Is(err, annotate.ErrForeignLayer) {
			t.Errorf("somebody else's layer took a change: %v", err)
		}
		v, err := p.Vector()
		must(t, err)
		without, err := p.ChangesSince(annotate.Vector{}, func(s annotate.Stream) bool { return s != annotate.StreamReview })
		must(t, err)
		for _, c := range without.Changes {
			for _, ref := range annotate.Touched(&c) {
				if ref.Owner == annotate.GoldLayer {
					t.Errorf("%s of stream %s is in the adjudicated layer", c.Action, c.Stream)
				}
			}
		}
		if _, ok := v[annotate.Lane{Replica: p.Replica(), Stream: annotate.LayerStream(annotate.GoldLayer)}]; ok {
			t.Error("the adjudicated layer has a stream of its own")
		}
	})
}

func TestAnAutomaticMergeIsOneStepOfUndoAndIdempotent(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		w := newReviewed(t, p)
		r, err := p.Reviewer()
		must(t, err)
		before, err := p.Vector()
		must(t, err)
		preview, err := r.Preview(context.Background(), byMajority, nil)
		must(t, err)
		after, err := p.Vector()
		must(t, err)
		if len(before) != len(after) || len(w.gold()) != 0 {
			t.Error("the preview wrote something")
		}
		done := w.merge(byMajority)
		if preview.Summary() != done.Summary() || done.Added != 3 || done.Open != 0 || done.Merged != 3 {
			t.Errorf("preview %s\nmerge %s", preview.Summary(), done.Summary())
		}
		gold := w.gold()
		if len(gold) != 3 || len(gold[0].Links) != 1 || gold[0].Links[0].To != gold[2].ID {
			t.Fatalf("the gold is %+v", gold)
		}
		layer, err := p.Layer(w.article, annotate.GoldLayer)
		must(t, err)
		if layer.Status != annotate.StatusAdjudicated {
			t.Errorf("the layer is %s", layer.Status)
		}
		events := 0
		defer p.Subscribe(func(Event) { events++ })()
		if again := w.merge(byMajority); events != 0 || again.Kept != 3 {
			t.Errorf("merging again made %d changes: %s", events, again.Summary())
		}
		undone, err := p.Undo(w.chief)
		must(t, err)
		if layer, err = p.Layer(w.article, annotate.GoldLayer); err != nil || len(w.gold()) != 0 || layer.Status != annotate.StatusNew {
			t.Errorf("after undo of %q: %d annotations, %s, %v", undone.Action, len(w.gold()), layer.Status, err)
		}
		_, err = p.Redo(w.chief)
		must(t, err)
		if len(w.gold()) != 3 || w.sheet().Counts().Open != 0 {
			t.Errorf("redo brought %d annotations", len(w.gold()))
		}
		w.merge(review.Rule{Strategy: review.TakeUnanimous})
		if n := len(w.gold()); n != 1 {
			t.Errorf("%d annotations after the unanimous merge", n)
		}
		_, err = p.Undo(w.chief)
		must(t, err)
		if n := len(w.gold()); n != 3 {
			t.Errorf("%d annotations after its undo", n)
		}
	})
}

func TestADecisionIsOneStepAndSurvivesMerges(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		w := newReviewed(t, p)
		w.merge(byMajority)
		s := w.sheet()
		quote := s.Select(review.Filter{Labels: []annotate.LabelID{"quote"}}, false)[0]
		d, err := s.Decide(quote, review.Ruling{Verdict: annotate.VerdictRejected, Reason: "no quote of a person"}, w.chief, time.Now())
		must(t, err)
		_, err = p.Commit(d)
		must(t, err)
		w.merge(byMajority)
		w.merge(review.Rule{Strategy: review.TakeUnion})
		if slices.ContainsFunc(w.gold(), func(a annotate.Annotation) bool { return a.Label == "quote" }) {
			t.Error("a merge brought back what was rejected")
		}
		decisions, err := p.Decisions(w.article)
		must(t, err)
		if len(decisions) != 1 || decisions[0].Reason != "no quote of a person" || decisions[0].Person != w.chief || len(decisions[0].Options) != 2 {
			t.Fatalf("the decisions are %+v", decisions)
		}
		explained := annotate.ExplainDecision(w.chief, &decisions[0], "a headline", "")
		_, err = p.Commit(explained)
		must(t, err)
		rewritten := annotate.Draft{Person: w.jo, Action: "rewrite", Article: w.article}
		decisions[0].Choice = annotate.VerdictBoth
		rewritten.AddDecision(&decisions[0])
		if _, err := p.Commit(rewritten); !errors.Is(err, annotate.ErrInvalid) {
			t.Errorf("a decision was rewritten: %v", err)
		}
		for range 3 { // the explanation, the union; what the second merge by majority was is nothing
			_, err = p.Undo(w.chief)
			must(t, err)
		}
		if decisions, err = p.Decisions(w.article); err != nil || len(decisions) != 0 || len(w.gold()) != 3 {
			t.Errorf("after undo: %d decisions, %d annotations, %v", len(decisions), len(w.gold()), err)
		}
	})
}

// TestTwoCopiesDecideTheSame: both decisions stand, and are shown, until somebody
// decides anew; in whatever order the copies meet.
func TestTwoCopiesDecideTheSame(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		w := newReviewed(t, p)
		other, err := NewMemory(nil, Options{})
		must(t, err)
		send(t, p, other)
		there := &reviewed{t: t, p: other, article: w.article, chief: w.nora}
		decide := func(w *reviewed, v annotate.Verdict) {
			t.Helper()
			s := w.sheet()
			d, err := s.Decide(s.Select(review.Filter{Labels: []annotate.LabelID{"person"}}, false)[0], review.Ruling{Verdict: v, Person: w.mina}, w.chief, time.Now())
			must(t, err)
			_, err = w.p.Commit(d)
			must(t, err)
		}
		decide(w, annotate.VerdictProposed)
		decide(there, annotate.VerdictRejected)
		send(t, p, other)
		send(t, other, p)
		if picture(t, p) != picture(t, other) {
			t.Error("the copies do not agree")
		}
		if c := w.sheet().Counts(); c.Contested != 1 || c.Decided != 1 {
			t.Errorf("%+v", c)
		}
		decide(w, annotate.VerdictBoth)
		if c := w.sheet().Counts(); c.Contested != 0 || c.Decided != 1 || len(w.gold()) != 1 {
			t.Errorf("decided anew: %+v, %d annotations", c, len(w.gold()))
		}
		if w.merge(byMajority); w.sheet().Counts().Open != 0 {
			t.Errorf("%+v", w.sheet().Counts())
		}
	})
}

// TestTwoCopiesMergeTheSame: what both merged is there twice until one of them
// merges again.
func TestTwoCopiesMergeTheSame(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		w := newReviewed(t, p)
		other, err := NewMemory(nil, Options{})
		must(t, err)
		send(t, p, other)
		there := &reviewed{t: t, p: other, article: w.article, chief: w.nora}
		w.merge(byMajority)
		there.merge(byMajority)
		send(t, other, p)
		if n, c := len(w.gold()), w.sheet().Counts(); n != 6 || c.Open != 3 || c.Changed != 3 {
			t.Errorf("%d annotations, %+v", n, c)
		}
		if done := w.merge(byMajority); done.Removed != 3 || len(w.gold()) != 3 || w.sheet().Counts().Open != 0 {
			t.Errorf("%s; %d annotations", done.Summary(), len(w.gold()))
		}
	})
}

func TestSubmissionsAreComparedAndNotLiveLayers(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		w := newReviewed(t, p)
		w.merge(byMajority)
		s := w.sheet()
		d, err := s.Decide(&s.Units[0], review.Ruling{Verdict: annotate.VerdictProposed}, w.chief, time.Now())
		must(t, err)
		_, err = p.Commit(d)
		must(t, err)
		list, err := p.Annotations(w.article, w.mina)
		must(t, err)
		_, err = p.Commit(annotate.DeleteAnnotation(list[0].Ref()))
		must(t, err)
		if c := w.sheet().Counts(); c.Changed != 0 {
			t.Errorf("a live layer was compared: %+v", c)
		}
		_, err = p.SubmitLayer(w.article, w.mina)
		must(t, err)
		if c := w.sheet().Counts(); c.Changed == 0 || c.Decided != 1 {
			t.Errorf("a new submission is not flagged: %+v", c)
		}
		// Somebody whose imported layer counts as submitted has no snapshot.
		ben := addPerson(t, p, "Ben")
		mark(t, p, ben, w.article, "cue", 18, 22)
		if n := len(w.sheet().People); n != 3 {
			t.Errorf("%d people compared, one has submitted nothing", n)
		}
		_, err = p.Commit(annotate.SetStatus(ben, w.article, annotate.StatusSubmitted, ""))
		must(t, err)
		if n := len(w.sheet().People); n != 4 {
			t.Errorf("%d people compared", n)
		}
		r, err := p.Reviewer(w.mina, ben)
		must(t, err)
		if s, err = r.Sheet(w.article); err != nil || len(s.People) != 2 {
			t.Errorf("%d of two people compared, %v", len(s.People), err)
		}
	})
}

func TestACancelledMergeLeavesNothingToBeSeen(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		w := newReviewed(t, p)
		second := addArticle(t, p, w.mina, "Another one. "+sampleText)
		for _, person := range []annotate.ID{w.mina, w.jo} {
			_, err := p.SubmitLayer(second, person)
			must(t, err)
		}
		ctx, cancel := context.WithCancel(context.Background())
		r, err := p.Reviewer()
		must(t, err)
		_, err = r.Merge(ctx, w.chief, byMajority, func(done, total int) {
			if total != 2 {
				t.Errorf("%d articles in all", total)
			}
			cancel()
		})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
		if len(w.gold()) != 0 {
			t.Errorf("%d annotations are there", len(w.gold()))
		}
		if name, _ := p.UndoName(w.chief); strings.Contains(name, "merge") {
			t.Errorf("undo offers %q", name)
		}
		if done := w.merge(byMajority); done.Added != 3 || done.Articles != 2 {
			t.Errorf("afterwards: %s", done.Summary())
		}
	})
}

func TestTheSameWordsAreDecidedEverywhere(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		w := newReviewed(t, p)
		second := addArticle(t, p, w.mina, sampleText+"Again.")
		name := strings.Index(sampleText, "Ada Lund")
		for _, person := range []annotate.ID{w.mina, w.jo} {
			if person == w.mina {
				mark(t, p, person, second, "person", name, name+8)
			}
			_, err := p.SubmitLayer(second, person)
			must(t, err)
		}
		r, err := p.Reviewer()
		must(t, err)
		s := w.sheet()
		u := s.Select(review.Filter{Labels: []annotate.LabelID{"person"}}, false)[0]
		decide := func(ruling review.Ruling) (int, error) {
			return r.DecideEverywhere(context.Background(), s, u, ruling, w.chief, time.Now(), nil)
		}
		edited := review.Ruling{Verdict: annotate.VerdictEdited, Edited: []review.Edited{{Like: u.Of(w.mina)[0].ID}}}
		if _, err := decide(edited); !errors.Is(err, annotate.ErrInvalid) {
			t.Errorf("edited: %v", err)
		}
		n, err := decide(review.Ruling{Verdict: annotate.VerdictProposed})
		must(t, err)
		there, err := p.Annotations(second, annotate.GoldLayer)
		must(t, err)
		if n != 2 || len(w.gold()) != 1 || len(there) != 1 {
			t.Errorf("%d units, %d and %d annotations", n, len(w.gold()), len(there))
		}
		_, err = p.Undo(w.chief)
		must(t, err)
		if there, err = p.Annotations(second, annotate.GoldLayer); err != nil || len(there)+len(w.gold()) != 0 {
			t.Errorf("one undo left %d annotations", len(there)+len(w.gold()))
		}
	})
}

// TestAMergeThatWasCutOffIsFinishedByAnother: the annotations are there, and what
// follows them is not, as after a crash in between.
func TestAMergeThatWasCutOffIsFinishedByAnother(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		w := newReviewed(t, p)
		stacked := mark(t, p, w.jo, w.article, "cue", 18, 20) // of one person, inside of what all have
		_, err := p.SubmitLayer(w.article, w.jo)
		must(t, err)
		into := p.newImport(w.chief, "merge")
		plan := w.sheet().Merge(byMajority, w.chief, into.batch)
		must(t, into.addPlan(plan))
		_, err = into.Close("")
		must(t, err)
		if c := w.sheet().Counts(); len(w.gold()) != 3 || c.Open != 3 {
			t.Errorf("cut off: %d annotations, %+v", len(w.gold()), c)
		}
		done := w.merge(byMajority)
		layer, err := p.Layer(w.article, annotate.GoldLayer)
		must(t, err)
		if c := w.sheet().Counts(); done.Added != 0 || done.Kept != 3 || c.Open != 1 || c.Merged != 2 || layer.Status != annotate.StatusInProgress {
			t.Errorf("finished: %s, %+v, %s", done.Summary(), c, layer.Status)
		}
		if u, ok := w.sheet().Next(nil, 1); !ok || !slices.ContainsFunc(u.Of(w.jo), func(a *annotate.Annotation) bool { return a.ID == stacked.ID }) {
			t.Error("the stacked marking is not what is left to decide")
		}
	})
}

func TestNoMemberIsCalledGold(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		person, err := p.AddPerson(annotate.Person{Name: "Gold"})
		must(t, err)
		if person.Handle != "gold-2" {
			t.Errorf("the handle is %q", person.Handle)
		}
		if gold, err := p.Person(annotate.GoldLayer); err != nil || gold.Handle != annotate.GoldHandle {
			t.Errorf("%+v, %v", gold, err)
		}
	})
}
