package team

import (
	"context"
	"slices"

	"bluepencil/annotate"
	"bluepencil/annotate/rounds"
	"bluepencil/storage"
)

// tabled is what the matrix needs of a project.
type tabled interface {
	List(context.Context, storage.ArticleFilter) (*storage.List, error)
	Assignments(storage.AssignmentFilter) ([]storage.Assignment, error)
	Assign(by, round annotate.ID, cells []rounds.Cell) (int, error)
	Unassign(by, round annotate.ID, cells []rounds.Cell) (int, error)
	Layers(article annotate.ID) ([]annotate.Layer, error)
}

// The pages of rows that are kept, and how many rows one has.
const (
	pageRows  = 64
	pagesKept = 12
)

// Matrix is who marks which articles in a round: a row for each article, a
// column for each person. Which cells are given out is known of all of them;
// titles and statuses are read of the rows in sight.
type Matrix struct {
	t           *Team
	round       annotate.ID
	query       string
	only        bool // articles that the round gives to somebody
	columns     []annotate.Person
	given       *given
	list        *storage.List
	pages       map[int]page
	order       []int // of the pages, the one asked for last at the end
	asked       map[int]bool
	generation  int // rows that were asked for before are dropped
	row, column int
	underWay    map[rounds.Cell]bool // given out or taken just now, and not written yet
}

// given is what a round gives out, and to how many in which articles.
type given struct {
	cells map[rounds.Cell]bool
	loads map[annotate.ID]int
	list  *storage.List
}

// Row is an article of the matrix with where everybody stands with it, as far
// as the person who works here may see that.
type Row struct {
	Article annotate.ID
	Title   string
	Outlet  string
	Status  map[annotate.ID]annotate.Status // nobody who has not begun
	Hidden  bool                            // where the others stand is hidden
}

// Cell is what a cell shows.
type Cell struct {
	Given   bool
	Known   bool // the status was read
	Hidden  bool // the status is somebody else's and must not be seen yet
	Status  annotate.Status
	Pending bool
	Current bool
}

// OpenMatrix makes the matrix of a round; Show follows when it was read.
func (t *Team) OpenMatrix(round annotate.ID) *Matrix {
	t.matrix = &Matrix{t: t, round: round, given: &given{}, underWay: map[rounds.Cell]bool{}, pages: map[int]page{}, asked: map[int]bool{}}
	t.Read()
	return t.matrix
}

// CloseMatrix lets the matrix go.
func (t *Team) CloseMatrix() { t.matrix = nil }

// readGiven reads in the background what is given out, and which articles
// there are.
func (m *Matrix) readGiven() (*given, error) {
	g := &given{cells: map[rounds.Cell]bool{}, loads: map[annotate.ID]int{}}
	list, err := m.t.o.Project.Assignments(storage.AssignmentFilter{Round: m.round})
	if err != nil {
		return nil, err
	}
	for _, a := range list {
		g.cells[a.Cell] = true
		g.loads[a.Person]++
	}
	filter := storage.ArticleFilter{Query: m.query}
	if m.only {
		filter.Assigned = &storage.AssignmentFilter{Round: m.round}
	}
	g.list, err = m.t.o.Project.List(m.t.ctx, filter)
	return g, err
}

func (m *Matrix) take(g *given) {
	m.given, m.list = g, g.list
	m.columns = slices.DeleteFunc(slices.Clone(m.t.people), func(p annotate.Person) bool { return p.Retired && g.loads[p.ID] == 0 })
	m.generation++ // what was read of rows is shown until it is read again
	m.asked = map[int]bool{}
	m.Go(m.row, m.column)
}

// Round is the round whose matrix it is.
func (m *Matrix) Round() Round {
	r, _ := m.t.Round(m.round)
	return r
}

// Len is how many articles are shown.
func (m *Matrix) Len() int {
	if m.list == nil {
		return 0
	}
	return m.list.Len()
}

// Columns are the people, by name.
func (m *Matrix) Columns() []annotate.Person { return m.columns }

// Load is how many articles of the round a person has.
func (m *Matrix) Load(person annotate.ID) int { return m.given.loads[person] }

// Query is what the titles are searched for; Only tells whether those alone are
// shown that the round gives to somebody.
func (m *Matrix) Query() string { return m.query }

// Only tells whether only articles that the round gives to somebody are shown.
func (m *Matrix) Only() bool { return m.only }

// Narrow shows other articles.
func (m *Matrix) Narrow(query string, only bool) {
	m.query, m.only = query, only
	m.t.Read()
}

// At is where the keyboard is.
func (m *Matrix) At() (row, column int) { return m.row, m.column }

// Go takes the keyboard to a cell, or as far as there are cells.
func (m *Matrix) Go(row, column int) {
	m.row = max(0, min(row, m.Len()-1))
	m.column = max(0, min(column, len(m.columns)-1))
}

// Row is the article at a place. It is false where it has still to be read;
// Show follows then.
func (m *Matrix) Row(at int) (Row, bool) {
	if at < 0 || at >= m.Len() {
		return Row{}, false
	}
	n := at / pageRows
	p, ok := m.pages[n]
	if !ok || p.generation != m.generation {
		m.readPage(n)
	}
	if at %= pageRows; !ok || at >= len(p.rows) || p.rows[at].Article != m.list.ID(n*pageRows+at) {
		return Row{}, false
	}
	m.use(n)
	return p.rows[at], true
}

// Current is the cell that the keyboard is on; ok is false where there is none.
func (m *Matrix) Current() (c rounds.Cell, ok bool) {
	if m.row >= m.Len() || m.column >= len(m.columns) {
		return c, false
	}
	return rounds.Cell{Article: m.list.ID(m.row), Person: m.columns[m.column].ID}, true
}

// Cell is what is shown where a row and a column meet.
func (m *Matrix) Cell(row, column int) Cell {
	if row < 0 || row >= m.Len() || column < 0 || column >= len(m.columns) {
		return Cell{}
	}
	at := rounds.Cell{Article: m.list.ID(row), Person: m.columns[column].ID}
	c := Cell{Given: m.given.cells[at], Pending: m.underWay[at], Current: row == m.row && column == m.column}
	if r, ok := m.Row(row); ok {
		c.Known, c.Status = true, annotate.StatusNew
		c.Hidden = r.Hidden && at.Person != m.t.o.Person
		if s, begun := r.Status[at.Person]; begun {
			c.Status, c.Hidden = s, false
		}
	}
	return c
}

// Toggle gives the article of the current cell to its person, or takes it from
// them: one change.
func (m *Matrix) Toggle() {
	c, ok := m.Current()
	if !ok || m.underWay[c] {
		return
	}
	give := !m.given.cells[c]
	m.underWay[c] = true
	m.t.o.Show()
	p, me, round := m.t.o.Project, m.t.o.Person, m.round
	m.t.o.Work(func() {
		var err error
		if give {
			_, err = p.Assign(me, round, []rounds.Cell{c})
		} else {
			_, err = p.Unassign(me, round, []rounds.Cell{c})
		}
		m.t.o.UI(func() { m.toggled(c, give, err) })
	})
}

// toggled takes over what was written, before the project is read again.
func (m *Matrix) toggled(c rounds.Cell, give bool, err error) {
	delete(m.underWay, c)
	switch {
	case m.t.ctx.Err() != nil:
		return
	case err != nil:
		m.t.o.Failed("The matrix was not changed", err)
	default:
		if m.given.cells[c] != give {
			m.given.cells[c] = give
			m.given.loads[c.Person] += map[bool]int{true: 1, false: -1}[give]
		}
		m.t.o.Done()
	}
	m.t.o.Show()
}
