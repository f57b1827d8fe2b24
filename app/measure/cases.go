package measure

import (
	"fmt"
	"slices"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/agreement/report"
	"bluepencil/annotate/text"
)

// query is which cases are behind a number. Empty fields select everything.
type query struct {
	title    string
	labels   []string
	people   []string // both of the pair
	kinds    []report.Kind
	missedBy string // the handle of who has not marked it
	other    string // the label that was given instead
	about    string // the attribute or the role
	article  annotate.ID
	exactly  *[2]string // the labels of both
}

// Cases are the disagreements behind a number.
type Cases struct {
	Title string
	view  *View
	gathered
	read   bool
	places []place
	table  *Table
	sorted order
	row    int
}

// gathered is the cases of a query.
type gathered struct {
	found  []found
	more   int  // that were counted and not kept
	narrow bool // and the number is of more than was asked for
	hidden int  // in layers the reader may not see yet
}

// found is a case and the two people it is about.
type found struct {
	report.Case
	layers [2]string
}

// place is where a case is, once its article was read.
type place struct {
	found
	title, words string
	r            text.Range
}

// mostCases is how many cases are listed.
const mostCases = 2000

// gather finds the cases of a query in a report, each once.
func gather(r *report.Report, q *query) gathered {
	g := gathered{narrow: q.missedBy+q.other+q.about != "" || !q.article.IsZero() || q.exactly != nil}
	seen := map[report.Case]bool{}
	for i := range r.Labels {
		label := &r.Labels[i]
		if len(q.labels) > 0 && !slices.Contains(q.labels, label.Label) {
			continue
		}
		for k := range label.Pairs {
			if pair := &label.Pairs[k]; len(q.people) == 0 || pairOf(label.Pairs[k:k+1], q.people[0], q.people[1]) != nil {
				g.add(q, pair, seen)
			}
		}
	}
	if n := len(g.found); n > mostCases {
		g.found, g.more = g.found[:mostCases], g.more+n-mostCases
	}
	return g
}

// add takes the cases of two people and a label.
func (g *gathered) add(q *query, pair *report.Row, seen map[report.Case]bool) {
	kept := map[report.Kind]int{}
	for i := range pair.Cases {
		one := found{pair.Cases[i], [2]string(pair.Layers)}
		kept[one.Kind]++
		if q.wants(&one) && !seen[one.Case] {
			seen[one.Case] = true
			g.found = append(g.found, one)
		}
	}
	for kind, n := range pair.Disagreements {
		if len(q.kinds) == 0 || slices.Contains(q.kinds, kind) {
			g.more += n - kept[kind]
		}
	}
}

func (q *query) wants(f *found) bool {
	switch {
	case len(q.kinds) > 0 && !slices.Contains(q.kinds, f.Kind),
		q.missedBy != "" && f.missedBy() != q.missedBy,
		q.other != "" && f.Labels[0] != q.other && f.Labels[1] != q.other,
		q.about != "" && f.About != q.about,
		!q.article.IsZero() && f.Article != q.article,
		q.exactly != nil && f.Labels != *q.exactly:
		return false
	}
	return true
}

// missedBy is who has not marked it.
func (f *found) missedBy() string {
	switch {
	case f.Kind != report.Missed:
		return ""
	case f.A.IsZero():
		return f.layers[0]
	}
	return f.layers[1]
}

// Open shows the cases behind the current cell, and tells whether there is
// something behind it. Where a cell stands for an article, that is to be
// opened: Place gives it.
func (v *View) Open() bool {
	c := v.cell(v.At())
	if c == nil || c.query == nil || v.cases != nil {
		return false
	}
	v.cases = &Cases{Title: c.query.title, view: v}
	v.cases.fill()
	v.read(v.cases, c.query)
	v.o.Show()
	return true
}

// Cases are those that are shown, and nil where a table is.
func (v *View) Cases() *Cases { return v.cases }

// Back goes from the cases to the table they are of.
func (v *View) Back() bool {
	if v.cases == nil {
		return false
	}
	v.cases = nil
	v.o.Show()
	return true
}

// Place is what the current row stands for: an article, the reader's own
// annotation in it, where there is one, and a range of its text.
func (v *View) Place() (article, mark annotate.ID, r text.Range, ok bool) {
	if v.cases == nil {
		c := v.cell(v.At())
		return articleOf(c), mark, r, !articleOf(c).IsZero()
	}
	row, _ := v.At()
	if row < 0 || row >= len(v.cases.places) {
		return article, mark, r, false
	}
	p := &v.cases.places[row]
	for i, handle := range p.layers {
		if v.person(handle).ID == v.o.Reader {
			mark = [2]annotate.ID{p.A, p.B}[i]
		}
	}
	return p.Article, mark, p.r, true
}

func articleOf(c *Cell) (id annotate.ID) {
	if c != nil {
		return c.article
	}
	return id
}

// read finds in the background what the cases are and where, and drops those
// that the reader may not see yet.
func (v *View) read(c *Cases, q *query) {
	ctx, r := v.ctx, v.report
	reader := caseReader{project: v.o.Project, reader: v.o.Reader, ids: map[string]annotate.ID{}}
	for _, handle := range r.Layers {
		reader.ids[handle] = v.person(handle).ID
	}
	v.o.Go(func() {
		g := gather(r, q)
		var places []place
		for i := range g.found {
			if ctx.Err() != nil {
				return
			}
			if p, ok := reader.place(g.found[i]); ok {
				places = append(places, p)
			} else {
				g.hidden++
			}
		}
		v.o.UI(func() {
			c.read, c.places, c.gathered = true, places, g
			c.fill()
			if v.cases == c {
				v.o.Show()
			}
		})
	})
}

// fill makes the table of the cases, sorted as it is to be.
func (c *Cases) fill() {
	c.table = &Table{Columns: []Column{{Name: "Article", Weight: 2}, {Name: "Words", Weight: 3}, {Name: "Who and what", Weight: 3}}}
	type pair struct {
		line Line
		p    place
	}
	list := make([]pair, len(c.places))
	for i := range c.places {
		p := &c.places[i]
		list[i] = pair{Line{Cells: []Cell{words(p.title), words(p.words), words(c.view.says(&p.found))}}, *p}
	}
	if at := c.sorted.column - 1; at >= 0 && at < len(c.table.Columns) {
		slices.SortStableFunc(list, func(x, y pair) int {
			n := strings.Compare(strings.ToLower(x.line.Cells[at].Text), strings.ToLower(y.line.Cells[at].Text))
			if c.sorted.descending {
				return -n
			}
			return n
		})
	}
	for i := range list {
		c.places[i] = list[i].p
		c.table.Lines = append(c.table.Lines, list[i].line)
	}
}

// words says how many cases there are, and what is not listed.
func (c *Cases) words() string {
	if !c.read {
		return "Reading the articles…"
	}
	parts := []string{counted(len(c.places), "case")}
	switch {
	case c.more > 0 && c.narrow:
		parts = append(parts, "there may be more: the first of each kind, label and pair of people are kept")
	case c.more > 0:
		parts = append(parts, fmt.Sprintf("%d more were counted: the first of each kind, label and pair of people are kept", c.more))
	}
	if c.hidden > 0 {
		parts = append(parts, fmt.Sprintf("%s in articles you have not submitted yourself stay hidden", counted(c.hidden, "case")))
	}
	return strings.Join(append(parts, "Enter opens the article at the place, Backspace goes back"), " · ")
}
