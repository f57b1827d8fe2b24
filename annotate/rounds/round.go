package rounds

import (
	"strings"
	"time"

	"bluepencil/annotate"
)

// Round says who annotates which articles. Which ones they are is told by its
// assignments, which are objects of their own.
type Round struct {
	ID           annotate.ID
	Name         string
	Instructions string
	Open         bool  // everybody sees what others have submitted, before they submit themselves
	Closed       bool  // nothing is given out any more
	Rule         *Rule // that gave the articles out; nil where that was done by hand
	Created      time.Time
	By           annotate.ID
	Deleted      bool
}

// RoundRef names a round.
func RoundRef(id annotate.ID) annotate.Ref { return annotate.Ref{Kind: annotate.KindRound, ID: id} }

// RoundFrom reads a round's object.
func RoundFrom(o *annotate.Object) Round {
	made := o.Created()
	r := Round{ID: o.Ref.ID, Name: annotate.As[string](o.Value(annotate.FieldName)), Instructions: annotate.As[string](o.Value(annotate.FieldInstructions)),
		Open: annotate.As[bool](o.Value(annotate.FieldOpen)), Closed: annotate.As[bool](o.Value(annotate.FieldClosed)),
		Created: made.Stamp.Time(), By: made.Person, Deleted: o.Deleted()}
	if v := o.Value(annotate.FieldRule); v != nil {
		rule := annotate.As[Rule](v)
		r.Rule = &rule
	}
	return r
}

// Add drafts a new round without its assignments. It fails with
// annotate.ErrInvalid without a name.
func Add(by annotate.ID, r Round) (annotate.Draft, error) {
	d := annotate.Draft{Person: by, Action: "start the round " + r.Name}
	err := AddTo(&d, r)
	return d, err
}

// AddTo adds the making of a round to a draft. It fails as Add does.
func AddTo(d *annotate.Draft, r Round) error {
	if strings.TrimSpace(r.Name) == "" {
		return annotate.Refuse("a round needs a name")
	}
	ref := RoundRef(r.ID)
	set(d, &Round{}, &r)
	if r.Rule != nil {
		d.Set(ref, annotate.FieldRule, *r.Rule)
	}
	d.InBatch(ref)
	d.Set(ref, annotate.FieldDeleted, false)
	return nil
}

// Edit drafts what makes one state of a round the other: name, instructions,
// whether it is open, whether it is closed. Only what differs is set. It fails
// with annotate.ErrInvalid without a name.
func Edit(by annotate.ID, before, after Round) (annotate.Draft, error) {
	if strings.TrimSpace(after.Name) == "" {
		return annotate.Draft{}, annotate.Refuse("a round needs a name")
	}
	d := annotate.Draft{Person: by, Action: editAction(&before, &after)}
	set(&d, &before, &after)
	return d, nil
}

func editAction(before, after *Round) string {
	verb := "edit"
	switch {
	case after.Open && !before.Open:
		verb = "open"
	case before.Open && !after.Open:
		verb = "make blind"
	case after.Closed && !before.Closed:
		verb = "close"
	case before.Closed && !after.Closed:
		verb = "take up"
	}
	return verb + " the round " + before.Name
}

// set sets the fields in which two states of a round differ.
func set(d *annotate.Draft, before, after *Round) {
	ref := RoundRef(after.ID)
	for _, f := range []struct{ field, old, fresh string }{
		{annotate.FieldName, before.Name, after.Name}, {annotate.FieldInstructions, before.Instructions, after.Instructions}} {
		if f.old != f.fresh {
			d.Set(ref, f.field, f.fresh)
		}
	}
	for _, f := range []struct {
		field      string
		old, fresh bool
	}{{annotate.FieldOpen, before.Open, after.Open}, {annotate.FieldClosed, before.Closed, after.Closed}} {
		if f.old != f.fresh {
			d.Set(ref, f.field, f.fresh)
		}
	}
}

// Delete drafts putting a round into the bin, with all its assignments. What
// was marked and submitted stays where it is.
func Delete(by annotate.ID, r Round) annotate.Draft {
	d := annotate.Draft{Person: by, Action: "delete the round " + r.Name}
	d.Set(RoundRef(r.ID), annotate.FieldDeleted, true)
	return d
}

// Restore drafts taking a round out of the bin.
func Restore(by annotate.ID, r Round) annotate.Draft {
	d := annotate.Draft{Person: by, Action: "restore the round " + r.Name}
	d.Set(RoundRef(r.ID), annotate.FieldDeleted, false)
	return d
}
