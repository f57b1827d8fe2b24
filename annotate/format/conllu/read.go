package conllu

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

// reader reads documents: what lies between two "# newdoc".
type reader struct {
	in      *bufio.Reader
	file    io.Closer
	name    string
	options foreign.ReadOptions
	line    int
	held    []string // the sentence that begins the next document
	parts   []string // of brackets, which may be told once in a file
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
	lines := r.held
	begin := r.line - len(lines)
	r.held = nil
	if r.mark {
		lines, r.mark = []string{mark}, false
	}
	for !r.done {
		sentence, err := r.sentence()
		if err != nil {
			return nil, err
		}
		if len(lines) > 0 && slices.ContainsFunc(sentence, begins) && slices.ContainsFunc(lines, func(s string) bool { return !strings.HasPrefix(s, "#") && !isBlank(s) }) {
			r.held = sentence
			break
		}
		lines = append(lines, sentence...)
	}
	if !slices.ContainsFunc(lines, func(s string) bool { return !isBlank(s) }) {
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

func isBlank(s string) bool { return s == mark || strings.TrimSpace(s) == "" }

// sentence gives the lines up to the next empty one, with it.
func (r *reader) sentence() (lines []string, err error) {
	for {
		raw, err := r.in.ReadString('\n')
		if err != nil && err != io.EOF {
			return nil, err
		}
		r.done = err == io.EOF
		if raw != "" {
			r.line++
			lines = append(lines, raw)
		}
		if r.done || strings.TrimSpace(raw) == "" {
			return lines, nil
		}
	}
}

func begins(raw string) bool {
	key, _ := comment(raw)
	return strings.HasPrefix(raw, "#") && (key == "newdoc" || key == "newdoc id")
}

// metadata are the comments of GUM and ours that document fields have.
var metadata = map[string]string{"title": annotate.MetaTitle, "sourceURL": annotate.MetaURL, "author": annotate.MetaByline, "dateCreated": annotate.MetaPublished}

func (r *reader) document(lines []string, where string) (*foreign.Document, error) {
	if slices.ContainsFunc(lines, func(s string) bool { return !utf8.ValidString(s) }) {
		return nil, fmt.Errorf("the document is %w; save the file as UTF-8", annotate.ErrText)
	}
	p := parse(lines, r.parts)
	parts := r.parts
	r.parts = p.parts
	d := &foreign.Document{Where: where, Name: r.name, Text: p.whole, Problems: p.problems, Head: foreign.Head{Meta: map[string]string{}}}
	if r.count > 1 {
		d.Name = fmt.Sprintf("%s-%d", r.name, r.count)
	}
	for _, raw := range lines {
		if isBlank(raw) {
			continue
		}
		if !strings.HasPrefix(raw, "#") {
			break
		}
		key, value := comment(raw)
		if name, is := strings.CutPrefix(key, "meta::"); is {
			if field := metadata[name]; field != "" {
				name = field
			}
			d.Head.Meta[name] = value
		}
		if key == "newdoc id" && value != "" {
			d.Head.ID, d.Name = value, value
		}
	}
	layer := foreign.Layer{Person: r.options.Person, Marks: p.marks()}
	var err error
	layer.Envelope, err = json.Marshal(seal(p, parts))
	d.Layers = []foreign.Layer{layer}
	return d, err
}

// marks gives the mentions as marks, in code points.
func (p *parsed) marks() (list []foreign.Mark) {
	offsets := text.NewOffsets(p.whole, text.CodePoint)
	for _, m := range p.mentions {
		one := foreign.Mark{ID: m.id, Label: m.label, Attributes: m.answers}
		for _, piece := range m.pieces {
			start, end := p.tokens[piece[0]].Start, p.tokens[piece[1]-1].End
			from, err := offsets.FromByte(start)
			to, err2 := offsets.FromByte(end)
			if err != nil || err2 != nil {
				continue // tokens begin and end with characters
			}
			one.Spans = append(one.Spans, foreign.Span{Start: from, End: to, Text: p.whole[start:end]})
		}
		list = append(list, one)
	}
	return list
}
