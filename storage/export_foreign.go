package storage

import (
	"fmt"

	"bluepencil/annotate"
	"bluepencil/annotate/format"
	"bluepencil/storage/kv"
)

// Envelope reads what the file that a layer came from said beyond its
// annotations; ok is false where nothing was kept.
func (p *Project) Envelope(article, person annotate.ID) (e annotate.Envelope, ok bool, err error) {
	o, err := p.Object(annotate.EnvelopeRef(article, person))
	if err != nil {
		return e, false, err
	}
	if e, ok = annotate.EnvelopeFrom(o); !ok || !p.visible.shows(annotate.BatchOf(o)) {
		return e, false, nil
	}
	data, err := unpackText(e.Data)
	if err != nil {
		return e, false, fmt.Errorf("what a file said of article %s: %w", article, err)
	}
	e.Data = []byte(data)
	return e, true, nil
}

// addEnvelopes gives the bundle the envelopes of its layers that are of the format.
func (p *Project) addEnvelopes(b *format.Bundle, name string) error {
	for _, l := range b.Layers {
		e, ok, err := p.Envelope(b.Article.ID, l.Person)
		if err != nil {
			return err
		}
		if !ok || e.Format != name {
			continue
		}
		if b.Envelopes == nil {
			b.Envelopes = map[annotate.ID]annotate.Envelope{}
		}
		b.Envelopes[l.Person] = e
	}
	return nil
}

// ExportPeople lists those whose layers an export takes.
func (p *Project) ExportPeople(f ExportFilter) ([]annotate.ID, error) {
	seen := map[annotate.ID]bool{}
	var people []annotate.ID
	err := p.store.View(func(r kv.Reader) error {
		return scanObjects(r, kindPrefix(annotate.KindLayer), func(o *annotate.Object) bool {
			if l := annotate.LayerFrom(o); f.takes(&l) && !seen[l.Person] {
				seen[l.Person] = true
				people = append(people, l.Person)
			}
			return true
		})
	})
	return people, err
}
