package webannotation

import (
	"fmt"
	"net/url"
	"strings"
)

// The beginnings of the IRIs that are made here.
const (
	prefix         = "urn:bluepencil:"
	markPrefix     = prefix + "mark:"
	linkPrefix     = prefix + "link:"
	entityPrefix   = prefix + "entity:"
	documentPrefix = prefix + "document:"
	pagePrefix     = prefix + "page:"
	wikidataPrefix = "http://www.wikidata.org/entity/"
)

// iri is an id as an IRI: itself where it is one, else one of ours.
func iri(kind, id string) string {
	if isIRI(id) && !strings.HasPrefix(id, prefix) {
		return id
	}
	return kind + url.PathEscape(id)
}

// idOf is the id that an IRI was made of.
func idOf(kind, iri string) string {
	if escaped, ours := strings.CutPrefix(iri, kind); ours {
		if id, err := url.PathUnescape(escaped); err == nil {
			return id
		}
	}
	return iri
}

// isIRI tells of absolute IRIs that can be written as they are.
func isIRI(s string) bool {
	scheme, rest, ok := strings.Cut(s, ":")
	if !ok || rest == "" || strings.ContainsAny(s, " <>\"{}|\\^`") || strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r == 0x7f || r == 0xfffd }) {
		return false
	}
	u, err := url.Parse(s)
	return err == nil && u.Scheme != "" && strings.EqualFold(u.Scheme, scheme)
}

// names gives IRIs of which none comes twice in a page.
type names struct {
	taken  map[string]bool
	copies map[string]int
}

func (n *names) fresh(iri string) string {
	free := iri
	for n.taken[free] {
		n.copies[iri]++
		free = fmt.Sprintf("%s-%d", iri, n.copies[iri]+1)
	}
	n.taken[free] = true
	return free
}
