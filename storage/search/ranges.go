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
	switch f.by {
	case byLabel:
		return p.either(false)(p.marksOf(markLabel, texts(f.labels)))
	case byAttribute:
		return p.either(false)(p.marksOf(markAttribute, f.attributeTerms()))
	case byQuestion:
		if !f.flag {
			return proposal{}, nil
		}
		return p.either(false)(p.marksOf(markQuestion, []string{""}))
	case byEntity:
		return p.either(false)(p.marksOf(markEntity, idTexts(f.entities(p.entities))))
	case bySpeaker:
		return p.spoken(f)
	case byPerson:
		switch {
		case p.marks:
			return p.either(false)(p.marksOf(markPerson, idTexts(f.people)))
		case p.query.asksStatus():
			return proposal{}, nil
		}
		return p.either(true)(p.keys(keyPerson, idTexts(f.people)))
	case byStatus:
		return p.status(f)
	case byOutlet:
		if f.prefix {
			c, err := p.beginning(fieldKeys, string(keyOutlet)+f.values[0])
			return proposal{c, true}, err
		}
		return p.either(true)(p.keys(keyOutlet, []string{string(shorten([]byte(f.values[0]), 0))}))
	}
	c, err := p.dates(f)
	return proposal{c, true}, err
}

// spoken proposes articles in which the entities are named or linked to. The
// mention is another annotation than the quote, so that its place says nothing.
func (p *planner) spoken(f *filter) (proposal, error) {
	ids := idTexts(f.entities(p.entities))
	named, err := p.terms(fieldMarks, markEntity, ids, false)
	if err != nil {
		return proposal{}, err
	}
	linked, err := p.terms(fieldMarks, markLinked, ids, false)
	return p.either(false)(append(named, linked...), err)
}

// either proposes what one of some cursors does.
func (p *planner) either(exact bool) func([]cursor, error) (proposal, error) {
	return func(parts []cursor, err error) (proposal, error) {
		if err != nil {
			return proposal{}, err
		}
		return proposal{newAny(parts), exact}, nil
	}
}

// attributeTerms are the terms of the values an attribute may have.
func (f *filter) attributeTerms() (terms []string) {
	for _, id := range f.attributes {
		for _, value := range f.values {
			terms = append(terms, attributeTerm(id, value))
		}
	}
	return terms
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
	return p.either(false)(p.keys(keyStatus, terms))
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
