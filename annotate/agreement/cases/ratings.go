package cases

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"bluepencil/annotate/agreement"
	"bluepencil/annotate/agreement/coding"
)

func keys(v values) []string { return slices.Sorted(maps.Keys(v)) }

// categoryOf is the category of a rating.
func categoryOf(n *node) coding.Category {
	switch n.kind {
	case number:
		return coding.Category{Name: fmt.Sprint(n.number), Number: n.number}
	case text:
		return coding.Category{Name: "“" + n.text}
	case boolean:
		return coding.Category{Name: fmt.Sprint("is ", n.flag)}
	}
	return coding.Category{Name: "not set"}
}

// ratings are scalar values that people gave to items; null is missing. The
// people are the fields of an object, or the elements of a list.
func ratings(in *node) (any, error) {
	names, rows := in.sorted()
	if in.kind == list {
		rows = in.list
		for i := range rows {
			names = append(names, rowName(i))
		}
	}
	var b coding.Builder
	numbers := true
	for i := range rows {
		row := make([]int, len(rows[i].list))
		for k := range row {
			if row[k] = coding.Missing; rows[i].list[k].kind != null {
				row[k] = b.Value(categoryOf(&rows[i].list[k]))
				numbers = numbers && rows[i].list[k].kind == number
			}
		}
		b.Coder(row)
	}
	t := b.Table()
	v := tableValues(names, t)
	for name, d := range map[string]coding.Difference{"nominal": coding.Nominal, "ordinal": coding.Ordinal, "interval": coding.Interval, "ratio": coding.Ratio} {
		if name != "nominal" && !numbers {
			continue
		}
		alpha := t.Alpha(d)
		v.put("alpha_"+name, alpha)
		v.put("kripp_alpha_"+name, alpha)
		v[name] = alpha
	}
	return v, nil
}

// rowName names a person whose name the file does not tell: A, B, …
func rowName(i int) string {
	if i < 26 {
		return string(rune('A' + i))
	}
	return fmt.Sprintf("person %d", i+1)
}

// tableValues are the coefficients of all people and of every two.
func tableValues(names []string, t *coding.Table) values {
	v := values{}
	for i := range names {
		for k := range names[i+1:] {
			other := i + 1 + k
			c := t.Contingency(i, other)
			two := coding.Table{Values: t.Values, Coders: [][]int{t.Coders[i], t.Coders[other]}}
			suffix := []string{"_" + joinNames(names[i], names[other])}
			if len(names) == 2 {
				suffix = append(suffix, "")
			}
			for _, s := range suffix {
				v.put("percent"+s, c.Percent())
				v.put("cohen"+s, c.Cohen())
				v.put("scott"+s, c.Scott())
				v.put("gwet_ac1"+s, c.AC1())
				v.put("kripp_alpha_nominal"+s, two.Alpha(coding.Nominal))
			}
		}
	}
	all := "_" + joinNames(names...)
	fleiss := coding.Fleiss(t.Counts())
	if len(names) < 2 {
		fleiss = agreement.Undefined(agreement.SecondAnnotator)
	}
	v.put("fleiss"+all, fleiss)
	v.put("fleiss_kappa", fleiss)
	v.put("mean_pairwise_cohen"+all, t.MeanCohen())
	v.put("kripp_alpha_nominal"+all, t.Alpha(coding.Nominal))
	return v
}

// counts are ratings of which only is told how often each value was given.
func counts(in *node) (any, error) {
	rows, _ := in.field("category_counts")
	var table []map[int]int
	var categories []coding.Category
	same, pairs := 0.0, 0.0
	for i := range rows.list {
		item, m := map[int]int{}, 0
		for k := range rows.list[i].list {
			n, ok := rows.list[i].list[k].whole()
			if !ok || n > 1<<20 {
				return nil, fmt.Errorf("row %d: counts are whole numbers: %w", i+1, errShape)
			}
			for len(categories) <= k {
				categories = append(categories, coding.Category{Number: float64(len(categories) + 1)})
			}
			if n > 0 {
				item[k] = n
			}
			m += n
			same += float64(n) * float64(n-1)
		}
		pairs += float64(m) * float64(m-1)
		table = append(table, item)
	}
	v := values{}
	v.put("fleiss_kappa", coding.Fleiss(table))
	v.put("percent", agreement.Ratio(same, pairs, agreement.NoUnits))
	v.put("kripp_alpha_nominal", coding.Alpha(categories, table, coding.Nominal))
	v.put("kripp_alpha_ordinal", coding.Alpha(categories, table, coding.Ordinal))
	return v, nil
}

// sets are sets of labels that people gave to items.
func sets(in *node) (any, error) {
	names, rows := in.sorted()
	var b coding.Builder
	for i := range rows {
		row := make([]int, len(rows[i].list))
		for k := range row {
			var labels []string
			for _, label := range rows[i].list[k].list {
				labels = append(labels, label.text)
			}
			row[k] = b.Value(coding.SetOf(labels))
		}
		b.Coder(row)
	}
	t := b.Table()
	v := tableValues(names, t)
	v.put("alpha_masi", t.Alpha(coding.MASI))
	v.put("alpha_jaccard", t.Alpha(coding.Jaccard))
	v.put("alpha_nominal", t.Alpha(coding.Nominal))
	return v, nil
}

// outside is what a token is called that no span covers.
const outside = "O"

// sequences are the labels of tokens, given or told by spans.
func sequences(in *node) (any, error) {
	labels, given := in.field("labels")
	if !given {
		read, err := tokenLabels(in)
		if err != nil {
			return nil, err
		}
		labels = read
	}
	names, rows := labels.sorted()
	var b coding.Builder
	for i := range rows {
		row := make([]int, len(rows[i].list))
		for k := range row {
			if row[k] = coding.Missing; rows[i].list[k].kind != null {
				row[k] = b.Value(categoryOf(&rows[i].list[k]))
			}
		}
		b.Coder(row)
	}
	t := b.Table()
	v := tableValues(names, t)
	none := slices.IndexFunc(t.Values, func(c coding.Category) bool { return strings.TrimPrefix(c.Name, "“") == outside })
	for i := range names {
		for k := i + 1; k < len(names); k++ {
			v.put("token_f1_micro_nonO_"+joinNames(names[i], names[k]), tokenF1(t.Contingency(i, k), none))
		}
	}
	return v, nil
}

// tokenF1 is F1 over the tokens that have a label.
func tokenF1(c coding.Contingency, none int) agreement.Value {
	same, marked := 0.0, 0.0
	for pair, n := range c {
		for _, label := range pair {
			if label != none {
				marked += n
			}
		}
		if pair[0] == pair[1] && pair[0] != none {
			same += n
		}
	}
	return agreement.Ratio(2*same, marked, agreement.NoSpans)
}

// tokenLabels gives every token the label of the span it lies in.
func tokenLabels(in *node) (*node, error) {
	tokens, _ := in.field("tokens")
	people, _ := in.field("spans")
	all := &node{kind: object, names: people.names}
	for i := range people.list {
		m, err := spansOf(&people.list[i])
		if err != nil {
			return nil, err
		}
		row := node{kind: list}
		for k := range tokens.list {
			r, ok := rangeOf(tokens.list[k].list)
			if !ok {
				return nil, fmt.Errorf("a token is [start, end]: %w", errShape)
			}
			row.list = append(row.list, node{kind: text, text: labelAt(m.spans, r)})
		}
		all.list = append(all.list, row)
	}
	return all, nil
}

func labelAt(spans []agreement.Span, token agreement.Range) string {
	for i := range spans {
		for _, r := range spans[i].Ranges {
			if r.Start <= token.Start && token.End <= r.End {
				return spans[i].Label
			}
		}
	}
	return outside
}
