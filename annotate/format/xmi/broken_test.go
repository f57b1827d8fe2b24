package xmi

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/fstest"

	"bluepencil/annotate/format"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/foreign/foreigntest"
	"bluepencil/annotate/text"
)

func TestWhatCannotBeReadIsAnErrorOfItsRecord(t *testing.T) {
	bomb := `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>`
	for name, test := range map[string]struct{ file, types, want string }{
		"empty":                  {file: "", want: "ends before"},
		"no end":                 {file: strings.TrimSuffix(cas("a", ""), "</xmi:XMI>"), want: "ends before"},
		"another root":           {file: "<html></html>", want: "root"},
		"two roots":              {file: cas("a", "") + "<x/>", want: "second root"},
		"document type":          {file: strings.Replace(cas("&b;", ""), "?>", "?>"+bomb, 1), want: "document type"},
		"entity":                 {file: cas("&b;", ""), want: "entity"},
		"document type, types":   {file: cas("a", ""), types: bomb + "<x/>", want: "document type"},
		"deep":                   {file: cas("a", strings.Repeat("<custom:a>", 1000)+strings.Repeat("</custom:a>", 1000)), want: "deep"},
		"deep types":             {file: cas("a", ""), types: strings.Repeat("<a>", 1000), want: "deep"},
		"an attribute twice":     {file: cas("a", `<custom:Span xmi:id="7" a="1" a="2"/>`), want: "twice"},
		"no id":                  {file: cas("a", `<custom:Span/>`), want: "without an id"},
		"an id beyond reason":    {file: cas("a", `<custom:Span xmi:id="99999999999999999999"/>`), want: "no id"},
		"a control character":    {file: cas("a&#1;", ""), want: "character"},
		"a lone surrogate":       {file: cas("a&#55357;", ""), want: "entity"},
		"invalid UTF-8":          {file: cas("a\xff", ""), want: "UTF-8"},
		"crossing ends":          {file: cas("a", `<custom:a xmi:id="7"><b></c></custom:a>`), want: "ends where"},
		"an attribute, no value": {file: cas("a", `<custom:a xmi:id="7" b/>`), want: "attribute"},
	} {
		c := Codec()
		folder := fstest.MapFS{"a.xmi": &fstest.MapFile{Data: []byte(test.file)}}
		if test.types != "" {
			folder["TypeSystem.xml"] = &fstest.MapFile{Data: []byte(test.types)}
		}
		r, err := c.Open(folder, "a.xmi", foreign.ReadOptions{})
		if err != nil {
			t.Fatal(err)
		}
		_, err = r.Next()
		var record *format.RecordError
		if !errors.As(err, &record) || !strings.Contains(err.Error(), test.want) || record.Where != "a.xmi" {
			t.Errorf("%s: got %v", name, err)
		}
		if _, err := r.Next(); err != io.EOF {
			t.Errorf("%s: after the error comes %v", name, err)
		}
	}
}

func span(id, begin, end, more string) string {
	return `<custom:Span xmi:id="` + id + `" sofa="1" begin="` + begin + `" end="` + end + `"` + more + `/>`
}

func TestOddFilesAreReadAsFarAsTheyGo(t *testing.T) {
	for name, test := range map[string]struct {
		file     string
		text     string
		marks    int
		problems int
	}{
		"byte order mark":       {"\ufeff" + cas("ab", span("7", "0", "1", "")), "ab", 1, 0},
		"CRLF between":          {strings.ReplaceAll(cas("ab", span("7", "0", "1", "")), "><", ">\r\n<"), "ab", 1, 0},
		"line ends as they are": {cas("a\r\nb\nc\td", span("7", "0", "3", "")), "a b c d", 1, 0},
		"line ends as written":  {cas("a&#13;&#10;b", span("7", "0", "4", "")), "a\r\nb", 1, 0},
		"empty text":            {cas("", ""), "", 0, 0},
		"negative":              {cas("ab", span("7", "-1", "1", "")), "ab", 0, 1},
		"reversed":              {cas("ab", span("7", "1", "0", "")), "ab", 0, 1},
		"beyond the text":       {cas("ab", span("7", "0", "3", "")), "ab", 0, 1},
		"half of an emoji":      {cas("😊", span("7", "0", "1", "")), "😊", 0, 1},
		"no numbers":            {cas("ab", span("7", "x", "NaN", "")), "ab", 0, 0},
		"great ids":             {cas("ab", span("9007199254740993", "0", "1", "")+span("9007199254740992", "0", "1", "")), "ab", 2, 0},
		"refers to itself":      {cas("ab", span("7", "0", "1", ` target="7" links="7"`)), "ab", 1, 0},
		"strings inside":        {cas("ab", `<custom:Span xmi:id="7" sofa="1" begin="0" end="1"><flags>x &lt; y</flags><flags/></custom:Span>`), "ab", 1, 0},
		"other name spaces":     {cas("ab", `<y xmlns="urn:x"/><x:y xmlns:x="urn:x" xmi:id="9"/>`+span("7", "0", "1", "")), "ab", 1, 0},
		"a huge line":           {cas(strings.Repeat("ab", 1<<19), span("7", "0", "1", "")), strings.Repeat("ab", 1<<19), 1, 0},
	} {
		d := readOne(t, []byte(test.file), nil)
		if d.Text != test.text || len(d.Layers[0].Marks) != test.marks || len(d.Problems) != test.problems {
			t.Errorf("%s: %d marks, problems %q", name, len(d.Layers[0].Marks), d.Problems)
		}
		got, _ := write(t, d)
		if name != "line ends as they are" && string(got) != test.file {
			t.Errorf("%s: comes back as %.2000s", name, got)
		}
		if back := readOne(t, got, nil); back.Text != test.text {
			t.Errorf("%s: the text is now %q", name, back.Text)
		}
	}
}

func TestATextThatXMLCannotHoldIsRefused(t *testing.T) {
	for _, s := range []string{"a\x00b", "a\x0cb", "a\ufffe", "a\xff"} {
		if Codec().Carries.Text(s) == nil {
			t.Errorf("%q was accepted", s)
		}
	}
	if err := Codec().Carries.Text("a\r\n\t\u0085\u2028😊"); err != nil {
		t.Error(err)
	}
	d := readOne(t, []byte(cas("ab", span("7", "0", "1", ""))), nil)
	d.Layers[0].Marks[0].Note = "bell\a"
	c := Codec()
	w, err := c.NewWriter(foreign.Setting{Unit: text.UTF16})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Encode(d); err == nil {
		t.Error("a note with a control character was written")
	}
}

func FuzzReader(f *testing.F) {
	f.Add([]byte(cas("ab😊", span("7", "0", "1", ` value="PER" links="8"`)+span("9", "2", "4", "")+`<custom:L xmi:id="8" role="r" target="9"/>`)), []byte(""))
	f.Add([]byte(cas("a&#10;b", `<custom:S xmi:id="7" sofa="1" begin="0" end="1"><flags>x</flags></custom:S><custom:R xmi:id="3" Governor="7" Dependent="7"/>`)), []byte(`<typeSystemDescription><types><typeDescription><name>custom.S</name><supertypeName>custom.S</supertypeName></typeDescription></types></typeSystemDescription>`))
	c := Codec()
	w, err := c.NewWriter(foreign.Setting{Common: foreigntest.Common(), Unit: text.UTF16})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, data, types []byte) {
		files := map[string][]byte{"a.xmi": data}
		if len(types) > 0 {
			files["TypeSystem.xml"] = types
		}
		foreigntest.Survive(t, &c, files, "a.xmi")
		docs, err := foreign.ReadAll(&c, fstest.MapFS{"a.xmi": &fstest.MapFile{Data: data}}, "a.xmi", foreign.ReadOptions{})
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
