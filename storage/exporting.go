package storage

import (
	"slices"

	"bluepencil/annotate"
	"bluepencil/annotate/format"
)

// ExportFilter says what an export takes.
type ExportFilter struct {
	// Person selects one layer; zero takes all.
	Person annotate.ID
	// All takes articles and layers nobody has finished, too.
	All bool
}

// Common is what the articles of an export share.
func (p *Project) Common() (*format.Common, error) {
	codebook, err := p.Codebook()
	if err != nil {
		return nil, err
	}
	people, err := p.People()
	if err != nil {
		return nil, err
	}
	entities, err := p.Entities()
	if err != nil {
		return nil, err
	}
	return &format.Common{Project: p.id, Codebook: codebook, People: people, Entities: entities}, nil
}

// ExportIDs lists the articles an export takes, in the order they were added.
func (p *Project) ExportIDs(f ExportFilter) ([]annotate.ID, error) {
	var ids []annotate.ID
	if err := p.Articles(ArticleFilter{}, func(row ArticleRow) bool {
		ids = append(ids, row.ID)
		return true
	}); err != nil {
		return nil, err
	}
	if f.All {
		return ids, nil
	}
	var finished []annotate.ID
	for _, id := range ids {
		layers, err := p.exportLayers(id, f)
		if err != nil {
			return nil, err
		}
		if len(layers) > 0 {
			finished = append(finished, id)
		}
	}
	return finished, nil
}

// exportLayers lists the layers of an article that an export takes.
func (p *Project) exportLayers(article annotate.ID, f ExportFilter) ([]annotate.Layer, error) {
	layers, err := p.Layers(article)
	return slices.DeleteFunc(layers, func(l annotate.Layer) bool {
		if !f.Person.IsZero() && l.Person != f.Person {
			return true
		}
		return !f.All && l.Status != annotate.StatusSubmitted && l.Status != annotate.StatusAdjudicated
	}), err
}

// Bundle reads an article with the layers an export takes of it.
func (p *Project) Bundle(article annotate.ID, f ExportFilter) (*format.Bundle, error) {
	a, err := p.Article(article)
	if err != nil {
		return nil, err
	}
	text, err := p.Text(article)
	if err != nil {
		return nil, err
	}
	layers, err := p.exportLayers(article, f)
	if err != nil {
		return nil, err
	}
	b := &format.Bundle{Article: a, Text: text, Layers: layers}
	for _, l := range layers {
		list, err := p.Annotations(article, l.Person)
		if err != nil {
			return nil, err
		}
		b.Annotations = append(b.Annotations, list...)
	}
	return b, nil
}

// Bundles gives the articles of an export one after the other; progress may be nil.
func (p *Project) Bundles(f ExportFilter, progress func(done, total int)) func(each func(*format.Bundle) error) error {
	return func(each func(*format.Bundle) error) error {
		ids, err := p.ExportIDs(f)
		if err != nil {
			return err
		}
		return p.BundlesOf(ids, f, progress)(each)
	}
}

// BundlesOf is Bundles for the articles named.
func (p *Project) BundlesOf(ids []annotate.ID, f ExportFilter, progress func(done, total int)) func(each func(*format.Bundle) error) error {
	return func(each func(*format.Bundle) error) error {
		for n, id := range ids {
			b, err := p.Bundle(id, f)
			if err != nil { // one bad article never stops the rest
				b = &format.Bundle{Article: annotate.Article{ID: id, Meta: map[string]string{annotate.MetaTitle: id.String()}}, Err: err}
			}
			if err := each(b); err != nil {
				return err
			}
			if progress != nil {
				progress(n+1, len(ids))
			}
		}
		return nil
	}
}
