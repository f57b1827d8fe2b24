package foreign

import (
	"slices"

	"bluepencil/annotate"
	"bluepencil/annotate/text"
)

// Survey is what a file asks of a codebook: its labels, what is said about
// marks with them, and how they are linked. Everything is in the order of first
// appearance.
type Survey struct {
	Documents int
	Marks     int
	Labels    []*LabelUse
	People    []string // handles the file names
	Problems  int      // what the reader left out

	byName map[string]*LabelUse
	unit   text.Unit
}

// LabelUse is one label of a file.
type LabelUse struct {
	Name       string
	Group      annotate.Group // where the format knows it
	Marks      int
	Example    string // the text of the first mark
	Entities   bool   // marks name entries of a register
	Attributes []*AttributeUse
	Roles      []*RoleUse
}

// AttributeUse is a question that marks or links answer.
type AttributeUse struct {
	Name                         string
	Marks                        int
	Values                       []string // different ones, the first mostValues
	Many                         bool     // there are more different ones
	Longest                      int      // bytes of the longest value
	Texts, Numbers, Bools, Lists int      // of answers
}

// RoleUse is a kind of link.
type RoleUse struct {
	Name       string
	Links      int
	Targets    []string // labels of the marks linked to
	ToEntity   bool
	Most       int // links of the kind that one mark has
	Attributes []*AttributeUse
}

// mostValues is how many different answers are kept of a question.
const mostValues = 64

// NewSurvey begins with nothing. The unit is what offsets are expected to count,
// for the examples.
func NewSurvey(unit text.Unit) *Survey { return &Survey{byName: map[string]*LabelUse{}, unit: unit} }

// Add takes a document into account. Its spans need not be settled.
func (s *Survey) Add(d *Document) {
	s.Documents++
	s.Problems += len(d.Problems)
	for i := range d.Layers {
		l := &d.Layers[i]
		if l.Person != "" && !slices.Contains(s.People, l.Person) {
			s.People = append(s.People, l.Person)
		}
		labels := make(map[string]string, len(l.Marks))
		for n := range l.Marks {
			labels[l.Marks[n].ID] = l.Marks[n].Label
		}
		for n := range l.Marks {
			s.mark(d.Text, &l.Marks[n], labels)
		}
	}
}

// NamesEntries tells whether any mark names an entry of a register, or is linked
// to one.
func (s *Survey) NamesEntries() bool {
	return slices.ContainsFunc(s.Labels, func(l *LabelUse) bool {
		return l.Entities || slices.ContainsFunc(l.Roles, func(r *RoleUse) bool { return r.ToEntity })
	})
}

func (s *Survey) mark(whole string, m *Mark, labels map[string]string) {
	s.Marks++
	use := s.byName[m.Label]
	if use == nil {
		use = &LabelUse{Name: m.Label, Group: m.Group}
		use.Example = s.example(whole, m)
		s.byName[m.Label] = use
		s.Labels = append(s.Labels, use)
	}
	use.Marks++
	use.Entities = use.Entities || m.Entity != ""
	for _, a := range m.Attributes {
		addAnswer(&use.Attributes, a)
	}
	counts := map[string]int{}
	for _, l := range m.Links {
		counts[l.Role]++
		role := use.role(l.Role)
		role.Links++
		role.Most = max(role.Most, counts[l.Role])
		role.ToEntity = role.ToEntity || l.ToEntity
		if label, ok := labels[l.To]; ok && !l.ToEntity && !slices.Contains(role.Targets, label) {
			role.Targets = append(role.Targets, label)
		}
		for _, a := range l.Attributes {
			addAnswer(&role.Attributes, a)
		}
	}
}

// example is what the mark covers, or begins with.
func (s *Survey) example(whole string, m *Mark) string {
	if len(m.Spans) == 0 {
		return ""
	}
	if m.Spans[0].Text != "" {
		return m.Spans[0].Text
	}
	r, err := place(text.NewConverter(whole), s.unit, m.Spans[0])
	if err != nil {
		return ""
	}
	return whole[r.Start:r.End]
}

func (u *LabelUse) role(name string) *RoleUse {
	for _, r := range u.Roles {
		if r.Name == name {
			return r
		}
	}
	u.Roles = append(u.Roles, &RoleUse{Name: name})
	return u.Roles[len(u.Roles)-1]
}

func addAnswer(list *[]*AttributeUse, a Attribute) {
	at := slices.IndexFunc(*list, func(u *AttributeUse) bool { return u.Name == a.Name })
	if at < 0 {
		*list = append(*list, &AttributeUse{Name: a.Name})
		at = len(*list) - 1
	}
	use := (*list)[at]
	use.Marks++
	switch v := a.Value.(type) {
	case string:
		use.Texts++
		use.add(v)
	case float64:
		use.Numbers++
	case bool:
		use.Bools++
	case []string:
		use.Lists++
		for _, one := range v {
			use.add(one)
		}
	}
}

func (u *AttributeUse) add(value string) {
	u.Longest = max(u.Longest, len(value))
	if slices.Contains(u.Values, value) {
		return
	}
	if len(u.Values) == mostValues {
		u.Many = true
		return
	}
	u.Values = append(u.Values, value)
}
