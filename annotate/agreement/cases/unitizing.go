package cases

import (
	"maps"
	"slices"

	"bluepencil/annotate/agreement"
	"bluepencil/annotate/agreement/unitizing"
)

// continuum is one text in which people have marked stretches.
func continuum(in *node) (any, error) { return continua([]node{*in}) }

// continua is any number of such texts together; alpha_U is that of the
// first.
func continua(documents []node) (any, error) {
	names := map[string]int{}
	var texts []unitizing.Continuum
	for i := range documents {
		c, err := continuumOf(&documents[i], names)
		if err != nil {
			return nil, err
		}
		texts = append(texts, c)
	}
	labels := slices.SortedFunc(maps.Keys(names), func(a, b string) int { return names[a] - names[b] })
	tally := unitizing.NewTally(labels)
	for i := range texts {
		tally.Add(&texts[i])
	}
	family := tally.Family()
	v := values{}
	v.put("u_alpha", family.U)
	v.put("u_alpha_binary", family.Binary)
	v.put("cu_alpha", family.Coding)
	byValue, per := values{}, values{}
	for label, x := range family.Values {
		byValue.put(label, x)
	}
	v["k_u_alpha"] = byValue
	if len(texts) == 1 {
		old := unitizing.AlphaU(&texts[0], len(labels))
		v.put("alpha", old.Alpha)
		v.put("alpha_U_2004", old.Alpha)
		for i, label := range labels {
			one := values{"Do": old.Values[i].Observed, "De": old.Values[i].Expected}
			one.put("alpha", old.Values[i].Alpha)
			per[label] = one
		}
		v["per"] = per
	}
	return v, nil
}

// continuumOf reads a text; without a length it ends where the last span does.
func continuumOf(in *node, names map[string]int) (unitizing.Continuum, error) {
	var c unitizing.Continuum
	length, _ := in.field("length")
	c.Length, _ = length.whole()
	people, _ := in.field("spans")
	_, rows := people.sorted()
	for i := range rows {
		if rows[i].kind == null {
			continue
		}
		m, err := spansOf(&rows[i])
		if err != nil {
			return c, err
		}
		c.Coders = append(c.Coders, segmentsOf(m.spans, names))
		for _, s := range m.spans {
			if length.kind != number && len(s.Ranges) > 0 {
				c.Length = max(c.Length, s.End())
			}
		}
	}
	return c, nil
}

func segmentsOf(spans []agreement.Span, names map[string]int) []unitizing.Segment {
	list := []unitizing.Segment{}
	for _, s := range spans {
		category, ok := names[s.Label]
		if !ok {
			category = len(names)
			names[s.Label] = category
		}
		for _, r := range s.Ranges {
			list = append(list, unitizing.Segment{Range: r, Category: category})
		}
	}
	return list
}
