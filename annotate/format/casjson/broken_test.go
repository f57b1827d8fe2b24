package casjson

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/fstest"

	"bluepencil/annotate/format"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/foreign/foreigntest"
	"bluepencil/annotate/format/uima/uimatest"
	"bluepencil/annotate/text"
)

// cas is a small file with what is given among its structures.
func cas(whole, structures string) string {
	return `{"%TYPES":{"custom.Span":{"%NAME":"custom.Span","%SUPER_TYPE":"uima.tcas.Annotation"}},"%FEATURE_STRUCTURES":[` +
		`{"%ID":1,"%TYPE":"uima.cas.Sofa","sofaNum":1,"sofaID":"_InitialView","mimeType":"text","sofaString":` + whole + `}` + structures +
		`],"%VIEWS":{"_InitialView":{"%SOFA":1,"%MEMBERS":[]}}}`
}

func span(id, begin, end, more string) string {
	return `,{"%ID":` + id + `,"%TYPE":"custom.Span","@sofa":1,"begin":` + begin + `,"end":` + end + more + `}`
}

func TestARichArticleIsWrittenLikeThis(t *testing.T) {
	data := write(t, uimatest.Rich())
	uimatest.Golden(t, "rich.json.golden", data)
	c := Codec()
	back := readOne(t, data)
	if err := foreign.Difference(uimatest.Rich(), back, &c.Carries); err != nil {
		t.Error(err)
	}
	if len(back.Layers[0].Envelope) > 0 {
		t.Error("of a file of our own nothing needs to be kept")
	}
	if again := write(t, back); string(again) != string(data) {
		t.Errorf("written again it is\n%s", again)
	}
}

func TestWhatIsNotExactIsAnErrorOfItsRecord(t *testing.T) {
	for name, test := range map[string]struct{ file, want string }{
		"empty":               {``, "the end"},
		"duplicate key":       {cas(`"a"`, span("2", "0", "1", `,"begin":0`)), "comes twice"},
		"lone surrogate":      {cas(`"\ud83d"`, ""), "surrogate"},
		"invalid UTF-8":       {cas("\"a\xff\"", ""), "UTF-8"},
		"NaN":                 {cas(`"a"`, span("2", "NaN", "1", "")), "number"},
		"id beyond reason":    {cas(`"a"`, span("99999999999999999999", "0", "1", "")), "no id"},
		"no id":               {cas(`"a"`, `,{"%TYPE":"custom.Span"}`), "without an id"},
		"no type":             {cas(`"a"`, `,{"%ID":7}`), "no type"},
		"deep":                {cas(`"a"`, `,{"%ID":7,"%TYPE":"x","y":`+strings.Repeat("[", 1000)+strings.Repeat("]", 1000)+`}`), "deep"},
		"structures by id":    {`{"%FEATURE_STRUCTURES":{}}`, "no array"},
		"something follows":   {cas(`"a"`, "") + "{}", "follows"},
		"views are no object": {`{"%VIEWS":[]}`, "no object"},
	} {
		c := Codec()
		r, err := c.Open(fstest.MapFS{"a.json": &fstest.MapFile{Data: []byte(test.file)}}, "a.json", foreign.ReadOptions{})
		if err != nil {
			t.Fatal(err)
		}
		_, err = r.Next()
		var record *format.RecordError
		if !errors.As(err, &record) || !strings.Contains(err.Error(), test.want) || record.Where != "a.json" {
			t.Errorf("%s: got %v", name, err)
		}
		if _, err := r.Next(); err != io.EOF {
			t.Errorf("%s: after the error comes %v", name, err)
		}
	}
}

func TestOddFilesAreReadAsFarAsTheyGo(t *testing.T) {
	for name, test := range map[string]struct {
		file     string
		marks    int
		problems int
	}{
		"byte order mark":        {"\ufeff" + cas(`"ab"`, span("2", "0", "1", "")), 1, 0},
		"CRLF":                   {strings.ReplaceAll(cas(`"ab"`, span("2", "0", "1", "")), ",", ",\r\n"), 1, 0},
		"empty text":             {cas(`""`, ""), 0, 0},
		"negative":               {cas(`"ab"`, span("2", "-1", "1", "")), 0, 1},
		"reversed":               {cas(`"ab"`, span("2", "1", "0", "")), 0, 1},
		"beyond the text":        {cas(`"ab"`, span("2", "0", "3", "")), 0, 1},
		"half of an emoji":       {cas(`"😊"`, span("2", "0", "1", "")), 0, 1},
		"no width":               {cas(`"ab"`, span("2", "1", "1", "")+span("3", "0", "2", "")), 1, 1},
		"great ids":              {cas(`"ab"`, span("9007199254740993", "0", "1", "")+span("9007199254740992", "0", "1", "")), 2, 0},
		"offsets beyond reason":  {cas(`"ab"`, span("2", "0", "99999999999999999999", "")), 0, 0},
		"the same id twice":      {cas(`"ab"`, span("2", "0", "1", "")+span("2", "1", "2", "")), 1, 0},
		"refers to nothing":      {cas(`"ab"`, span("2", "0", "1", `,"@links":77`)), 1, 0},
		"refers to itself":       {cas(`"ab"`, span("2", "0", "1", `,"@links":2`)), 1, 0},
		"a huge line":            {cas(`"`+strings.Repeat("ab", 1<<20)+`"`, span("2", "0", "1", "")), 1, 0},
		"an anchor of old files": {cas(`"ab"`, `,{"%ID":2,"%TYPE":"custom.Span","@sofa":1,"^begin":0,"^end":1}`), 1, 0},
	} {
		d := readOne(t, []byte(test.file))
		if len(d.Layers[0].Marks) != test.marks || len(d.Problems) != test.problems {
			t.Errorf("%s: %d marks, problems %q", name, len(d.Layers[0].Marks), d.Problems)
		}
		if got := write(t, d); string(got) != test.file {
			t.Errorf("%s: comes back as %.2000s", name, got)
		}
	}
}

func TestAnswersKeepTheirValues(t *testing.T) {
	d := readOne(t, []byte(cas(`"ab"`, span("2", "0", "1", `,"n":9007199254740993,"x":0.5,"y":true,"s":"","#z":"NaN"`))))
	m := d.Layers[0].Marks[0]
	if m.Attribute("n") != "9007199254740993" || m.Attribute("x") != 0.5 || m.Attribute("y") != true || m.Attribute("s") != "" {
		t.Errorf("got %+v", m.Attributes)
	}
}

func FuzzReader(f *testing.F) {
	f.Add([]byte(cas(`"ab😊"`, span("2", "0", "1", `,"value":"PER","@links":4`)+span("3", "2", "4", "")+`,{"%ID":4,"%TYPE":"uima.cas.FSArray","%ELEMENTS":[5]},{"%ID":5,"%TYPE":"L","role":"r","@target":3}`)))
	f.Add([]byte(cas(`"ab"`, `,{"%ID":2,"%TYPE":"webanno.custom.Mark","@sofa":1,"begin":0,"end":1},{"%ID":3,"%TYPE":"bluepencil.Facts","@mark":2,"@fragments":2,"@links":3,"@attributes":3}`)))
	f.Add([]byte(`{"%TYPES":{},"%VIEWS":{"_InitialView":{"%SOFA":1,"%MEMBERS":[]}}}`))
	c := Codec()
	w, err := c.NewWriter(foreign.Setting{Common: foreigntest.Common(), Unit: text.UTF16})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		foreigntest.Survive(t, &c, map[string][]byte{"a.json": data}, "a.json")
		docs, err := foreign.ReadAll(&c, fstest.MapFS{"a.json": &fstest.MapFile{Data: data}}, "a.json", foreign.ReadOptions{})
		if err != nil {
			return
		}
		foreign.Settle(docs[0], text.UTF16)
		if len(docs[0].Layers[0].Marks) > 0 {
			docs[0].Layers[0].Marks[0].Note = "changed"
		}
		if _, err := w.Encode(docs[0]); err != nil {
			t.Logf("not written: %v", err)
		}
	})
}
