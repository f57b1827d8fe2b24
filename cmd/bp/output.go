package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
)

// writeJSON writes a value for machines: indented, characters as they are.
func writeJSON(out io.Writer, v any) error {
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(v)
}

// jsonList writes a list for machines element by element, as writeJSON would
// write the whole. The first error is kept for end.
type jsonList struct {
	out   io.Writer
	count int
	err   error
}

func (l *jsonList) add(v any) {
	var element bytes.Buffer
	encoder := json.NewEncoder(&element)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("  ", "  ")
	l.keep(encoder.Encode(v))
	if l.count++; l.count == 1 {
		l.write("[\n  ")
	} else {
		l.write(",\n  ")
	}
	l.write(string(bytes.TrimRight(element.Bytes(), "\n")))
}

// end closes the list and gives the first error there was.
func (l *jsonList) end() error {
	if l.count == 0 {
		l.write("[]\n")
	} else {
		l.write("\n]\n")
	}
	return l.err
}

func (l *jsonList) write(s string) {
	if l.err == nil {
		_, err := io.WriteString(l.out, s)
		l.keep(err)
	}
}

func (l *jsonList) keep(err error) { l.err = errors.Join(l.err, err) }
