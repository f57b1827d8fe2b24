package conll2003

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"bluepencil/annotate"
	"bluepencil/annotate/format"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/text"
)

// reader reads documents: what lies between two -DOCSTART-.
type reader struct {
	in      *bufio.Reader
	file    io.Closer
	name    string
	options foreign.ReadOptions
	line    int
	held    string // the line that begins the next document
	count   int
	done    bool
	mark    bool // the file begins with a byte-order mark
}

const mark = "\ufeff"

func newReader(file io.ReadCloser, name string, o foreign.ReadOptions) *reader {
	r := &reader{in: bufio.NewReaderSize(file, 1<<16), file: file, options: o, name: strings.TrimSuffix(path.Base(name), path.Ext(name))}
	if head, _ := r.in.Peek(3); string(head) == mark {
		r.in.Discard(3) // they have been seen
		r.mark = true
	}
	return r
}

// Close closes the file.
func (r *reader) Close() error { return r.file.Close() }

// Next gives the next document.
func (r *reader) Next() (*foreign.Document, error) {
	var lines []string
	begin := r.line
	if r.mark {
		lines, r.mark = []string{mark}, false
	}
	if r.held != "" {
		lines, r.held = []string{r.held}, ""
		begin--
	}
	for !r.done {
		raw, err := r.in.ReadString('\n')
		if err != nil && err != io.EOF {
			return nil, err
		}
		r.done = err == io.EOF
		if raw == "" {
			break
		}
		r.line++
		if begins(raw) && slices.ContainsFunc(lines, func(s string) bool { return !isBlank(strings.TrimSpace(s)) }) {
			r.held = raw
			break
		}
		lines = append(lines, raw)
	}
	if !slices.ContainsFunc(lines, func(s string) bool { return !isBlank(strings.TrimSpace(s)) }) {
		return nil, io.EOF
	}
	r.count++
	where := fmt.Sprintf("line %d", begin+1)
	d, err := r.document(lines, where)
	if err != nil {
		return nil, &format.RecordError{Where: where, Err: err}
	}
	return d, nil
}

func begins(raw string) bool {
	rest, is := strings.CutPrefix(strings.TrimPrefix(raw, mark), docstart)
	return is && (rest == "" || strings.IndexByte(" \t\r\n", rest[0]) >= 0)
}

// row is a line with its token and tag: what stands before, between and after.
type row struct {
	Before  string `json:"b,omitempty"`
	Gap     int    `json:"g,omitempty"` // how many bytes of white space the text has before the token
	Size    int    `json:"n,omitempty"` // of the token, in bytes; 0 for a line without one
	Between string `json:"m,omitempty"`
	Tag     string `json:"t,omitempty"`
	After   string `json:"a,omitempty"`
	token   string
	space   string // the part of speech, which may tell of white space
	first   bool   // of its sentence
}

// envelope is a document as it was read, without the tokens.
type envelope struct {
	Scheme string `json:"scheme"`
	Rows   []row  `json:"rows"`
}

func (r *reader) document(lines []string, where string) (*foreign.Document, error) {
	if !utf8.ValidString(strings.Join(lines, "")) {
		return nil, fmt.Errorf("the document is %w; save the file as UTF-8", annotate.ErrText)
	}
	rows := cut(lines)
	d := &foreign.Document{Where: where, Name: r.name, Layers: []foreign.Layer{{Person: r.options.Person}}}
	if r.count > 1 || r.held != "" {
		d.Name = fmt.Sprintf("%s-%d", r.name, r.count)
	}
	var tokens []text.Range
	d.Text, tokens = rebuild(rows)
	gaps(rows, tokens)
	tags, first := tagged(rows)
	scheme := schemeOf(tags, first)
	for _, c := range chunks(tags, first, scheme) {
		span := foreign.Span{Start: tokens[c.from].Start, End: tokens[c.to-1].End}
		span.Text = d.Text[span.Start:span.End]
		d.Layers[0].Marks = append(d.Layers[0].Marks, foreign.Mark{Label: c.label, Spans: []foreign.Span{span}})
	}
	var err error
	d.Layers[0].Envelope, err = json.Marshal(envelope{scheme, rows})
	return d, err
}

func gaps(rows []row, tokens []text.Range) {
	n, end := 0, 0
	for i := range rows {
		if rows[i].Size > 0 {
			rows[i].Gap, end = tokens[n].Start-end, tokens[n].End
			n++
		}
	}
}

func tagged(rows []row) (tags []string, first []bool) {
	for _, w := range rows {
		if w.Size > 0 {
			tags, first = append(tags, w.Tag), append(first, w.first)
		}
	}
	return tags, first
}

// rebuild makes the text by the rule, or as the rows say.
func rebuild(rows []row) (string, []text.Range) {
	var b strings.Builder
	var tokens []text.Range
	gap := ""
	stated := true // before the first token
	for _, w := range rows {
		if w.Size == 0 {
			continue
		}
		left, right, told, ok := spaces(w.space)
		switch {
		case !stated && w.first:
			gap = "\n"
		case !stated:
			gap = " "
		}
		if ok && len(tokens) == 0 {
			gap = left
		}
		b.WriteString(gap)
		tokens = append(tokens, text.Range{Start: b.Len(), End: b.Len() + len(w.token)})
		b.WriteString(w.token)
		gap, stated = right, ok && told
	}
	if stated && len(tokens) > 0 {
		b.WriteString(gap)
	}
	return b.String(), tokens
}

// cut finds token and tag in each line of a document.
func cut(lines []string) []row {
	at, tag := columns(lines)
	rows := make([]row, len(lines))
	fresh := true
	for i, raw := range lines {
		body := strings.TrimRight(raw, "\r\n")
		fields := places(body)
		w := &rows[i]
		if isBlank(body) {
			fresh = true
		}
		if !isToken(raw, body, fields, at) {
			w.Before = raw
			continue
		}
		column := tag
		if column < 0 || column >= len(fields) {
			column = len(fields) - 1
		}
		t, g := fields[at], fields[column]
		w.token, w.Size, w.first, fresh = body[t.Start:t.End], t.End-t.Start, fresh, false
		w.Before = body[:t.Start]
		if column > at {
			w.Between, w.Tag, w.After = body[t.End:g.Start], body[g.Start:g.End], raw[g.End:]
		} else {
			w.Between, w.After = raw[t.End:], ""
		}
		if column == at+3 {
			w.space = body[fields[at+1].Start:fields[at+1].End]
		}
	}
	return rows
}

func isBlank(body string) bool { return strings.Trim(body, " \t"+mark) == "" }

// isToken tells lines of tokens from blank ones, comments and -DOCSTART-.
func isToken(raw, body string, fields []text.Range, at int) bool {
	if begins(raw) || len(fields) <= at || isBlank(body) {
		return false
	}
	last := fields[len(fields)-1]
	return !strings.HasPrefix(body, "#") || len(fields) > 1 && isTag(body[last.Start:last.End])
}

// places gives the columns of a line.
func places(body string) (list []text.Range) {
	start := -1
	for i := 0; i <= len(body); i++ {
		separator := i == len(body) || body[i] == ' ' || body[i] == '\t'
		if separator && start >= 0 {
			list = append(list, text.Range{Start: start, End: i})
			start = -1
		} else if !separator && start < 0 {
			start = i
		}
	}
	return list
}

// columns finds the column of the token, which is the second where the first
// counts, and that of the tag: -1, which is the last, or where that is empty in
// all lines the last one that has nothing but tags.
func columns(lines []string) (at, tag int) {
	counts, rows, number := true, 0, 0
	filled := false
	onlyTags := map[int]int{}
	for _, raw := range lines {
		body := strings.TrimRight(raw, "\r\n")
		fields := places(body)
		if isBlank(body) {
			number = 0
		}
		if !isToken(raw, body, fields, 0) {
			continue
		}
		rows++
		number++
		counts = counts && len(fields) > 2 && body[fields[0].Start:fields[0].End] == fmt.Sprint(number)
		last := body[fields[len(fields)-1].Start:]
		filled = filled || !strings.HasPrefix(last, "_") && !strings.HasPrefix(last, "-")
		for i, f := range fields {
			if isTag(body[f.Start:f.End]) {
				onlyTags[i]++
			}
		}
	}
	if counts && rows > 0 {
		at = 1
	}
	if tag = -1; filled {
		return at, tag
	}
	for i, n := range onlyTags {
		if n == rows && i > at {
			tag = max(tag, i)
		}
	}
	return at, tag
}
