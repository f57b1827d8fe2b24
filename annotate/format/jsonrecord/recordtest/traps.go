package recordtest

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/fstest"

	"bluepencil/annotate/format"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/foreign/foreigntest"
)

// Make gives a record of a format: body is the text as it stands between the
// quotes of JSON, more are keys that the format does not know, each with a comma
// before it.
type Make func(body, more string) string

// Read reads a file: its documents, and what is wrong with records.
func Read(t *testing.T, c foreign.Codec, name, content string) (docs []*foreign.Document, faults []string) {
	t.Helper()
	r, err := c.Open(fstest.MapFS{name: {Data: []byte(content)}}, name, foreign.ReadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for {
		d, err := r.Next()
		var record *format.RecordError
		switch {
		case err == io.EOF:
			return docs, faults
		case errors.As(err, &record):
			faults = append(faults, err.Error())
		case err != nil:
			t.Fatal(err)
		default:
			docs = append(docs, d)
		}
	}
}

// Traps holds a reader to what JSON can do wrong. A record that is not exact is
// said with its place, and the one after it is still read.
func Traps(t *testing.T, c foreign.Codec, record Make) {
	good := record("the good one", "")
	for name, bad := range map[string][2]string{
		"the same key twice":         {record("x", `,"zz":1,"zz":2`), "twice"},
		"the same key twice, deeper": {record("x", `,"zz":{"a":1,"a":2}`), "twice"},
		"half a surrogate pair":      {record(`a\ud83d b`, ""), "surrogate"},
		"bytes that are no UTF-8":    {record("a\xff b", ""), "UTF-8"},
		"no number":                  {record("x", `,"zz":NaN`), "number"},
		"deep nesting":               {record("x", `,"zz":`+strings.Repeat("[", 100_000)+strings.Repeat("]", 100_000)), "deep"},
		"no object":                  {`["text"]`, "object"},
		"no text":                    {`{"zz":1}`, ""},
		"not closed":                 {strings.TrimSuffix(strings.TrimSpace(record("x", "")), "}"), ""},
	} {
		docs, faults := Read(t, c, "file"+c.Extension, good+"\n"+bad[0]+"\n"+good+"\n")
		if len(docs) != 2 || len(faults) != 1 || !strings.HasPrefix(faults[0], "line 2: ") || !strings.Contains(faults[0], bad[1]) {
			t.Errorf("%s: %d documents, faults %.300q", name, len(docs), faults)
		}
	}
	for name, content := range map[string]string{
		"a byte-order mark":        "\ufeff" + good + "\n" + good,
		"line ends of two bytes":   good + "\r\n" + good + "\r\n",
		"blank lines":              "\n" + good + "\n\n\n" + good + "\n \n",
		"an array":                 "[" + good + ",\n" + good + "]\n",
		"an array with a mark":     "\ufeff [\n" + good + "\n,\n" + good + "\n]",
		"an array with a bad part": "[" + good + `,{"zz":NaN},` + good + "]",
		"over several lines":       strings.Replace(good, "{", "{\n", 1) + "\n" + good,
	} {
		docs, faults := Read(t, c, "file"+c.Extension, content)
		if len(docs) != 2 || docs[0].Text != "the good one" || len(faults) > 1 {
			t.Errorf("%s: %d documents, faults %q", name, len(docs), faults)
		}
	}
	for _, content := range []string{"", "\n", "[]", "[ ]\n", "\ufeff"} {
		if docs, faults := Read(t, c, "file"+c.Extension, content); len(docs)+len(faults) > 0 {
			t.Errorf("%q: %d documents, faults %q", content, len(docs), faults)
		}
	}
	for _, content := range []string{"[" + good, "[" + good + ",", "[" + good + " " + good + "]", "[" + good + "] x", "[,", "[1]", "[\""} {
		if docs, faults := Read(t, c, "file"+c.Extension, content); len(docs) > 1 || len(faults) == 0 {
			t.Errorf("%.100q: %d documents, faults %q", content, len(docs), faults)
		}
	}
	large(t, c, record)
}

// large holds the reader to lines beyond every buffer, to numbers beyond what
// floating point holds, and to keys it does not know.
func large(t *testing.T, c foreign.Codec, record Make) {
	body := strings.Repeat("word ", 400_000) + "end"
	docs, faults := Read(t, c, "file"+c.Extension, record(body, "")+"\n")
	if len(docs) != 1 || len(faults) > 0 || docs[0].Text != body {
		t.Errorf("a line of 2 MB: %d documents, faults %q", len(docs), faults)
	}
	docs, _ = Read(t, c, "file"+c.Extension, record("a b", `,"zz":{"big":9007199254740993,"y":[1.50,null]}`)+"\n")
	again := Encode(t, c, docs)
	if !strings.Contains(again, `9007199254740993`) || !strings.Contains(again, `1.50`) {
		t.Errorf("what is not known went lost: %s", again)
	}
}

// Encode writes documents one after the other, settled in the codec's unit.
func Encode(t *testing.T, c foreign.Codec, docs []*foreign.Document) string {
	t.Helper()
	w, err := c.NewWriter(foreign.Setting{Common: foreigntest.Common(), Unit: c.Unit})
	if err != nil {
		t.Fatal(err)
	}
	frame := foreign.FrameOf(&c, w)
	out := frame.Begin
	for i, d := range docs {
		foreign.Settle(d, c.Unit)
		pieces, err := w.Encode(d)
		if err != nil {
			t.Fatalf("%s: %v", d.Where, err)
		}
		if i > 0 {
			out += frame.Between
		}
		out += string(pieces[0].Data)
	}
	return out + frame.End
}
