package search

import (
	"errors"
	"io"

	"bluepencil/annotate"

	"github.com/RoaringBitmap/roaring/v2"
	index "github.com/blevesearch/bleve_index_api"
)

// filter proposes what has a property.
func (p *planner) filter(f *filter) (proposal, error) {
	var parts []cursor
	var err error
	exact := !p.marks
	switch f.by {
	case byLabel:
		parts, err = p.marksOf(markLabel, texts(f.labels))
	case byAttribute:
		return p.attribute(f)
	case byQuestion:
		if !f.flag {
			return proposal{}, nil
		}
		parts, err = p.marksOf(markQuestion, []string{""})
	case byEntity:
		parts, err = p.marksOf(markEntity, idTexts(p.entities(f.phrase)))
	case byPerson:
		switch {
		case p.marks:
			parts, err = p.marksOf(markPerson, idTexts(f.people))
		case p.query.asksStatus():
			return proposal{}, nil
		default:
			parts, err = p.keys(keyPerson, idTexts(f.people))
		}
	case byStatus:
		return p.status(f)
	case byOutlet:
		exact = true
		if f.prefix {
			var c cursor
			c, err = p.beginning(fieldKeys, string(keyOutlet)+f.values[0])
			parts = []cursor{c}
		} else {
			parts, err = p.keys(keyOutlet, []string{string(shorten([]byte(f.values[0]), 0))})
		}
	case byDate:
		c, err := p.dates(f)
		return proposal{c, true}, err
	}
	if err != nil {
		return proposal{}, err
	}
	return proposal{newAny(parts), exact && !f.ofAnnotation()}, nil
}

func texts[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = string(v)
	}
	return out
}

func idTexts(ids []annotate.ID) []string {
	out := make([]string, len(ids))
	for i := range ids {
		out[i] = string(ids[i][:])
	}
	return out
}

// marksOf gives a cursor for every term, or one that finds nothing.
func (p *planner) marksOf(kind byte, rests []string) ([]cursor, error) {
	return p.terms(fieldMarks, kind, rests, true)
}

func (p *planner) keys(kind byte, rests []string) ([]cursor, error) {
	return p.terms(fieldKeys, kind, rests, false)
}

func (p *planner) terms(field string, kind byte, rests []string, positions bool) ([]cursor, error) {
	parts := []cursor{newBitmapCursor(roaring.New())}
	for _, rest := range rests {
		c, err := p.term(field, string(kind)+rest, positions)
		if err != nil {
			return nil, err
		}
		parts = append(parts, c)
	}
	if len(parts) > 1 {
		parts = parts[1:]
	}
	return parts, nil
}

func (p *planner) attribute(f *filter) (proposal, error) {
	var terms []string
	for _, id := range f.attributes {
		for _, value := range f.values {
			terms = append(terms, attributeTerm(id, value))
		}
	}
	parts, err := p.marksOf(markAttribute, terms)
	return proposal{newAny(parts), false}, err
}

// status proposes articles somebody has that status with. Nobody notes that an
// article is new, so that one is for the article to say.
func (p *planner) status(f *filter) (proposal, error) {
	var terms []string
	for _, s := range f.statuses {
		if s == annotate.StatusNew {
			return proposal{}, nil
		}
		terms = append(terms, string(s))
	}
	parts, err := p.keys(keyStatus, terms)
	return proposal{newAny(parts), false}, err
}

// everything proposes every article.
func (p *planner) everything() (cursor, error) {
	all, err := p.reader.DocIDReaderAll()
	if err != nil {
		return nil, err
	}
	defer all.Close()
	set := roaring.New()
	for {
		id, err := all.Next()
		if errors.Is(err, io.EOF) || err == nil && id == nil {
			return newBitmapCursor(set), nil
		}
		if err != nil {
			return nil, err
		}
		set.Add(uint32(id.Value()))
	}
}

// beginning proposes the records with a term that begins so.
func (p *planner) beginning(field, prefix string) (cursor, error) {
	dict, err := p.reader.FieldDictPrefix(field, []byte(prefix))
	if err != nil {
		return nil, err
	}
	return p.union(field, dict)
}

// dates proposes the records whose date lies in the range.
func (p *planner) dates(f *filter) (cursor, error) {
	start, end := string(keyDate)+f.from, string(keyDate)+f.to+"\xff"
	dict, err := p.reader.FieldDictRange(fieldKeys, []byte(start), []byte(end))
	if err != nil {
		return nil, err
	}
	return p.union(fieldKeys, dict)
}

// union collects the records of all terms of a dictionary. The set takes at
// most a bit for each article.
func (p *planner) union(field string, dict index.FieldDict) (_ cursor, err error) {
	defer func() { err = errors.Join(err, dict.Close()) }()
	set := roaring.New()
	for {
		entry, err := dict.Next()
		if err == nil {
			err = p.ctx.Err()
		}
		if err != nil {
			return nil, err
		}
		if entry == nil {
			return newBitmapCursor(set), nil
		}
		if err := p.collect(field, entry.Term, set); err != nil {
			return nil, err
		}
	}
}

func (p *planner) collect(field, term string, set *roaring.Bitmap) (err error) {
	reader, err := p.reader.TermFieldReader(p.ctx, []byte(term), field, false, false, false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, reader.Close()) }()
	var doc index.TermFieldDoc
	for {
		found, err := reader.Next(doc.Reset())
		if err != nil || found == nil {
			return err
		}
		set.Add(uint32(found.ID.Value()))
	}
}
