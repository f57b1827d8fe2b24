package search

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// SyntaxError says what is wrong with a query, and where.
type SyntaxError struct {
	Query   string
	At      int // byte of the query; -1 where the fault lies in an option beside it
	Message string
}

// Error is a sentence, with the place counted in characters from 1.
func (e *SyntaxError) Error() string {
	if e.At < 0 {
		return e.Message
	}
	return fmt.Sprintf("the query, character %d: %s", utf8.RuneCountInString(e.Query[:e.At])+1, e.Message)
}

type tokenKind uint8

const (
	tokenEnd    tokenKind = iota
	tokenWord             // as written, its star included
	tokenPhrase           // what stands between quotation marks
	tokenFilter           // a name with its colon or sign; the value follows
	tokenMinus
	tokenOr
	tokenOpen
	tokenClose
)

// token is a piece of a query.
type token struct {
	kind tokenKind
	at   int    // byte of the query
	text string // word, phrase, or the filter's name
	sign string // of a filter: ":", "=", ">=", …
}

// scanner takes a query apart.
type scanner struct {
	query string
	at    int
	value bool // the next word is a filter's value: signs in it mean nothing
}

// closing is the mark that ends what the quotation mark begins, or nothing.
func closing(r rune) string {
	switch r {
	case '"', '“', '”', '„':
		return "\"”“"
	case '«':
		return "»"
	case '「':
		return "」"
	}
	return ""
}

func (s *scanner) fail(at int, format string, args ...any) error {
	return &SyntaxError{Query: s.query, At: at, Message: fmt.Sprintf(format, args...)}
}

// next gives the next token.
func (s *scanner) next() (token, error) {
	value := s.value
	s.value = false
	for s.at < len(s.query) {
		r, size := utf8.DecodeRuneInString(s.query[s.at:])
		if !unicode.IsSpace(r) {
			break
		}
		s.at += size
	}
	t := token{at: s.at}
	if s.at == len(s.query) {
		return t, nil
	}
	r, size := utf8.DecodeRuneInString(s.query[s.at:])
	switch {
	case r == '(' || r == ')':
		s.at += size
		t.kind = tokenOpen
		if r == ')' {
			t.kind = tokenClose
		}
		return t, nil
	case closing(r) != "":
		return s.phrase(t, r, size)
	case r == '-' && !value:
		s.at += size
		t.kind = tokenMinus
		return t, nil
	}
	return s.word(t, value), nil
}

func (s *scanner) phrase(t token, mark rune, size int) (token, error) {
	start := s.at + size
	length := strings.IndexAny(s.query[start:], closing(mark))
	if length < 0 {
		return t, s.fail(t.at, "the quotation mark is not closed")
	}
	t.kind, t.text = tokenPhrase, s.query[start:start+length]
	_, size = utf8.DecodeRuneInString(s.query[start+length:])
	s.at = start + length + size
	if strings.HasPrefix(s.query[s.at:], "*") {
		t.text += "*"
		s.at++
	}
	return t, nil
}

// word reads up to a blank, a bracket or a quotation mark, or up to the sign
// of a filter.
func (s *scanner) word(t token, value bool) token {
	end := s.at
	for end < len(s.query) {
		r, size := utf8.DecodeRuneInString(s.query[end:])
		if unicode.IsSpace(r) || r == '(' || r == ')' || closing(r) != "" {
			break
		}
		if sign := signAt(s.query[end:]); sign != "" && !value && isName(s.query[s.at:end]) {
			t.kind, t.text, t.sign = tokenFilter, s.query[s.at:end], sign
			s.at = end + len(sign)
			s.value = true
			return t
		}
		end += size
	}
	t.kind, t.text = tokenWord, s.query[s.at:end]
	if t.text == "OR" && !value {
		t.kind = tokenOr
	}
	s.at = end
	return t
}

func signAt(s string) string {
	for _, sign := range []string{">=", "<=", ":", "=", ">", "<"} {
		if strings.HasPrefix(s, sign) {
			return sign
		}
	}
	return ""
}

// isName tells whether a word can be a filter's name: a letter first, then
// letters, digits, hyphens.
func isName(s string) bool {
	for i, r := range s {
		if !unicode.IsLetter(r) && (i == 0 || !unicode.IsDigit(r) && r != '-' && r != '_') {
			return false
		}
	}
	return s != ""
}
