package bluepencil

import (
	"fmt"
	"slices"

	"bluepencil/annotate"
	"bluepencil/annotate/format/jsonio"
)

var decisionShape = jsonio.Shape{Name: "a decision",
	Required: []string{"id", "person", "time", "group", "start", "end", "kinds", "people", "options", "choice", "gold"},
	Optional: []string{"picked", "reason", "clause"}}

func (p parser) decision(d *Decision) error {
	return p.Record(&decisionShape, func(n int) error {
		switch n {
		case 0:
			return p.id(&d.ID)
		case 1:
			return p.handle(&d.Person)
		case 2:
			return p.time(&d.Time)
		case 3:
			return p.word((*string)(&d.Group))
		case 4:
			return p.whole(&d.Start)
		case 5:
			return p.whole(&d.End)
		case 6:
			return array(p, &d.Kinds, p.word)
		case 7:
			return array(p, &d.People, p.handle)
		case 8:
			return array(p, &d.Options, p.option)
		case 9:
			return p.verdict(&d.Choice)
		case 10:
			return array(p, &d.Gold, p.id)
		default:
			return p.text([]*string{&d.Picked, &d.Reason, &d.Clause}[n-11])
		}
	})
}

func (p parser) verdict(into *annotate.Verdict) error {
	err := p.word((*string)(into))
	if err == nil && !slices.Contains(annotate.Verdicts, *into) {
		err = fmt.Errorf("%q is no choice of a decision", *into)
	}
	return err
}

var optionShape = jsonio.Shape{Name: "an option", Required: []string{"person", "annotation", "submission", "revision", "label", "spans"}}

func (p parser) option(o *Option) error {
	return p.Record(&optionShape, func(n int) error {
		switch n {
		case 0:
			return p.handle(&o.Person)
		case 1:
			return p.id(&o.Annotation)
		case 2:
			return p.id(&o.Submission)
		case 3:
			return p.text(&o.Revision)
		case 4:
			return p.word((*string)(&o.Label))
		default:
			return array(p, &o.Spans, p.span)
		}
	})
}
