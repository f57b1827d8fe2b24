package spacy

import (
	"fmt"
	"regexp"

	"bluepencil/annotate/format/extra"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/jsonrecord"
)

// Keys of a Doc, and of a mark's template: the span and the entity it was.
const (
	group      = "sc" // where the span categoriser looks
	ents       = "ents"
	underscore = "_"
	asSpan     = "span"
	asEntity   = "ent"
)

var null = []byte("null")

// wikidata are ids of that register.
var wikidata = regexp.MustCompile(`^Q[1-9][0-9]*$`)

// reading is one Doc under way.
type reading struct {
	jsonrecord.Envelope
	extra.Record
	d       *foreign.Document
	o       jsonrecord.Object
	letters []rune
	places  map[string]int // of natives, by place and label
	known   map[string]bool
}

func read(o jsonrecord.Object, raw []byte, options foreign.ReadOptions) (*foreign.Document, error) {
	whole, ok := o.Text("text")
	if !ok {
		return nil, fmt.Errorf("%w: there is no text", jsonrecord.ErrRecord)
	}
	r := reading{Envelope: jsonrecord.Envelope{Style: jsonrecord.StyleOf(raw), Record: o.Clone()}, d: &foreign.Document{Text: whole}, o: o,
		letters: []rune(whole), places: map[string]int{}, known: map[string]bool{}}
	r.Envelope.Record.Set("text", null)
	r.Person = options.Person
	if err := r.own(); err != nil {
		return nil, err
	}
	r.tokens()
	if err := r.groups(); err != nil {
		return nil, err
	}
	r.entities()
	packed, err := r.Pack()
	if err != nil {
		return nil, err
	}
	r.Document(r.d, packed)
	return r.d, nil
}

// own takes our attribute out of the extension attributes.
func (r *reading) own() error {
	attributes, ok := r.o.Object(underscore)
	if !ok || !attributes.Has(extra.Key) {
		return nil
	}
	r.Extra = attributes.Raw(extra.Key)
	attributes.Delete(extra.Key)
	raw, err := r.Style.Object(attributes)
	r.Envelope.Record.Set(underscore, raw)
	return err
}

// tokens keeps the tokens in little room.
func (r *reading) tokens() {
	list, ok := r.o.List("tokens")
	if !ok {
		return
	}
	objects := make([]jsonrecord.Object, len(list))
	for i, raw := range list {
		one, err := jsonrecord.Parse(raw)
		_, okStart := one.Int("start")
		_, okEnd := one.Int("end")
		if err != nil || !okStart || !okEnd {
			return
		}
		if id, ok := one.Int("id"); ok && id == i {
			one.Set("id", null)
		}
		objects[i] = one
	}
	r.Envelope.Record.Set("tokens", null)
	r.More.Set("tokens", jsonrecord.Pack(objects))
}

// groups reads the span groups, each under the name that it has.
func (r *reading) groups() error {
	groups, ok := r.o.Object("spans")
	if !ok {
		return nil
	}
	for i, f := range groups {
		list, err := jsonrecord.List(f.Raw)
		if err != nil || f.Key == "" {
			continue // it stays what it is
		}
		groups[i].Raw = null
		for n, raw := range list {
			r.span(fmt.Sprintf("span %d of group %s", n+1, f.Key), f.Key, asSpan, raw)
		}
	}
	raw, err := r.Style.Object(groups)
	r.Envelope.Record.Set("spans", raw)
	return err
}

// entities reads the entities. One that is a span as well is one mark.
func (r *reading) entities() {
	list, ok := r.o.List(ents)
	if !ok {
		return
	}
	r.Envelope.Record.Set(ents, null)
	for n, raw := range list {
		r.span(fmt.Sprintf("entity %d", n+1), ents, asEntity, raw)
	}
}

// span reads a span of a group, or an entity.
func (r *reading) span(what, where, as string, raw []byte) {
	one, err := jsonrecord.Parse(raw)
	start, okStart := one.Int("start")
	end, okEnd := one.Int("end")
	label, okLabel := jsonrecord.Word(one.Raw("label"))
	if err != nil || !okStart || !okEnd || !okLabel {
		r.d.Problems = append(r.d.Problems, what+" left out: it has no start, end and label")
		return
	}
	for _, key := range []string{"start", "end", "label"} {
		one.Set(key, null)
	}
	packed, err := jsonrecord.Style{}.Object(one)
	if err != nil {
		return
	}
	place := fmt.Sprintf("%d %d %q", start, end, label)
	if n, there := r.places[place]; there && as == asEntity && !r.known[place] {
		r.known[place] = true
		r.Marks.Change(r.Natives[n].Key, func(o *jsonrecord.Object) { o.Set(asEntity, packed) })
		return
	}
	n := extra.Native{Key: r.key(where), Start: start, End: end, Label: label}
	n.Entity, _ = one.Text("kb_id")
	r.register(&n)
	if _, there := r.places[place]; !there {
		r.places[place] = len(r.Natives)
	}
	r.known[place] = r.known[place] || as == asEntity
	r.Natives = append(r.Natives, n)
	r.Marks.Add(n.Key, jsonrecord.Object{{Key: as, Raw: packed}})
}

// key names a native by its group and its place in there.
func (r *reading) key(where string) string {
	n := r.places["in "+where]
	r.places["in "+where]++
	return fmt.Sprintf("%s:%d", where, n)
}

// register makes an entry of the id that a span has in a knowledge base.
func (r *reading) register(n *extra.Native) {
	if n.Entity == "" || r.known["kb "+n.Entity] {
		return
	}
	r.known["kb "+n.Entity] = true
	e := foreign.Entity{ID: n.Entity, Name: n.Entity}
	if n.Start >= 0 && n.Start < n.End && n.End <= len(r.letters) {
		e.Name = string(r.letters[n.Start:n.End])
	}
	if wikidata.MatchString(n.Entity) {
		e.Wikidata = n.Entity
	}
	r.Entities = append(r.Entities, e)
}
