package table

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"

	"bluepencil/annotate/format/jsonio"
)

// lines splits JSON Lines.
type lines struct {
	in     *bufio.Reader
	number int
	buffer []byte
}

// next gives the next line that is not blank.
func (l *lines) next() ([]byte, string, error) {
	for {
		l.number++
		raw, err := readLine(l.in, '\n', l.buffer[:0])
		l.buffer = raw
		where := fmt.Sprintf("line %d", l.number)
		if err != nil {
			return nil, where, err
		}
		if raw = bytes.TrimRight(raw, "\r\n"); len(bytes.TrimSpace(raw)) > 0 {
			return raw, where, nil
		}
	}
}

// readLine appends a line with its end. Of one that is too long the rest is
// read and forgotten. The error is io.EOF only where nothing is left.
func readLine(in *bufio.Reader, end byte, line []byte) ([]byte, error) {
	tooLong, before := false, len(line)
	for {
		piece, err := in.ReadSlice(end)
		if tooLong = tooLong || len(line)+len(piece) > MaxRecord; !tooLong {
			line = append(line, piece...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
		case tooLong && (err == nil || err == io.EOF):
			return line, &recordError{ErrTooLong}
		case err == io.EOF && len(line) > before, err == nil:
			return line, nil
		default:
			return line, err
		}
	}
}

// parseJSON names the values of an object by dotted paths: those of an object
// in an array stand beside those of the others in it.
func parseJSON(raw []byte, want *wanted) ([]value, error) {
	p := jsonParser{d: jsonio.NewDecoder(raw), want: want}
	if p.d.Kind() != '{' {
		return nil, errors.New("this is no JSON object")
	}
	err := p.object("")
	if err == nil {
		err = p.d.End()
	}
	return p.values, err
}

type jsonParser struct {
	d      *jsonio.Decoder
	want   *wanted
	values []value
	index  map[string]int // into values, by column, where there are many
}

// object reads an object whose keys begin with a prefix.
func (p *jsonParser) object(prefix string) error {
	return p.d.Object(func(key string) error { return p.value(prefix + key) })
}

func (p *jsonParser) value(path string) error {
	switch kind := p.d.Kind(); {
	case kind == '{' && p.want.wantsBelow(path):
		return p.object(path + ".")
	case kind == '[' && (p.want.wants(path) || p.want.wantsBelow(path)):
		return p.d.Array(func() error { return p.value(path) })
	case kind == '{', kind == '[', kind == 'n', !p.want.wants(path):
		return p.d.Skip()
	case kind == '"':
		text, err := p.d.Text()
		p.add(path, text)
		return err
	}
	literal, err := p.d.Raw()
	p.add(path, string(literal))
	return err
}

func (p *jsonParser) add(path, text string) {
	at := p.find(path)
	if at < 0 {
		if len(p.values) >= mostColumns {
			return
		}
		if p.values, at = append(p.values, value{column: path}), len(p.values); p.index != nil {
			p.index[path] = at
		}
	}
	p.values[at].texts = append(p.values[at].texts, text)
}

// find gives the place of a column's value, or -1.
func (p *jsonParser) find(path string) int {
	const few = 16
	if len(p.values) <= few {
		return slices.IndexFunc(p.values, func(v value) bool { return v.column == path })
	}
	if p.index == nil {
		p.index = map[string]int{}
		for i, v := range p.values {
			p.index[v.column] = i
		}
	}
	if at, ok := p.index[path]; ok {
		return at
	}
	return -1
}
