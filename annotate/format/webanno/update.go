package webanno

import (
	"cmp"
	"errors"
	"fmt"
	"reflect"
	"slices"

	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/text"
)

// ErrWrite: a document cannot be written exactly.
var ErrWrite = errors.New("cannot be written as WebAnno TSV")

// updating makes a table say what a document says.
type updating struct {
	*table
	doc     *foreign.Document
	unit    text.Unit
	offsets *text.Converter
	grid    *grid
	annoOf  map[string]*anno // by the id of the mark
	old     map[string]*foreign.Mark
	links   map[*anno][]carried
	todo    []*foreign.Mark // those that are new or were changed
}

// run changes the table where the document is another than it was.
func (u *updating) run() error {
	if err := u.compare(); err != nil {
		return err
	}
	if !u.edited {
		return nil
	}
	u.grid = u.table.grid(u.doc.Text, u.unit, u.offsets)
	if err := u.prepare(); err != nil {
		return err
	}
	for _, m := range u.todo {
		if err := u.mark(m); err != nil {
			return err
		}
	}
	for _, m := range u.todo {
		if err := u.link(m); err != nil {
			return err
		}
	}
	u.numberStacks()
	u.declare()
	return u.grid.renumber()
}

// compare finds out what is new, changed and gone.
func (u *updating) compare() error {
	byName := u.remember()
	for i := range u.doc.Layers[0].Marks {
		m := &u.doc.Layers[0].Marks[i]
		if len(m.Spans) != 1 {
			return fmt.Errorf("%w: the mark %q is in %d pieces", ErrWrite, m.ID, len(m.Spans))
		}
		if u.annoOf[m.ID] != nil {
			return fmt.Errorf("%w: two marks have the id %q", ErrWrite, m.ID)
		}
		was := u.old[m.ID]
		if was != nil {
			u.annoOf[m.ID] = byName[m.ID]
		} else {
			u.annoOf[m.ID] = &anno{}
		}
		if was == nil || !same(was, m) {
			u.todo = append(u.todo, m)
		}
	}
	u.edited = u.edited || len(u.todo) > 0
	for id := range u.old {
		if u.annoOf[id] == nil {
			u.edited = true
			byName[id].gone = true
		}
	}
	u.dropLost()
	return nil
}

// remember takes note of the marks that the table has, and gives what they are
// made of.
func (u *updating) remember() (byName map[string]*anno) {
	before := u.document(u.doc.Text, "value")
	u.links = u.table.links("value")
	foreign.Settle(before, u.unit)
	u.annoOf, u.old = map[string]*anno{}, map[string]*foreign.Mark{}
	byName = map[string]*anno{}
	for _, a := range u.annos {
		if a.name != "" {
			byName[a.name] = a
		}
	}
	for i := range before.Layers[0].Marks {
		m := &before.Layers[0].Marks[i]
		u.old[m.ID] = m
	}
	return byName
}

// dropLost takes out relations and slots whose ends are gone.
func (u *updating) dropLost() {
	for _, a := range u.annos {
		if a.from != nil && (a.from.gone || a.to.gone) {
			a.gone = true
		}
		for n := range a.slots {
			a.slots[n] = slices.DeleteFunc(a.slots[n], func(s slot) bool { return s.to != nil && s.to.gone })
		}
	}
}

// same tells whether a mark is as it was, as far as the format goes.
func same(a, b *foreign.Mark) bool {
	key := func(m *foreign.Mark) any {
		var links []foreign.Link
		for _, l := range m.Links {
			links = append(links, foreign.Link{Role: l.Role, To: l.To, Attributes: sorted(l.Attributes)})
		}
		slices.SortStableFunc(links, func(a, b foreign.Link) int { return cmp.Or(cmp.Compare(a.Role, b.Role), cmp.Compare(a.To, b.To)) })
		return []any{m.Label, m.Note, m.Start(), m.End(), sorted(m.Attributes), links}
	}
	return reflect.DeepEqual(key(a), key(b))
}

func sorted(list []foreign.Attribute) []foreign.Attribute {
	if len(list) == 0 {
		return nil
	}
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b foreign.Attribute) int { return cmp.Compare(a.Name, b.Name) })
	return list
}

// prepare makes tokens where edges of marks lie between tokens, and the layer
// of new marks.
func (u *updating) prepare() error {
	for _, m := range u.todo {
		begin, end, err := u.extent(m)
		if err != nil {
			return err
		}
		if err := cmp.Or(u.grid.solid(begin), u.grid.solid(end-1)); err != nil {
			return err
		}
		if a := u.annoOf[m.ID]; a.layer == nil {
			a.layer = u.layer("SP", markLayer, "value")
			u.annos = append(u.annos, a)
		}
	}
	return nil
}

func (u *updating) extent(m *foreign.Mark) (begin, end int, err error) {
	begin, err = u.offsets.ToUnit(u.unit, m.Start())
	if err != nil {
		return 0, 0, err
	}
	end, err = u.offsets.ToUnit(u.unit, m.End())
	return begin, end, err
}

// layer gives a layer, which is made if need be.
func (u *updating) layer(kind, name string, columns ...string) *layer {
	for _, l := range u.layers {
		if l.kind == kind && l.name == name {
			return l
		}
	}
	l := &layer{kind: kind, name: name, columns: columns, line: -1}
	u.layers = append(u.layers, l)
	return l
}

// mark writes a mark that is new or was changed.
func (u *updating) mark(m *foreign.Mark) error {
	a, was := u.annoOf[m.ID], u.old[m.ID]
	a.touched = true
	if was == nil || was.Start() != m.Start() || was.End() != m.End() {
		if err := u.move(a, m); err != nil {
			return err
		}
	}
	_, column := a.label("value")
	if label, _ := a.label("value"); label != m.Label || was == nil {
		if column < 0 {
			column = a.layer.add(a.labelColumn())
		}
		a.values.set(column, escapeValue(m.Label))
	}
	return a.answer(m, column)
}

// move puts an annotation on the rows that the mark covers now.
func (u *updating) move(a *anno, m *foreign.Mark) error {
	begin, end, err := u.extent(m)
	if err != nil {
		return err
	}
	for _, r := range a.rows {
		r.annos = slices.DeleteFunc(r.annos, func(other *anno) bool { return other == a })
	}
	rows, err := u.grid.cover(begin, end)
	if err != nil {
		return err
	}
	a.rows = nil
	for _, r := range rows {
		a.join(r)
	}
	u.number(a)
	return nil
}

// answer writes the answers and the note of a mark, whose label is in the column.
func (a *anno) answer(m *foreign.Mark, column int) error {
	written := map[int]bool{column: true}
	for _, at := range m.Attributes {
		n := a.layer.add(a.layer.columnFor(at.Name))
		if written[n] {
			return fmt.Errorf("%w: the mark %q answers %q twice", ErrWrite, m.ID, at.Name)
		}
		written[n] = true
		a.values.set(n, escapeValue(fmt.Sprint(at.Value)))
	}
	if m.Note != "" {
		n := a.layer.add(noteColumn)
		written[n] = true
		a.values.set(n, escapeValue(m.Note))
	}
	for n := range a.layer.columns {
		if _, said := a.said(n); said && !written[n] && a.layer.columnKind(n) == plain {
			a.values.drop(n)
		}
	}
	return nil
}

func (a *anno) labelColumn() string {
	if a.layer.kind == "CH" {
		return "referenceType"
	}
	return "value"
}

// columnFor is the column of an attribute: that of the same name, if the layer
// has one that is not for the label.
func (l *layer) columnFor(attribute string) string {
	for n, column := range l.columns {
		if column != "" && column != noteColumn && attributeName(column) == attribute && l.columnKind(n) == plain && (column != "value" || l.name != markLayer && l.kind == "SP") {
			return column
		}
	}
	return columnName(attribute)
}

// number gives an annotation a number to tell it apart by.
func (u *updating) number(a *anno) {
	if a.id == 0 && a.layer.kind == "SP" {
		u.lastID++
		a.id = u.lastID
	}
}

// numberStacks numbers what lies in one cell with something numbered, so that
// each can be pointed at.
func (u *updating) numberStacks() {
	for _, m := range u.todo {
		for _, r := range u.annoOf[m.ID].rows {
			for _, other := range r.annos {
				if other.layer == u.annoOf[m.ID].layer && !other.gone {
					u.number(other)
				}
			}
		}
	}
}

// declare adds the lines of new layers after those that are there.
func (u *updating) declare() {
	at := min(1, len(u.head))
	for _, l := range u.layers {
		if l.line >= 0 {
			at = max(at, l.line+1)
		}
	}
	for _, l := range u.layers {
		if l.line < 0 {
			u.head = slices.Insert(u.head, at, l.declared())
			l.line = at
			at++
		}
	}
}
