package annotate

import (
	"cmp"
	"slices"
	"strings"
)

// LabelID, AttributeID, RoleID and ValueID are immutable: annotations store
// them, and renaming what they stand for touches the codebook alone.
type (
	LabelID     string
	AttributeID string
	RoleID      string
	ValueID     string
)

// Group collects labels that compete for the same text; alignment, agreement
// and lanes work per group.
type Group string

// The groups of the design.
const (
	GroupQuote     Group = "quote"
	GroupCue       Group = "cue"
	GroupSource    Group = "source"
	GroupClaim     Group = "claim"
	GroupEntity    Group = "entity"
	GroupStructure Group = "structure"
)

// MarkStyle is how a label's highlights are drawn, so that the groups can be
// told apart without colour.
type MarkStyle string

// The styles of highlights.
const (
	StyleTint      MarkStyle = "tint"
	StyleUnderline MarkStyle = "underline"
	StyleBar       MarkStyle = "bar"
)

// MarkStyles lists the styles.
var MarkStyles = []MarkStyle{StyleTint, StyleUnderline, StyleBar}

// Label is one thing a stretch of text can be marked as.
type Label struct {
	ID         LabelID       `json:"id"`
	Name       string        `json:"name"`
	Group      Group         `json:"group"`
	Style      MarkStyle     `json:"style"`
	Colour     string        `json:"colour"`        // "#rrggbb"
	Tag        string        `json:"tag"`           // a few letters shown at the highlight
	Key        string        `json:"key,omitempty"` // the key that marks with it
	Order      int           `json:"order"`
	Attributes []AttributeID `json:"attributes,omitempty"`
	Roles      []RoleID      `json:"roles,omitempty"`    // links that may start here
	Register   bool          `json:"register,omitempty"` // a mention may name a register entry
	Guideline  string        `json:"guideline,omitempty"`
	Clauses    []Clause      `json:"clauses,omitempty"`
	Examples   []Example     `json:"examples,omitempty"`
	Retired    bool          `json:"retired,omitempty"` // given no more; what has it is read as before
	Into       LabelID       `json:"into,omitempty"`    // it was merged: what has it is read as the other one
}

// AttributeType is what an attribute holds.
type AttributeType string

// The types of attribute.
const (
	TypeEnum    AttributeType = "enum"  // one ValueID
	TypeFlags   AttributeType = "flags" // any number of ValueIDs
	TypeScale   AttributeType = "scale" // a whole number from Min to Max
	TypeText    AttributeType = "text"
	TypeDate    AttributeType = "date" // YYYY, YYYY-MM or YYYY-MM-DD
	TypeNumber  AttributeType = "number"
	TypeBoolean AttributeType = "boolean"
)

// Choice is one value of an enum or of flags.
type Choice struct {
	ID      ValueID `json:"id"`
	Name    string  `json:"name"`
	Retired bool    `json:"retired,omitempty"` // chosen no more
	Into    ValueID `json:"into,omitempty"`    // it was merged into another choice of the attribute
}

// Condition says when an attribute applies: when the other one has one of the values.
type Condition struct {
	Attribute AttributeID `json:"attribute"`
	Values    []ValueID   `json:"values"`
}

// Attribute is a typed question about an annotation or a link.
type Attribute struct {
	ID       AttributeID   `json:"id"`
	Name     string        `json:"name"`
	Type     AttributeType `json:"type"`
	Choices  []Choice      `json:"choices,omitempty"`
	Min      float64       `json:"min,omitempty"`
	Max      float64       `json:"max,omitempty"`
	Required bool          `json:"required,omitempty"`
	When     *Condition    `json:"when,omitempty"`
	Help     string        `json:"help,omitempty"`
	Retired  bool          `json:"retired,omitempty"` // asked no more
	Order    int           `json:"order"`
}

// Role is a kind of link.
type Role struct {
	ID         RoleID        `json:"id"`
	Name       string        `json:"name"`
	To         []LabelID     `json:"to,omitempty"`        // labels it may point to
	ToEntity   bool          `json:"to_entity,omitempty"` // it may point to a register entry
	Max        int           `json:"max,omitempty"`       // how many per annotation; 0 = any number
	Expected   bool          `json:"expected,omitempty"`  // shown as missing where there is none
	Key        string        `json:"key,omitempty"`       // the key that starts linking
	Attributes []AttributeID `json:"attributes,omitempty"`
	Retired    bool          `json:"retired,omitempty"` // linked no more
	Order      int           `json:"order"`
}

// DocumentField is a typed field of an article's card.
type DocumentField struct {
	ID       string        `json:"id"`
	Name     string        `json:"name"`
	Type     AttributeType `json:"type"`
	Choices  []Choice      `json:"choices,omitempty"`
	Required bool          `json:"required,omitempty"`
	Retired  bool          `json:"retired,omitempty"` // asked no more
	Order    int           `json:"order"`
}

// Codebook is the label scheme of a project.
type Codebook struct {
	Name       string          `json:"name"`
	Version    uint64          `json:"version,omitempty"` // how many changes made it what it is
	Guideline  string          `json:"guideline,omitempty"`
	Clauses    []Clause        `json:"clauses,omitempty"` // rules for all labels
	Labels     []Label         `json:"labels"`
	Attributes []Attribute     `json:"attributes"`
	Roles      []Role          `json:"roles"`
	Document   []DocumentField `json:"document"`

	// gone are the fields of parts whose making was undone: their ids are
	// never given again.
	gone []string
}

// CodebookRef names the project's codebook.
func CodebookRef() Ref { return Ref{Kind: KindCodebook} }

// CodebookFrom reads the codebook's object, everything in its own order.
func CodebookFrom(o *Object) *Codebook {
	cb := &Codebook{Name: As[string](o.Value(FieldName)), Guideline: As[string](o.Value(FieldGuideline)),
		Clauses: As[[]Clause](o.Value(FieldClauses)), Version: o.Changes}
	for _, name := range o.Names() {
		cb.take(name, o.Value(name))
	}
	cb.sort()
	return cb
}

// take adds the part that a field of the codebook's object defines.
func (cb *Codebook) take(name string, v Value) {
	switch {
	case v == nil:
		cb.gone = append(cb.gone, name)
	case strings.HasPrefix(name, FieldLabelDef):
		cb.Labels = append(cb.Labels, As[Label](v))
	case strings.HasPrefix(name, FieldAttributeDef):
		cb.Attributes = append(cb.Attributes, As[Attribute](v))
	case strings.HasPrefix(name, FieldRoleDef):
		cb.Roles = append(cb.Roles, As[Role](v))
	case strings.HasPrefix(name, FieldDocumentDef):
		cb.Document = append(cb.Document, As[DocumentField](v))
	}
}

// sort puts everything in its own order.
func (cb *Codebook) sort() {
	slices.SortStableFunc(cb.Labels, func(a, b Label) int { return cmp.Compare(a.Order, b.Order) })
	slices.SortStableFunc(cb.Attributes, func(a, b Attribute) int { return cmp.Compare(a.Order, b.Order) })
	slices.SortStableFunc(cb.Roles, func(a, b Role) int { return cmp.Compare(a.Order, b.Order) })
	slices.SortStableFunc(cb.Document, func(a, b DocumentField) int { return cmp.Compare(a.Order, b.Order) })
}

// InstallCodebook drafts the writing of a whole codebook into a project that
// has none. Orders are those of the lists.
func InstallCodebook(person ID, cb *Codebook) Draft {
	d := Draft{Person: person, Action: "install codebook " + cb.Name, Hidden: true}
	ref := CodebookRef()
	d.Set(ref, FieldName, cb.Name)
	d.Set(ref, FieldGuideline, cb.Guideline)
	if len(cb.Clauses) > 0 {
		d.Set(ref, FieldClauses, cb.Clauses)
	}
	d.Set(ref, FieldDeleted, false)
	for i, label := range cb.Labels {
		label.Order = i
		d.Set(ref, FieldLabelDef+string(label.ID), label)
	}
	for i, attribute := range cb.Attributes {
		attribute.Order = i
		d.Set(ref, FieldAttributeDef+string(attribute.ID), attribute)
	}
	for i, role := range cb.Roles {
		role.Order = i
		d.Set(ref, FieldRoleDef+string(role.ID), role)
	}
	for i, field := range cb.Document {
		field.Order = i
		d.Set(ref, FieldDocumentDef+field.ID, field)
	}
	return d
}

// Label finds a label by id.
func (cb *Codebook) Label(id LabelID) (Label, bool) {
	return find(cb.Labels, func(l Label) bool { return l.ID == id })
}

// Attribute finds an attribute by id.
func (cb *Codebook) Attribute(id AttributeID) (Attribute, bool) {
	return find(cb.Attributes, func(a Attribute) bool { return a.ID == id })
}

// Role finds a role by id.
func (cb *Codebook) Role(id RoleID) (Role, bool) {
	return find(cb.Roles, func(r Role) bool { return r.ID == id })
}

func find[T any](list []T, is func(T) bool) (T, bool) {
	if at := slices.IndexFunc(list, is); at >= 0 {
		return list[at], true
	}
	var none T
	return none, false
}

// Group is the group of a label; unknown labels form a group of their own.
func (cb *Codebook) Group(id LabelID) Group {
	if label, ok := cb.Label(id); ok {
		return label.Group
	}
	return Group(id)
}

// AttributesOf lists the attributes of a label that apply to the annotation
// as it is filled in: a conditional one only when its condition holds, a
// retired one only where it has a value.
func (cb *Codebook) AttributesOf(a *Annotation) []Attribute {
	var list []Attribute
	for _, id := range cb.AttributeIDs(a.Label) {
		attribute, ok := cb.Attribute(id)
		if _, set := a.Attributes[id]; ok && cb.holds(attribute.When, a.Attributes) && (set || !attribute.Retired) {
			list = append(list, attribute)
		}
	}
	return list
}

// holds tells whether a condition does, with merged values read as what they
// were merged into.
func (cb *Codebook) holds(c *Condition, values map[AttributeID]AttributeValue) bool {
	if c == nil {
		return true
	}
	switch v := values[c.Attribute].(type) {
	case string:
		gate, _ := cb.Attribute(c.Attribute)
		value := gate.Resolve(ValueID(v))
		return slices.ContainsFunc(c.Values, func(wanted ValueID) bool { return gate.Resolve(wanted) == value })
	case bool:
		return v && slices.Contains(c.Values, "true") || !v && slices.Contains(c.Values, "false")
	}
	return false
}
