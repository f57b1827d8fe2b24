package jsonl

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strconv"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/format"
	"bluepencil/annotate/format/foreign"
)

// reader reads one record after the other.
type reader struct {
	folder  fs.FS
	in      *bufio.Reader
	file    io.Closer
	line    int
	columns columns
	options foreign.ReadOptions
	beside  map[string]map[string][]*node // what other files hold, by file and record
}

func newReader(folder fs.FS, name string, o foreign.ReadOptions) (foreign.Reader, error) {
	c, err := columnsOf(o.Columns)
	if err != nil {
		return nil, err
	}
	file, err := folder.Open(name)
	if err != nil {
		return nil, err
	}
	r := &reader{folder: folder, in: bufio.NewReaderSize(file, 1<<16), file: file, columns: c, options: o, beside: map[string]map[string][]*node{}}
	skipMark(r.in)
	return r, nil
}

// skipMark reads over a byte-order mark.
func skipMark(in *bufio.Reader) {
	if head, _ := in.Peek(3); string(head) == "\ufeff" {
		in.Discard(3) // they have been seen
	}
}

// Close closes the file.
func (r *reader) Close() error { return r.file.Close() }

// nextLine gives the next line that is not blank.
func nextLine(in *bufio.Reader, number *int) ([]byte, error) {
	for {
		line, err := in.ReadBytes('\n')
		if len(line) == 0 && err != nil {
			return nil, err
		}
		*number++
		if len(bytes.TrimSpace(line)) > 0 {
			return line, nil
		}
		if err != nil {
			return nil, err
		}
	}
}

// Next gives the next record.
func (r *reader) Next() (*foreign.Document, error) {
	line, err := nextLine(r.in, &r.line)
	if err != nil {
		return nil, err
	}
	where := fmt.Sprintf("line %d", r.line)
	d, err := r.document(line, where)
	if err != nil {
		return nil, &format.RecordError{Where: where, Err: err}
	}
	return d, nil
}

func (r *reader) document(line []byte, where string) (*foreign.Document, error) {
	record, err := parse(line)
	if err != nil {
		return nil, err
	}
	if record.kind != '{' {
		return nil, errors.New("the record is no object")
	}
	d := &foreign.Document{Where: where, Head: foreign.Head{Meta: map[string]string{}}}
	d.Head.ID, _ = record.at(r.columns["id"]).text()
	if d.Name, _ = record.at("name").text(); d.Name == "" {
		d.Name = d.Head.ID
	}
	if d.Text, err = r.textOf(record); err != nil {
		return nil, err
	}
	r.meta(record, d)
	b := &builder{reader: r, doc: d, record: record, at: map[string]int{}, extents: map[[2]int]string{}}
	return d, b.build()
}

// textOf is the text of a record.
func (r *reader) textOf(record *node) (string, error) {
	if n := record.at(r.columns["text"]); n != nil {
		s, ok := n.text()
		if !ok || n.raw[0] != '"' {
			return "", fmt.Errorf("%q is no text", r.columns["text"])
		}
		return s, nil
	}
	sum, _ := record.at(r.columns["text_sha256"]).text()
	var digest annotate.Digest
	if len(sum) != 2*len(digest) || r.options.Text == nil {
		return "", fmt.Errorf("the record has no %q; say where its text lies, such as text=PATH", r.columns["text"])
	}
	if _, err := hex.Decode(digest[:], []byte(sum)); err != nil {
		return "", fmt.Errorf("the SHA-256 of the text: %w", err)
	}
	whole, found, err := r.options.Text(digest)
	if err == nil && !found {
		err = errors.New("the record has no text, and the project has none with this hash")
	}
	return whole, err
}

// meta reads what is said of the article.
func (r *reader) meta(record *node, d *foreign.Document) {
	if n := record.at(r.columns["meta"]); n != nil {
		for _, m := range n.members {
			if s, ok := m.value.text(); ok {
				d.Head.Meta[m.key] = s
			}
		}
	}
	for name, path := range r.columns.under("meta.") {
		if s, ok := record.at(path).text(); ok {
			d.Head.Meta[name] = s
		}
	}
}

// list gives the marks or links of a record: from the record itself, or from
// another file that names it.
func (r *reader) list(record *node, what, id string) ([]*node, error) {
	if n := record.at(r.columns[what]); n != nil {
		return n.items, nil
	}
	name := r.columns[what+"_file"]
	if name == "" {
		return nil, nil
	}
	if r.beside[name] == nil {
		lists, err := r.readBeside(name, r.columns[what+"_article"])
		if err != nil {
			return nil, err
		}
		r.beside[name] = lists
	}
	return r.beside[name][id], nil
}

// readBeside reads another file whole: its records by the one they belong to.
func (r *reader) readBeside(name, article string) (map[string][]*node, error) {
	if article == "" {
		return nil, fmt.Errorf("say where %s names the record that a line belongs to", name)
	}
	file, err := r.folder.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	lists := map[string][]*node{}
	in, number := bufio.NewReader(file), 0
	skipMark(in)
	for {
		line, err := nextLine(in, &number)
		if err == io.EOF {
			return lists, nil
		}
		if err != nil {
			return nil, err
		}
		n, err := parse(line)
		if err != nil {
			return nil, fmt.Errorf("%s, line %d: %w", name, number, err)
		}
		id, _ := n.at(article).text()
		lists[id] = append(lists[id], n)
	}
}

// place reads two whole numbers.
func place(n *node, from, to string) (span [2]int, ok bool) {
	start, ok := n.at(from).number()
	end, ok2 := n.at(to).number()
	return [2]int{start, end}, ok && ok2
}

func idOf(i int) string { return strconv.Itoa(i + 1) }

func shorten(n *node) string {
	data, err := n.append(nil)
	if err != nil || len(data) > 80 {
		return strings.ToValidUTF8(string(data[:min(80, len(data))]), "") + "…"
	}
	return string(data)
}
