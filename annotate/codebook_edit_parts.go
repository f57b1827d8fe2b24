package annotate

import (
	"fmt"
	"slices"
	"strings"
)

// AddAttribute drafts a new question. Its id and those of its choices are made
// from their names. Labels and roles are given it by SetLabelParts and
// SetRoleParts.
func (e Editor) AddAttribute(a Attribute) (Draft, AttributeID, error) {
	name, err := nameOf("question", a.Name)
	if err != nil {
		return Draft{}, "", err
	}
	a.Name, a.ID = name, AttributeID(mint(FieldAttributeDef, name, e.Book.taken))
	a.Choices = withIDs(a.Choices)
	a.Order = 0
	for _, other := range e.Book.Attributes {
		a.Order = max(a.Order, other.Order+1)
	}
	d := e.draft("add the question " + name)
	d.Set(CodebookRef(), FieldAttributeDef+string(a.ID), a)
	return d, a.ID, firstFault(e.Book.With(&d))
}

// firstFault is the first thing that does not fit together, or nil.
func firstFault(cb *Codebook) error {
	if faults := cb.Faults(); len(faults) > 0 {
		return faults[0]
	}
	return nil
}

// withIDs gives ids to choices that have none.
func withIDs(list []Choice) []Choice {
	list = slices.Clone(list)
	for i := range list {
		list[i].Name = strings.Join(strings.Fields(list[i].Name), " ")
		if list[i].ID == "" {
			list[i].ID = ValueID(mint("", list[i].Name, func(id string) bool {
				return slices.ContainsFunc(list, func(c Choice) bool { return string(c.ID) == id })
			}))
		}
	}
	return list
}

// attribute drafts one attribute changed.
func (e Editor) attribute(id AttributeID, action string, change func(*Attribute) error) (Draft, error) {
	a, ok := e.Book.Attribute(id)
	if !ok {
		return Draft{}, fmt.Errorf("%w: the codebook has no attribute %q", ErrNotFound, id)
	}
	d := e.draft(fmt.Sprintf(action, a.Name))
	a.Choices = slices.Clone(a.Choices)
	if err := change(&a); err != nil {
		return Draft{}, err
	}
	d.Set(CodebookRef(), FieldAttributeDef+string(id), a)
	return d, nil
}

// RenameAttribute drafts another name for a question.
func (e Editor) RenameAttribute(id AttributeID, name string) (Draft, error) {
	name, err := nameOf("question", name)
	if err != nil {
		return Draft{}, err
	}
	return e.attribute(id, "rename the question %s", func(a *Attribute) error { a.Name = name; return nil })
}

// SetRequired drafts whether a question must be answered.
func (e Editor) SetRequired(id AttributeID, required bool) (Draft, error) {
	return e.attribute(id, "change whether %s is required", func(a *Attribute) error { a.Required = required; return nil })
}

// SetHelp drafts the sentence that explains a question.
func (e Editor) SetHelp(id AttributeID, help string) (Draft, error) {
	return e.attribute(id, "explain the question %s", func(a *Attribute) error { a.Help = strings.TrimSpace(help); return nil })
}

// RetireAttribute drafts that a question is asked no more, or again. Answers
// that were given stay.
func (e Editor) RetireAttribute(id AttributeID, retired bool) (Draft, error) {
	return e.attribute(id, "retire or bring back the question %s", func(a *Attribute) error { a.Retired = retired; return nil })
}

// SetCondition drafts when a question is asked; nil is always. A question
// cannot wait for itself, nor for one that waits for it.
func (e Editor) SetCondition(id AttributeID, when *Condition) (Draft, error) {
	d, err := e.attribute(id, "change when %s is asked", func(a *Attribute) error {
		for gate := when; gate != nil; {
			if gate.Attribute == id {
				return fmt.Errorf("%w: %s would wait for itself", ErrInvalid, a.Name)
			}
			next, ok := e.Book.Attribute(gate.Attribute)
			if !ok {
				return fmt.Errorf("%w: the codebook has no attribute %q", ErrNotFound, gate.Attribute)
			}
			gate = next.When
		}
		a.When = when
		return nil
	})
	if err != nil {
		return d, err
	}
	return d, firstFault(e.Book.With(&d))
}

// AddChoice drafts one more choice of a question.
func (e Editor) AddChoice(id AttributeID, name string) (Draft, error) {
	return e.attribute(id, "add a choice to %s", func(a *Attribute) error {
		name, err := freeChoiceName(a, name, "")
		if err != nil {
			return err
		}
		if a.Type != TypeEnum && a.Type != TypeFlags {
			return fmt.Errorf("%w: %s has no choices, it is a %s", ErrInvalid, a.Name, a.Type)
		}
		a.Choices = withIDs(append(a.Choices, Choice{Name: name}))
		return nil
	})
}

func freeChoiceName(a *Attribute, name string, own ValueID) (string, error) {
	name, err := nameOf("choice", name)
	if err == nil && slices.ContainsFunc(a.Offered(), func(c Choice) bool { return c.ID != own && strings.EqualFold(c.Name, name) }) {
		err = fmt.Errorf("%w: %s has the choice %s already", ErrInvalid, a.Name, name)
	}
	return name, err
}

// choice drafts one choice changed.
func (e Editor) choice(id AttributeID, value ValueID, action string, change func(*Attribute, *Choice) error) (Draft, error) {
	return e.attribute(id, action, func(a *Attribute) error {
		at := slices.IndexFunc(a.Choices, func(c Choice) bool { return c.ID == value })
		if at < 0 {
			return fmt.Errorf("%w: %s has no choice %q", ErrNotFound, a.Name, value)
		}
		c := a.Choices[at]
		if err := change(a, &c); err != nil {
			return err
		}
		a.Choices[at] = c
		return nil
	})
}

// RenameChoice drafts another name for a choice.
func (e Editor) RenameChoice(id AttributeID, value ValueID, name string) (Draft, error) {
	return e.choice(id, value, "rename a choice of %s", func(a *Attribute, c *Choice) (err error) {
		c.Name, err = freeChoiceName(a, name, value)
		return err
	})
}

// RetireChoice drafts that a choice is offered no more, or again.
func (e Editor) RetireChoice(id AttributeID, value ValueID, retired bool) (Draft, error) {
	return e.choice(id, value, "retire or bring back a choice of %s", func(_ *Attribute, c *Choice) error { c.Retired = retired; return nil })
}

// MergeChoice drafts that a value is read as another one of the question; the
// empty into takes the merge back.
func (e Editor) MergeChoice(id AttributeID, from, into ValueID) (Draft, error) {
	return e.choice(id, from, "merge choices of %s", func(a *Attribute, c *Choice) error {
		if _, ok := a.choice(into); into != "" && !ok {
			return fmt.Errorf("%w: %s has no choice %q", ErrNotFound, a.Name, into)
		}
		if into != "" && (from == into || a.leads(into, from)) {
			return fmt.Errorf("%w: %s would be merged into itself", ErrInvalid, c.Name)
		}
		c.Into = into
		return nil
	})
}

// leads tells whether the merges of a value go through another one.
func (at *Attribute) leads(id, through ValueID) bool {
	for range at.Choices {
		c, ok := at.choice(id)
		if !ok || c.Into == "" {
			return false
		}
		if id = c.Into; id == through {
			return true
		}
	}
	return false
}

// AddRole drafts a new kind of link.
func (e Editor) AddRole(r Role) (Draft, RoleID, error) {
	name, err := nameOf("link", r.Name)
	if err != nil {
		return Draft{}, "", err
	}
	if l, held := find(e.Book.Offered(), func(l Label) bool { return r.Key != "" && strings.EqualFold(l.Key, r.Key) }); held {
		return Draft{}, "", fmt.Errorf("%w: %s is the key of the label %s", ErrInvalid, r.Key, l.Name)
	}
	r.Name, r.ID, r.Order = name, RoleID(mint(FieldRoleDef, name, e.Book.taken)), 0
	for _, other := range e.Book.Roles {
		r.Order = max(r.Order, other.Order+1)
	}
	d := e.draft("add the link " + name)
	d.Set(CodebookRef(), FieldRoleDef+string(r.ID), r)
	return d, r.ID, firstFault(e.Book.With(&d))
}

// ChangeRole drafts another name, other targets, how many there may be,
// whether it is expected, its attributes, or retiring it: everything of a role
// but its id, its key and its place.
func (e Editor) ChangeRole(r Role) (Draft, error) {
	old, ok := e.Book.Role(r.ID)
	if !ok {
		return Draft{}, fmt.Errorf("%w: the codebook has no role %q", ErrNotFound, r.ID)
	}
	name, err := nameOf("link", r.Name)
	if err != nil {
		return Draft{}, err
	}
	r.Name, r.Key, r.Order = name, old.Key, old.Order
	d := e.draft("change the link " + old.Name)
	d.Set(CodebookRef(), FieldRoleDef+string(r.ID), r)
	return d, firstFault(e.Book.With(&d))
}

// AddField drafts a new field of the article's card.
func (e Editor) AddField(f DocumentField) (Draft, error) {
	name, err := nameOf("field", f.Name)
	if err != nil {
		return Draft{}, err
	}
	f.Name, f.ID, f.Choices = name, mint(FieldDocumentDef, name, e.Book.taken), withIDs(f.Choices)
	f.Order = 0
	for _, other := range e.Book.Document {
		f.Order = max(f.Order, other.Order+1)
	}
	d := e.draft("add the field " + name)
	d.Set(CodebookRef(), FieldDocumentDef+f.ID, f)
	return d, nil
}

// ChangeField drafts another name, other choices, whether it is required, or
// retiring it: everything of a field but its id, its type and its place.
func (e Editor) ChangeField(f DocumentField) (Draft, error) {
	at := slices.IndexFunc(e.Book.Document, func(o DocumentField) bool { return o.ID == f.ID })
	if at < 0 {
		return Draft{}, fmt.Errorf("%w: the codebook has no field %q", ErrNotFound, f.ID)
	}
	old := e.Book.Document[at]
	name, err := nameOf("field", f.Name)
	if err != nil {
		return Draft{}, err
	}
	f.Name, f.Type, f.Order, f.Choices = name, old.Type, old.Order, withIDs(f.Choices)
	d := e.draft("change the field " + old.Name)
	d.Set(CodebookRef(), FieldDocumentDef+f.ID, f)
	return d, nil
}
