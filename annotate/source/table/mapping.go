package table

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/source/compose"
)

// mapping says what the columns of a file hold.
type mapping struct {
	targets map[string]string // by column; those that hold nothing are left out
	text    []string          // the columns of the body, for reports
	wanted  wanted
	err     error // why there are no articles: a *ColumnsError
}

// textParts are the targets that are part of the text, in their order in it.
var textParts = []string{annotate.PartHeadline, annotate.PartDek, TextTarget, annotate.PartCaption, annotate.PartCorrection}

// newMapping takes columns as given, and the others by their names, as far as
// what they would hold is not given already.
func newMapping(names []string, given map[string]string) mapping {
	m := mapping{targets: map[string]string{}}
	stated, taken := m.take(names, given)
	for i := range Names {
		if best := bestFor(&Names[i], names, stated); best != "" && !taken[Names[i].Target] {
			m.targets[best], stated[best] = Names[i].Target, true
		}
	}
	for _, name := range names {
		if target, ok := m.targets[name]; ok {
			m.wanted.add(name)
			if target == TextTarget {
				m.text = append(m.text, name)
			}
		}
	}
	if len(m.text) == 0 && m.err == nil {
		m.err = &ColumnsError{Columns: names}
	}
	return m
}

// take takes what is given, columns by their exact names if there are any. It
// tells which columns and what of them was given.
func (m *mapping) take(names []string, given map[string]string) (stated, taken map[string]bool) {
	stated, taken = map[string]bool{}, map[string]bool{}
	for _, column := range slices.Sorted(maps.Keys(given)) {
		at := slices.Index(names, column)
		if at < 0 {
			at = slices.IndexFunc(names, func(name string) bool { return strings.EqualFold(name, column) })
		}
		if at < 0 {
			m.err = cmp.Or[error](m.err, &ColumnsError{names, column})
			continue
		}
		stated[names[at]] = true
		if target := given[column]; target != "" {
			m.targets[names[at]], taken[target] = target, true
		}
	}
	return stated, taken
}

// bestFor is the column that fits best, or "".
func bestFor(n *Naming, names []string, stated map[string]bool) string {
	best, least := "", -1
	for _, name := range names {
		if at := n.likeness(name); at >= 0 && !stated[name] && (least < 0 || at < least) {
			best, least = name, at
		}
	}
	return best
}

// article puts the article of a record together. A record without a body is
// refused.
func (m *mapping) article(values []value) (compose.Article, error) {
	var b compose.Builder
	body := false
	for _, part := range textParts {
		for _, v := range values {
			if m.targets[v.column] != part {
				continue
			}
			text := strings.Join(v.texts, "\n\n")
			if part != TextTarget {
				b.Add(part, text)
				continue
			}
			b.Add("", text)
			body = body || strings.TrimSpace(text) != ""
		}
	}
	if !body {
		return compose.Article{}, fmt.Errorf("%w %s", ErrNoText, strings.Join(m.text, ", "))
	}
	for _, v := range values {
		if target := m.targets[v.column]; target != "" && !slices.Contains(textParts, target) {
			b.Set(target, strings.Join(v.texts, ", "))
		}
	}
	return b.Article(), nil
}

// wanted are the columns to be read, and the objects they lie in.
type wanted struct {
	columns map[string]bool
	above   map[string]bool
}

func (w *wanted) add(column string) {
	if w.columns == nil {
		w.columns, w.above = map[string]bool{}, map[string]bool{}
	}
	w.columns[column] = true
	for i := range len(column) {
		if column[i] == '.' {
			w.above[column[:i]] = true
		}
	}
}

// wants tells whether a column is to be read, which any is for nil.
func (w *wanted) wants(column string) bool { return w == nil || w.columns[column] }

// wantsBelow tells whether a column in the object of this name is to be read.
func (w *wanted) wantsBelow(column string) bool { return w == nil || w.above[column] }
