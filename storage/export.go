package storage

import (
	"runtime"
	"slices"

	"bluepencil/annotate"
	"bluepencil/annotate/format"
	"bluepencil/storage/kv"
)

// ExportFilter says what an export takes.
type ExportFilter struct {
	// Person selects one layer; zero takes all.
	Person annotate.ID
	// All takes articles and layers nobody has finished, too.
	All bool
	// Format is the format that is written: envelopes of it come along.
	Format string
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
	checks, err := p.Checks()
	if err != nil {
		return nil, err
	}
	return &format.Common{Project: p.id, Codebook: codebook, People: people, Entities: entities, Checks: checks}, nil
}

// ExportIDs lists the articles an export takes, in the order they were added.
func (p *Project) ExportIDs(f ExportFilter) ([]annotate.ID, error) {
	var ids []annotate.ID
	err := p.store.View(func(r kv.Reader) error {
		finished, err := p.finished(r, f)
		if err != nil {
			return err
		}
		return scanObjects(r, kindPrefix(annotate.KindArticle), func(o *annotate.Object) bool {
			if g := annotate.GlanceOf(o); g.Live() && p.visible.shows(g.Batch) && (f.All || finished[o.Ref.ID]) {
				ids = append(ids, o.Ref.ID)
			}
			return true
		})
	})
	return ids, err
}

// finished are the articles with a layer that an export takes, where it takes
// only what is finished.
func (p *Project) finished(r kv.Reader, f ExportFilter) (map[annotate.ID]bool, error) {
	articles := map[annotate.ID]bool{}
	if f.All {
		return articles, nil
	}
	err := scanObjects(r, kindPrefix(annotate.KindLayer), func(o *annotate.Object) bool {
		if l := annotate.LayerFrom(o); f.takes(&l) {
			articles[l.Article] = true
		}
		return true
	})
	return articles, err
}

// takes tells whether an export takes a layer.
func (f *ExportFilter) takes(l *annotate.Layer) bool {
	if !f.Person.IsZero() && l.Person != f.Person {
		return false
	}
	return f.All || l.Status == annotate.StatusSubmitted || l.Status == annotate.StatusAdjudicated
}

// exportLayers lists the layers of an article that an export takes.
func (p *Project) exportLayers(article annotate.ID, f ExportFilter) ([]annotate.Layer, error) {
	layers, err := p.Layers(article)
	return slices.DeleteFunc(layers, func(l annotate.Layer) bool { return !f.takes(&l) }), err
}

// Bundle reads an article with the layers an export takes of it.
func (p *Project) Bundle(article annotate.ID, f ExportFilter) (*format.Bundle, error) {
	a, err := p.Article(article)
	if err != nil {
		return nil, err
	}
	text, err := p.textOfArticle(&a)
	if err != nil {
		return nil, err
	}
	layers, err := p.exportLayers(article, f)
	if err != nil {
		return nil, err
	}
	list, err := p.Annotations(article, f.Person)
	if err != nil {
		return nil, err
	}
	b := &format.Bundle{Article: a, Text: text, Layers: layers}
	if f.All {
		b.Layers = withStarted(layers, article, list)
	}
	if f.Format != "" {
		if err := p.addEnvelopes(b, f.Format); err != nil {
			return nil, err
		}
	}
	for _, l := range b.Layers {
		for i := range list {
			if list[i].Layer == l.Person {
				b.Annotations = append(b.Annotations, list[i])
			}
		}
	}
	return b, nil
}

// withStarted adds the layers of people who have marked something without a
// word about where they stand with the article.
func withStarted(layers []annotate.Layer, article annotate.ID, list []annotate.Annotation) []annotate.Layer {
	for i := range list {
		owner := list[i].Layer
		if !slices.ContainsFunc(layers, func(l annotate.Layer) bool { return l.Person == owner }) {
			layers = append(layers, annotate.Layer{Article: article, Person: owner, Status: annotate.StatusInProgress})
		}
	}
	return layers
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

// BundlesOf is Bundles for the articles named. A few articles are read ahead
// on other goroutines: to read annotations takes longer than to write them.
func (p *Project) BundlesOf(ids []annotate.ID, f ExportFilter, progress func(done, total int)) func(each func(*format.Bundle) error) error {
	return func(each func(*format.Bundle) error) error {
		stop := make(chan struct{})
		defer close(stop)
		n := 0
		for ready := range p.readAhead(ids, f, stop) {
			if err := each(<-ready); err != nil {
				return err
			}
			if n++; progress != nil {
				progress(n, len(ids))
			}
		}
		return nil
	}
}

// readAhead reads articles in order, each on a goroutine of its own, as many
// at once as there are processors, until stop is closed.
func (p *Project) readAhead(ids []annotate.ID, f ExportFilter, stop <-chan struct{}) <-chan chan *format.Bundle {
	rows := make(chan chan *format.Bundle, runtime.GOMAXPROCS(0))
	go func() {
		defer close(rows)
		for _, id := range ids {
			row := make(chan *format.Bundle, 1)
			select {
			case rows <- row:
			case <-stop:
				return
			}
			go func() { row <- p.bundleOrReason(id, f) }()
		}
	}()
	return rows
}

// bundleOrReason is Bundle, or a bundle that says why there is none: one bad
// article never stops the rest.
func (p *Project) bundleOrReason(id annotate.ID, f ExportFilter) *format.Bundle {
	b, err := p.Bundle(id, f)
	if err != nil {
		b = &format.Bundle{Article: annotate.Article{ID: id, Meta: map[string]string{annotate.MetaTitle: id.String()}}, Err: err}
	}
	return b
}
