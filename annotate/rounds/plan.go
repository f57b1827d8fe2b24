package rounds

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"maps"
	"math"
	"slices"

	"bluepencil/annotate"
)

// Plan is what a rule would give out: the preview of a round.
type Plan struct {
	Cells    []Cell // by article and person
	Articles int
	Shared   int       // articles of the overlap
	Loads    []Load    // by the people's ids
	Strata   []Stratum // by name
}

// Load is how many articles a person gets.
type Load struct {
	Person   annotate.ID
	Articles int
	Quota    int // the most the rule allows; -1 where it says nothing
}

// Stratum is one outlet or month, and how much of it everybody gets.
type Stratum struct {
	Name     string
	Articles int
	Shared   int
	Loads    []int // in the order of Plan.Loads
}

// Make plans what the rule gives out of the articles. Everybody gets the same
// number of them, or one more, as far as quotas allow; every article gets its
// people. It fails with ErrRule where that cannot be done.
func Make(r Rule, articles []Candidate) (*Plan, error) {
	people := slices.Clone(r.People)
	slices.SortFunc(people, annotate.ID.Compare)
	people = slices.Compact(people)
	articles = slices.Clone(articles)
	slices.SortFunc(articles, func(a, b Candidate) int {
		return cmp.Or(a.ID.Compare(b.ID), cmp.Compare(a.Stratum, b.Stratum))
	})
	articles = slices.CompactFunc(articles, func(a, b Candidate) bool { return a.ID == b.ID })
	if err := r.check(people, len(articles)); err != nil {
		return nil, err
	}
	strata := strataOf(articles, r.Seed)
	shared := shareOut(strata, len(articles), int(math.Round(r.Overlap*float64(len(articles)))))
	d, err := newDealer(&r, people, len(articles), shared)
	if err != nil {
		return nil, err
	}
	plan := &Plan{Articles: len(articles), Shared: shared}
	for i := range strata {
		plan.Strata = append(plan.Strata, d.stratum(&strata[i], plan))
	}
	plan.Cells = Sorted(plan.Cells)
	for i := range d.hands {
		plan.Loads = append(plan.Loads, Load{Person: d.hands[i].person, Articles: d.hands[i].target, Quota: d.hands[i].quota})
	}
	return plan, nil
}

// stratum is a stratum whose articles are in the order they are given out in;
// the first of them are shared.
type stratum struct {
	name     string
	articles []drawn
	shared   int
}

// drawn is an article and its lot: what chance says of it, the same for the
// same seed.
type drawn struct {
	id  annotate.ID
	lot uint64
}

// strataOf puts articles into their strata, in an order that chance gives.
func strataOf(articles []Candidate, seed uint64) []stratum {
	by := map[string][]drawn{}
	for _, a := range articles {
		by[a.Stratum] = append(by[a.Stratum], drawn{a.ID, lotOf(seed, a.ID)})
	}
	var list []stratum
	for _, name := range slices.Sorted(maps.Keys(by)) {
		slices.SortFunc(by[name], func(a, b drawn) int { return cmp.Or(cmp.Compare(a.lot, b.lot), a.id.Compare(b.id)) })
		list = append(list, stratum{name: name, articles: by[name]})
	}
	return list
}

// lotOf is a hash, so that an article's lot does not hang on the others, nor
// on a random generator that another version of the language may change.
func lotOf(seed uint64, id annotate.ID) uint64 {
	sum := sha256.Sum256(append(binary.BigEndian.AppendUint64(nil, seed), id[:]...))
	return binary.BigEndian.Uint64(sum[:])
}

// shareOut says how many articles of each stratum are shared: of all of them
// the number given, in each its part, by largest remainders. It gives that
// number back.
func shareOut(strata []stratum, articles, shared int) int {
	order := make([]int, len(strata))
	left := shared
	for i := range strata {
		order[i] = i
		strata[i].shared = shared * len(strata[i].articles) / articles
		left -= strata[i].shared
	}
	rest := func(i int) int { return shared * len(strata[i].articles) % articles }
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(rest(b), rest(a)) })
	for _, i := range order[:left] {
		strata[i].shared++
	}
	return shared
}
