package jsonrecord

import (
	"errors"
	"io"
	"reflect"
	"strings"
	"testing"

	"bluepencil/annotate/format"
)

// read gives all values of a file, and a word for each thing that is wrong.
func read(in string, longest int) []string {
	s := NewStream(strings.NewReader(in))
	if longest > 0 {
		s.longest = longest
	}
	var got []string
	for {
		raw, _, err := s.Next()
		var record *format.RecordError
		switch {
		case err == io.EOF:
			return got
		case errors.As(err, &record):
			got = append(got, "bad record")
		case err != nil:
			return append(got, "broken")
		default:
			got = append(got, string(raw))
		}
	}
}

func TestValuesAreToldApart(t *testing.T) {
	deep := strings.Repeat("[", 100_000)
	for in, want := range map[string]string{
		``: ``, `[]`: ``, ` [ ] `: ``, "\ufeff[1]": `1`,
		`[{"a":"]},{"},[1,[2]],"x",3,null]`:    `{"a":"]},{"}|[1,[2]]|"x"|3|null`,
		"{\"a\":1}\n{\"b\":2}\r\n\n{}":         `{"a":1}|{"b":2}|{}`,
		"{\"a\":\"\\\"}\"}":                    `{"a":"\"}"}`,
		"{\"a\":\n1}\n{\"b\":\"x\n{\"c\":3}\n": "{\"a\":\n1}|bad record|{\"c\":3}",
		`[1,2`:                                 `1|2|broken`,
		`[1,]`:                                 `1|broken`,
		`[1 2]`:                                `1|broken`,
		`[{"a":1`:                              `broken`,
		`[] x`:                                 `broken`,
		"[{\"a\":\"b\n\"}]":                    `broken`,
		"{\"a\":\"" + strings.Repeat("x", 200) + "\"}{}": `bad record|{}`,
		deep: `broken`,
	} {
		if got := strings.Join(read(in, 100), "|"); got != want {
			t.Errorf("%.60q: got %.80q, want %q", in, got, want)
		}
	}
}

func TestPlacesAreSaid(t *testing.T) {
	s := NewStream(strings.NewReader("[\n{},\n\n{\n}\n]"))
	for _, want := range []string{"record 1, line 2", "record 2, line 4"} {
		if _, where, err := s.Next(); err != nil || where != want {
			t.Errorf("got %q, %v; want %q", where, err, want)
		}
	}
}

func TestMembersKeepTheirOrderAndForm(t *testing.T) {
	const in = `{"b":9007199254740993,"a":1.50,"é":"<&>\u2028","c":{"y":1,"x":[]}}`
	o, err := Parse([]byte(in))
	if err != nil {
		t.Fatal(err)
	}
	out, err := Marshal(o)
	if err != nil || string(out) != in {
		t.Errorf("got %s, %v", out, err)
	}
	if err := o.SetValue("a", "two"); err != nil || o.TextAt("a") != "two" || o[1].Key != "a" || len(o.Without("b", "a")) != 2 {
		t.Errorf("got %v, %v", o, err)
	}
	for _, bad := range []string{`{"a":1,"a":2}`, `{"a":"\ud83d"}`, `{"a":NaN}`, `[]`, `{} x`} {
		if _, err := Parse([]byte(bad)); err == nil {
			t.Errorf("%s was read", bad)
		}
	}
}

// FuzzStream: whatever the bytes, the values end, and none is longer than them.
func FuzzStream(f *testing.F) {
	for _, seed := range []string{`[{"a":1},2]`, "{}\n{\"a\":\"x\n{}", "[1 2]", `"\"`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, in string) {
		total := 0
		for _, value := range read(in, 0) {
			if value != "broken" && value != "bad record" {
				total += len(value)
			}
		}
		if total > len(in) {
			t.Fatalf("%d bytes of values in %d", total, len(in))
		}
	})
}

// FuzzSplit: what is split of a value that was parsed is what parsing it gives,
// and nothing makes it go on for ever.
func FuzzSplit(f *testing.F) {
	for _, seed := range []string{`{"a":{"b":[1,{"c":"]},\\\""},null]},"d":-1.5e3}`, `{"a" : [ ] , "b":{ }}`, `{"a":`, `[}`, `{"a":}`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, in string) {
		split, ok := Split([]byte(in))
		Elements([]byte(in))
		parsed, err := Parse([]byte(in))
		if err != nil {
			return
		}
		if !ok || !reflect.DeepEqual(split, parsed) {
			t.Fatalf("%s is split as %v, parsed as %v", in, split, parsed)
		}
	})
}
