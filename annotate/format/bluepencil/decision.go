package bluepencil

import (
	"errors"
	"fmt"
	"reflect"
	"time"

	"bluepencil/annotate"
	"bluepencil/annotate/format"
	"bluepencil/annotate/text"
)

// review makes the record of what was decided about an article.
func (w *Writer) review(b *format.Bundle, offsets *text.Offsets) (Review, error) {
	out := Review{Rule: b.Rule, Decisions: make([]Decision, 0, len(b.Decisions)), Comments: make([]Comment, 0, len(b.Comments))}
	for i := range b.Decisions {
		d, err := w.decision(&b.Decisions[i], offsets, b.Text)
		if err != nil {
			return out, err
		}
		out.Decisions = append(out.Decisions, d)
	}
	for i := range b.Comments {
		out.Comments = append(out.Comments, w.comment(&b.Comments[i]))
	}
	return out, nil
}

// decision makes the record of a decision. It fails where an option does not
// match the text.
func (w *Writer) decision(d *annotate.Decision, offsets *text.Offsets, whole string) (Decision, error) {
	out := Decision{ID: d.ID, Person: w.handle(d.Person), Time: d.When().UTC(), Group: d.Group, Kinds: append([]string{}, d.Kinds...),
		People: []string{}, Options: make([]Option, 0, len(d.Options)), Choice: d.Choice, Gold: append([]annotate.ID{}, d.Gold...), Reason: d.Reason, Clause: d.Clause}
	for _, person := range d.People {
		out.People = append(out.People, w.handle(person))
	}
	if !d.Picked.IsZero() {
		out.Picked = w.handle(d.Picked)
	}
	var startErr, endErr error
	out.Start, startErr = offsets.FromByte(d.Start)
	out.End, endErr = offsets.FromByte(d.End)
	if err := errors.Join(startErr, endErr); err != nil {
		return out, fmt.Errorf("decision %s: %w", d.ID, err)
	}
	for i := range d.Options {
		o := &d.Options[i]
		option := Option{Person: w.handle(o.Person), Annotation: o.Annotation, Submission: o.Submission, Revision: o.Revision, Label: o.Label, Spans: make([]Span, 0, len(o.Spans))}
		for _, s := range o.Spans {
			span, err := w.span(s, offsets, whole)
			if err != nil {
				return out, fmt.Errorf("decision %s: %w", d.ID, err)
			}
			option.Spans = append(option.Spans, span)
		}
		out.Options = append(out.Options, option)
	}
	return out, nil
}

// decisions gives the decisions of a line with offsets in bytes, and why others
// are left out.
func (l *Line) decisions(whole string) (list []format.IncomingDecision, refused []error) {
	if len(l.Review.Decisions) == 0 {
		return nil, nil // most articles: the text need not be counted for them
	}
	unit, err := text.ParseUnit(l.OffsetUnit)
	if err != nil {
		return nil, []error{err}
	}
	offsets := text.NewOffsets(whole, unit)
	r := &spanReader{whole: whole, unit: unit, offsets: map[text.Unit]*text.Offsets{unit: offsets}}
	seen := map[annotate.ID]bool{}
	for i := range l.Review.Decisions {
		d := &l.Review.Decisions[i]
		in, err := d.read(l.ID, r, offsets)
		if err == nil && (seen[d.ID] || d.ID.IsZero()) {
			err = errors.New("its id is missing or comes twice")
		}
		seen[d.ID] = true
		if err != nil {
			refused = append(refused, fmt.Errorf("decision %s: %w", d.ID, err))
			continue
		}
		list = append(list, in)
	}
	return list, refused
}

// read converts a decision's offsets and holds its words against the text.
func (d *Decision) read(article annotate.ID, r *spanReader, offsets *text.Offsets) (format.IncomingDecision, error) {
	in := format.IncomingDecision{By: d.Person, PickedOf: d.Picked, Compared: d.People}
	in.Decision = annotate.Decision{ID: d.ID, Article: article, Reason: d.Reason, Clause: d.Clause,
		DecisionContent: annotate.DecisionContent{At: d.Time.UnixMilli(), Group: d.Group, Kinds: d.Kinds, Choice: d.Choice, Gold: d.Gold}}
	var startErr, endErr error
	in.Start, startErr = offsets.ToByte(d.Start)
	in.End, endErr = offsets.ToByte(d.End)
	if err := errors.Join(startErr, endErr); err != nil || in.Start > in.End {
		return in, fmt.Errorf("%w: %s %d to %d are no place in the text", annotate.ErrSpan, r.unit, d.Start, d.End)
	}
	for i := range d.Options {
		o := &d.Options[i]
		spans, bad := r.spans(&Annotation{ID: o.Annotation, Spans: o.Spans})
		if len(bad) > 0 {
			return in, fmt.Errorf("%w: %s", annotate.ErrSpan, bad[0])
		}
		in.OptionsOf = append(in.OptionsOf, o.Person)
		in.Options = append(in.Options, annotate.Option{Annotation: o.Annotation, Submission: o.Submission, Revision: o.Revision, Label: o.Label, Spans: spans})
	}
	return in, nil
}

// sameReview compares what was decided with what was read back.
func (w *Writer) sameReview(back *Line, b *format.Bundle) error {
	list, refused := back.decisions(b.Text)
	if err := errors.Join(refused...); err != nil {
		return err
	}
	if len(list) != len(b.Decisions) || back.Review.Rule != b.Rule {
		return errors.New("the review differs")
	}
	for i := range list {
		got, want := list[i], b.Decisions[i]
		handles := format.IncomingDecision{By: w.handle(want.Person), Compared: []string{}}
		if !want.Picked.IsZero() {
			handles.PickedOf = w.handle(want.Picked)
		}
		for _, person := range want.People {
			handles.Compared = append(handles.Compared, w.handle(person))
		}
		same := got.By == handles.By && got.PickedOf == handles.PickedOf && reflect.DeepEqual(got.Compared, handles.Compared) && len(got.Options) == len(want.Options)
		for n := range want.Options {
			same = same && got.OptionsOf[n] == w.handle(want.Options[n].Person)
		}
		if !same || !sameDecision(&got.Decision, &want) {
			return fmt.Errorf("decision %s differs", want.ID)
		}
	}
	return nil
}

// sameDecision compares two decisions, people and article aside.
func sameDecision(a, b *annotate.Decision) bool {
	x, y := withoutPeople(a), withoutPeople(b)
	return reflect.DeepEqual(x, y)
}

func withoutPeople(d *annotate.Decision) annotate.Decision {
	out := *d
	out.Article, out.Person, out.Picked, out.People, out.Deleted = annotate.ID{}, annotate.ID{}, annotate.ID{}, nil, false
	out.Kinds, out.Gold = append([]string{}, d.Kinds...), append([]annotate.ID{}, d.Gold...)
	out.Options = nil
	for _, o := range d.Options {
		o.Person = annotate.ID{}
		o.Spans = append([]annotate.Span{}, o.Spans...)
		out.Options = append(out.Options, o)
	}
	return out
}

func (a *appender) review(r *Review) {
	a.raw("{")
	if r.Rule != "" {
		a.raw(`"rule": `)
		a.text(r.Rule)
		a.raw(", ")
	}
	a.raw(`"decisions": `)
	list(a, r.Decisions, a.decision)
	a.raw(`, "comments": `)
	list(a, r.Comments, a.comment)
	a.raw("}")
}

func (a *appender) decision(d Decision) {
	a.raw(`{"id": `)
	a.id(d.ID)
	a.raw(`, "person": `)
	a.text(d.Person)
	a.raw(`, "time": `)
	a.time(d.Time.Truncate(time.Millisecond))
	a.raw(`, "group": `)
	a.text(string(d.Group))
	a.raw(`, "start": `)
	a.whole(d.Start)
	a.raw(`, "end": `)
	a.whole(d.End)
	a.raw(`, "kinds": `)
	list(a, d.Kinds, a.text)
	a.raw(`, "people": `)
	list(a, d.People, a.text)
	a.raw(`, "options": `)
	list(a, d.Options, a.option)
	a.raw(`, "choice": `)
	a.text(string(d.Choice))
	a.optional(`, "picked": `, d.Picked)
	a.raw(`, "gold": `)
	list(a, d.Gold, a.id)
	a.optional(`, "reason": `, d.Reason)
	a.optional(`, "clause": `, d.Clause)
	a.raw("}")
}

// optional appends a text unless it is empty.
func (a *appender) optional(key, s string) {
	if s != "" {
		a.raw(key)
		a.text(s)
	}
}

func (a *appender) option(o Option) {
	a.raw(`{"person": `)
	a.text(o.Person)
	a.raw(`, "annotation": `)
	a.id(o.Annotation)
	a.raw(`, "submission": `)
	a.id(o.Submission)
	a.raw(`, "revision": `)
	a.text(o.Revision)
	a.raw(`, "label": `)
	a.text(string(o.Label))
	a.raw(`, "spans": `)
	list(a, o.Spans, a.span)
	a.raw("}")
}
