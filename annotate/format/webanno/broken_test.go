package webanno

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

const head = "#FORMAT=WebAnno TSV 3.3\n#T_SP=webanno.custom.Span|value\n\n\n"

func TestWhatCannotBeReadIsAnErrorOfItsRecord(t *testing.T) {
	for name, test := range map[string]struct{ file, want string }{
		"empty":                 {"", "begin with"},
		"another format":        {"1-1\t0-1\ta\n", "begin with"},
		"another version":       {"#FORMAT=WebAnno TSV 3.1\n", "version"},
		"a kind of layer":       {"#FORMAT=WebAnno TSV 3.3\n#T_XX=a|b\n", "line 2: a kind"},
		"few fields":            {head + "#Text=a\n1-1\t0-1\ta\n", "line 6: 3 fields"},
		"no address":            {head + "#Text=a\nx\t0-1\ta\t_\t\n", "line 6"},
		"an address twice":      {head + "#Text=a b\n1-1\t0-1\ta\t_\t\n1-1\t2-3\tb\t_\t\n", "twice"},
		"a part of nothing":     {head + "#Text=a\n1-1.1\t0-1\ta\t_\t\n", "part of a token"},
		"negative":              {head + "#Text=a\n1-1\t-1-1\ta\t_\t\n", "stretch"},
		"reversed":              {head + "#Text=a\n1-1\t1-0\ta\t_\t\n", "stretch"},
		"beyond reason":         {head + "#Text=a\n1-1\t0-99999999999999999999\ta\t_\t\n", "stretch"},
		"far away":              {head + "#Text=a\n1-1\t999999999-1000000000\ta\t_\t\n", "nowhere"},
		"sentences that cross":  {head + "#Text=one\n1-1\t0-3\tone\t_\t\n\n#Text=two\n2-1\t1-4\ttwo\t_\t\n", "before the one above"},
		"a number beyond":       {head + "#Text=a\n1-1\t0-1\ta\tx[99999999999999999999]\t\n", "number"},
		"invalid UTF-8":         {head + "#Text=a\xff\n", "UTF-8"},
		"a place in no chain":   {"#FORMAT=WebAnno TSV 3.3\n#T_CH=c.L|referenceRelation|referenceType\n\n\n#Text=a\n1-1\t0-1\ta\t*->x\t*[1]\t\n", "chain"},
		"an address that is no": {head + "#Text=a\n1-1.0\t0-1\ta\t_\t\n", "number of a token"},
	} {
		c := Codec()
		r, err := c.Open(fstest.MapFS{"a.tsv": &fstest.MapFile{Data: []byte(test.file)}}, "a.tsv", foreign.ReadOptions{})
		if err != nil {
			t.Fatal(err)
		}
		_, err = r.Next()
		var record *format.RecordError
		if !errors.As(err, &record) || !strings.Contains(err.Error(), test.want) || record.Where != "a.tsv" {
			t.Errorf("%s: got %v", name, err)
		}
		if _, err := r.Next(); err != io.EOF {
			t.Errorf("%s: after the error comes %v", name, err)
		}
	}
}

func TestOddFilesAreReadAsFarAsTheyGo(t *testing.T) {
	small := head + "#Text=one two\n1-1\t0-3\tone\tPER\t\n1-2\t4-7\ttwo\t_\t\n"
	for name, test := range map[string]struct {
		file, text string
		marks      int
		problems   int
	}{
		"byte order mark":       {"\ufeff" + small, "one two", 1, 0},
		"CRLF":                  {strings.ReplaceAll(small, "\n", "\r\n"), "one two", 1, 0},
		"both line ends":        {strings.Replace(small, "\n", "\r\n", 1), "one two", 1, 0},
		"no line end":           {strings.TrimSuffix(small, "\n"), "one two", 1, 0},
		"many empty lines":      {small + "\n\n\n", "one two", 1, 0},
		"nothing":               {"#FORMAT=WebAnno TSV 3.2\n", "", 0, 0},
		"a comment":             {strings.Replace(small, "#Text", "#what=ever\n#Text", 1), "one two", 1, 0},
		"odd escapes":           {head + "#Text=a\\x\\\\b\n1-1\t0-5\ta\\x\\\\b\tp\\q\\[1][2]\t\n", "a\\x\\b", 1, 0},
		"tokens with no text":   {head + "1-1\t0-3\tone\tPER\t\n", "", 0, 1},
		"a token that is wrong": {head + "#Text=one\n1-1\t0-3\tuno\tPER\t\n", "one", 0, 1},
		"no width":              {head + "#Text=one\n1-1\t0-3\tone\t_\t\n1-1.1\t1-1\t\tPER\t\n", "one", 0, 1},
		"code points":           {head + "#Text=😊 a\n1-1\t0-1\t😊\tPER\t\n1-2\t2-3\ta\tPER\t\n\n#Text=b\n2-1\t4-5\tb\tPER\t\n", "😊 a\nb", 3, 0},
		"an end that is not":    {"#FORMAT=WebAnno TSV 3.3\n#T_SP=c.S|value\n#T_RL=c.R|value|BT_c.S\n\n\n#Text=one\n1-1\t0-3\tone\tPER\tx\t7-7[3_4]\t\n", "one", 1, 0},
		"a huge line":           {head + "#Text=" + strings.Repeat("ab", 1<<20) + "\n1-1\t0-2\tab\tPER\t\n", strings.Repeat("ab", 1<<20), 1, 0},
	} {
		c := Codec()
		docs, err := foreign.ReadAll(&c, fstest.MapFS{"a.tsv": &fstest.MapFile{Data: []byte(test.file)}}, "a.tsv", foreign.ReadOptions{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		d := docs[0]
		units := foreign.NewUnits(text.UTF16)
		units.Add(d)
		unit, _ := units.Unit()
		foreign.Settle(d, unit)
		if d.Text != test.text || len(d.Layers[0].Marks) != test.marks || len(d.Problems) != test.problems {
			t.Errorf("%s: %.60q, %d marks, problems %q", name, d.Text, len(d.Layers[0].Marks), d.Problems)
		}
		if got := write(t, d); string(got) != test.file {
			t.Errorf("%s: comes back as %.2000q", name, got)
		}
	}
}

func TestEscapesAreUndone(t *testing.T) {
	for _, s := range []string{"", "a", `a\b`, `\n`, "\t\n\r\b\f\v\x01\x00", `a|b[1]_->;*`, `\`, `\\`, "\u2028é😊", `->`, `a-`, `[`, `x\[1]`} {
		if got := unescapeText(escapeText(s)); got != s {
			t.Errorf("the text %q comes back as %q", s, got)
		}
		value := escapeValue(s)
		if got := unescapeValue(value); got != s {
			t.Errorf("the value %q comes back as %q", s, got)
		}
		if parts := split(value+"[7]|"+value, '|'); len(parts) != 2 {
			t.Errorf("%q is cut into %q", s, parts)
		}
		if bare, id := numbered(value + "[7]"); bare != value || id != "7" {
			t.Errorf("%q has the number %q after %q", s, id, bare)
		}
		if bare, id := numbered(value); id != "" || bare != value {
			t.Errorf("%q is taken for a number", s)
		}
		if name := columnName(s); attributeName(name) != s || strings.ContainsAny(name, "|\t\n\r.") {
			t.Errorf("the name %q is spelt %q", s, name)
		}
	}
}

func FuzzReader(f *testing.F) {
	f.Add([]byte(head + "#Text=one 😊 two\n1-1\t0-3\tone\tPER[1]|x[2]\t\n1-1.1\t1-2\tn\t*\t\n1-2\t4-6\t😊\tPER[1]\t\n"))
	f.Add([]byte("#FORMAT=WebAnno TSV 3.2\n#T_SP=c.S|\n#T_SP=c.H|ROLE_c.H:links_c.L|c.S\n#T_RL=c.R|value|BT_c.S\n#T_CH=c.C|referenceRelation|referenceType\n\n\n#Text=one two\n1-1\t0-3\tone\t*\tp1;p2\t1-2[1];1-2\tx\t1-1[1_1]\t*->1-1\t*[1]\t\n1-2\t4-7\ttwo\t*[1]\t_\t_\t_\t_\tr->1-2\t*[1]\t\n"))
	f.Add([]byte("#FORMAT=WebAnno TSV 3.3\n\n\n#Sentence.id=s\n#Text=a\\tb\n#Text=\n1-1\t0-1\ta\t\n"))
	c := Codec()
	f.Fuzz(func(t *testing.T, data []byte) {
		foreigntest.Survive(t, &c, map[string][]byte{"a.tsv": data}, "a.tsv")
		docs, err := foreign.ReadAll(&c, fstest.MapFS{"a.tsv": &fstest.MapFile{Data: data}}, "a.tsv", foreign.ReadOptions{})
		if err != nil {
			return
		}
		d := docs[0]
		foreign.Settle(d, text.UTF16)
		if again, err := (writer{}).Encode(d); err != nil {
			t.Logf("not written: %v", err)
		} else if len(d.Problems) == 0 && string(again[0].Data) != string(data) {
			t.Fatalf("%q comes back as %q", data, again[0].Data)
		}
		if d.Text != "" {
			d.Layers[0].Marks = append(d.Layers[0].Marks, foreign.Mark{ID: "new", Label: "x", Spans: []foreign.Span{{Start: 0, End: len(d.Text)}}})
			if _, err := (writer{}).Encode(d); err != nil {
				t.Logf("not written: %v", err)
			}
		}
	})
}
