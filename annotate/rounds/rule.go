package rounds

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"bluepencil/annotate"
)

// ErrRule is wrapped by the errors of rules that cannot be carried out.
var ErrRule = errors.New("the rule cannot be carried out")

// Rule says how articles are given out. The same rule, articles and people
// give the same plan, in whatever order they come and on whatever machine.
type Rule struct {
	People     []annotate.ID `cbor:"people"`
	PerArticle int           `cbor:"per_article"` // how many people mark an article
	Overlap    float64       `cbor:"overlap"`     // the share of articles, 0 to 1, that more people mark
	OverlapBy  int           `cbor:"overlap_by"`  // how many they are; 0 means everybody
	Quotas     []Quota       `cbor:"quotas"`      // people without one take what comes
	Stratify   Stratify      `cbor:"stratify"`
	Seed       uint64        `cbor:"seed"`
}

// Quota is the most articles that a person gets.
type Quota struct {
	_        struct{} `cbor:",toarray"`
	Person   annotate.ID
	Articles int
}

// Stratify says by what articles are spread evenly: within each outlet, or
// each month, everybody gets their share, and the same share is marked by more.
type Stratify string

// What articles can be spread by.
const (
	StratifyNone   Stratify = ""
	StratifyOutlet Stratify = "outlet"
	StratifyMonth  Stratify = "month" // in which they were published
)

// Known tells whether there is such a way.
func (s Stratify) Known() bool {
	return slices.Contains([]Stratify{StratifyNone, StratifyOutlet, StratifyMonth}, s)
}

// Of is the stratum of an article with the given document fields; what does
// not say is a stratum of its own, "".
func (s Stratify) Of(meta map[string]string) string {
	switch s {
	case StratifyOutlet:
		return strings.TrimSpace(meta[annotate.MetaOutlet])
	case StratifyMonth:
		return monthOf(meta[annotate.MetaPublished])
	}
	return ""
}

// monthOf is the beginning YYYY-MM of a date, or "".
func monthOf(date string) string {
	const length = len("2026-03")
	if len(date) < length || date[4] != '-' {
		return ""
	}
	for i, c := range []byte(date[:length]) {
		if i != 4 && (c < '0' || c > '9') {
			return ""
		}
	}
	return date[:length]
}

// Candidate is an article that may be given out, and its stratum.
type Candidate struct {
	ID      annotate.ID
	Stratum string
}

// check fails with ErrRule where the rule asks for what there is not.
func (r *Rule) check(people []annotate.ID, articles int) error {
	switch n := len(people); {
	case n == 0:
		return fmt.Errorf("%w: it names nobody", ErrRule)
	case articles == 0:
		return fmt.Errorf("%w: there is no article to give out", ErrRule)
	case r.PerArticle < 1 || r.PerArticle > n:
		return fmt.Errorf("%w: %d people an article, of %d", ErrRule, r.PerArticle, n)
	case math.IsNaN(r.Overlap) || r.Overlap < 0 || r.Overlap > 1:
		return fmt.Errorf("%w: the overlap is a share from 0 to 100 %%", ErrRule)
	case r.OverlapBy < 0 || r.OverlapBy > n:
		return fmt.Errorf("%w: an overlap by %d people, of %d", ErrRule, r.OverlapBy, n)
	case !r.Stratify.Known():
		return fmt.Errorf("%w: articles are not spread by %q, but by outlet or month", ErrRule, r.Stratify)
	}
	seen := map[annotate.ID]bool{}
	for _, q := range r.Quotas {
		if q.Articles < 0 || !slices.Contains(people, q.Person) || seen[q.Person] {
			return fmt.Errorf("%w: a quota is negative, of somebody who gets nothing, or there twice", ErrRule)
		}
		seen[q.Person] = true
	}
	return nil
}
