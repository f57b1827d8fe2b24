package annotate

import (
	"fmt"
	"regexp"
)

var colourForm = regexp.MustCompile(`^#[0-9a-fA-F]{6}$`)

// Faults lists what does not fit together in a codebook: doubled ids or keys,
// names of things that are not there, colours that are none.
func (cb *Codebook) Faults() []error {
	f := &faults{}
	if n := max(len(cb.Labels), len(cb.Attributes), len(cb.Roles), len(cb.Document)); n > mostParts {
		f.add("the codebook has %d parts of one kind; %d are the most", n, mostParts)
		return f.list
	}
	f.labels(cb)
	for _, a := range cb.Attributes {
		f.once("attribute", string(a.ID))
		f.attribute(cb, a)
	}
	f.clauses(cb)
	for _, r := range cb.Roles {
		f.once("role", string(r.ID))
		for _, to := range r.To {
			_, ok := cb.Label(to)
			f.known(ok, "role", string(r.ID), "label", string(to))
		}
		f.attributes(cb, "role", string(r.ID), r.Attributes)
	}
	for _, d := range cb.Document {
		f.once("document field", d.ID)
	}
	return f.list
}

// The most parts of one kind, and the most choices of an attribute, that a
// codebook may have: more are no scheme that people work with.
const (
	mostParts   = 2000
	mostChoices = 10000
)

type faults struct {
	list []error
	seen map[string]bool
}

func (f *faults) add(format string, args ...any) {
	f.list = append(f.list, fmt.Errorf("%w: "+format, append([]any{ErrInvalid}, args...)...))
}

func (f *faults) once(kind, id string) {
	if f.seen == nil {
		f.seen = map[string]bool{}
	}
	if id == "" {
		f.add("a %s has no id", kind)
	}
	if f.seen[kind+"\x00"+id] {
		f.add("two times the %s %q", kind, id)
	}
	f.seen[kind+"\x00"+id] = true
}

func (f *faults) known(ok bool, kind, id, whatKind, what string) {
	if !ok {
		f.add("the %s %q names the %s %q, which is not there", kind, id, whatKind, what)
	}
}

func (f *faults) attributes(cb *Codebook, kind, id string, list []AttributeID) {
	for _, a := range list {
		_, ok := cb.Attribute(a)
		f.known(ok, kind, id, "attribute", string(a))
	}
}

func (f *faults) labels(cb *Codebook) {
	for _, l := range cb.Labels {
		f.once("label", string(l.ID))
		if l.Key != "" && !l.Retired && l.Into == "" {
			f.once("key of a label", l.Key)
		}
		if l.Into != "" {
			_, ok := cb.Label(l.Into)
			f.known(ok, "label", string(l.ID), "label", string(l.Into))
			if r := cb.Resolve(l.ID); r == l.ID {
				f.add("the label %q is merged into itself", l.ID)
			}
		}
		if !colourForm.MatchString(l.Colour) {
			f.add("the label %q has the colour %q; a colour is #rrggbb", l.ID, l.Colour)
		}
		f.attributes(cb, "label", string(l.ID), l.Attributes)
		for _, r := range l.Roles {
			_, ok := cb.Role(r)
			f.known(ok, "label", string(l.ID), "role", string(r))
		}
	}
}

// clauses: the rules of a codebook are named by their ids, wherever they stand.
func (f *faults) clauses(cb *Codebook) {
	for _, c := range cb.Clauses {
		f.once("clause", c.ID)
	}
	for _, l := range cb.Labels {
		for _, c := range l.Clauses {
			f.once("clause", c.ID)
		}
	}
}

func (f *faults) choices(a *Attribute) {
	if len(a.Choices) == 0 {
		f.add("the attribute %q has nothing to choose from", a.ID)
	}
	if len(a.Choices) > mostChoices {
		f.add("the attribute %q has %d choices; %d are the most", a.ID, len(a.Choices), mostChoices)
		return
	}
	seen := map[ValueID]bool{}
	for _, c := range a.Choices {
		if seen[c.ID] {
			f.add("the attribute %q has the choice %q two times", a.ID, c.ID)
		}
		seen[c.ID] = true
		if c.Into != "" {
			f.known(a.has(string(c.Into)), "attribute", string(a.ID), "value", string(c.Into))
		}
	}
}

func (f *faults) attribute(cb *Codebook, a Attribute) {
	switch a.Type {
	case TypeEnum, TypeFlags:
		f.choices(&a)
	case TypeScale:
		if a.Max <= a.Min {
			f.add("the scale %q runs from %v to %v", a.ID, a.Min, a.Max)
		}
	case TypeText, TypeDate, TypeNumber, TypeBoolean:
	default:
		f.add("the attribute %q has the unknown type %q", a.ID, a.Type)
	}
	if a.When == nil {
		return
	}
	gate, ok := cb.Attribute(a.When.Attribute)
	f.known(ok, "attribute", string(a.ID), "attribute", string(a.When.Attribute))
	for _, v := range a.When.Values {
		if gate.Type == TypeEnum {
			f.known(gate.has(string(v)), "attribute", string(a.ID), "value", string(v))
		}
	}
}
