// Package conll2003 reads and writes the columns of the CoNLL-2003 shared task:
// a token a line, with part of speech, chunk and tag, an empty line after each
// sentence, and -DOCSTART- before each document. Tags are written as IOB2 and
// read in any of the common schemes: IOB1, IOB2, BILOU, BIOES and bare labels.
//
// The format has no text. What is read from other tools gets one by a rule: a
// space between two tokens, a line feed between two sentences. Such a text is
// none that existed before, so it makes an article of its own.
//
// Comments would be tokens to most readers, and further columns the tags. But a
// part of speech may be any word, and nobody who trains on the tags looks at it.
// So what is written here says in that column where the text differs from the
// rule, in the words of CoNLL-U: SpaceAfter=No, or SpacesAfter=\n\n. Where it
// does not differ there is "_". With that the text comes back exactly. Readers
// that insist on the tags of the Penn Treebank refuse that column as they would
// refuse "_".
//
// No sentence ends within a mark: a quote of three sentences is one sentence
// here. In a file of IOB1 an I- at the beginning of a sentence begins a mark, in
// other files it goes on with that of the sentence before.
//
// The envelope is the columns beside token and tag, comments and separators.
package conll2003

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode"

	"bluepencil/annotate/format"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/token"
	"bluepencil/annotate/text"
)

// Codec is the format.
func Codec() foreign.Codec {
	return foreign.Codec{
		Name:        "conll2003",
		Description: "CoNLL-2003: a token a line, tags as IOB2",
		Unit:        text.Byte,
		Extension:   ".conll",
		Layout:      foreign.LayoutRecords,
		Carries:     foreign.Carries{Tokens: true, Name: spell, Text: check},
		Recognise:   recognise,
		Open:        open,
		NewWriter:   func(foreign.Setting) (foreign.Writer, error) { return writer{}, nil },
	}
}

// spell takes out of a label what would end a column.
func spell(name string) string {
	name = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsControl(r) {
			return '_'
		}
		return r
	}, name)
	if name == "" {
		return "_"
	}
	return name
}

// check refuses texts whose tokens could not stand in a column.
func check(whole string) error {
	if strings.ContainsAny(whole, "\x00\x1c\x1d\x1e\x1f") {
		return errors.New("it has control characters at which readers of columns break lines")
	}
	if whole != "" && strings.TrimFunc(whole, unicode.IsSpace) == "" {
		return errors.New("it has no word, and the format has no line for white space alone")
	}
	return nil
}

const docstart = "-DOCSTART-"

// recognise tells files that begin with -DOCSTART-, and those with an ending of
// their kind whose first lines have a tag.
func recognise(name string, head []byte) bool {
	head = bytes.TrimPrefix(head, []byte("\ufeff"))
	lines := strings.Split(string(head), "\n")
	if len(head) >= 4096 {
		lines = lines[:len(lines)-1] // it may be cut
	}
	kind := slices.Contains([]string{".conll", ".conll03", ".conll2003", ".iob", ".iob1", ".iob2", ".bio", ".bilou"}, strings.ToLower(path.Ext(name)))
	tokens := 0
	for _, raw := range lines {
		l := strings.TrimRight(raw, "\r")
		if l == docstart || strings.HasPrefix(l, docstart+" ") || strings.HasPrefix(l, docstart+"\t") {
			return tokens == 0 || kind
		}
		if l == "" || strings.HasPrefix(l, "#") {
			continue
		}
		columns := strings.FieldsFunc(l, separates)
		if tokens++; !kind || len(columns) < 2 || !slices.ContainsFunc(columns[1:], isTag) {
			return false
		}
	}
	return kind && tokens > 0
}

func separates(r rune) bool { return r == ' ' || r == '\t' }

// isTag tells a tag with a prefix, or O.
func isTag(s string) bool {
	prefix, label := cutTag(s)
	return s == "O" || prefix != 0 && label != ""
}

// cutTag gives the prefix of a tag, 0 where it has none, and the label.
func cutTag(s string) (prefix byte, label string) {
	switch {
	case s == "O" || s == "_" || s == "-" || s == "":
		return 'O', ""
	case len(s) > 2 && s[1] == '-' && strings.IndexByte("BIESLU", s[0]) >= 0:
		return s[0], s[2:]
	}
	return 0, s
}

func open(folder fs.FS, name string, o foreign.ReadOptions) (foreign.Reader, error) {
	file, err := folder.Open(name)
	if err != nil {
		return nil, err
	}
	return newReader(file, name, o), nil
}

type writer struct{}

// Companions are none.
func (writer) Companions() ([]format.Companion, error) { return nil, nil }

// Encode gives the lines of a document.
func (writer) Encode(d *foreign.Document) ([]foreign.Piece, error) {
	if len(d.Layers) != 1 {
		return nil, fmt.Errorf("a file of tokens holds the marks of one person, not of %d", len(d.Layers))
	}
	if data, ok := again(d); ok {
		return []foreign.Piece{{Data: data}}, nil
	}
	tokens := token.Tokens(d.Text)
	tags, err := tagsFor(tokens, d.Layers[0].Marks, schemeIOB2, nil)
	if err != nil {
		return nil, err
	}
	out := []byte(docstart + " -X- -X- O\n\n")
	begins := map[int]bool{len(tokens): true}
	for _, n := range token.Sentences(d.Text, tokens) {
		begins[n] = true
	}
	for _, m := range d.Layers[0].Marks { // no sentence ends within a mark
		for from, to := token.Cover(tokens, text.Range{Start: m.Start(), End: m.End()}); from+1 < to; from++ {
			delete(begins, from+1)
		}
	}
	for i, t := range tokens {
		out = append(out, d.Text[t.Start:t.End]+" "+spacing(d.Text, tokens, i, begins[i+1])+" O "+tags[i]+"\n"...)
		if begins[i+1] {
			out = append(out, '\n')
		}
	}
	return []foreign.Piece{{Data: out}}, nil
}
