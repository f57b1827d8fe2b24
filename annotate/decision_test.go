package annotate

import (
	"errors"
	"reflect"
	"testing"
	"time"
)

func TestTheAdjudicatedLayerIsOfTheReview(t *testing.T) {
	article, mina := NewID(), NewID()
	for ref, want := range map[Ref]Stream{
		AnnotationRef(article, GoldLayer, NewID()): StreamReview,
		LayerRef(article, GoldLayer):               StreamReview,
		DecisionRef(article, NewID()):              StreamReview,
		AnnotationRef(article, mina, NewID()):      LayerStream(mina),
		LayerRef(article, mina):                    LayerStream(mina),
	} {
		if got := StreamOf(ref); got != want {
			t.Errorf("%s of %s: %s, want %s", ref.Kind, ref.Owner, got, want)
		}
	}
	if back, err := ParseID(GoldLayer.String()); err != nil || back != GoldLayer {
		t.Errorf("the layer's id reads back as %v, %v", back, err)
	}
	d := Draft{Person: mina, Action: "decide", Article: article}
	d.AddStatus(GoldLayer, article, StatusAdjudicated, "")
	if s, err := d.Stream(); err != nil || s != StreamReview {
		t.Errorf("%s, %v", s, err)
	}
	d.Person = GoldLayer
	if _, err := d.Stream(); !errors.Is(err, ErrInvalid) {
		t.Errorf("the layer signed: %v", err)
	}
}

func TestADecisionIsReadAsItWasMade(t *testing.T) {
	made := Decision{ID: NewID(), Article: NewID(), Reason: "titles stay out", Clause: "P2"}
	made.DecisionContent = DecisionContent{Person: NewID(), At: time.Now().UnixMilli(), Group: GroupEntity, Start: 3, End: 9, Kinds: []string{"boundary"},
		People: []ID{NewID(), NewID()}, Choice: VerdictPerson, Picked: NewID(), Gold: []ID{NewID()},
		Options: []Option{{Person: NewID(), Annotation: NewID(), Submission: NewID(), Revision: "0f", Label: "person", Spans: []Span{{Start: 3, End: 6, Text: "Ada"}}}}}
	state := NewState()
	seq := uint64(0)
	object := func(ref Ref) (*Object, error) {
		for _, o := range state.Objects() {
			if o.Ref == ref {
				return o, nil
			}
		}
		return &Object{Ref: ref}, nil
	}
	apply := func(d Draft) error {
		seq++
		c, err := Seal(d, StreamReview, Place{Replica: NewID(), Seq: seq, Time: Stamp{Wall: int64(seq)}}, object)
		if err == nil {
			err = CheckEdits(c.Edits)
		}
		if err == nil {
			state.Apply(&c)
		}
		return err
	}
	d := Draft{Person: made.Person, Action: "decide", Article: made.Article}
	d.AddDecision(&made)
	if err := apply(d); err != nil {
		t.Fatal(err)
	}
	read := func() Decision {
		o, _ := object(DecisionRef(made.Article, made.ID))
		return DecisionFrom(o)
	}
	if got := read(); !reflect.DeepEqual(got, made) {
		t.Errorf("got %+v\nwant %+v", got, made)
	}
	if err := apply(ExplainDecision(made.Person, &made, "a title is no name", "")); err != nil {
		t.Fatal(err)
	}
	if got := read(); got.Reason != "a title is no name" || got.Clause != "" {
		t.Errorf("explained anew: %+v", got)
	}
	other := made
	other.Choice = VerdictRejected
	d.Settings = nil
	d.AddDecision(&other)
	if err := apply(d); !errors.Is(err, ErrInvalid) {
		t.Errorf("a decision was rewritten: %v", err)
	}
	d.Settings = nil
	d.DropDecision(made.Article, made.ID)
	if err := apply(d); err != nil || !read().Deleted {
		t.Errorf("it does not go into the bin: %v", err)
	}
}
