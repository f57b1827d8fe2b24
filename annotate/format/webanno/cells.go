package webanno

import (
	"fmt"
	"strings"
)

// cells takes in what a layer has in a row. The column with the most in it
// tells how many annotations there are. What bears a number belongs to the one
// with that number: some programs leave out what has no value, and what stands
// first in a column need not be of the first.
func (p *parser) cells(r *row, l *layer, cells []string) error {
	stacks, widest := l.stacks(cells)
	if len(stacks[widest]) == 0 {
		return nil
	}
	here := make([]*anno, 0, len(stacks[widest]))
	numbers := map[key]*anno{}
	for i := range stacks[widest] {
		k, err := p.key(l, stacks, i, widest)
		if err != nil {
			return err
		}
		if numbers[k] == nil || k.id == [2]int{} {
			numbers[k] = p.anno(k)
			here = append(here, numbers[k])
			numbers[k].join(r)
		}
	}
	return p.fill(r, l, stacks, here, numbers)
}

// fill takes in what each column says of the annotations that are here.
func (p *parser) fill(r *row, l *layer, stacks [][]string, here []*anno, numbers map[key]*anno) error {
	var before []*anno
	for n, stack := range stacks {
		at := make([]*anno, len(stack))
		for i, item := range stack {
			k, err := p.key(l, stacks, i, n)
			switch {
			case err != nil:
				return err
			case l.columnKind(n) == targets && i < len(before):
				at[i] = before[i]
			case k.id == [2]int{} && i < len(here):
				at[i] = here[i]
			case numbers[k] == nil || k.id == [2]int{}:
				numbers[k] = p.anno(k)
				here = append(here, numbers[k])
				numbers[k].join(r)
				fallthrough
			default:
				at[i] = numbers[k]
			}
			at[i].take(n, item)
		}
		before = at
	}
	return nil
}

// stacks cuts cells into what lies in each, and finds the widest. Columns of
// addresses bear no numbers, and count only where there is nothing else.
func (l *layer) stacks(cells []string) (stacks [][]string, widest int) {
	stacks = make([][]string, len(cells))
	addresses := 0
	for n, cell := range cells {
		if cell == "_" {
			continue
		}
		stacks[n] = split(cell, '|')
		if kind := l.columnKind(n); kind == targets || kind == source {
			if len(stacks[n]) > len(stacks[addresses]) {
				addresses = n
			}
		} else if old := l.columnKind(widest); len(stacks[n]) > len(stacks[widest]) || old == targets || old == source {
			widest = n
		}
	}
	if len(stacks[widest]) == 0 {
		widest = addresses
	}
	return stacks, widest
}

// anno gives the annotation with a number, or a new one.
func (p *parser) anno(k key) *anno {
	if a := p.numbers[k]; a != nil && k.id != [2]int{} {
		return a
	}
	a := &anno{layer: k.layer}
	if k.layer.kind == "CH" {
		a.chain = k.id
	} else {
		a.id = k.id[1]
	}
	p.annos = append(p.annos, a)
	p.numbers[k] = a
	return a
}

// join puts an annotation on a row.
func (a *anno) join(r *row) {
	if len(a.rows) > 0 && a.rows[len(a.rows)-1] == r {
		return
	}
	a.rows = append(a.rows, r)
	r.annos = append(r.annos, a)
}

// key finds the number of the i-th annotation in a column. In chains one column
// has the numbers of all.
func (p *parser) key(l *layer, stacks [][]string, i, n int) (key, error) {
	k := key{layer: l}
	if l.kind == "CH" {
		for n, stack := range stacks {
			if i < len(stack) && l.columnKind(n) == chained {
				return k, k.place(stack[i])
			}
		}
		return k, nil
	}
	kind := l.columnKind(n)
	if kind == targets || kind == source {
		return k, nil
	}
	_, inside := numbered(stacks[n][i])
	if inside == "" {
		return k, nil
	}
	id, ok := small(inside)
	if !ok {
		return k, fmt.Errorf("%.40q has a number that is none", stacks[n][i])
	}
	k.id = [2]int{0, id}
	p.lastID = max(p.lastID, id)
	return k, nil
}

// place reads which chain it is, and where in it: "->1-2".
func (k *key) place(item string) error {
	at := strings.LastIndex(item, "->")
	if at < 0 {
		return nil
	}
	c, e, _ := strings.Cut(item[at+2:], "-")
	one, ok := small(c)
	two, ok2 := small(e)
	if !ok || !ok2 {
		return fmt.Errorf("%.40q is no place in a chain", item)
	}
	k.id = [2]int{one, two}
	return nil
}

// take takes in what an annotation has in a column; the first row says it.
func (a *anno) take(n int, item string) {
	if _, known := a.values.get(n); known {
		return
	}
	switch a.layer.columnKind(n) {
	case targets, source:
	case chained:
		if at := strings.LastIndex(item, "->"); at >= 0 {
			item = item[:at]
		}
	default:
		item, _ = numbered(item)
	}
	a.values.set(n, item)
}
