package webannotation

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"

	"bluepencil/annotate/format"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/jsonrecord"
	"bluepencil/annotate/text"
)

type writer struct{ noText bool }

// Companions are none: a page says all.
func (w *writer) Companions() ([]format.Companion, error) { return nil, nil }

// Encode gives the document's page.
func (w *writer) Encode(d *foreign.Document) ([]foreign.Piece, error) {
	e := &encoding{writer: w, doc: d, offsets: text.NewConverter(d.Text), source: iri(documentPrefix, cmp.Or(d.Head.ID, d.Name)),
		names: names{taken: map[string]bool{}, copies: map[string]int{}}, entities: entitiesByID(d)}
	page, err := e.page()
	if err != nil {
		return nil, fmt.Errorf("%s as a web annotation page: %w", d.Name, err)
	}
	raw, err := jsonrecord.Marshal(page)
	return []foreign.Piece{{Data: raw}}, err
}

func entitiesByID(d *foreign.Document) map[string]*foreign.Entity {
	known := map[string]*foreign.Entity{}
	for i := range d.Entities {
		known[d.Entities[i].ID] = &d.Entities[i]
	}
	return known
}

// encoding is the writing of one document.
type encoding struct {
	*writer
	doc      *foreign.Document
	offsets  *text.Converter
	source   string // the IRI of the text
	names    names
	entities map[string]*foreign.Entity
}

// page is the annotations of all people, with the text and what is said of it.
func (e *encoding) page() (jsonrecord.Object, error) {
	state, err := e.state()
	if err != nil {
		return nil, err
	}
	var first envelope
	if len(e.doc.Layers) > 0 {
		first = openEnvelope(e.doc.Layers[0].Envelope)
	}
	items := []jsonrecord.Object{}
	for i := range e.doc.Layers {
		made, err := e.layer(&e.doc.Layers[i])
		if err != nil {
			return nil, err
		}
		items = append(items, made...)
	}
	page := jsonrecord.Object{}
	err = cmp.Or(page.SetValue("@context", context), page.SetValue("id", iri(pagePrefix, cmp.Or(e.doc.Head.ID, e.doc.Name))), page.SetValue("type", "AnnotationPage"))
	for _, m := range first.Page {
		err = cmp.Or(err, page.SetValue(m.Key, m.Raw))
	}
	err = cmp.Or(err, page.SetValue(documentKey, e.document()), page.SetValue(stateKey, state), page.SetValue("items", items))
	return page, err
}

// document is the text as a resource.
func (e *encoding) document() any {
	sum := sha256.Sum256([]byte(e.doc.Text))
	d := struct {
		ID     string  `json:"id"`
		Type   string  `json:"type"`
		Format string  `json:"format"`
		SHA256 string  `json:"bluepencil:sha256"`
		Text   *string `json:"value,omitempty"`
	}{e.source, "Text", "text/plain", hex.EncodeToString(sum[:]), &e.doc.Text}
	if e.noText {
		d.Text = nil
	}
	return d
}

func (e *encoding) state() (pageState, error) {
	s := pageState{Name: e.doc.Name, Head: e.doc.Head, Entities: e.doc.Entities}
	s.Head.Zones = slices.Clone(s.Head.Zones)
	for i := range s.Head.Zones {
		z := &s.Head.Zones[i]
		start, err := e.offsets.ToUnit(text.CodePoint, z.Start)
		end, also := e.offsets.ToUnit(text.CodePoint, z.End)
		if err := cmp.Or(err, also); err != nil {
			return s, err
		}
		z.Start, z.End = start, end
	}
	for _, l := range e.doc.Layers {
		s.Layers = append(s.Layers, layerState{l.Person, l.Status, l.Reason, l.Submitted.UTC(), l.Codebook})
	}
	return s, nil
}

// layer gives the annotations of a layer, then those of its links, then what
// the file had beside them.
func (e *encoding) layer(l *foreign.Layer) ([]jsonrecord.Object, error) {
	one := &layerEncoding{encoding: e, layer: l, envelope: openEnvelope(l.Envelope), iris: map[string]string{}}
	for i := range l.Marks {
		one.iris[l.Marks[i].ID] = e.names.fresh(iri(markPrefix, l.Marks[i].ID))
	}
	var items, links []jsonrecord.Object
	for i := range l.Marks {
		made, err := one.mark(&l.Marks[i])
		if err != nil {
			return nil, err
		}
		items = append(items, made)
		more, err := one.links(&l.Marks[i])
		if err != nil {
			return nil, err
		}
		links = append(links, more...)
	}
	items = append(items, links...)
	for _, raw := range one.envelope.Items {
		item, err := jsonrecord.Parse(raw)
		if err != nil {
			return nil, err
		}
		items = append(items, item)
	}
	return items, nil
}
