package courier

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"time"

	"bluepencil/annotate"
	"bluepencil/annotate/register"
	"bluepencil/annotate/rounds"
	"bluepencil/annotate/text"
	"bluepencil/storage"
)

// Unsettled is what the list of conflicts needs of a project; *storage.Project
// has it.
type Unsettled interface {
	Disputes(func(storage.Dispute) bool) error
	AllTwins() ([]storage.Twins, error)
	People() ([]annotate.Person, error)
	Codebook() (*annotate.Codebook, error)
	Register() (*register.Register, error)
	Article(annotate.ID) (annotate.Article, error)
	Annotations(article, layer annotate.ID) ([]annotate.Annotation, error)
	MaySee(reader, article, owner annotate.ID) (rounds.Sight, error)
}

// Conflict is something to be settled: a field that people have set without
// knowing of each other, or articles that were imported twice.
type Conflict struct {
	Dispute *storage.Dispute // nil for articles
	Twins   *storage.Twins   // nil for a field
	What    string           // it is about
	Field   string           // in words
	Where   string           // the title of the article, or ""
	Choices []Choice         // of a field; the first one stands meanwhile
	Why     string           // somebody else alone may settle it, or ""
}

// Choice is what somebody has set.
type Choice struct {
	Value string
	Who   string
	When  time.Time
}

// ReadConflicts lists what is to be settled in the whole project; what lies in
// layers that a person may not see is left out. Cancelling the context ends it.
func ReadConflicts(ctx context.Context, p Unsettled, me annotate.ID) ([]Conflict, error) {
	n := naming{p: p, titles: map[annotate.ID]string{}, layers: map[annotate.Ref][]annotate.Annotation{}}
	var err error
	if n.people, err = p.People(); err != nil {
		return nil, err
	}
	if n.codebook, err = p.Codebook(); err != nil {
		return nil, err
	}
	if n.register, err = p.Register(); err != nil {
		return nil, err
	}
	var disputes []storage.Dispute
	if err = p.Disputes(func(d storage.Dispute) bool {
		disputes = append(disputes, d)
		return ctx.Err() == nil
	}); err != nil {
		return nil, err
	}
	twins, err := p.AllTwins()
	if err != nil {
		return nil, err
	}
	var list []Conflict
	for i := range disputes {
		d := &disputes[i]
		if owner := d.Owner(); !owner.IsZero() {
			sight, err := p.MaySee(me, d.Ref.Article, owner)
			if err != nil {
				return nil, err
			}
			if sight == rounds.Nothing {
				continue
			}
		}
		list = append(list, n.conflict(&disputes[i], me))
	}
	for i := range twins {
		list = append(list, Conflict{Twins: &twins[i], What: n.title(twins[i].Articles[0]), Field: fmt.Sprintf("imported %d times", len(twins[i].Articles))})
	}
	return list, ctx.Err()
}

// naming gives what conflicts are about its names.
type naming struct {
	p        Unsettled
	people   []annotate.Person
	codebook *annotate.Codebook
	register *register.Register
	titles   map[annotate.ID]string
	layers   map[annotate.Ref][]annotate.Annotation
}

func (n *naming) conflict(d *storage.Dispute, me annotate.ID) Conflict {
	c := Conflict{Dispute: d, What: n.what(d), Field: n.field(d.Field), Where: n.title(d.Ref.Article)}
	if d.Ref.Kind == annotate.KindArticle {
		c.Where = ""
	}
	for _, s := range d.Choices {
		c.Choices = append(c.Choices, Choice{Value: n.value(d, s.Value), Who: nameOf(n.people, s.Person), When: s.Stamp.Time()})
	}
	if owner := d.Owner(); !owner.IsZero() && owner != me {
		c.Why = "It lies in the layer of " + nameOf(n.people, owner) + ", who alone may settle it."
	}
	return c
}

func (n *naming) title(article annotate.ID) string {
	title, known := n.titles[article]
	if !known && !article.IsZero() {
		if a, err := n.p.Article(article); err == nil {
			title = a.Title()
		}
		n.titles[article] = title
	}
	return title
}

// what names the object that a conflict is about.
func (n *naming) what(d *storage.Dispute) string {
	switch d.Ref.Kind {
	case annotate.KindArticle:
		return "Article “" + cmp.Or(n.title(d.Ref.ID), "that is in the bin") + "”"
	case annotate.KindAnnotation:
		return n.annotation(d.Ref)
	case annotate.KindEntity:
		if e, ok := n.register.Entry(d.Ref.ID); ok {
			return "Entry “" + e.Name + "” of the register"
		}
		return "An entry of the register"
	case annotate.KindPerson:
		return nameOf(n.people, d.Ref.ID)
	case annotate.KindCodebook:
		return "The codebook"
	case annotate.KindProject:
		return "The project"
	case annotate.KindLayer:
		return "The layer of " + nameOf(n.people, cmp.Or(d.Ref.Owner, d.Ref.ID))
	}
	return "A " + d.Ref.Kind.String()
}

func (n *naming) annotation(ref annotate.Ref) string {
	key := annotate.LayerRef(ref.Article, ref.Owner)
	list, known := n.layers[key]
	if !known {
		list, _ = n.p.Annotations(ref.Article, ref.Owner) // without it, it has no words
		n.layers[key] = list
	}
	for i := range list {
		if list[i].ID == ref.ID {
			return n.label(list[i].Label) + " “" + text.Shorten(text.OneLine(list[i].Text()), 60) + "”"
		}
	}
	return "An annotation"
}

func (n *naming) label(id annotate.LabelID) string {
	label, _ := n.codebook.Label(id)
	return cmp.Or(label.Name, string(id))
}

// fieldWords are fields as people read them; a field with a slash is told by
// what stands before it.
var fieldWords = map[string]string{annotate.FieldDeleted: "kept, or deleted", annotate.FieldLabel: "label", annotate.FieldSpans: "the words that are marked",
	annotate.FieldEntity: "the entry it names", annotate.FieldQuestion: "question flag", annotate.FieldVersion: "the version it replaces", annotate.FieldLead: "leads the desk",
	annotate.FieldRetired: "works here no more", annotate.FieldText: "words", annotate.FieldProfile: "the profile of its checks", annotate.FieldClean: "how clean an article must be"}

func (n *naming) field(field string) string {
	if words, ok := fieldWords[field]; ok {
		return words
	}
	before, id, in := strings.Cut(field, "/")
	switch before + "/" {
	case annotate.FieldMeta:
		return id
	case annotate.FieldAttr: // of an annotation, or of the codebook
		if a, ok := n.codebook.Attribute(annotate.AttributeID(id)); ok {
			return a.Name
		}
	case annotate.FieldLabelDef:
		return "label " + n.label(annotate.LabelID(id))
	}
	if in {
		return before + " " + id
	}
	return field
}

// wordsOfValues is how many code points of a value are shown.
const wordsOfValues = 400

// value is what was set, as a person reads it.
func (n *naming) value(d *storage.Dispute, v annotate.Value) string {
	if v == nil {
		return "(not set)"
	}
	var flag bool
	switch d.Field {
	case annotate.FieldDeleted:
		return map[bool]string{true: "deleted", false: "kept"}[annotate.As[bool](v)]
	case annotate.FieldLabel:
		return n.label(annotate.As[annotate.LabelID](v))
	case annotate.FieldSpans:
		a := annotate.Annotation{Spans: annotate.As[[]annotate.Span](v)}
		return "“" + text.Shorten(a.Text(), wordsOfValues) + "”"
	case annotate.FieldEntity:
		if e, ok := n.register.Entry(annotate.As[annotate.ID](v)); ok {
			return e.Name
		}
	}
	if v.Decode(&flag) == nil {
		return map[bool]string{true: "yes", false: "no"}[flag]
	}
	words := v.Plain()
	if words == "" {
		return "(empty)"
	}
	if id, is := strings.CutPrefix(d.Field, annotate.FieldAttr); is {
		if a, ok := n.codebook.Attribute(annotate.AttributeID(id)); ok {
			for _, c := range a.Choices {
				if string(c.ID) == words {
					return c.Name
				}
			}
		}
	}
	return text.Shorten(words, wordsOfValues)
}
