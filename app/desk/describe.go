package desk

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/text"
)

// Fact is something an annotation says: the name of an attribute or a role,
// and its value in words.
type Fact struct{ Name, Value string }

// Description is what there is to say about an annotation, in words.
type Description struct {
	Label annotate.Label
	Words string // what is marked, on one line
	Facts []Fact
}

// wordsInDescriptions is how many code points of a text a description shows.
const wordsInDescriptions = 160

// Describe says of an annotation of the open article what it is, what it is
// linked to, what it answers, and where it came from.
func (d *Desk) Describe(id annotate.ID) (Description, bool) {
	if d.open == nil {
		return Description{}, false
	}
	at := slices.IndexFunc(d.open.Marks, func(a annotate.Annotation) bool { return a.ID == id })
	if at < 0 {
		return Description{}, false
	}
	a := &d.open.Marks[at]
	label, _ := d.shownBook.Label(a.Label)
	if label.Name == "" {
		label.Name = string(a.Label)
	}
	description := Description{Label: label, Words: text.Shorten(text.OneLine(a.Text()), wordsInDescriptions)}
	add := func(name, value string) {
		if value != "" {
			description.Facts = append(description.Facts, Fact{name, value})
		}
	}
	add("entry", d.EntryName(a.Entity))
	d.describeLinks(a, add)
	for _, attribute := range d.shownBook.AttributesOf(a) {
		add(attribute.Name, inWords(attribute, a.Attributes[attribute.ID]))
	}
	if a.Question {
		add("flag", "a question is open")
	}
	add("note", text.Shorten(text.OneLine(a.Note), wordsInDescriptions))
	add("made", origin(a))
	if d.open.Pending[a.ID] {
		add("state", "not saved yet")
	}
	return description, true
}

// describeLinks adds what an annotation is linked to, and what is linked to it.
func (d *Desk) describeLinks(a *annotate.Annotation, add func(name, value string)) {
	all := d.Links()
	for _, l := range all[a.ID] {
		add(l.Role, l.Words)
	}
	for i := range d.open.Marks {
		other := &d.open.Marks[i]
		for _, l := range all[other.ID] {
			if l.To == a.ID {
				add(l.Role+" of", text.Shorten(text.OneLine(other.Text()), wordsInMessages))
			}
		}
	}
}

// LinkedTo is a link in words.
type LinkedTo struct {
	Role  string
	Words string      // of its end
	To    annotate.ID // the annotation it leads to; zero where that is an entry of the register

	role annotate.RoleID
}

// Links is what the annotations of the open article are linked to, each in
// the order of its label's roles. Links to what lies in the bin are left out.
func (d *Desk) Links() map[annotate.ID][]LinkedTo {
	if d.open == nil {
		return nil
	}
	ends := map[annotate.ID]string{}
	for i := range d.open.Marks {
		for _, l := range d.open.Marks[i].Links {
			ends[l.To] = ""
		}
	}
	if len(ends) == 0 {
		return nil
	}
	for i := range d.open.Marks {
		a := &d.open.Marks[i]
		if _, linked := ends[a.ID]; linked {
			ends[a.ID] = d.endWords(a)
		}
	}
	all := map[annotate.ID][]LinkedTo{}
	for i := range d.open.Marks {
		if a := &d.open.Marks[i]; len(a.Links) > 0 {
			all[a.ID] = d.linksOf(a, ends)
		}
	}
	return all
}

// endWords is how a link names an annotation it leads to: its words, and whom
// they mean.
func (d *Desk) endWords(a *annotate.Annotation) string {
	words := text.Shorten(text.OneLine(a.Text()), wordsInMessages)
	if name := d.EntryName(a.Entity); name != "" && name != words {
		words += " (" + name + ")"
	}
	return words
}

func (d *Desk) linksOf(a *annotate.Annotation, ends map[annotate.ID]string) (list []LinkedTo) {
	label, _ := d.shownBook.Label(a.Label)
	links := slices.Clone(a.Links)
	slices.SortStableFunc(links, func(x, y annotate.Link) int {
		return slices.Index(label.Roles, x.Role) - slices.Index(label.Roles, y.Role)
	})
	for _, l := range links {
		linked := LinkedTo{role: l.Role, Role: string(l.Role), Words: ends[l.To]}
		if role, ok := d.shownBook.Role(l.Role); ok {
			linked.Role = role.Name
		}
		if l.ToEntity {
			linked.Words = cmp.Or(d.EntryName(l.To), "an entry of the register")
		} else {
			linked.To = l.To
		}
		if linked.Words != "" {
			list = append(list, linked)
		}
	}
	return list
}

// inWords is an attribute's value as a person reads it; "" where there is none.
func inWords(attribute annotate.Attribute, value annotate.AttributeValue) string {
	named := func(id string) string {
		for _, c := range attribute.Choices {
			if string(c.ID) == id {
				return c.Name
			}
		}
		return id
	}
	switch v := value.(type) {
	case nil:
		return ""
	case string:
		return text.Shorten(text.OneLine(named(v)), wordsInDescriptions)
	case bool:
		if v {
			return "yes"
		}
		return "no"
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case []string:
		names := make([]string, len(v))
		for i, id := range v {
			names[i] = named(id)
		}
		return strings.Join(names, ", ")
	}
	return fmt.Sprint(value)
}

// origin says how an annotation came about.
func origin(a *annotate.Annotation) string {
	words := map[annotate.OriginBy]string{annotate.ByHand: "by hand", annotate.BySuggestion: "from a suggestion",
		annotate.ByImport: "by an import", annotate.ByAdjudication: "by adjudication"}[a.Origin.By]
	if a.Origin.Source != "" {
		words += " (" + a.Origin.Source + ")"
	}
	if a.Origin.Score != nil {
		words += fmt.Sprintf(", score %.2f", *a.Origin.Score)
	}
	if a.Edited {
		words += ", edited since"
	}
	return words
}
