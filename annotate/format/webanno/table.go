package webanno

import (
	"slices"
	"strings"
)

// table is a file as it is laid out: layers, sentences, rows, and the
// annotations that the cells of the rows are made of.
type table struct {
	head      []string // the lines before the first sentence
	layers    []*layer
	sentences []*sentence
	annos     []*anno
	tail      string // what stands after the last row's line end
	crlf      bool
	lastID    int
	edited    bool
}

// layer is a line that begins with #T_.
type layer struct {
	kind    string // SP, RL or CH
	name    string
	columns []string // as they are declared; one that is empty is a placeholder
	line    int      // in head; -1 where it is new
	changed bool

	original int // how many columns the file has
}

// What a column holds.
const (
	plain = iota
	roles
	targets
	source // where a relation comes from
	chained
)

// columnKind tells what a column holds.
func (l *layer) columnKind(n int) int {
	name := l.columns[n]
	switch {
	case l.kind == "SP" && strings.HasPrefix(name, "ROLE_"):
		return roles
	case l.kind == "SP" && n > 0 && strings.HasPrefix(l.columns[n-1], "ROLE_"):
		return targets
	case l.kind == "RL" && strings.HasPrefix(name, "BT_"):
		return source
	case l.kind == "CH" && name == "referenceRelation":
		return chained
	}
	return plain
}

// add gives the number of a plain column, which is made if need be.
func (l *layer) add(name string) int {
	if n, is := l.find(name); is {
		return n
	}
	l.changed = true
	if len(l.columns) == 1 && l.columns[0] == "" {
		l.columns[0] = name
		return 0
	}
	l.columns = append(l.columns, name)
	return len(l.columns) - 1
}

// find gives the number of a plain column.
func (l *layer) find(name string) (int, bool) {
	for n, c := range l.columns {
		if c == name && c != "" && l.columnKind(n) == plain {
			return n, true
		}
	}
	return 0, false
}

// sentence is what stands between empty lines.
type sentence struct {
	before []string // the lines above the rows, those of the text among them
	rows   []*row
	gap    int // how many empty lines stand before it
	begin  int // in the unit of the file
	text   string
	grown  bool // it has tokens that were not in the file
}

// row is a token, or a part of one.
type row struct {
	sentence, token, sub int // counted from one; sub is zero for a token
	begin, end           int
	form                 string // as it is escaped
	cells                string // what follows the form, as it stands in the file
	extra                string // what follows the last column
	annos                []*anno
	line                 int
	fresh                bool // it is not from the file
}

// anno is an annotation: the same in all rows and columns where it is.
type anno struct {
	layer    *layer
	id       int // the number that tells it apart; zero where nothing needs it
	rows     []*row
	values   columns        // as escaped; absent where the column is empty
	slots    map[int][]slot // by the column of targets
	from, to *anno          // of a relation whose ends are known
	chain    [2]int         // which one, and the place in it
	name     string         // the id of the mark
	gone     bool
	touched  bool // it is not as in the file
}

// slot is a target with its role.
type slot struct {
	role string // as escaped; empty where the file has no role
	to   *anno
	raw  string // where the target is not known
}

func (a *anno) begin() int { return a.rows[0].begin }

func (a *anno) end() int {
	end := a.rows[0].end
	for _, r := range a.rows {
		end = max(end, r.end)
	}
	return end
}

// columns are values by column, in order: most annotations have one or two.
type columns []valued

// valued is what an annotation has in a column.
type valued struct {
	n     int
	value string
}

func (c columns) find(n int) (int, bool) {
	return slices.BinarySearchFunc(c, n, func(v valued, n int) int { return v.n - n })
}

// get gives the value in a column, if there is one.
func (c columns) get(n int) (string, bool) {
	if i, is := c.find(n); is {
		return c[i].value, true
	}
	return "", false
}

// set puts a value into a column.
func (c *columns) set(n int, value string) {
	i, is := c.find(n)
	if !is {
		*c = slices.Insert(*c, i, valued{n: n})
	}
	(*c)[i].value = value
}

// drop empties a column.
func (c *columns) drop(n int) {
	if i, is := c.find(n); is {
		*c = slices.Delete(*c, i, i+1)
	}
}
