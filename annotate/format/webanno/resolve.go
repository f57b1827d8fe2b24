package webanno

import "strings"

// everything is the layer that stands for any.
const everything = "uima.tcas.Annotation"

// index finds annotations by their numbers and by where they are.
type index struct {
	rows map[string]*row
	byID map[int]*anno
	only map[site]*anno
}

// site is a layer in a row.
type site struct {
	row   *row
	layer string
}

// resolve finds what relations and slots point to.
func (p *parser) resolve() {
	x := &index{rows: map[string]*row{}, byID: map[int]*anno{}, only: map[site]*anno{}}
	for _, s := range p.sentences {
		for _, r := range s.rows {
			x.rows[r.name()] = r
		}
	}
	for _, a := range p.annos {
		if a.layer.kind != "SP" {
			continue
		}
		if a.id > 0 && x.byID[a.id] == nil {
			x.byID[a.id] = a
		}
		for _, r := range a.rows {
			for _, at := range []site{{r, a.layer.name}, {r, everything}} {
				// One without a number is the one that is meant where none is given.
				if old := x.only[at]; old == nil || old.id > 0 && a.id == 0 {
					x.only[at] = a
				}
			}
		}
	}
	for _, a := range p.annos {
		for _, v := range a.values {
			switch a.layer.columnKind(v.n) {
			case source:
				x.ends(a, v.value, strings.TrimPrefix(a.layer.columns[v.n], "BT_"))
			case targets:
				if list := x.targets(a, v.n, v.value); list != nil {
					if a.slots == nil {
						a.slots = map[int][]slot{}
					}
					a.slots[v.n] = list
				}
			}
		}
	}
}

// find gives the annotation of a layer by its number, or by its row.
func (x *index) find(id int, r *row, layer string) *anno {
	if a := x.byID[id]; id > 0 && a != nil {
		return a
	}
	if r == nil {
		return nil
	}
	return x.only[site{r, layer}]
}

// ends finds the two ends of a relation: "1-1[1_2]".
func (x *index) ends(a *anno, value, base string) {
	address, inside := numbered(value)
	from, to := 0, 0
	if f, t, is := strings.Cut(inside, "_"); is {
		from, _ = small(f)
		to, _ = small(t)
	}
	a.from = x.find(from, x.rows[address], base)
	a.to = x.find(to, a.rows[0], base)
	if a.from == nil || a.to == nil {
		a.from, a.to = nil, nil
	}
}

// targets finds what slots hold.
func (x *index) targets(a *anno, n int, value string) (list []slot) {
	if value == "*" || value == "_" || value == "" {
		return nil
	}
	var names []string
	if role, _ := a.values.get(n - 1); role != "" {
		names = split(role, ';')
	}
	for i, target := range split(value, ';') {
		s := slot{raw: target}
		if i < len(names) {
			s.role = names[i]
		}
		address, inside := numbered(target)
		id, _ := small(inside)
		s.to = x.find(id, x.rows[address], a.layer.columns[n])
		list = append(list, s)
	}
	return list
}
