package measure

import "bluepencil/annotate/agreement/report"

// Part is one of the tables of the page.
type Part int

// The parts.
const (
	Labels Part = iota
	People
	Confusion
	Attributes
	Links
	Articles
	Alone
	Experts
)

// Parts lists the parts with their names.
func Parts() []string {
	return []string{"Labels", "Person by person", "Label by label", "Attributes", "Links", "Articles", "Not comparable", "For experts"}
}

// Part is which table is shown.
func (v *View) Part() Part { return v.part }

// SetPart shows another table.
func (v *View) SetPart(p Part) {
	if p == v.part && v.cases == nil {
		return
	}
	v.part, v.cases = p, nil
	v.make()
}

// StepPart goes to the next table (1) or the one before (-1).
func (v *View) StepPart(by int) {
	n := len(Parts())
	v.SetPart(Part((int(v.part) + by + n) % n))
}

// Worth is what the table of people shows of each two of them.
type Worth int

// What two people can be compared by.
const (
	Overlap Worth = iota
	Exact
	Alpha
)

// Worths lists the names of what two people can be compared by.
func Worths() []string { return []string{"F1 overlap", "F1 exact", "|uα of a label"} }

// Matrix is what the table of people shows.
type Matrix struct {
	Worth Worth
	Label string // the id of a label; empty for all of them together
}

// Matrix is what the table of people shows.
func (v *View) Matrix() Matrix { return v.matrix }

// SetMatrix shows something else of people.
func (v *View) SetMatrix(m Matrix) {
	if m != v.matrix {
		v.matrix = m
		v.make()
	}
}

// columns are those of a part whose columns are always the same.
func (v *View) columns() []Column {
	n := func(name string, weight float32) Column { return Column{name, true, weight} }
	w := func(name string, weight float32) Column { return Column{name, false, weight} }
	switch v.part {
	case Labels:
		return []Column{w("Label", 1.7), w("Spans", 1.7), n("Articles", 0.9), n("F1 overlap", 1), n("F1 exact", 1), n("Boundary gap", 1.15), n("|uα", 0.7), n("95 % interval", 1.2), w("By its lower end", 1.6), w("Commonest disagreement", 2.4)}
	case Attributes:
		return []Column{w("Label", 1.3), w("Attribute", 1.7), n("Compared", 0.9), n("Coverage", 0.9), n("Same", 0.9), n("α", 0.7), w("α of", 0.9), n("κ", 0.7), n("95 % of same", 1.1)}
	case Links:
		return []Column{w("Link", 1.6), w("Links", 1.8), n("Articles", 0.8), n("F1 end to end", 1.1), n("F1 given spans", 1.1), n("95 % interval", 1.2)}
	case Articles:
		return []Column{w("Article", 3), w("Finished by", 1.6), n("Spans", 0.7), n("F1 overlap", 0.9), w("", 2)}
	case Alone:
		return []Column{w("Article", 3), w("Why", 3)}
	case Experts:
		return []Column{w("Group", 1.2), w("Of", 2), w("Measure", 1.2), n("Value", 0.8), w("How", 4)}
	}
	return []Column{w("", 1.5)}
}

// tableOf makes one of the tables of the report.
func (v *View) tableOf(p Part) *Table {
	t := &Table{Columns: v.columns()}
	if len(v.report.Layers) < 2 && p != Alone {
		t.Note = "Agreement needs a second annotator: the articles that one person has finished are under “Not comparable”."
		return t
	}
	switch p {
	case Labels:
		v.labels(t)
	case People:
		v.matrixOf(t)
	case Confusion:
		v.confusion(t)
	case Attributes:
		v.attributes(t)
	case Links:
		v.links(t)
	case Articles:
		v.articles(t)
	case Alone:
		v.alone(t)
	case Experts:
		v.groups(t)
	}
	return t
}

// labelName is what a label is called.
func (v *View) labelName(id string) string {
	for i := range v.report.Labels {
		if l := &v.report.Labels[i]; l.Label == id {
			return l.Name
		}
	}
	for _, l := range v.team.Labels {
		if string(l.ID) == id {
			return l.Name
		}
	}
	return id
}

// pairOf is the row of two people in a list of such, and nil where there is none.
func pairOf(rows []report.Row, a, b string) *report.Row {
	for i := range rows {
		if l := rows[i].Layers; l[0] == a && l[1] == b || l[0] == b && l[1] == a {
			return &rows[i]
		}
	}
	return nil
}
