package extra

import (
	"cmp"
	"fmt"
	"reflect"
	"time"

	"bluepencil/annotate"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/jsonrecord"
	"bluepencil/annotate/text"
)

// Shown is how a mark stands in the tool's own part: a key and a place, in
// bytes, for each stretch; none where the tool cannot show it.
type Shown struct {
	Keys   []string
	Spans  []text.Range
	Entity string // what a reader takes for the entry that the mark names
	Origin foreign.Origin
}

// Writer writes the object of one record.
type Writer struct {
	Unit    text.Unit
	Relates bool // the tool's own part has the links between marks
	// What a reader takes from the tool's own part, and from the file's name.
	Head     foreign.Head
	Person   string
	Status   annotate.Status
	Reason   string
	Name     string
	Entities []foreign.Entity

	d       *foreign.Document
	offsets *text.Converter
	words   bool // quotes are needed to find out what offsets count
	twins   map[shownExtent]int
	seen    map[string]bool // marks that the tool shows, by their ids
}

// Write gives the object, or nil where the tool's own part says everything.
// shown is about the marks of the document's only layer, in their order.
func (w *Writer) Write(d *foreign.Document, shown []Shown) ([]byte, error) {
	w.d, w.offsets, w.words = d, text.NewConverter(d.Text), !plain(d.Text)
	w.count(shown)
	var b builder
	w.article(&b)
	w.layer(&b, &d.Layers[0])
	var marks [][]byte
	for i := range d.Layers[0].Marks {
		if entry := w.mark(&b, &d.Layers[0].Marks[i], shown[i]); entry != nil {
			marks = append(marks, entry)
		}
	}
	if len(marks) > 0 {
		b.list("marks", marks)
	}
	if b.err != nil || len(b.Object) == 0 {
		return nil, b.err
	}
	return jsonrecord.Style{}.Object(b.Object)
}

// plain tells whether all units count the same.
func plain(whole string) bool {
	for i := range len(whole) {
		if whole[i] >= 0x80 || whole[i] == '\r' {
			return false
		}
	}
	return true
}

type shownExtent struct {
	text.Range
	label string
}

// count finds stretches that nothing but their keys tells apart.
func (w *Writer) count(shown []Shown) {
	w.twins, w.seen = map[shownExtent]int{}, map[string]bool{}
	for i, s := range shown {
		w.seen[w.d.Layers[0].Marks[i].ID] = len(s.Keys) > 0
		for _, r := range s.Spans {
			w.twins[shownExtent{r, w.d.Layers[0].Marks[i].Label}]++
		}
	}
}

func (w *Writer) article(b *builder) {
	if w.d.Name != w.Name {
		b.text("name", w.d.Name)
	}
	if head := w.d.Head; !sameHead(head, w.Head) {
		zones := make([]foreign.Zone, len(head.Zones))
		for i, z := range head.Zones {
			zones[i] = foreign.Zone{Part: z.Part, Start: w.at(b, z.Start), End: w.at(b, z.End)}
		}
		head.Zones = zones
		b.value("article", head)
	}
	if len(w.d.Entities)+len(w.Entities) > 0 && !reflect.DeepEqual(w.d.Entities, w.Entities) {
		b.value("entities", append([]foreign.Entity{}, w.d.Entities...))
	}
}

func (w *Writer) layer(b *builder, l *foreign.Layer) {
	if l.Person != w.Person {
		b.text("person", l.Person)
	}
	if l.Status != w.Status && (w.Status != "" || l.Status != annotate.StatusSubmitted) {
		b.text("status", string(l.Status))
	}
	if l.Reason != w.Reason {
		b.text("reason", l.Reason)
	}
	if l.Codebook != 0 {
		b.value("codebook", l.Codebook)
	}
	b.time("submitted", l.Submitted)
}

// at gives an offset in the unit of the file.
func (w *Writer) at(b *builder, offset int) int {
	n, err := w.offsets.ToUnit(w.Unit, offset)
	b.fail(err)
	return n
}

// mark gives what is said of a mark, or nil.
func (w *Writer) mark(all *builder, m *foreign.Mark, shown Shown) []byte {
	var b builder
	if len(shown.Keys) == 0 || m.ID != shown.Keys[0] {
		b.text("id", m.ID)
	}
	if m.Entity != shown.Entity {
		b.text("entity", m.Entity)
	}
	origin(&b, &m.Origin, &shown.Origin)
	w.facts(&b, m)
	exact := len(shown.Spans) == len(m.Spans)
	for i := range min(len(shown.Spans), len(m.Spans)) {
		exact = exact && shown.Spans[i] == text.Range{Start: m.Spans[i].Start, End: m.Spans[i].End}
	}
	if len(b.Object) == 0 && exact && len(m.Spans) == 1 {
		all.fail(b.err)
		return nil
	}
	raw := w.entry(&b, m, shown, exact)
	all.fail(b.err)
	return raw
}

// entry puts in front of the facts what stretches they are about.
func (w *Writer) entry(facts *builder, m *foreign.Mark, shown Shown, exact bool) []byte {
	var b builder
	b.text("label", m.Label)
	spans, words := make([][2]int, len(m.Spans)), make([]string, len(m.Spans))
	for i, s := range m.Spans {
		spans[i] = [2]int{w.at(&b, s.Start), w.at(&b, s.End)}
		words[i] = w.d.Text[s.Start:s.End]
	}
	b.value("spans", spans)
	if w.words {
		b.value("words", words)
	}
	if !exact {
		places := make([][2]int, len(shown.Spans))
		for i, r := range shown.Spans {
			places[i] = [2]int{w.at(&b, r.Start), w.at(&b, r.End)}
		}
		b.value("shown", places)
	}
	for _, r := range shown.Spans {
		if w.twins[shownExtent{r, m.Label}] > 1 {
			b.value("keys", shown.Keys)
			break
		}
	}
	b.Object = append(b.Object, facts.Object...)
	raw, err := jsonrecord.Style{}.Object(b.Object)
	facts.fail(cmp.Or(b.err, err))
	return raw
}

func (w *Writer) facts(b *builder, m *foreign.Mark) {
	if len(m.Attributes) > 0 {
		b.set("attributes", attributes(b, m.Attributes))
	}
	w.links(b, m)
	if m.Note != "" {
		b.text("note", m.Note)
	}
	if m.Question {
		b.value("question", true)
	}
	b.time("created", m.Created)
	b.time("modified", m.Modified)
}

func (w *Writer) links(b *builder, m *foreign.Mark) {
	var list [][]byte
	for _, l := range m.Links {
		if w.Relates && !l.ToEntity && w.seen[m.ID] && w.seen[l.To] && l.ID == "" && len(l.Attributes) == 0 {
			continue
		}
		var one builder
		if l.ID != "" {
			one.text("id", l.ID)
		}
		one.text("role", l.Role)
		one.text("to", l.To)
		if l.ToEntity {
			one.value("to_entity", true)
		}
		if len(l.Attributes) > 0 {
			one.set("attributes", attributes(b, l.Attributes))
		}
		raw, err := jsonrecord.Style{}.Object(one.Object)
		b.fail(cmp.Or(one.err, err))
		list = append(list, raw)
	}
	if len(list) > 0 {
		b.list("links", list)
	}
}

func origin(b *builder, o, known *foreign.Origin) {
	if reflect.DeepEqual(o, known) {
		return
	}
	var one builder
	if o.By != "" {
		one.text("by", string(o.By))
	}
	if o.Source != "" {
		one.text("source", o.Source)
	}
	if o.Score != nil {
		one.value("score", *o.Score)
	}
	if len(o.From) > 0 {
		one.value("from", o.From)
	}
	if o.Edited {
		one.value("edited", true)
	}
	raw, err := jsonrecord.Style{}.Object(one.Object)
	b.fail(cmp.Or(one.err, err))
	b.set("origin", raw)
}

func attributes(b *builder, list []foreign.Attribute) []byte {
	var one builder
	for _, a := range list {
		if one.Has(a.Name) {
			b.fail(fmt.Errorf("%q is answered twice", a.Name))
		}
		one.value(a.Name, a.Value)
	}
	raw, err := jsonrecord.Style{}.Object(one.Object)
	b.fail(cmp.Or(one.err, err))
	return raw
}

// stamp is how times are written: in UTC, to the millisecond.
const stamp = "2006-01-02T15:04:05.000Z"

func (b *builder) time(key string, t time.Time) {
	if !t.IsZero() {
		b.text(key, t.UTC().Format(stamp))
	}
}
