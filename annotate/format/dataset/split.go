// Package dataset is what makes data that models are trained on of an export:
// parts that do not leak into each other, and a card that says what it is.
package dataset

import (
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"

	"bluepencil/annotate"
)

// Share is one part of a split, such as train=80.
type Share struct {
	Name   string
	Weight float64 // of the sum of all
}

// ErrShares: a split that cannot be made.
var ErrShares = errors.New("not a split")

// ParseShares reads "train=80,dev=10,test=10". It fails with ErrShares where a
// name is no file name, comes twice, or a weight is not above zero.
func ParseShares(list string) ([]Share, error) {
	var shares []Share
	for field := range strings.SplitSeq(list, ",") {
		name, weight, ok := strings.Cut(strings.TrimSpace(field), "=")
		n, err := strconv.ParseFloat(weight, 64)
		if !ok || err != nil || n <= 0 || math.IsInf(n, 0) || math.IsNaN(n) || annotate.HandleOf(name) != name || name == "" {
			return nil, fmt.Errorf("%w: %q is not NAME=NUMBER, as in train=80,dev=10,test=10", ErrShares, field)
		}
		if slices.ContainsFunc(shares, func(s Share) bool { return s.Name == name }) {
			return nil, fmt.Errorf("%w: %s comes twice", ErrShares, name)
		}
		shares = append(shares, Share{name, n})
	}
	return shares, nil
}

// Item is an article to be split.
type Item struct {
	Article annotate.ID
	Stratum string // articles of one stratum are shared out evenly: an outlet, the labels
	// Family is the same for near-duplicates, which must lie on one side; zero
	// where there are none.
	Family annotate.ID
}

// Split gives every article its part: whole families on one side, each stratum
// in the shares asked for as nearly as whole families allow. The same articles,
// shares and seed give the same parts, in whatever order the articles come.
func Split(items []Item, shares []Share, seed uint64) map[annotate.ID]string {
	groups := families(items)
	shuffle(groups, seed)
	s := splitter{shares: shares, strata: map[string][]float64{}, all: make([]float64, len(shares)), parts: make(map[annotate.ID]string, len(items))}
	for _, share := range shares {
		s.sum += share.Weight
	}
	for _, g := range groups {
		s.place(g)
	}
	return s.parts
}

// families are the items that go together, those of a family in order of id.
func families(items []Item) [][]Item {
	sorted := slices.Clone(items)
	slices.SortFunc(sorted, func(a, b Item) int {
		return cmp.Or(a.familyID().Compare(b.familyID()), a.Article.Compare(b.Article))
	})
	var groups [][]Item
	for _, item := range sorted {
		if n := len(groups); n > 0 && groups[n-1][0].familyID() == item.familyID() {
			groups[n-1] = append(groups[n-1], item)
			continue
		}
		groups = append(groups, []Item{item})
	}
	return groups
}

func (i *Item) familyID() annotate.ID {
	if i.Family.IsZero() {
		return i.Article
	}
	return i.Family
}

// shuffle puts groups in an order that only the seed and the ids decide, large
// families first: they are the hardest to place.
func shuffle(groups [][]Item, seed uint64) {
	type ranked struct {
		group []Item
		rank  uint64
	}
	list := make([]ranked, len(groups))
	for i, g := range groups {
		id := g[0].familyID()
		r := rand.New(rand.NewPCG(seed^binary.BigEndian.Uint64(id[:8]), binary.BigEndian.Uint64(id[8:])))
		list[i] = ranked{g, r.Uint64()}
	}
	slices.SortFunc(list, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(len(b.group), len(a.group)), cmp.Compare(a.rank, b.rank), a.group[0].Article.Compare(b.group[0].Article))
	})
	for i := range list {
		groups[i] = list[i].group
	}
}

type splitter struct {
	shares []Share
	sum    float64
	strata map[string][]float64 // articles placed, by share
	all    []float64
	parts  map[annotate.ID]string
}

// place puts a family where its strata, and then the whole, lack most.
func (s *splitter) place(group []Item) {
	best, need := 0, math.Inf(-1)
	for n := range s.shares {
		lack := 0.0
		for _, item := range group {
			lack += s.lack(s.stratum(item.Stratum), n)
		}
		lack += s.lack(s.all, n) / 1e6 // decides between equals only
		if lack > need+1e-12 {
			best, need = n, lack
		}
	}
	for _, item := range group {
		s.stratum(item.Stratum)[best]++
		s.all[best]++
		s.parts[item.Article] = s.shares[best].Name
	}
}

func (s *splitter) stratum(name string) []float64 {
	if s.strata[name] == nil {
		s.strata[name] = make([]float64, len(s.shares))
	}
	return s.strata[name]
}

// lack is how many articles a part of a stratum is short of, counting one more.
func (s *splitter) lack(placed []float64, n int) float64 {
	total := 1.0
	for _, p := range placed {
		total += p
	}
	return total*s.shares[n].Weight/s.sum - placed[n]
}
