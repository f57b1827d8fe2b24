package near

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"bluepencil/annotate"
)

// article is what families are found by.
type article struct {
	id       annotate.ID
	text     annotate.Digest
	replaces annotate.ID
	identity [2]uint64 // hashes of what the source calls it: guid and URL, 0 where it has none
	when     int64     // seconds since 1970: as it states, or else when it was added
}

// edge is why two articles are of one family.
type edge struct {
	a, b  int
	kind  Kind
	share float64
}

// groups joins articles (union and find).
type groups []int

func newGroups(n int) groups {
	g := make(groups, n)
	for i := range g {
		g[i] = i
	}
	return g
}

func (g groups) of(i int) int {
	for g[i] != i {
		g[i] = g[g[i]]
		i = g[i]
	}
	return i
}

// join tells whether the two were apart.
func (g groups) join(a, b int) bool {
	a, b = g.of(a), g.of(b)
	g[max(a, b)] = min(a, b)
	return a != b
}

// find joins articles to families: first by what is said of them, then by
// their texts, the most alike first.
func (x *Index) find(ctx context.Context, articles []article, signatures *table, progress func(done, total int)) ([]Family, error) {
	g := newGroups(len(articles))
	var edges []edge
	for _, e := range stated(articles) {
		if g.join(e.a, e.b) {
			edges = append(edges, e)
		}
	}
	pairs, err := likely(ctx, signatures)
	if err != nil {
		return nil, err
	}
	compare := x.startComparing(articles)
	for n, p := range pairs {
		if err = ctx.Err(); err != nil {
			break
		}
		progress(n, len(pairs))
		if g.of(p.a) == g.of(p.b) {
			continue
		}
		var v verdict
		if v, err = compare.pair(p.a, p.b); err != nil {
			break
		}
		if v.kind != "" {
			g.join(p.a, p.b)
			edges = append(edges, edge{p.a, p.b, v.kind, v.share})
		}
	}
	return families(articles, edges), cmp.Or(err, compare.end(err == nil))
}

// stated joins versions, and what the source calls by one guid or URL, each to
// the one before it.
func stated(articles []article) []edge {
	var edges []edge
	at := map[annotate.ID]int{}
	for i := range articles {
		at[articles[i].id] = i
	}
	for i := range articles {
		if old, ok := at[articles[i].replaces]; ok && old != i {
			edges = append(edges, edge{old, i, Version, 0})
		}
	}
	for field := range len(article{}.identity) {
		called := map[uint64][]int{}
		for i := range articles {
			if id := articles[i].identity[field]; id != 0 {
				called[id] = append(called[id], i)
			}
		}
		for i := range articles { // in the order of articles, not of the map
			id := articles[i].identity[field]
			list := called[id]
			delete(called, id)
			if len(list) < 2 {
				continue
			}
			slices.SortStableFunc(list, func(a, b int) int { return cmp.Compare(articles[a].when, articles[b].when) })
			for n := 1; n < len(list); n++ {
				edges = append(edges, edge{list[n-1], list[n], Update, 0})
			}
		}
	}
	return edges
}

// families makes lists of what hangs together, the latest story first. Edges
// form trees.
func families(articles []article, edges []edge) []Family {
	next := map[int][]edge{}
	for _, e := range edges {
		next[e.a] = append(next[e.a], e)
		next[e.b] = append(next[e.b], edge{e.b, e.a, e.kind, e.share})
	}
	order := slices.Collect(maps.Keys(next))
	older := func(a, b int) int { return cmp.Or(cmp.Compare(articles[a].when, articles[b].when), cmp.Compare(a, b)) }
	slices.SortFunc(order, older)
	var list []Family
	seen := map[int]bool{}
	for _, first := range order {
		if seen[first] {
			continue
		}
		members := map[int]Member{}
		row := walk(articles, next, first, seen, members)
		slices.SortFunc(row, older)
		f := Family{}
		for _, i := range row {
			f.Members = append(f.Members, members[i])
		}
		list = append(list, f)
	}
	slices.Reverse(list)
	return list
}

// walk gathers the members of a family from its first one on.
func walk(articles []article, next map[int][]edge, first int, seen map[int]bool, members map[int]Member) []int {
	seen[first] = true
	members[first] = Member{Article: articles[first].id}
	row := []int{first}
	for n := 0; n < len(row); n++ {
		for _, e := range next[row[n]] {
			if !seen[e.b] {
				seen[e.b] = true
				members[e.b] = Member{articles[e.b].id, articles[e.a].id, e.kind, e.share}
				row = append(row, e.b)
			}
		}
	}
	return row
}
