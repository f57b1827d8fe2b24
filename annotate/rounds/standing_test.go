package rounds

import (
	"errors"
	"testing"
	"time"

	"bluepencil/annotate"
)

// desk is a state that drafts are applied to one after the other, each by the
// clock of whoever made it.
type desk struct {
	t     *testing.T
	state *annotate.State
	clock map[annotate.ID]*annotate.Clock
	seq   uint64
}

var ana, lead, article = id(1), id(2), id(1000)

func newDesk(t *testing.T, skew time.Duration) *desk {
	start := time.UnixMilli(1_700_000_000_000)
	d := &desk{t: t, state: annotate.NewState(), clock: map[annotate.ID]*annotate.Clock{}}
	for person, ahead := range map[annotate.ID]time.Duration{ana: skew, lead: 0} {
		d.clock[person] = annotate.NewClock(person, annotate.Stamp{}, func() time.Time { return start.Add(ahead) })
	}
	return d
}

// does seals a draft, applies it, and lets the others hear of it. It gives the change.
func (d *desk) does(draft annotate.Draft, err error) annotate.Change {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
	stream, err := draft.Stream()
	if err != nil {
		d.t.Fatal(err)
	}
	d.seq++
	at := annotate.Place{Replica: draft.Person, Seq: d.seq, Time: d.clock[draft.Person].Next()}
	c, err := annotate.Seal(draft, stream, at, d.state.Object)
	if err != nil {
		d.t.Fatal(err)
	}
	d.state.Apply(&c)
	for _, clock := range d.clock {
		clock.Observe(c.Time)
	}
	return c
}

// undoes takes a change back.
func (d *desk) undoes(c annotate.Change) annotate.Change {
	d.t.Helper()
	settings, _, err := annotate.Revert(&c, d.state.Object, annotate.ID.String)
	return d.does(annotate.Draft{Person: c.Person, Action: "undo", Reverts: c.ID, Settings: settings}, err)
}

func (d *desk) object(ref annotate.Ref) *annotate.Object {
	o, err := d.state.Object(ref)
	if err != nil {
		d.t.Fatal(err)
	}
	return o
}

func (d *desk) layer() *annotate.Object  { return d.object(annotate.LayerRef(article, ana)) }
func (d *desk) ruling() *annotate.Object { return d.object(RulingRef(article, ana)) }

func (d *desk) submits(n int) annotate.Change {
	d.t.Helper()
	return d.does(annotate.Submit(annotate.Snapshot{Article: article, Person: ana, At: int64(n)}, id(n)), nil)
}

func (d *desk) returns(reason string) annotate.Change {
	d.t.Helper()
	return d.does(Return(lead, d.layer(), d.ruling(), reason, 0))
}

func (d *desk) stands(want annotate.Status, reason string) {
	d.t.Helper()
	if l := StandingOf(d.layer(), d.ruling()); l.Status != want || l.Reason != reason {
		d.t.Errorf("the article is %s (%q), want %s (%q)", l.Status, l.Reason, want, reason)
	}
}

// The whole way of an article, with an analyst whose clock is right, hours
// ahead, and hours behind.
func TestTheLaterWordHolds(t *testing.T) {
	for _, skew := range []time.Duration{0, 5 * time.Hour, -5 * time.Hour} {
		d := newDesk(t, skew)
		d.stands(annotate.StatusNew, "")
		d.does(annotate.SetStatus(ana, article, annotate.StatusInProgress, ""), nil)
		d.stands(annotate.StatusInProgress, "")
		d.submits(101)
		d.stands(annotate.StatusSubmitted, "")
		d.returns("mark the cues")
		d.stands(annotate.StatusReturned, "mark the cues")
		again := d.submits(102)
		d.stands(annotate.StatusSubmitted, "")
		d.undoes(again)
		d.stands(annotate.StatusReturned, "mark the cues")
		d.does(annotate.SetStatus(ana, article, annotate.StatusInProgress, ""), nil)
		d.stands(annotate.StatusInProgress, "")
		d.submits(103)
		d.stands(annotate.StatusSubmitted, "")
		second := d.returns("mark the cues") // the same words, of another submission
		d.stands(annotate.StatusReturned, "mark the cues")
		d.undoes(second)
		d.stands(annotate.StatusSubmitted, "")
		d.does(Adjudicate(lead, d.layer(), d.ruling(), 0))
		d.stands(annotate.StatusAdjudicated, "")
		d.does(annotate.SetStatus(ana, article, annotate.StatusSetAside, "satire"), nil)
		d.stands(annotate.StatusSetAside, "satire")
		d.returns("it is none")
		d.stands(annotate.StatusReturned, "it is none")
	}
}

func TestTheFirstReturnCanBeTakenBack(t *testing.T) {
	d := newDesk(t, 0)
	d.submits(101)
	first := d.returns("why")
	undone := d.undoes(first)
	d.stands(annotate.StatusSubmitted, "")
	d.undoes(undone)
	d.stands(annotate.StatusReturned, "why")
}

func TestOnlyWhatIsFinishedIsReturned(t *testing.T) {
	d := newDesk(t, 0)
	for _, status := range []annotate.Status{"", annotate.StatusInProgress} {
		if status != "" {
			d.does(annotate.SetStatus(ana, article, status, ""), nil)
		}
		_, err := Return(lead, d.layer(), d.ruling(), "why", 0)
		_, err2 := Adjudicate(lead, d.layer(), d.ruling(), 0)
		if !errors.Is(err, annotate.ErrInvalid) || !errors.Is(err2, annotate.ErrInvalid) {
			t.Errorf("%q: %v, %v", status, err, err2)
		}
	}
	d.submits(101)
	if _, err := Return(lead, d.layer(), d.ruling(), " \n", 0); !errors.Is(err, annotate.ErrInvalid) {
		t.Errorf("without a reason: %v", err)
	}
	d.returns("why")
	d.returns("and another thing")
	d.stands(annotate.StatusReturned, "and another thing")
}

// What a lead says is no part of the analyst's stream, nor the other way round.
func TestNobodyWritesInAnothersLayer(t *testing.T) {
	d := newDesk(t, 0)
	d.submits(101)
	if c := d.returns("why"); c.Stream != annotate.StreamBase {
		t.Errorf("a return is in the stream %s", c.Stream)
	}
}

func TestWhoSeesWhat(t *testing.T) {
	blind, open := Round{}, Round{Open: true}
	for _, test := range []struct {
		name   string
		who    Onlooker
		status []annotate.Status
		want   Sight
	}{
		{"in no round, everything is seen", Onlooker{}, annotate.Statuses, Everything},
		{"whoever is not done sees nothing", Onlooker{Rounds: []Round{blind}}, []annotate.Status{annotate.StatusNew, annotate.StatusInProgress, annotate.StatusReturned}, Nothing},
		{"whoever is done sees submissions", Onlooker{Rounds: []Round{blind}}, []annotate.Status{annotate.StatusSubmitted, annotate.StatusAdjudicated, annotate.StatusSetAside}, Submission},
		{"an open round is seen by all", Onlooker{Rounds: []Round{open}}, annotate.Statuses, Submission},
		{"one that is not open keeps the article blind", Onlooker{Rounds: []Round{open, blind}}, []annotate.Status{annotate.StatusNew}, Nothing},
		{"leads see submissions, not work under way", Onlooker{Lead: true, Rounds: []Round{blind}}, annotate.Statuses, Submission},
	} {
		for _, status := range test.status {
			test.who.Status = status
			if got := test.who.Sees(); got != test.want {
				t.Errorf("%s: %s sees %d", test.name, status, got)
			}
		}
	}
}

func TestRoundsAreEditedFieldByField(t *testing.T) {
	d := newDesk(t, 0)
	rule := Rule{People: []annotate.ID{ana}, PerArticle: 1, Overlap: 0.2, Quotas: []Quota{{Person: ana, Articles: 3}}, Stratify: StratifyMonth, Seed: 7}
	d.does(Add(lead, Round{ID: id(50), Name: "March", Instructions: "cues too", Rule: &rule}))
	read := func() Round { return RoundFrom(d.object(RoundRef(id(50)))) }
	made := read()
	if made.Name != "March" || made.Rule == nil || made.Rule.Quotas[0] != rule.Quotas[0] || made.Rule.Overlap != 0.2 || made.By != lead {
		t.Fatalf("%+v", made)
	}
	after := made
	after.Open = true
	if c := d.does(Edit(lead, made, after)); len(c.Edits) != 1 || c.Action != "open the round March" {
		t.Errorf("%q sets %d fields", c.Action, len(c.Edits))
	}
	if after.Closed = true; !read().Open || read().Closed {
		t.Errorf("%+v", read())
	}
	undone := d.undoes(d.does(Edit(lead, read(), after)))
	if read().Closed || undone.Action != "undo" {
		t.Errorf("%+v", read())
	}
	d.does(Delete(lead, read()), nil)
	if !read().Deleted {
		t.Error("it is not in the bin")
	}
	if d.does(Restore(lead, read()), nil); read().Deleted || read().Name != "March" {
		t.Errorf("%+v", read())
	}
	for _, name := range []string{"", " "} {
		_, err := Add(lead, Round{ID: id(51), Name: name})
		_, err2 := Edit(lead, made, Round{ID: id(50), Name: name})
		if !errors.Is(err, annotate.ErrInvalid) || !errors.Is(err2, annotate.ErrInvalid) {
			t.Errorf("without a name: %v, %v", err, err2)
		}
	}
}
