package annotate

import (
	"slices"
	"strings"
)

// Tally counts what something is used by.
type Tally struct {
	Annotations int
	Articles    int
	People      int

	article ID // the last one counted; annotations are counted article by article
	people  map[ID]bool
}

func (t *Tally) add(a *Annotation) {
	t.Annotations++
	if t.Articles == 0 || t.article != a.Article {
		t.Articles++
		t.article = a.Article
	}
	if !t.people[a.Layer] {
		if t.people == nil {
			t.people = map[ID]bool{}
		}
		t.people[a.Layer] = true
		t.People++
	}
}

// Usage counts what the parts of a codebook are used by. It belongs to one
// goroutine while it counts.
type Usage struct {
	labels map[LabelID]*Tally
	values map[AttributeID]map[string]*Tally // "" stands for any value
	roles  map[RoleID]*Tally

	choices map[AttributeID]bool // those with choices
}

// NewUsage returns a count of nothing. Values are counted one by one where the
// codebook has choices; of texts and numbers it is counted that there is one.
func NewUsage(cb *Codebook) *Usage {
	u := &Usage{labels: map[LabelID]*Tally{}, values: map[AttributeID]map[string]*Tally{}, roles: map[RoleID]*Tally{}, choices: map[AttributeID]bool{}}
	for _, a := range cb.Attributes {
		u.choices[a.ID] = len(a.Choices) > 0
	}
	return u
}

// Add counts an annotation, as it is read. Those of one article must follow
// each other.
func (u *Usage) Add(a *Annotation) {
	tally(u.labels, a.Label).add(a)
	u.addValues(a, a.Attributes)
	var counted []RoleID
	for i := range a.Links {
		u.addValues(a, a.Links[i].Attributes)
		if role := a.Links[i].Role; !slices.Contains(counted, role) {
			counted = append(counted, role)
			tally(u.roles, role).add(a)
		}
	}
}

func tally[K comparable](in map[K]*Tally, key K) *Tally {
	t := in[key]
	if t == nil {
		t = &Tally{}
		in[key] = t
	}
	return t
}

func (u *Usage) addValues(a *Annotation, values map[AttributeID]AttributeValue) {
	for id, value := range values {
		if u.values[id] == nil {
			u.values[id] = map[string]*Tally{}
		}
		tally(u.values[id], "").add(a)
		switch v := value.(type) {
		case string:
			if u.choices[id] && v != "" {
				tally(u.values[id], v).add(a)
			}
		case []string:
			for _, one := range v {
				if one != "" {
					tally(u.values[id], one).add(a)
				}
			}
		}
	}
}

// Label is what a label is used by.
func (u *Usage) Label(id LabelID) Tally { return get(u.labels, id) }

// Attribute is where an attribute has a value.
func (u *Usage) Attribute(id AttributeID) Tally { return get(u.values[id], "") }

// Value is where an attribute has a certain value.
func (u *Usage) Value(id AttributeID, value ValueID) Tally { return get(u.values[id], string(value)) }

// Of is what the part of a comparison is used by. Document fields are not
// counted.
func (u *Usage) Of(d *Difference) Tally {
	switch d.Kind {
	case "label":
		return u.Label(LabelID(d.ID))
	case "attribute":
		return u.Attribute(AttributeID(d.ID))
	case "choice":
		attribute, value, _ := strings.Cut(d.ID, "=")
		return u.Value(AttributeID(attribute), ValueID(value))
	case "role":
		return u.Role(RoleID(d.ID))
	}
	return Tally{}
}

// Role is which annotations have a link of a role.
func (u *Usage) Role(id RoleID) Tally { return get(u.roles, id) }

func get[K comparable](in map[K]*Tally, key K) Tally {
	if t := in[key]; t != nil {
		return *t
	}
	return Tally{}
}
