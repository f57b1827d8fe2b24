package search

import (
	"strings"
)

// The bounds of a query.
const (
	longestQuery = 4096 // bytes
	deepestQuery = 50   // brackets within brackets
	mostPhrases  = 64
)

// parser makes a tree of a query by recursive descent.
type parser struct {
	scanner
	names   *names
	token   token
	depth   int
	phrases []phrase
	in      Field
}

// parse reads a query. It fails with *SyntaxError.
func parse(text string, names *names) (*query, error) {
	p := &parser{scanner: scanner{query: text}, names: names}
	if len(text) > longestQuery {
		return nil, p.fail(longestQuery, "the query is too long; it may have %d bytes", longestQuery)
	}
	if err := p.advance(); err != nil {
		return nil, err
	}
	root, err := p.any()
	if err != nil {
		return nil, err
	}
	switch {
	case p.token.kind == tokenClose:
		return nil, p.fail(p.token.at, "the bracket closes nothing")
	case p.token.kind != tokenEnd:
		return nil, p.fail(p.token.at, "this cannot be read")
	case root == nil:
		root = &node{op: opAll} // "in:text" alone, or nothing: everything
	}
	return &query{root: root, in: p.in, phrases: p.phrases}, nil
}

func (p *parser) advance() (err error) {
	p.token, err = p.next()
	return err
}

// any reads parts with OR between them.
func (p *parser) any() (*node, error) {
	first, err := p.all()
	if err != nil || p.token.kind != tokenOr {
		return first, err
	}
	n := &node{op: opAny}
	for part := first; ; {
		if part == nil {
			return nil, p.fail(p.token.at, "OR needs something on either side")
		}
		n.kids = append(n.kids, part)
		if p.token.kind != tokenOr {
			return n, nil
		}
		at := p.token.at
		if err := p.advance(); err != nil {
			return nil, err
		}
		if part, err = p.all(); err != nil {
			return nil, err
		}
		if part == nil {
			return nil, p.fail(at, "OR needs something on either side")
		}
	}
}

// all reads parts that must all hold; none gives nil.
func (p *parser) all() (*node, error) {
	n := &node{op: opAll}
	for p.token.kind != tokenEnd && p.token.kind != tokenOr && p.token.kind != tokenClose {
		part, err := p.part()
		if err != nil {
			return nil, err
		}
		if part != nil {
			n.kids = append(n.kids, part)
		}
	}
	switch len(n.kids) {
	case 0:
		return nil, nil
	case 1:
		return n.kids[0], nil
	}
	return n, nil
}

// part reads one word, phrase, filter or bracket, or the negation of one. It
// gives nil for "in:", which is of the whole query.
func (p *parser) part() (*node, error) {
	t := p.token
	if err := p.advance(); err != nil {
		return nil, err
	}
	switch t.kind {
	case tokenMinus:
		return p.negated(t)
	case tokenOpen:
		return p.bracket(t)
	case tokenFilter:
		return p.filter(t)
	}
	phrase, err := p.words(t)
	if err != nil {
		return nil, err
	}
	if len(p.phrases) == mostPhrases {
		return nil, p.fail(t.at, "a query may have %d words", mostPhrases)
	}
	p.phrases = append(p.phrases, phrase)
	return &node{op: opPhrase, phrase: len(p.phrases) - 1}, nil
}

func (p *parser) negated(minus token) (*node, error) {
	switch p.token.kind {
	case tokenWord, tokenPhrase, tokenFilter, tokenOpen:
	default:
		return nil, p.fail(minus.at, "the minus needs a word right after it")
	}
	if p.token.kind == tokenFilter && p.token.text == "in" {
		return nil, p.fail(p.token.at, "in: cannot be negated; name the fields to look in")
	}
	part, err := p.part()
	if err != nil {
		return nil, err
	}
	return &node{op: opNot, kids: []*node{part}}, nil
}

func (p *parser) bracket(open token) (*node, error) {
	if p.depth++; p.depth > deepestQuery {
		return nil, p.fail(open.at, "the brackets lie too deep within each other")
	}
	inner, err := p.any()
	if err != nil {
		return nil, err
	}
	p.depth--
	if p.token.kind != tokenClose {
		return nil, p.fail(open.at, "the bracket is not closed")
	}
	if inner == nil {
		return nil, p.fail(open.at, "there is nothing in the brackets")
	}
	return inner, p.advance()
}

// words are those of a word or phrase as the index knows them; "co-operate"
// is two words side by side.
func (p *parser) words(t token) (phrase, error) {
	found, ok := phraseOf(t.text)
	if !ok {
		return phrase{}, p.fail(t.at, "“%s” has no letter and no digit to look for", t.text)
	}
	return found, nil
}

// phraseOf reads words with an optional star at the end.
func phraseOf(text string) (phrase, bool) {
	trimmed := strings.TrimSuffix(text, "*")
	words := wordsOf(trimmed)
	return phrase{words: words, prefix: len(trimmed) < len(text)}, len(words) > 0
}
