package search

import (
	"context"
	"errors"

	"bluepencil/annotate"

	"github.com/RoaringBitmap/roaring/v2"
	index "github.com/blevesearch/bleve_index_api"
)

// planner turns a query into cursors over the index. What it proposes is a
// superset of what matches: the articles themselves decide.
type planner struct {
	ctx      context.Context
	reader   index.IndexReader
	query    *query
	names    *names
	entities func(phrase) []annotate.ID
	marks    bool // the query asks for annotations
	fields   Field
	inMarks  []cursor // where a phrase stands in an annotation or a note
	opened   []cursor // all of them, to be closed
}

// proposal is the cursor of a part of the query; nil proposes everything.
type proposal struct {
	cursor cursor
	// exact says that nothing but matches is proposed.
	exact bool
}

// candidates gives the articles that may match.
func (p *planner) candidates() (cursor, error) {
	found, err := p.node(p.query.root)
	if err != nil || found.cursor != nil {
		return found.cursor, err
	}
	return p.everything()
}

func (p *planner) node(n *node) (proposal, error) {
	switch n.op {
	case opAll:
		return p.all(n)
	case opAny:
		return p.any(n)
	case opNot:
		return p.all(&node{op: opAll, kids: []*node{n}})
	case opFilter:
		return p.filter(&n.filter)
	}
	parts, exact, err := p.phrase(p.query.phrases[n.phrase])
	if err != nil {
		return proposal{}, err
	}
	return proposal{newAny(parts), exact}, nil
}

func newAny(parts []cursor) cursor {
	if len(parts) == 1 {
		return parts[0]
	}
	return &anyCursor{parts: parts}
}

// all joins what must hold. Only exact parts may take something away.
func (p *planner) all(n *node) (proposal, error) {
	var keep, drop []cursor
	exact := true
	for _, kid := range n.kids {
		into := &keep
		if kid.op == opNot {
			into, kid = &drop, kid.kids[0]
		}
		part, err := p.node(kid)
		if err != nil {
			return proposal{}, err
		}
		exact = exact && part.exact
		if part.cursor != nil && (into == &keep || part.exact) {
			*into = append(*into, part.cursor)
		}
	}
	if len(keep) == 0 && len(drop) == 0 {
		return proposal{nil, exact && len(n.kids) == 0}, nil
	}
	if len(keep) == 0 {
		all, err := p.everything()
		if err != nil {
			return proposal{}, err
		}
		keep = append(keep, all)
	}
	where := anywhere
	if p.marks {
		where = together
	}
	found := newAll(where, keep...)
	for _, d := range drop {
		found = &withoutCursor{found, d}
	}
	return proposal{found, exact}, nil
}

func (p *planner) any(n *node) (proposal, error) {
	found := proposal{exact: true}
	var parts []cursor
	for _, kid := range n.kids {
		part, err := p.node(kid)
		if err != nil {
			return proposal{}, err
		}
		if part.cursor == nil {
			return proposal{nil, false}, nil
		}
		found.exact = found.exact && part.exact
		parts = append(parts, part.cursor)
	}
	found.cursor = newAny(parts)
	return found, nil
}

// phrase gives the cursors of everything the phrase may stand in.
func (p *planner) phrase(ph phrase) (parts []cursor, exact bool, err error) {
	exact = !p.marks
	add := func(c cursor, sure bool, failed error) {
		if c != nil {
			parts = append(parts, c)
		}
		exact = exact && sure
		err = errors.Join(err, failed)
	}
	if p.fields&InText != 0 && !p.marks {
		add(p.inOrder(fieldText, ph))
	}
	if p.fields&InMeta != 0 {
		add(p.inOrder(fieldMeta, ph))
	}
	before := len(parts)
	for _, kind := range p.markKinds() {
		add(p.atOnePlace(kind, ph))
	}
	linked, failed := p.linked(ph)
	add(linked, true, failed)
	p.inMarks = append(p.inMarks, parts[before:]...)
	if len(parts) == 0 && err == nil {
		parts = append(parts, newBitmapCursor(roaring.New()))
	}
	return parts, exact, err
}

// markKinds are the kinds of words of annotations the query looks in.
func (p *planner) markKinds() []byte {
	var kinds []byte
	if p.marks && p.fields&InText != 0 || p.fields&InAnnotations != 0 {
		kinds = append(kinds, markWord)
	}
	if p.fields&InNotes != 0 {
		kinds = append(kinds, markNote)
	}
	if p.fields&InAnnotations != 0 {
		kinds = append(kinds, markValue)
	}
	return kinds
}

// linked gives the annotations whose label or entity is called so.
func (p *planner) linked(ph phrase) (cursor, error) {
	var parts []cursor
	add := func(kind byte, rest string) error {
		c, err := p.mark(kind, rest)
		if err == nil {
			parts = append(parts, c)
		}
		return err
	}
	if p.fields&(InAnnotations|inEntities) != 0 {
		for _, id := range p.entities(ph) {
			if err := add(markEntity, string(id[:])); err != nil {
				return nil, err
			}
		}
	}
	if p.fields&InAnnotations != 0 {
		for _, label := range p.names.labelsWith(ph) {
			if err := add(markLabel, string(label)); err != nil {
				return nil, err
			}
		}
		for _, term := range p.names.mergedValues(ph) {
			if err := add(markAttribute, term); err != nil {
				return nil, err
			}
		}
	}
	if len(parts) == 0 {
		return nil, nil
	}
	return newAny(parts), nil
}

// inOrder finds words that stand in a field and, in pairs, side by side in
// the text or a document field.
func (p *planner) inOrder(field string, ph phrase) (cursor, bool, error) {
	whole := len(ph.words)
	var parts []cursor
	var err error
	add := func(c cursor, failed error) {
		parts, err = append(parts, c), errors.Join(err, failed)
	}
	if ph.prefix {
		whole--
		add(p.beginning(field, ph.words[whole]))
	}
	for i, word := range ph.words[:whole] {
		add(p.term(field, word, false))
		if i > 0 {
			pair := pairOf(hashOf([]byte(ph.words[i-1])), hashOf([]byte(word)))
			add(p.term(fieldPairs, string(pair[:]), false))
		}
	}
	if err != nil {
		return nil, false, err
	}
	return newAll(anywhere, parts...), len(parts) == 1, nil
}

// atOnePlace finds words in one annotation, in any order.
func (p *planner) atOnePlace(kind byte, ph phrase) (cursor, bool, error) {
	var parts []cursor
	for i, word := range ph.words {
		var c cursor
		var err error
		if ph.prefix && i == len(ph.words)-1 {
			c, err = p.beginning(fieldMarks, string(kind)+word)
		} else {
			c, err = p.mark(kind, word)
		}
		if err != nil {
			return nil, false, err
		}
		parts = append(parts, c)
	}
	return newAll(together, parts...), len(parts) == 1, nil
}

func (p *planner) mark(kind byte, rest string) (cursor, error) {
	return p.term(fieldMarks, string(kind)+rest, true)
}

func (p *planner) term(field, term string, positions bool) (cursor, error) {
	c, err := newTermCursor(p.ctx, p.reader, field, []byte(term), positions)
	if err != nil {
		return nil, err
	}
	return p.keep(c), nil
}

// keep remembers a cursor that has to be closed.
func (p *planner) keep(c cursor) cursor {
	p.opened = append(p.opened, c)
	return c
}

// marked tells whether a word of the query may stand in an annotation or a
// note of the article.
func (p *planner) marked(record uint64) (bool, error) {
	for _, c := range p.inMarks {
		if at, ok, err := c.seek(record); err != nil || ok && at == record {
			return err == nil, err
		}
	}
	return false, nil
}

func (p *planner) close() error { return closeAll(p.opened) }
