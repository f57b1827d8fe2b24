package webanno

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// ErrInvalid is wrapped by every error about a file that cannot be read.
var ErrInvalid = errors.New("not exact WebAnno TSV")

const firstLine = "#FORMAT=WebAnno TSV 3."

// parse reads a file into a table. Its rows and sentences are as they stand
// there; the text is put together by assemble.
func parse(data string) (*table, error) {
	data = strings.TrimPrefix(data, "\ufeff")
	if !utf8.ValidString(data) {
		return nil, fmt.Errorf("%w: it is not valid UTF-8", ErrInvalid)
	}
	p := &parser{table: &table{}, numbers: map[key]*anno{}, seen: map[string]bool{}}
	lines := strings.Split(data, "\n")
	p.crlf = len(lines) > 1
	for _, line := range lines[:len(lines)-1] {
		p.crlf = p.crlf && strings.HasSuffix(line, "\r")
	}
	for n, line := range lines {
		p.line = n + 1
		if n == len(lines)-1 && line == "" {
			p.tail = "\n"
			break
		}
		if err := p.take(strings.TrimSuffix(line, "\r")); err != nil {
			return nil, fmt.Errorf("%w: line %d: %w", ErrInvalid, n+1, err)
		}
	}
	p.closeHead()
	if p.line == 0 || len(p.head) == 0 || !strings.HasPrefix(p.head[0], firstLine) {
		return nil, fmt.Errorf("%w: it does not begin with %s", ErrInvalid, firstLine)
	}
	if version := p.head[0][len(firstLine):]; version != "2" && version != "3" {
		return nil, fmt.Errorf("%w: version 3.%s is not known, only 3.2 and 3.3 are", ErrInvalid, version)
	}
	for range p.blank {
		p.tail += "\n"
	}
	p.resolve()
	return p.table, nil
}

// key is what tells annotations with a number apart.
type key struct {
	layer *layer
	id    [2]int
}

// parser is a table that is being read.
type parser struct {
	*table
	line    int
	blank   int
	width   int // columns of all layers
	open    *sentence
	numbers map[key]*anno
	seen    map[string]bool // addresses of rows
	last    *row
}

// take takes in a line.
func (p *parser) take(line string) error {
	switch {
	case len(p.sentences) == 0 && p.open == nil && !strings.HasPrefix(line, "#Text=") && !strings.HasPrefix(line, "#Sentence.id=") && (line == "" || line[0] == '#'):
		return p.takeHead(line)
	case line == "":
		p.open = nil
		p.blank++
		return nil
	case line[0] == '#':
		if p.open == nil || len(p.open.rows) > 0 {
			p.begin()
		}
		p.open.before = append(p.open.before, line)
		return nil
	}
	if p.open == nil {
		p.begin()
	}
	return p.row(line)
}

// begin opens a sentence.
func (p *parser) begin() {
	if len(p.sentences) == 0 {
		p.closeHead()
	}
	p.open = &sentence{gap: p.blank}
	p.blank = 0
	p.sentences = append(p.sentences, p.open)
}

// closeHead counts the columns.
func (p *parser) closeHead() {
	p.width = 0
	for _, l := range p.layers {
		p.width += len(l.columns)
	}
}

func (p *parser) takeHead(line string) error {
	p.head = append(p.head, line)
	rest, is := strings.CutPrefix(line, "#T_")
	if !is {
		return nil
	}
	kind, rest, is := strings.Cut(rest, "=")
	if !is || kind != "SP" && kind != "RL" && kind != "CH" {
		return fmt.Errorf("a kind of layer that is not known: %.40q", line)
	}
	fields := strings.Split(rest, "|")
	l := &layer{kind: kind, name: fields[0], columns: fields[1:], line: len(p.head) - 1}
	if len(l.columns) == 0 {
		l.columns = []string{""}
	}
	l.original = len(l.columns)
	p.layers = append(p.layers, l)
	return nil
}

// row takes in a token or a part of one.
func (p *parser) row(line string) error {
	fields := strings.Split(line, "\t")
	if len(fields) < 3+p.width {
		return fmt.Errorf("%d fields, and there should be %d", len(fields), 3+p.width)
	}
	r := &row{form: fields[2], line: p.line, cells: "\t" + strings.Join(fields[3:], "\t")}
	if len(fields) == 3 {
		r.cells = ""
	}
	if err := r.address(fields[0], fields[1]); err != nil {
		return err
	}
	if r.sub > 0 && (p.last == nil || len(p.open.rows) == 0 || p.last.token != r.token || p.last.sentence != r.sentence) {
		return fmt.Errorf("%s is part of a token that does not stand before it", fields[0])
	}
	if p.seen[r.name()] {
		return fmt.Errorf("%s comes twice", fields[0])
	}
	p.seen[r.name()] = true
	if len(fields) > 3+p.width {
		r.extra = "\t" + strings.Join(fields[3+p.width:], "\t")
	}
	p.open.rows = append(p.open.rows, r)
	p.last = r
	at := 3
	for _, l := range p.layers {
		if err := p.cells(r, l, fields[at:at+len(l.columns)]); err != nil {
			return err
		}
		at += len(l.columns)
	}
	return nil
}

// address reads where a row is: "1-2.3" and "17-20".
func (r *row) address(name, offsets string) error {
	s, t, _ := strings.Cut(name, "-")
	t, sub, part := strings.Cut(t, ".")
	ok := make([]bool, 3)
	r.sentence, ok[0] = small(s)
	r.token, ok[1] = small(t)
	ok[2] = true
	if part {
		r.sub, ok[2] = small(sub)
		ok[2] = ok[2] && r.sub > 0
	}
	if !ok[0] || !ok[1] || !ok[2] {
		return fmt.Errorf("%.40q is no number of a token", name)
	}
	at := strings.LastIndexByte(offsets, '-')
	if at < 1 {
		return fmt.Errorf("%.40q is no stretch of the text", offsets)
	}
	begin, err := strconv.Atoi(offsets[:at])
	end, err2 := strconv.Atoi(offsets[at+1:])
	if err != nil || err2 != nil || begin < 0 || end < begin {
		return fmt.Errorf("%.40q is no stretch of the text", offsets)
	}
	r.begin, r.end = begin, end
	return nil
}

// name is the address of a row.
func (r *row) name() string {
	s := strconv.Itoa(r.sentence) + "-" + strconv.Itoa(r.token)
	if r.sub > 0 {
		s += "." + strconv.Itoa(r.sub)
	}
	return s
}
