package csv

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"bluepencil/annotate"
	"bluepencil/annotate/format"
	"bluepencil/annotate/format/foreign"
)

// reader reads articles: rows that follow each other and name the same one.
type reader struct {
	rows    rows
	file    io.Closer
	options foreign.ReadOptions
	heading []string
	at      map[string]int    // the column of each of ours
	own     map[string]string // what a column answers: "meta.NAME" or "attribute.NAME"
	next    *row              // read already
	failed  error             // to be told after the article before it
	done    bool
}

// row is a row of the table by our names.
type row struct {
	line   int
	fields []string
}

func newReader(file io.ReadCloser, name string, o foreign.ReadOptions) (*reader, error) {
	in := bufio.NewReaderSize(file, 1<<16)
	head, err := in.Peek(4096)
	if err != nil && err != io.EOF && len(head) == 0 {
		return nil, err
	}
	if bytes.HasPrefix(head, []byte("\ufeff")) {
		if _, err := in.Discard(3); err != nil {
			return nil, err
		}
		head = head[3:]
	}
	r := &reader{rows: rows{in: in, comma: commaOf(head), line: 1}, file: file, options: o, at: map[string]int{}, own: map[string]string{}}
	if r.heading, _, err = r.rows.next(); err != nil {
		return nil, fmt.Errorf("the table %s has no heading: %w", name, err)
	}
	return r, r.match()
}

// Close closes the file.
func (r *reader) Close() error { return r.file.Close() }

// match finds the columns.
func (r *reader) match() error {
	place := map[string]int{}
	for i, name := range r.heading {
		name = strings.TrimSpace(name)
		if _, twice := place[name]; twice && name != "" {
			return fmt.Errorf("the column %q comes twice; give one of them another name", name)
		}
		place[name] = i
	}
	for _, ours := range columns {
		theirs, stated := r.options.Columns[ours]
		if !stated {
			theirs = ours
		}
		i, there := place[theirs]
		if stated && theirs != "" && !there {
			return fmt.Errorf("there is no column %q for %s", theirs, ours)
		}
		if there {
			r.at[ours] = i
		}
	}
	for key, theirs := range r.options.Columns {
		if !strings.HasPrefix(key, "meta.") && !strings.HasPrefix(key, "attribute.") {
			if !slices.Contains(columns, key) {
				return fmt.Errorf("%q is nothing that a column can be; it is one of %s, meta.NAME or attribute.NAME", key, strings.Join(columns, ", "))
			}
			continue
		}
		if _, there := place[theirs]; !there {
			return fmt.Errorf("there is no column %q for %s", theirs, key)
		}
		r.own[theirs] = key
	}
	for _, needed := range []string{"label", "start", "end"} {
		if _, there := r.at[needed]; !there {
			return fmt.Errorf("no column is the %s; say which one, such as %s=NAME", needed, needed)
		}
	}
	_, whole := r.at["article_text"]
	_, digest := r.at["text_sha256"]
	if !whole && !(digest && r.options.Text != nil) {
		return errors.New("no column holds the texts; say which one, such as article_text=NAME")
	}
	return nil
}

// get gives a column of ours, empty where the row lacks it.
func (r *reader) get(w *row, column string) string {
	if i, ok := r.at[column]; ok && i < len(w.fields) {
		return w.fields[i]
	}
	return ""
}

// read gives the next row.
func (r *reader) read() (*row, error) {
	if w := r.next; w != nil {
		r.next = nil
		return w, nil
	}
	if err := r.failed; err != nil {
		r.failed = nil
		return nil, err
	}
	if r.done {
		return nil, io.EOF
	}
	fields, line, err := r.rows.next()
	if err != nil {
		r.done = true
		if err != io.EOF {
			err = &format.RecordError{Where: fmt.Sprintf("line %d", line), Err: err}
		}
		return nil, err
	}
	return &row{line: line, fields: fields}, nil
}

// key tells articles apart. Where a table has no name for them it is the text.
func (r *reader) key(w *row) string {
	return strings.Join([]string{r.get(w, "article"), r.get(w, "name"), r.get(w, "title")}, "\x00")
}

// Next gives the next article.
func (r *reader) Next() (*foreign.Document, error) {
	first, err := r.read()
	if err != nil {
		return nil, err
	}
	b := &builder{reader: r, doc: &foreign.Document{Where: fmt.Sprintf("line %d", first.line), Name: r.get(first, "name")},
		layers: map[string]*building{}, whole: first}
	key, whole := r.key(first), r.get(first, "article_text")
	for w := first; ; {
		b.add(w)
		if w, err = r.read(); err != nil {
			if err != io.EOF {
				r.failed = err // the rows before it are an article all the same
			}
			break
		}
		another := r.get(w, "article_text")
		if r.key(w) != key || another != "" && another != whole || r.startsAnew(w) {
			r.next = w
			break
		}
	}
	d, err := b.finish()
	if err != nil {
		return nil, &format.RecordError{Where: b.doc.Where, Err: err}
	}
	return d, nil
}

// startsAnew tells of tables written here that an article begins: two that are
// the same in everything may follow each other.
func (r *reader) startsAnew(w *row) bool { return r.get(w, "head") != "" }

// textOf is the text of the article.
func (r *reader) textOf(w *row) (string, error) {
	whole := r.get(w, "article_text")
	if !utf8.ValidString(whole) {
		return "", fmt.Errorf("the text is %w", annotate.ErrText)
	}
	if len(r.get(w, "text_sha256")) != 2*len(annotate.Digest{}) && whole == "" && r.options.Text != nil {
		return "", errors.New("the row has no text and no SHA-256 of one")
	}
	if whole != "" || r.options.Text == nil {
		return whole, nil
	}
	var digest annotate.Digest
	if _, err := hex.Decode(digest[:], []byte(r.get(w, "text_sha256"))); err != nil {
		return "", fmt.Errorf("the SHA-256 of the text: %w", err)
	}
	whole, found, err := r.options.Text(digest)
	if err == nil && !found {
		err = errors.New("the row has no text, and the project has none with this hash")
	}
	return whole, err
}
