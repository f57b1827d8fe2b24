package html

import (
	"cmp"
	"fmt"
	"html/template"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"bluepencil/annotate"
	"bluepencil/annotate/format/foreign"
)

// view is an article as the template shows it.
type view struct {
	ID, Title, Counts string
	Facts             []fact
	Text              template.HTML
	People            []person
	Remarks           []remark
}

type person struct {
	Number               int
	Name, Status, Reason string
	Cards                []card
}

// fact is a name and a value; To is the anchor that the value leads to.
type fact struct {
	Name, Value, To, Also string
}

type card struct {
	ID, Class, Tag, Label, Quote, By, Note string
	Question                               bool
	Facts                                  []fact
	Remarks                                []remark
}

type remark struct {
	Author, Time, Decision, Text string
}

// viewing is the making of one view.
type viewing struct {
	*Writer
	doc      *foreign.Document
	id       string
	entities map[string]*foreign.Entity
	remarks  map[string][]remark // by mark
	drawn    []drawn
}

func (w *Writer) view(d *foreign.Document) *view {
	v := &viewing{Writer: w, doc: d, id: anchor(d), entities: map[string]*foreign.Entity{}, remarks: map[string][]remark{}}
	for i := range d.Entities {
		v.entities[d.Entities[i].ID] = &d.Entities[i]
	}
	if w.review != nil {
		for _, r := range w.review(d.Head.ID) {
			v.remarks[r.Mark] = append(v.remarks[r.Mark], remark{plain(r.Author), moment(r.Time), plain(r.Decision), plain(r.Text)})
		}
	}
	out := &view{ID: v.id, Title: plain(cmp.Or(d.Head.Meta[annotate.MetaTitle], d.Name, "Article")), Facts: v.facts(), Remarks: v.remarks[""]}
	marks := 0
	for i := range d.Layers {
		out.People = append(out.People, v.person(i, &d.Layers[i], marks))
		marks += len(d.Layers[i].Marks)
	}
	out.Counts = fmt.Sprintf("%d markings, %d people", marks, len(d.Layers))
	out.Text = marked(d.Text, v.drawn)
	return out
}

func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2006-01-02 15:04 UTC")
}

// facts are the document fields, by the codebook's names and order, then the others.
func (v *viewing) facts() (list []fact) {
	meta := maps.Clone(v.doc.Head.Meta)
	delete(meta, annotate.MetaTitle)
	for _, f := range v.codebook.Document {
		if value := meta[f.ID]; value != "" {
			list = append(list, fact{Name: plain(f.Name), Value: plain(choiceName(f.Choices, value))})
			delete(meta, f.ID)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(meta)) {
		list = append(list, fact{Name: plain(key), Value: plain(meta[key])})
	}
	if v.doc.Head.Note != "" {
		list = append(list, fact{Name: "note", Value: plain(v.doc.Head.Note)})
	}
	return list
}

func choiceName(choices []annotate.Choice, id string) string {
	for _, c := range choices {
		if string(c.ID) == id {
			return c.Name
		}
	}
	return id
}

// number is a layer's number in class names. Those beyond what the style knows
// share one that cannot be switched off.
func number(layer int) int { return min(layer, mostPeople) }

// person makes cards of a layer's marks: quotes and claims first, the others
// small. Marks are numbered through the article, after those before.
func (v *viewing) person(n int, l *foreign.Layer, before int) person {
	p := person{Number: number(n), Name: plain(cmp.Or(l.Person, "somebody")), Status: string(l.Status), Reason: plain(l.Reason)}
	anchors := map[string]string{}
	tags := map[string]string{}
	for i := range l.Marks {
		label, _ := v.label(l.Marks[i].Label)
		anchors[l.Marks[i].ID] = fmt.Sprintf("%s-%d", v.id, before+i+1)
		tags[l.Marks[i].ID] = plain(tagOf(&label)) + strconv.Itoa(before+i+1)
	}
	var small []card
	for i := range l.Marks {
		m := &l.Marks[i]
		c := v.card(m, fmt.Sprintf("%s-%d", v.id, before+i+1), before+i+1)
		for _, k := range m.Links {
			c.Facts = append(c.Facts, v.link(k, anchors, tags))
		}
		v.draw(m, &c, p.Number)
		if strings.Contains(c.Class, "small") {
			small = append(small, c)
		} else {
			p.Cards = append(p.Cards, c)
		}
	}
	p.Cards = append(p.Cards, small...)
	return p
}

// label finds a label and its class; one that is not in the codebook has its
// own name.
func (v *viewing) label(id string) (annotate.Label, string) {
	for i, l := range v.codebook.Labels {
		if string(l.ID) == id {
			return l, fmt.Sprintf("l%d %s", i, groupClass(l.Group))
		}
	}
	return annotate.Label{Name: id}, ""
}

func (v *viewing) draw(m *foreign.Mark, c *card, person int) {
	class := strings.TrimSuffix(c.Class, " small")
	for i, s := range m.Spans {
		v.drawn = append(v.drawn, drawn{Span: s, id: c.ID, tag: c.Tag, class: class, first: i == 0, person: person})
	}
}

func (v *viewing) card(m *foreign.Mark, id string, number int) card {
	label, class := v.label(m.Label)
	c := card{ID: id, Class: class, Tag: plain(tagOf(&label)) + strconv.Itoa(number), Label: plain(label.Name), Note: plain(m.Note), Question: m.Question, Remarks: v.remarks[m.ID]}
	if label.Group != annotate.GroupQuote && label.Group != annotate.GroupClaim && label.Group != "" {
		c.Class += " small"
	}
	pieces := make([]string, 0, len(m.Spans))
	for _, s := range m.Spans {
		pieces = append(pieces, v.doc.Text[s.Start:s.End])
	}
	c.Quote = plain(strings.Join(pieces, " … "))
	if m.Origin.By == annotate.BySuggestion {
		c.By = "suggested"
	}
	for _, a := range m.Attributes {
		name, value := v.answer(a)
		c.Facts = append(c.Facts, fact{Name: name, Value: value})
	}
	if m.Entity != "" {
		c.Facts = append(c.Facts, fact{Name: "names", Value: v.entity(m.Entity)})
	}
	return c
}

// answer is an attribute by the codebook's names.
func (v *viewing) answer(a foreign.Attribute) (name, value string) {
	asked, _ := v.codebook.Attribute(annotate.AttributeID(a.Name))
	list, is := a.Value.([]string)
	if !is {
		list = []string{fmt.Sprint(a.Value)}
	}
	names := make([]string, 0, len(list))
	for _, one := range list {
		names = append(names, choiceName(asked.Choices, one))
	}
	return plain(cmp.Or(asked.Name, a.Name)), plain(strings.Join(names, ", "))
}

func (v *viewing) entity(id string) string {
	if e := v.entities[id]; e != nil {
		return plain(e.Name)
	}
	return plain(id)
}

// link is a link by the names of its role and of what it leads to.
func (v *viewing) link(k foreign.Link, anchors, tags map[string]string) fact {
	role, _ := v.codebook.Role(annotate.RoleID(k.Role))
	f := fact{Name: plain(cmp.Or(role.Name, k.Role))}
	if k.ToEntity {
		f.Value = v.entity(k.To)
	} else {
		f.To, f.Value = anchors[k.To], cmp.Or(tags[k.To], plain(k.To))
	}
	var also []string
	for _, a := range k.Attributes {
		name, value := v.answer(a)
		also = append(also, name+": "+value)
	}
	f.Also = strings.Join(also, "; ")
	return f
}
