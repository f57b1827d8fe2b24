// Package cases reads files of reference cases and computes for each what its
// input asks for. Which measures that is, is told by the shape of the input
// alone: spans by person and document, unitizings, sequences of labels,
// ratings, counts of ratings, sets of labels, links, documents to draw again,
// units for gamma, pairs of units.
package cases

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"bluepencil/annotate/agreement"
)

// Result is what was computed for one case.
type Result struct {
	ID     string `json:"id"`
	Values any    `json:"values"`
	Error  string `json:"error,omitempty"` // why nothing was
}

// Options say how sampled measures are computed.
type Options struct{ Seed uint64 }

// values are what a case gives, by the names of the measures.
type values map[string]any

// errShape says that the input has none of the shapes.
var errShape = errors.New("the input has none of the known shapes")

// Read reads a file of cases, {"cases":[{"id":…,"input":…}]}, and computes
// each of them. It fails with ErrCases where the file is none; a case that
// cannot be computed says why.
func Read(in io.Reader, o Options) ([]Result, error) {
	file, err := parse(in)
	if err != nil {
		return nil, err
	}
	found := &file
	if file.kind == object {
		if found, _ = file.field("cases"); found.kind != list {
			return nil, fmt.Errorf("%w: it has no list called cases", ErrCases)
		}
	}
	if found.kind != list {
		return nil, fmt.Errorf("%w: it is no object", ErrCases)
	}
	results := make([]Result, 0, len(found.list))
	for i := range found.list {
		id, _ := found.list[i].field("id")
		input, ok := found.list[i].field("input")
		r := Result{ID: id.text}
		err := errShape
		if ok {
			r.Values, err = compute(input, o)
		}
		if err != nil {
			r.Values, r.Error = values{}, err.Error()
		}
		results = append(results, r)
	}
	return results, nil
}

// compute tells the shapes apart.
func compute(in *node, o Options) (any, error) {
	switch in.kind {
	case text:
		return degenerate(o), nil
	case list:
		return computeList(in, o)
	case object:
	default:
		return nil, errShape
	}
	switch {
	case in.has("units", list):
		return units(in, o)
	case in.has("category_counts", list):
		return counts(in)
	case in.has("pairs", list):
		return positions(in)
	case in.has("docs", list):
		return documents(in)
	case in.has("labels", object), in.has("tokens", list) && in.has("spans", object):
		return sequences(in)
	case in.has("spans", object):
		return continuum(in)
	}
	return byPerson(in, o)
}

// computeList computes a list of inputs one by one, or a table of ratings.
func computeList(in *node, o Options) (any, error) {
	if in.every(func(e *node) bool { return e.kind == list && e.every(scalar) }) {
		return ratings(in)
	}
	all := make([]any, 0, len(in.list))
	for i := range in.list {
		one, err := compute(&in.list[i], o)
		if err != nil {
			return nil, fmt.Errorf("input %d: %w", i+1, err)
		}
		all = append(all, one)
	}
	return all, nil
}

// byPerson tells the shapes apart whose fields are people, or documents.
func byPerson(in *node, o Options) (any, error) {
	ofLists := in.every(in.is(list))
	elements := func(is func(*node) bool) bool {
		return ofLists && in.every(func(e *node) bool { return len(e.list) == 0 || e.every(is) })
	}
	switch {
	case in.every(func(e *node) bool { return e.has("relations", list) && e.has("spans", object) }):
		return relations(in)
	case ofLists && in.every(func(e *node) bool { return len(e.list) == 2 && e.every(e.is(number)) }):
		return resampled(in, o)
	case elements(isSpan) && !in.every(func(e *node) bool { return len(e.list) == 0 }):
		return documents(&node{kind: object, names: []string{"docs"}, list: []node{{kind: list, list: []node{*in}}}})
	case elements(func(e *node) bool { return e.kind == list && (len(e.list) == 0 || e.every(e.is(text))) }):
		return sets(in)
	case elements(scalar):
		return ratings(in)
	case in.every(func(e *node) bool { return e.kind == object && (len(e.list) == 0 || e.every(isSpansOrMissing)) }):
		return people(in)
	}
	for _, name := range []string{"data", "ratings", "reliability_data", "table", "values", "annotators", "coders"} {
		if f, ok := in.field(name); ok && (f.kind == list || f.kind == object) {
			return compute(f, o)
		}
	}
	return nil, errShape
}

// put writes a value, and the reason where it has none.
func (v values) put(name string, x agreement.Value) {
	v[name] = x
	if !x.Defined() {
		reasons, ok := v["undefined"].(map[string]string)
		if !ok {
			reasons = map[string]string{}
			v["undefined"] = reasons
		}
		reasons[name] = x.Undefined
	}
}

// joinNames names a set of people: AB, or ann-bob.
func joinNames(names ...string) string {
	for _, name := range names {
		if len(name) > 1 {
			return strings.Join(names, "-")
		}
	}
	return strings.Join(names, "")
}
