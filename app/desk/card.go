package desk

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/source/plain"
	"bluepencil/storage"
)

// carded is what the desk needs of a project to show an article's card.
type carded interface {
	Object(annotate.Ref) (*annotate.Object, error)
}

// Card is what is known about an article, field by field.
type Card struct {
	Article annotate.Article
	Fields  []CardField // those of the codebook, in its order
	Others  []CardField // what the file states beyond them
}

// CardField is one document field with its value.
type CardField struct {
	annotate.DocumentField
	Value    string
	Origin   string // “from the file”, “by Mina Berg, 14:02”; "" where there is no value
	Proposal string // what the text says where there is no value
	Place    string // where it says so: “from the text: line 2”
	Sure     float64
}

// Proposed lists the fields for which the text has a value and nobody has set one.
func (c *Card) Proposed() (list []CardField) {
	for _, f := range c.Fields {
		if f.Proposal != "" {
			list = append(list, f)
		}
	}
	return list
}

// ReadCard reads the open article's card in the background.
func (d *Desk) ReadCard(show func(Card, error)) {
	if d.open == nil {
		return
	}
	id, whole, fields, project := d.open.Article.ID, d.open.Text, d.shownBook.Document, d.o.Project
	d.o.Work(func() {
		card, err := readCard(project, id, whole, fields)
		d.o.UI(func() { show(card, err) })
	})
}

func readCard(p Project, id annotate.ID, whole string, fields []annotate.DocumentField) (Card, error) {
	object, err := p.Object(annotate.ArticleRef(id))
	if err != nil {
		return Card{}, err
	}
	card := Card{Article: annotate.ArticleFrom(object)}
	origin, err := originsOf(p, object)
	if err != nil {
		return Card{}, err
	}
	left := maps.Clone(card.Article.Meta)
	facts := plain.Read(whole).Facts
	for _, f := range fields {
		value := left[f.ID]
		delete(left, f.ID)
		if value == "" && f.Retired {
			continue
		}
		field := CardField{DocumentField: f, Value: value, Origin: origin[f.ID]}
		if value == "" {
			field.propose(whole, facts)
		}
		card.Fields = append(card.Fields, field)
	}
	for _, name := range slices.Sorted(maps.Keys(left)) {
		card.Others = append(card.Others, CardField{DocumentField: annotate.DocumentField{ID: name, Name: name}, Value: left[name], Origin: origin[name]})
	}
	return card, nil
}

// propose takes what the text says about a field, where it is of the field's type.
func (f *CardField) propose(whole string, facts []plain.Fact) {
	at := slices.IndexFunc(facts, func(fact plain.Fact) bool { return fact.Field == f.ID })
	if at < 0 || f.Retired || f.Check(facts[at].Value) != nil {
		return
	}
	f.Proposal, f.Sure = facts[at].Value, facts[at].Sure
	f.Place = fmt.Sprintf("from the text: line %d", plain.Line(whole, facts[at].Range.Start))
}

// fromText is how the action begins that takes over what the text says; the
// history keeps it, and with it where a value comes from.
const fromText = "take from the text: "

// originsOf says of every document field who or what set it. What was set with
// the article itself comes from its file.
func originsOf(p Project, object *annotate.Object) (map[string]string, error) {
	origin, later := map[string]string{}, map[annotate.Stamp][]string{}
	imported := object.Fields[annotate.FieldContent].Stamp
	for name, field := range object.Fields {
		key, is := strings.CutPrefix(name, annotate.FieldMeta)
		switch {
		case !is || field.Value == nil:
		case field.Stamp == imported:
			origin[key] = "from the file"
		default:
			later[field.Stamp] = append(later[field.Stamp], key)
		}
	}
	if len(later) == 0 {
		return origin, nil
	}
	names, err := peopleNames(p)
	if err != nil {
		return nil, err
	}
	err = p.History(storage.HistoryFilter{Article: object.Ref.ID, Newest: true, Brief: true}, func(c annotate.Change) bool {
		for _, key := range later[c.Time] {
			origin[key] = originIn(&c, key, names[c.Person])
		}
		delete(later, c.Time)
		return len(later) > 0
	})
	return origin, err
}

// originIn says where a field's value comes from, by the change that set it.
func originIn(c *annotate.Change, field, person string) string {
	when := c.When().Local().Format("2 January, 15:04")
	if taken, is := strings.CutPrefix(c.Action, fromText); is {
		for part := range strings.SplitSeq(taken, "; ") {
			if line, is := strings.CutPrefix(part, field+" in line "); is {
				return fmt.Sprintf("from the text: line %s, taken by %s, %s", line, person, when)
			}
		}
	}
	return fmt.Sprintf("by %s, %s", person, when)
}

func peopleNames(p Project) (map[annotate.ID]string, error) {
	people, err := p.People()
	names := map[annotate.ID]string{}
	for _, person := range people {
		names[person.ID] = person.Name
	}
	return names, err
}

// SetField sets a document field of the open article; "" clears it. It fails
// with annotate.ErrInvalid where the value is not of the field's type.
func (d *Desk) SetField(field annotate.DocumentField, value string) error {
	value = strings.TrimSpace(value)
	if err := field.Check(value); err != nil {
		return err
	}
	if d.open == nil || d.open.Article.Meta[field.ID] == value {
		return nil
	}
	draft := annotate.SetMeta(d.o.Person.ID, d.open.Article.ID, field.ID, value)
	draft.Action = "set " + field.Name
	d.do(draft)
	return nil
}

// TakeFields sets the fields to what the text says: one step of undo. What has
// a value stays as it is.
func (d *Desk) TakeFields(fields []CardField) {
	if d.open == nil {
		return
	}
	draft := annotate.Draft{Person: d.o.Person.ID, Article: d.open.Article.ID}
	var taken []string
	for _, f := range fields {
		if f.Proposal == "" || d.open.Article.Meta[f.ID] != "" {
			continue
		}
		draft.Set(annotate.ArticleRef(d.open.Article.ID), annotate.FieldMeta+f.ID, f.Proposal)
		taken = append(taken, f.ID+" in line "+strings.TrimPrefix(f.Place, "from the text: line "))
	}
	if len(taken) == 0 {
		return
	}
	draft.Action = fromText + strings.Join(taken, "; ")
	d.do(draft)
}
