package uima

import (
	"cmp"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"time"

	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/text"
)

// document writes what is said of the article and the layer, if the file does
// not say so already.
func (w *updating) document() {
	was := w.before.Document
	if w.sameDocument(was) {
		return
	}
	for _, s := range w.before.about {
		s.Gone = true
	}
	h, l := &w.doc.Head, w.layer
	s := &Structure{Type: documentType, Changed: true}
	for _, f := range [][2]string{{"headId", h.ID}, {"replaces", h.Replaces}, {"note", h.Note}, {"sourceName", h.Source.Name}, {"sourceFormat", h.Source.Format},
		{"sourceEncoding", h.Source.Encoding}, {"sourceSha256", h.Source.SHA256}, {"person", l.Person}, {"status", string(l.Status)}, {"reason", l.Reason}} {
		s.word(f[0], f[1])
	}
	if !l.Submitted.IsZero() {
		s.word("submitted", l.Submitted.UTC().Format(time.RFC3339Nano))
	}
	if l.Codebook != 0 {
		s.word("codebook", strconv.FormatUint(l.Codebook, 10))
	}
	var meta []foreign.Attribute
	for _, key := range slices.Sorted(maps.Keys(h.Meta)) {
		meta = append(meta, foreign.Attribute{Name: key, Value: h.Meta[key]})
	}
	w.hold(s, "meta", meta)
	w.entities(s)
	w.zones(s)
	w.index(w.Add(s))
}

func (w *updating) sameDocument(was *foreign.Document) bool {
	a, b := was.Layers[0], *w.layer
	for _, l := range []*foreign.Layer{&a, &b} {
		l.Marks, l.Envelope = nil, nil
	}
	if !a.Submitted.Equal(b.Submitted) {
		return false
	}
	a.Submitted, b.Submitted = time.Time{}, time.Time{}
	x, y := was.Head, w.doc.Head
	for _, h := range []*foreign.Head{&x, &y} {
		if len(h.Meta) == 0 {
			h.Meta = nil
		}
		if len(h.Zones) == 0 {
			h.Zones = nil
		}
	}
	return reflect.DeepEqual(a, b) && reflect.DeepEqual(x, y) && (len(was.Entities)+len(w.doc.Entities) == 0 || reflect.DeepEqual(was.Entities, w.doc.Entities))
}

func (w *updating) entities(s *Structure) {
	var ids []int64
	for _, e := range w.doc.Entities {
		one := &Structure{Type: entityType, Changed: true}
		for _, f := range [][2]string{{"entityId", e.ID}, {"name", e.Name}, {"entityType", e.Type}, {"wikidata", e.Wikidata}, {"note", e.Note}} {
			one.word(f[0], f[1])
		}
		if len(e.Aliases) > 0 {
			one.Set(Feature{Name: "aliases", Kind: Texts, Texts: e.Aliases})
		}
		ids = append(ids, w.Add(one).ID)
	}
	if len(ids) > 0 {
		s.Set(Feature{Name: "entities", Kind: Refs, Refs: ids})
	}
}

func (w *updating) zones(s *Structure) {
	var ids []int64
	for _, z := range w.doc.Head.Zones {
		if w.sofa == nil {
			w.err = cmp.Or(w.err, error(ErrWrite))
			return
		}
		one := w.annotation(zoneType, text.Range{Start: z.Start, End: z.End})
		one.word("part", z.Part)
		ids = append(ids, one.ID)
	}
	if len(ids) > 0 {
		s.Set(Feature{Name: "zones", Kind: Refs, Refs: ids})
	}
}
