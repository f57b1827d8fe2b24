package table

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// told is a record in one line: its place, and its article with the parts
// marked or what is wrong with it.
func told(r Record) string {
	if r.Err != nil {
		return r.Where + ": ! " + r.Err.Error()
	}
	a := r.Article
	out, at := r.Where+": ", 0
	for _, z := range a.Zones {
		out += a.Text[at:z.Start] + "[" + z.Part + "]" + a.Text[z.Start:z.End] + "[/]"
		at = int(z.End)
	}
	out += a.Text[at:]
	for _, field := range slices.Sorted(maps.Keys(a.Meta)) {
		out += " {" + field + " " + a.Meta[field] + "}"
	}
	return out
}

func readAll(t testing.TB, kind Kind, text string, o Options) ([]string, error) {
	t.Helper()
	r, err := NewReader(strings.NewReader(text), kind, o)
	if err != nil {
		return nil, err
	}
	var out []string
	for {
		record, err := r.Next()
		if err == io.EOF {
			return out, nil
		}
		if err != nil {
			return out, err
		}
		out = append(out, told(record))
	}
}

func check(t *testing.T, kind Kind, text string, o Options, want ...string) {
	t.Helper()
	got, err := readAll(t, kind, text, o)
	if err != nil {
		t.Errorf("%.80q: %v", text, err)
	}
	if !slices.Equal(got, want) {
		t.Errorf("%.200q:\n got %q\nwant %q", text, got, want)
	}
}

func TestJSONLines(t *testing.T) {
	check(t, JSONLines, "{\"headline\": \"Ferries\", \"dek\": \"Two \\u2014 both\", \"body\": \"They sail.\\r\\n\\r\\nAgain.\", \"Author\": [\"Nora Vik\", \"Kim\"], \"id\": 7, \"lang\": \"en\", \"x\": {\"y\": [1]}}\r\n\r\n  \n{\"body\": \"Second\", \"id\": null}", Options{},
		"line 1: [headline]Ferries[/]\n\n[dek]Two — both[/]\n\nThey sail.\r\n\r\nAgain. {byline Nora Vik, Kim} {guid 7} {language en}",
		"line 4: Second")
}

func TestNamesInsideOfOthers(t *testing.T) {
	record := `{"article": {"body": "Text", "paragraphs": ["One", "Two"]}, "source": {"name": "Alder Courier", "id": 1}, "meta": {"desk": "City"}, "people": [{"name": "A"}, {"name": "B"}]}`
	check(t, JSONLines, record, Options{}, "line 1: Text {guid 1} {outlet Alder Courier} {section City}")
	check(t, JSONLines, record, Options{Columns: map[string]string{"article.paragraphs": "text", "people.name": "byline", "source.id": "", "meta.desk": "genre"}},
		"line 1: One\n\nTwo {byline A, B} {genre City} {outlet Alder Courier}")
}

// What is wrong with one record is said in its place, and the rest follows.
func TestBrokenLines(t *testing.T) {
	text := strings.Join([]string{
		`{"text": "good"}`, `{"text": "cut`, `{"text": "half \ud83d"}`, `{"text": "a", "text": "b"}`, "{\"text\": \"\xff\"}", `["an array"]`, `{"text": "x"} {"text": "y"}`,
		`{"title": "no text"}`, `{"text": " "}`, `{"text": "zero \u0000"}`, strings.Repeat(`{"text":`, 200), `{"text": "good too"}`,
	}, "\n")
	check(t, JSONLines, text, Options{},
		"line 1: good",
		"line 2: ! not exact JSON: byte 13: a string without an end",
		"line 3: ! not exact JSON: byte 21: half of a surrogate pair",
		`line 4: ! not exact JSON: byte 20: the key "text" comes twice`,
		"line 5: ! not exact JSON: byte 11: the string before is not valid UTF-8",
		"line 6: ! this is no JSON object",
		"line 7: ! not exact JSON: byte 14: something follows the value",
		"line 8: ! no text in its column text",
		"line 9: ! no text in its column text",
		"line 10: zero \x00", // package source refuses it, as in any text
		"line 11: ! not exact JSON: byte 513: nested more than 64 deep",
		"line 12: good too")
}

func TestARecordThatIsTooLong(t *testing.T) {
	long := `{"text": "` + strings.Repeat("a", MaxRecord) + `"}`
	check(t, JSONLines, "{\"text\": \"good\"}\n"+long+"\n{\"text\": \"too\"}", Options{}, "line 1: good", "line 2: ! longer than 16 MB", "line 3: too")
	check(t, JSONArray, `[{"text": "good"}, `+long+`, {"text": "too"}]`, Options{}, "record 1: good", "record 2: ! longer than 16 MB", "record 3: too")
	row := strings.Repeat("a", MaxRecord)
	check(t, CSV, "id,text\n1,good\n2,"+row+"\n3,too\n", Options{}, "row 2: good {guid 1}", "row 3: ! longer than 16 MB", "row 4: too {guid 3}")
	// A quotation mark that stays open costs its row; a blank one is counted.
	open := `2,"` + strings.Repeat(strings.Repeat("a", 1021)+",b\n", MaxRecord/1024)
	got, err := readAll(t, CSV, "id,text\n1,good\n"+open+"\n3,too\n", Options{})
	if err != nil || got[0] != "row 2: good {guid 1}" || got[1] != "row 3: ! longer than 16 MB" || got[len(got)-1] != fmt.Sprintf("row %d: too {guid 3}", len(got)+2) {
		t.Errorf("%v, %d records: %.60q … %q", err, len(got), got[:3], got[len(got)-1])
	}
}

func TestArrays(t *testing.T) {
	check(t, JSONArray, " [ {\"text\": \"a ] , \\\" }\"} ,\n{\"text\": tru},{\"text\": \"b\", \"n\": [[1],{}]}, 5 ]\n", Options{},
		`record 1: a ] , " }`, "record 2: ! not exact JSON: byte 9: 't' where true or false should be", "record 3: b", "record 4: ! this is no JSON object")
	for text, says := range map[string]string{
		`[{"text": "a"}`: "no end", `[{"text": "a"}, `: "no end", `[]`: "no columns", `[{"text": "a"} {"text": "b"}]`: "follows", `{"text": "a"}`: "no JSON array", `[{"text": "a"}] x`: "follows", `[{"text": "a"}}]`: "no JSON array",
		`[{"text": "a`: "no end", ``: "no end",
	} {
		if got, err := readAll(t, JSONArray, text, Options{}); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %q, %v; want %q", text, got, err, says)
		}
	}
}

func TestCSV(t *testing.T) {
	want := []string{"row 2: [headline]Ferries[/]\n\nThey \"sail\",\nsaid Reyle; yes. {guid 1}", "row 4: Plain {guid 2}"}
	for _, comma := range []string{",", ";", "\t", "|"} {
		rows := [][]string{{"id", `"title"`, "Body"}, {"1", "Ferries", "\"They \"\"sail\"\",\nsaid Reyle; yes.\""}, {""}, {"2", `""`, "Plain"}}
		for _, end := range []string{"\n", "\r\n"} {
			var text strings.Builder
			for _, row := range rows {
				text.WriteString(strings.Join(row, comma) + end)
			}
			check(t, CSV, text.String(), Options{}, want...)
			check(t, CSV, strings.TrimSuffix(text.String(), end), Options{}, want...)
		}
	}
	check(t, CSV, "id,text\r1,One\r2,Two", Options{}, "row 2: One {guid 1}", "row 3: Two {guid 2}")
	check(t, CSV, "sep=;\r\ntext;id\r\na, b, c;1\r\n", Options{}, "row 3: a, b, c {guid 1}")
	check(t, CSV, "text\nOnly one column, with commas, in it\n\"and, quoted\"\n", Options{Columns: nil}, "row 2: ! 3 values where the first row names 1 columns", "row 3: and, quoted")
	check(t, CSV, "text,id,\n5\" pipe,1,\nb,2,,,\n", Options{}, "row 2: 5\" pipe {guid 1}", "row 3: b {guid 2}")
}

func TestBrokenRows(t *testing.T) {
	check(t, CSV, "id,text\n1,\"a\"b\n2,good\n3\n4,a,b\n5,\"never closed\n6,good\n", Options{},
		"row 2: ! a quotation mark stands inside a quoted value; it must be written twice",
		"row 3: good {guid 2}",
		"row 4: ! 1 values where the first row names 2 columns",
		"row 5: ! 3 values where the first row names 2 columns",
		"row 6: ! a quotation mark is opened and never closed",
		"row 7: good {guid 6}")
}

func TestARowOfTooManyValues(t *testing.T) {
	for _, kind := range []Kind{CSV, TSV} {
		for _, first := range []string{"a", `"a`} {
			check(t, kind, "id\ttext\n1\tgood\n"+first+strings.Repeat("\t", 2*mostColumns+1)+"\n2\tgood\n", Options{},
				"row 2: good {guid 1}", "row 3: ! there are more than 4000 values in it", "row 4: good {guid 2}")
		}
	}
}

// In tables with tabs a quotation mark is mostly one of the text.
func TestTabs(t *testing.T) {
	check(t, TSV, "id\ttext\n1\t\"Late,\" she said.\n2\t\"Open\n3\t\"Quoted\tand \"\"more\"\"\"\n4\t\"\n5\tlast", Options{},
		"row 2: \"Late,\" she said. {guid 1}", "row 3: \"Open {guid 2}", "row 4: Quoted\tand \"more\" {guid 3}", "row 5: \" {guid 4}", "row 6: last {guid 5}")
	check(t, TSV, "id\ttext\n1\t\"Two\nlines\"\n", Options{}, "row 2: Two\nlines {guid 1}")
}

// A file of nothing but open quotation marks is read in no more than a few rounds.
func TestManyOpenQuotationMarks(t *testing.T) {
	for _, kind := range []Kind{CSV, TSV} {
		text := "id\ttext\n" + strings.Repeat("1\t\"a\n", 100_001) + strings.Repeat("\"\"\"\n", 50_001) + "9\tlast"
		if _, err := readAll(t, kind, text, Options{}); err != nil {
			t.Error(err)
		}
	}
}

func TestColumnsThatNobodyKnows(t *testing.T) {
	_, err := readAll(t, CSV, "nr,inhalt,titel\n1,a,b\n", Options{})
	var columns *ColumnsError
	if !errors.As(err, &columns) || err.Error() != "no column is known to hold the text; the columns are nr, inhalt, titel: map one of them to text, as in nr=text" {
		t.Errorf("%v", err)
	}
	check(t, CSV, "nr,inhalt,titel\n1,a,b\n", Options{Columns: map[string]string{"Inhalt": "text", "titel": "headline"}}, "row 2: [headline]b[/]\n\na")
	_, err = readAll(t, JSONLines, `{"inhalt": "a"}`, Options{Columns: map[string]string{"text": "text"}})
	if err == nil || err.Error() != "there is no column text; the columns are inhalt" {
		t.Errorf("%v", err)
	}
	if _, err = readAll(t, CSV, "\n\n", Options{}); err == nil || !strings.Contains(err.Error(), "no columns") {
		t.Errorf("%v", err)
	}
	if _, err = readAll(t, JSONLines, "no JSON\nat all", Options{}); err == nil || !strings.Contains(err.Error(), "line 1: ") {
		t.Errorf("%v", err)
	}
}

// Each name of the table leads to its target, however it is written.
func TestNames(t *testing.T) {
	for _, n := range Names {
		for _, name := range n.Names {
			for _, written := range []string{name, strings.ToUpper(name), name[:1] + "_" + name[1:], " " + name + " "} {
				m := newMapping([]string{"filler", written}, map[string]string{"filler": TextTarget})
				if n.Target == TextTarget {
					m = newMapping([]string{"filler", written}, nil)
				}
				if m.err != nil || m.targets[written] != n.Target {
					t.Errorf("%q is %q, want %q; %v", written, m.targets[written], n.Target, m.err)
				}
			}
		}
	}
	m := newMapping([]string{"content", "body", "title", "headline", "date", "date_published"}, nil)
	want := map[string]string{"body": "text", "headline": "headline", "date_published": "published"}
	if !maps.Equal(m.targets, want) {
		t.Errorf("of several the likeliest: %v", m.targets)
	}
}

func TestColumns(t *testing.T) {
	r, err := NewReader(strings.NewReader("{\"text\": \""+strings.Repeat("long ", 40)+"\", \"n\": 1}\n{broken\n{\"text\": \"b\", \"tags\": [\"x\", \"y\"]}"), JSONLines, Options{})
	if err != nil || r.Problem() != nil {
		t.Fatal(err, r.Problem())
	}
	got := fmt.Sprintf("%q", r.Columns(5))
	want := fmt.Sprintf("%q", []Column{{"text", "text", []string{strings.Repeat("long ", 12) + "…", "b"}}, {"n", "", []string{"1", ""}}, {"tags", "", []string{"", "x, y"}}})
	if got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

// countingReader gives a record over and over.
type countingReader struct {
	record string
	at     int // in the record
	left   int // bytes
}

func (c *countingReader) Read(p []byte) (int, error) {
	if c.left <= 0 {
		return 0, io.EOF
	}
	n := copy(p, c.record[c.at:])
	c.at = (c.at + n) % len(c.record)
	c.left -= n
	return n, nil
}

// Memory does not grow with the file: what is kept of 200 MB is less than a
// record may be.
func TestMemoryIsFlat(t *testing.T) {
	in := &countingReader{record: `{"text": "` + strings.Repeat("a", 2000) + `", "id": 12}` + "\n", left: 200 << 20}
	r, err := NewReader(in, JSONLines, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for err == nil {
		_, err = r.Next()
	}
	if kept := cap(r.split.(*lines).buffer); err != io.EOF || kept > MaxRecord || len(r.sample) > 0 {
		t.Errorf("%v, %d bytes", err, kept)
	}
}

func FuzzRecords(f *testing.F) {
	f.Add(int(JSONLines), "{\"text\": \"a\", \"title\": \"b\"}\n{\"text\": [\"a\", {\"b\": 1}]}")
	f.Add(int(JSONArray), `[{"text": "a"}, {"text": "b", "x": {"id": 1}}]`)
	f.Add(int(CSV), "id;text\r\n1;\"a\n\"\"b\"\"\"\r\n")
	f.Add(int(TSV), "text\tid\n\"a\" b\t1\n\"c")
	f.Add(int(CSV), "sep=|\ntext|id\n\"a")
	f.Fuzz(func(t *testing.T, kind int, text string) {
		r, err := NewReader(strings.NewReader(text), Kind(kind&3), Options{Check: func(raw []byte) error {
			if !utf8.Valid(raw) {
				return errors.New("no UTF-8")
			}
			return nil
		}})
		if err != nil {
			return
		}
		total := 0
		for {
			record, err := r.Next()
			if err != nil {
				break
			}
			if total++; total > len(text)+1 {
				t.Fatal("more records than bytes")
			}
			if record.Err == nil {
				checkArticle(t, record)
			}
		}
	})
}

func checkArticle(t *testing.T, record Record) {
	a, end := record.Article, 0
	if !utf8.ValidString(a.Text) || len(a.Text) > 2*len(record.Raw)+64 {
		t.Fatalf("%q became %q", record.Raw, a.Text)
	}
	for _, z := range a.Zones {
		if int(z.Start) < end || z.End <= z.Start || int(z.End) > len(a.Text) || strings.TrimSpace(a.Text[z.Start:z.End]) != a.Text[z.Start:z.End] {
			t.Fatalf("zone %+v of %q", z, a.Text)
		}
		end = int(z.End)
	}
}
