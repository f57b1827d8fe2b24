package word

import "strings"

// kind is what a paragraph is, by its style.
type kind int

const (
	body kind = iota
	title
	firstHeading // of the first level
	heading
	subtitle
	caption
	byline
)

// paragraph is one that was read.
type paragraph struct {
	text string
	kind kind
	list bool // an item of a list
}

// flow is a text that is being read: the body, the inside of a text box, a note.
type flow struct {
	done   []paragraph
	tables []*table // that are open, the innermost last

	open   bool // a paragraph is
	text   strings.Builder
	style  string
	list   bool
	lists  int         // that are open around the paragraphs
	level  int         // of a heading that states it; 0 means the style says
	joined bool        // the end of this paragraph was deleted: the next goes on with it
	props  bool        // what comes now are the paragraph's properties
	hidden bool        // the run is
	blank  bool        // the last character is white space that more of it adds nothing to
	after  []paragraph // of boxes and such that hang on this paragraph
}

// flows are the texts under way; the innermost is the last.
type flows []*flow

func (fs *flows) push() { *fs = append(*fs, &flow{}) }

// pop ends the innermost text. The outermost one stays.
func (fs *flows) pop() []paragraph {
	f := fs.now()
	if len(*fs) == 1 {
		return nil
	}
	*fs = (*fs)[:len(*fs)-1]
	return f.finish()
}

func (fs flows) now() *flow { return fs[len(fs)-1] }

// finish closes what a damaged file left open.
func (f *flow) finish() []paragraph {
	for len(f.tables) > 0 {
		f.endTable()
	}
	return f.done
}

func (f *flow) start() {
	f.open, f.blank, f.props, f.hidden = true, true, false, false
	f.style, f.list, f.level = "", false, 0
}

func (f *flow) write(s string) {
	if f.open && !f.hidden {
		f.text.WriteString(s)
		f.blank = false
	}
}

// end ends the paragraph; of joined ones the last says what they are.
func (f *flow) end(k kind) {
	if !f.open {
		return
	}
	f.open = false
	if f.joined {
		f.joined = false
		return
	}
	f.deliver(paragraph{text: f.text.String(), kind: k, list: f.list || f.lists > 0})
	f.text.Reset()
	f.deliver(f.after...)
	f.after = nil
}

// deliver puts paragraphs where they belong: into the cell that is open, or
// into the text.
func (f *flow) deliver(ps ...paragraph) {
	if n := len(f.tables); n > 0 {
		f.tables[n-1].add(ps)
		return
	}
	f.done = append(f.done, ps...)
}

// table is one that is being read: rows of cells of paragraphs.
type table struct {
	rows    [][][]paragraph
	deleted bool // the row is
}

func (f *flow) startTable() { f.tables = append(f.tables, &table{}) }

func (f *flow) startRow() {
	if n := len(f.tables); n > 0 {
		f.tables[n-1].rows = append(f.tables[n-1].rows, nil)
	}
}

func (f *flow) deleteRow() {
	if n := len(f.tables); n > 0 {
		f.tables[n-1].deleted = true
	}
}

func (f *flow) endRow() {
	if n := len(f.tables); n > 0 && f.tables[n-1].deleted {
		t := f.tables[n-1]
		t.rows, t.deleted = t.rows[:max(0, len(t.rows)-1)], false
	}
}

func (f *flow) startCell() {
	if n := len(f.tables); n > 0 && len(f.tables[n-1].rows) > 0 {
		rows := f.tables[n-1].rows
		rows[len(rows)-1] = append(rows[len(rows)-1], nil)
	}
}

func (f *flow) endTable() {
	n := len(f.tables)
	if n == 0 {
		return
	}
	t := f.tables[n-1]
	f.tables = f.tables[:n-1]
	f.deliver(t.paragraphs()...)
}

// add adds to the last cell; what stands outside of cells gets one.
func (t *table) add(ps []paragraph) {
	if len(t.rows) == 0 {
		t.rows = append(t.rows, nil)
	}
	row := &t.rows[len(t.rows)-1]
	if len(*row) == 0 {
		*row = append(*row, nil)
	}
	(*row)[len(*row)-1] = append((*row)[len(*row)-1], ps...)
}

// paragraphs are the table's rows as lines, its cells divided by tabs. A table
// of one column only holds the text in place, and its paragraphs are ordinary
// ones.
func (t *table) paragraphs() []paragraph {
	var single []paragraph
	var lines []string
	columns := 0
	for _, row := range t.rows {
		columns = max(columns, len(row))
		cells := make([]string, len(row))
		for i, cell := range row {
			single = append(single, cell...)
			cells[i] = oneLine(cell)
		}
		if line := strings.Join(cells, "\t"); strings.TrimSpace(line) != "" {
			lines = append(lines, strings.TrimRight(line, "\t"))
		}
	}
	if columns <= 1 {
		return single
	}
	return []paragraph{{text: strings.Join(lines, "\n")}}
}

func oneLine(ps []paragraph) string {
	var texts []string
	for _, p := range ps {
		if text := strings.TrimSpace(p.text); text != "" {
			texts = append(texts, text)
		}
	}
	return strings.NewReplacer("\n", " ", "\t", " ").Replace(strings.Join(texts, " "))
}
