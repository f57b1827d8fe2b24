package annotate

import (
	"fmt"
	"slices"
	"strings"
)

// Fit says how a part of a codebook that is taken in fits the one that is there.
type Fit string

// How parts fit.
const (
	FitSame    Fit = "same"
	FitNew     Fit = "new"
	FitChanged Fit = "changed"
	FitMissing Fit = "missing" // not in the new one: it is retired, and nothing is lost
	FitRefused Fit = "refused" // what was stored would not be a value of it any more
)

// Difference is one part of two codebooks compared.
type Difference struct {
	Kind string // "label", "attribute", "choice", "role", "document field", "guideline"
	ID   string // of a choice: "attribute=choice"
	Name string
	Fit  Fit
	What string // what changed, in words
}

// Compare tells part by part what taking in another codebook would do: labels
// first, each kind in the order of the new codebook, what is missing last.
func (cb *Codebook) Compare(other *Codebook) []Difference {
	var list []Difference
	if cb.Name != other.Name || cb.Guideline != other.Guideline || !slices.Equal(cb.Clauses, other.Clauses) {
		list = append(list, Difference{Kind: "guideline", ID: other.Name, Name: other.Name, Fit: FitChanged, What: "name, guideline or rules for all labels"})
	}
	list = compare(list, "label", cb.Labels, other.Labels, func(l *Label) (string, string) { return string(l.ID), l.Name }, labelChanges)
	list = compare(list, "attribute", cb.Attributes, other.Attributes, func(a *Attribute) (string, string) { return string(a.ID), a.Name }, attributeChanges)
	for i := range other.Attributes {
		if old, ok := cb.Attribute(other.Attributes[i].ID); ok {
			prefix := string(old.ID) + "="
			list = compare(list, "choice", old.Choices, other.Attributes[i].Choices, func(c *Choice) (string, string) { return prefix + string(c.ID), c.Name }, choiceChanges)
		}
	}
	list = compare(list, "role", cb.Roles, other.Roles, func(r *Role) (string, string) { return string(r.ID), r.Name }, roleChanges)
	return compare(list, "document field", cb.Document, other.Document, func(f *DocumentField) (string, string) { return f.ID, f.Name }, fieldChanges)
}

func compare[T any](list []Difference, kind string, old, new []T, of func(*T) (id, name string), changes func(a, b *T) (Fit, []string)) []Difference {
	there := map[string]*T{}
	for i := range old {
		id, _ := of(&old[i])
		there[id] = &old[i]
	}
	for i := range new {
		id, name := of(&new[i])
		d := Difference{Kind: kind, ID: id, Name: name, Fit: FitNew}
		if was := there[id]; was != nil {
			var words []string
			d.Fit, words = changes(was, &new[i])
			d.What = strings.Join(words, ", ")
			delete(there, id)
		}
		list = append(list, d)
	}
	for i := range old {
		if id, name := of(&old[i]); there[id] != nil {
			list = append(list, Difference{Kind: kind, ID: id, Name: name, Fit: FitMissing, What: "it is retired; what has it stays"})
		}
	}
	return list
}

// changed collects words for what differs.
type changed []string

func (c *changed) when(differs bool, word string) {
	if differs {
		*c = append(*c, word)
	}
}

func (c changed) fit() (Fit, []string) {
	if len(c) == 0 {
		return FitSame, nil
	}
	return FitChanged, c
}

func labelChanges(a, b *Label) (Fit, []string) {
	var c changed
	c.when(a.Name != b.Name, "name")
	c.when(a.Group != b.Group, "group")
	c.when(a.Colour != b.Colour || a.Style != b.Style || a.Tag != b.Tag, "look")
	c.when(a.Key != b.Key, "key")
	c.when(!slices.Equal(a.Attributes, b.Attributes) || !slices.Equal(a.Roles, b.Roles) || a.Register != b.Register, "questions")
	c.when(a.Guideline != b.Guideline || !slices.Equal(a.Clauses, b.Clauses) || !slices.Equal(a.Examples, b.Examples), "guideline")
	c.when(a.Retired != b.Retired || a.Into != b.Into, "retired or merged")
	c.when(a.Order != b.Order, "order")
	return c.fit()
}

func attributeChanges(a, b *Attribute) (Fit, []string) {
	var c changed
	if a.Type != b.Type {
		return FitRefused, []string{fmt.Sprintf("it is a %s here and a %s there; give the new one another id", a.Type, b.Type)}
	}
	c.when(a.Name != b.Name || a.Help != b.Help, "name or help")
	c.when(a.Min != b.Min || a.Max != b.Max, "range")
	c.when(a.Required != b.Required, "required")
	c.when(!sameCondition(a.When, b.When), "condition")
	c.when(a.Retired != b.Retired, "retired")
	c.when(a.Order != b.Order, "order")
	return c.fit()
}

func sameCondition(a, b *Condition) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Attribute == b.Attribute && slices.Equal(a.Values, b.Values)
}

func choiceChanges(a, b *Choice) (Fit, []string) {
	var c changed
	c.when(a.Name != b.Name, "name")
	c.when(a.Retired != b.Retired || a.Into != b.Into, "retired or merged")
	return c.fit()
}

func roleChanges(a, b *Role) (Fit, []string) {
	var c changed
	c.when(a.Name != b.Name, "name")
	c.when(!slices.Equal(a.To, b.To) || a.ToEntity != b.ToEntity, "targets")
	c.when(a.Max != b.Max || a.Expected != b.Expected, "how many")
	c.when(a.Key != b.Key, "key")
	c.when(!slices.Equal(a.Attributes, b.Attributes), "questions")
	c.when(a.Retired != b.Retired, "retired")
	c.when(a.Order != b.Order, "order")
	return c.fit()
}

func fieldChanges(a, b *DocumentField) (Fit, []string) {
	var c changed
	if a.Type != b.Type {
		return FitRefused, []string{fmt.Sprintf("it is a %s here and a %s there; give the new one another id", a.Type, b.Type)}
	}
	c.when(a.Name != b.Name, "name")
	c.when(!slices.Equal(a.Choices, b.Choices), "choices")
	c.when(a.Required != b.Required || a.Retired != b.Retired, "required or retired")
	c.when(a.Order != b.Order, "order")
	return c.fit()
}

// Adopt drafts taking in another codebook as one step of undo. Parts it does
// not have are retired and never removed, so that nothing that was marked is
// lost; Compare tells which. It fails with ErrInvalid where an id has another
// type there, or where the two together do not fit.
func (e Editor) Adopt(other *Codebook) (Draft, error) {
	for _, d := range e.Book.Compare(other) {
		if d.Fit == FitRefused {
			return Draft{}, fmt.Errorf("%w: the %s %q does not fit: %s", ErrInvalid, d.Kind, d.ID, d.What)
		}
	}
	next := e.Book.retired(other)
	d := InstallCodebook(e.Person, next)
	d.Action, d.Hidden = "take in the codebook "+other.Name, false
	if len(next.Clauses) == 0 {
		d.Unset(CodebookRef(), FieldClauses)
	}
	return d, firstFault(e.Book.With(&d))
}

// retired is the other codebook with what only this one has, retired, at its ends.
func (cb *Codebook) retired(other *Codebook) *Codebook {
	next := *other
	next.Labels, next.Attributes = slices.Clone(other.Labels), slices.Clone(other.Attributes)
	next.Roles, next.Document = slices.Clone(other.Roles), slices.Clone(other.Document)
	next.sort()
	for i := range next.Attributes {
		at := &next.Attributes[i]
		old, _ := cb.Attribute(at.ID)
		at.Choices = slices.Clone(at.Choices)
		for _, c := range old.Choices {
			if !at.has(string(c.ID)) {
				c.Retired = true
				at.Choices = append(at.Choices, c)
			}
		}
	}
	for _, l := range cb.Labels {
		if _, ok := next.Label(l.ID); !ok {
			l.Retired = true
			l.Clauses = without(l.Clauses, func(c Clause) bool { _, _, twice := next.Clause(c.ID); return twice })
			next.Labels = append(next.Labels, l)
		}
	}
	for _, a := range cb.Attributes {
		if _, ok := next.Attribute(a.ID); !ok {
			a.Retired, a.Required = true, false
			next.Attributes = append(next.Attributes, a)
		}
	}
	for _, r := range cb.Roles {
		if _, ok := next.Role(r.ID); !ok {
			r.Retired, r.Key = true, ""
			next.Roles = append(next.Roles, r)
		}
	}
	for _, f := range cb.Document {
		if !slices.ContainsFunc(next.Document, func(o DocumentField) bool { return o.ID == f.ID }) {
			f.Retired, f.Required = true, false
			next.Document = append(next.Document, f)
		}
	}
	return &next
}
