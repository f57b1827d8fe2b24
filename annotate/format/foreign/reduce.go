package foreign

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"bluepencil/annotate/format"
	"bluepencil/annotate/format/token"
	"bluepencil/annotate/text"
)

// Flat says which of several overlapping marks a flat format keeps.
type Flat string

// The ways to make marks flat.
const (
	FlatLongest  Flat = "longest"  // the longest, then the first
	FlatFirst    Flat = "first"    // the first, then the longest
	FlatPriority Flat = "priority" // in the order of labels that Reducer.Priority gives
	FlatFiles    Flat = "files"    // a file for each label; within one, the longest
)

// Flats lists them.
var Flats = []Flat{FlatLongest, FlatFirst, FlatPriority, FlatFiles}

// Reducer takes out of documents what a format cannot carry.
type Reducer struct {
	Carries  Carries
	Flat     Flat // empty: FlatLongest
	Priority []string
}

// Part is a document as far as one record of a format can carry it.
type Part struct {
	Person   string // whose marks, where each person's go to a file of their own
	Label    string // with FlatFiles
	Document *Document
}

// Reduce gives the document in parts that the format carries exactly, and what
// was lost on the way. The document stays as it is. A text that the format
// cannot carry is an error.
func (r *Reducer) Reduce(d *Document) ([]Part, []format.Loss, error) {
	if check := r.Carries.Text; check != nil {
		if err := check(d.Text); err != nil {
			return nil, nil, err
		}
	}
	one := reducing{Reducer: r, doc: d}
	out := *d
	out.Problems = nil
	out.Layers = make([]Layer, len(d.Layers))
	for i := range d.Layers {
		out.Layers[i] = one.layer(&d.Layers[i])
	}
	one.head(&out)
	parts := r.parts(&out)
	if !r.Carries.Overlap {
		parts = one.flatten(parts)
	}
	for i := range parts {
		one.close(parts[i].Document)
	}
	return parts, one.losses, nil
}

// parts cuts a document where the format keeps people apart.
func (r *Reducer) parts(d *Document) []Part {
	if r.Carries.Layers {
		return []Part{{Document: d}}
	}
	parts := make([]Part, 0, len(d.Layers))
	for i := range d.Layers {
		own := *d
		own.Layers = []Layer{d.Layers[i]}
		person := own.Layers[0].Person
		if !r.Carries.Persons {
			own.Layers[0].Person = ""
		}
		parts = append(parts, Part{Person: person, Document: &own})
	}
	return parts
}

// reducing is the reduction of one document.
type reducing struct {
	*Reducer
	doc    *Document
	tokens []text.Range
	losses []format.Loss
}

func (r *reducing) lose(what string, m *Mark) {
	r.loseText(what, describe(m))
}

func (r *reducing) loseText(what, example string) {
	report := format.Report{Losses: r.losses}
	if r.doc.Name != "" {
		example = r.doc.Name + ": " + example
	}
	report.AddLosses([]format.Loss{{What: what, Count: 1, Examples: []string{example}}})
	r.losses = report.Losses
}

func (r *reducing) layer(l *Layer) Layer {
	out := *l
	out.Marks = make([]Mark, 0, len(l.Marks))
	for i := range l.Marks {
		out.Marks = append(out.Marks, r.mark(&l.Marks[i])...)
	}
	if !r.Carries.Status {
		if out.Reason != "" {
			r.loseText("reasons why somebody set an article aside or returned it", out.Reason)
		}
		out.Status, out.Reason, out.Codebook, out.Submitted = "", "", 0, time.Time{}
	}
	return out
}

// head takes out what is said of the article and cannot be carried.
func (r *reducing) head(d *Document) {
	if r.Carries.Head {
		return
	}
	if d.Head.Note != "" {
		r.loseText("notes on articles", d.Head.Note)
	}
	kept := Head{ID: d.Head.ID}
	if r.Carries.Meta {
		kept.Meta = d.Head.Meta
	} else if len(d.Head.Meta) > 0 {
		r.loseText("document fields of articles", strings.Join(keys(d.Head.Meta), ", "))
	}
	d.Head = kept
}

func keys(m map[string]string) []string {
	list := make([]string, 0, len(m))
	for k := range m {
		list = append(list, k)
	}
	slices.Sort(list)
	return list
}

// mark gives the mark as the format carries it: one, or one for each of its
// stretches.
func (r *reducing) mark(in *Mark) []Mark {
	m := *in
	m.Spans = slices.Clone(in.Spans)
	if r.Carries.Tokens {
		r.widen(&m)
	}
	r.facts(&m)
	r.attributes(&m)
	r.links(&m)
	m.Label = r.name("labels", m.Label)
	if r.Carries.Discontinuous || len(m.Spans) == 1 {
		return []Mark{m}
	}
	r.lose("markings in several pieces, written as one marking for each piece", in)
	list := make([]Mark, len(m.Spans))
	for i, s := range m.Spans {
		list[i] = m
		list[i].Spans = []Span{s}
		if i > 0 { // what is said of the whole is said once
			list[i].ID = fmt.Sprintf("%s.%d", m.ID, i+1)
			list[i].Links, list[i].Note = nil, ""
		}
	}
	return list
}

// widen makes spans of whole tokens.
func (r *reducing) widen(m *Mark) {
	if r.tokens == nil {
		r.tokens = token.Tokens(r.doc.Text)
	}
	changed := false
	var wide []Span
	for _, s := range m.Spans {
		from, to := token.Cover(r.tokens, text.Range{Start: s.Start, End: s.End})
		if from == to {
			changed = true // white space alone
			continue
		}
		w := Span{Start: r.tokens[from].Start, End: r.tokens[to-1].End}
		changed = changed || w.Start != s.Start || w.End != s.End
		if n := len(wide); n > 0 && w.Start <= wide[n-1].End {
			w.Start = wide[n-1].Start
			wide = wide[:n-1]
		}
		w.Text = r.doc.Text[w.Start:w.End]
		wide = append(wide, w)
	}
	if changed {
		r.lose("markings whose edges are not those of words, widened or cut to whole words", m)
	}
	m.Spans = wide
}

// facts takes out what the format has no place for.
func (r *reducing) facts(m *Mark) {
	c := &r.Carries
	if !c.Notes && m.Note != "" {
		r.lose("notes", m)
		m.Note = ""
	}
	if !c.Questions && m.Question {
		r.lose("questions on markings", m)
		m.Question = false
	}
	if !c.Origins {
		m.Origin = Origin{}
	}
	if !c.Times {
		m.Created, m.Modified = time.Time{}, time.Time{}
	}
	if !c.Entities && m.Entity != "" {
		r.lose("register entries that markings name", m)
		m.Entity = ""
	}
}

func (r *reducing) attributes(m *Mark) {
	if !r.Carries.Attributes {
		for _, a := range m.Attributes {
			r.lose("answers to "+a.Name, m)
		}
		m.Attributes = nil
		return
	}
	m.Attributes = r.values(m, m.Attributes)
}

// values gives the attributes with the types that the format has.
func (r *reducing) values(m *Mark, in []Attribute) []Attribute {
	out := make([]Attribute, 0, len(in))
	for _, a := range in {
		a.Name = r.name("attributes", a.Name)
		if list, is := a.Value.([]string); is && !r.Carries.Lists {
			if len(list) > 1 {
				r.lose("answers with several values, written as one: "+a.Name, m)
			}
			a.Value = strings.Join(list, ",")
		}
		if _, is := a.Value.(string); !is && !r.Carries.Typed {
			if _, list := a.Value.([]string); !list {
				a.Value = fmt.Sprint(a.Value)
			}
		}
		out = append(out, a)
	}
	return out
}

func (r *reducing) links(m *Mark) {
	var kept []Link
	for _, l := range m.Links {
		if l.ToEntity && !r.Carries.EntityLinks || !l.ToEntity && !r.Carries.Links {
			r.lose("links: "+l.Role, m)
			continue
		}
		l.Role = r.name("roles", l.Role)
		if !r.Carries.LinkIDs {
			l.ID = ""
		}
		if !r.Carries.LinkAttribute {
			for _, a := range l.Attributes {
				r.lose("answers about links to "+a.Name, m)
			}
			l.Attributes = nil
		} else {
			l.Attributes = r.values(m, l.Attributes)
		}
		kept = append(kept, l)
	}
	m.Links = kept
}

func (r *reducing) name(kind, name string) string {
	if r.Carries.Name == nil {
		return name
	}
	spelt := r.Carries.Name(name)
	if spelt != name {
		r.loseText("names of "+kind+" spelt as the format allows", name+" as "+spelt)
	}
	return spelt
}

// close drops links whose ends are not there, and entries that nobody names.
func (r *reducing) close(d *Document) {
	named := map[string]bool{}
	for i := range d.Layers {
		l := &d.Layers[i]
		l.Marks = slices.DeleteFunc(l.Marks, func(m Mark) bool { return len(m.Spans) == 0 })
		there := map[string]bool{}
		for _, m := range l.Marks {
			there[m.ID] = true
		}
		for n := range l.Marks {
			m := &l.Marks[n]
			m.Links = slices.DeleteFunc(slices.Clone(m.Links), func(k Link) bool {
				lost := !k.ToEntity && !there[k.To]
				if lost {
					r.lose("links to markings that are not written: "+k.Role, m)
				}
				return lost
			})
			named[m.Entity] = true
			for _, k := range m.Links {
				named[k.To] = true
			}
		}
	}
	d.Entities = slices.DeleteFunc(slices.Clone(d.Entities), func(e Entity) bool { return !named[e.ID] })
}

// byExtent orders marks by where they begin; of those that begin together the
// longer comes first.
func byExtent(a, b Mark) int {
	return cmp.Or(cmp.Compare(a.Start(), b.Start()), cmp.Compare(b.End(), a.End()), cmp.Compare(a.Label, b.Label), cmp.Compare(a.ID, b.ID))
}
