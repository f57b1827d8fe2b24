package jsonio_test

import (
	"encoding/json"
	"errors"
	"math"
	"reflect"
	"strings"
	"testing"

	"bluepencil/annotate/format/jsonio"
)

// read reads any value with the decoder, as encoding/json would give it.
func read(d *jsonio.Decoder) (any, error) {
	switch d.Kind() {
	case '{':
		object := map[string]any{}
		err := d.Object(func(key string) (err error) {
			object[key], err = read(d)
			return err
		})
		return object, err
	case '[':
		list := []any{}
		err := d.Array(func() error {
			value, err := read(d)
			list = append(list, value)
			return err
		})
		return list, err
	case '"':
		return d.Text()
	case 't':
		return d.Bool()
	case 'n':
		if d.Null() {
			return nil, nil
		}
		return nil, errors.New("no null")
	}
	return d.Number()
}

func readAll(raw string) (any, error) {
	d := jsonio.NewDecoder([]byte(raw))
	value, err := read(d)
	if err == nil {
		err = d.End()
	}
	return value, err
}

func TestWhatTheStandardLibraryReadsIsReadTheSame(t *testing.T) {
	for _, raw := range []string{
		`{}`, `[]`, ` { "a" : [ 1 , -2.5e3 , true , false , null ] } `, `"plain"`, `"a\"\\\/\b\f\n\r\t\u00e9\ud83d\ude0a"`,
		`0`, `-0`, `1e3`, `0.5`, `{"a":{"b":[[[]]]}}`, `"é 😊  "`, "\"\u2028\"", `12345678901234567890`,
	} {
		var want any
		if err := json.Unmarshal([]byte(raw), &want); err != nil {
			t.Fatal(err)
		}
		if got, err := readAll(raw); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %#v, %v; want %#v", raw, got, err, want)
		}
	}
}

func TestWhatIsNotExactIsRefusedWithItsPlace(t *testing.T) {
	for raw, want := range map[string]string{
		``:                                     "the end",
		`{"a":1,"a":2}`:                        "comes twice",
		`{"a":1 "b":2}`:                        "comma",
		`{"a" 1}`:                              "':'",
		`{a:1}`:                                `'"'`,
		`[1,]`:                                 "number",
		`[1`:                                   "comma",
		`"\ud83d"`:                             "surrogate",
		`"\ud83dx"`:                            "surrogate",
		`"\ude0a\ud83d"`:                       "surrogate",
		`"\ud83d\u0041"`:                       "surrogate",
		"\"a\xffb\"":                           "UTF-8",
		"\"\\n\xff\"":                          "UTF-8",
		"\"\xed\xa0\x80\"":                     "UTF-8", // a surrogate in UTF-8
		"\"a\nb\"":                             "control",
		"\"\\n\n\"":                            "control",
		`"a`:                                   "without an end",
		`"a\`:                                  "without an end",
		`"\n`:                                  "without an end",
		`"\x41"`:                               "escape",
		`"\u12"`:                               "hexadecimal",
		`"\u+123"`:                             "hexadecimal",
		`01`:                                   "number",
		`1.`:                                   "number",
		`.5`:                                   "number",
		`1e`:                                   "number",
		`+1`:                                   "number",
		`NaN`:                                  "number",
		`1e999`:                                "too large",
		`tru`:                                  "true or false",
		`nul`:                                  "no null",
		`1 2`:                                  "follows",
		strings.Repeat("[", 100):               "deep",
		`{"a":` + strings.Repeat(`{"a":`, 100): "deep",
	} {
		if _, err := readAll(raw); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.30q: got %v, want a word of %q", raw, err, want)
		}
	}
}

func TestManyKeysAreStillToldApart(t *testing.T) {
	var raw strings.Builder
	raw.WriteString("{")
	for n := range 5000 {
		raw.WriteString(`"` + strings.Repeat("k", n%7) + string(rune('a'+n%26)) + "-" + strings.Repeat("x", n/26) + `":0,`)
	}
	if _, err := readAll(raw.String() + `"z":1,"z":2}`); err == nil || !strings.Contains(err.Error(), "comes twice") {
		t.Errorf("got %v", err)
	}
}

func TestStringsComeBackAsTheyWent(t *testing.T) {
	for _, s := range []string{"", "plain", "\x00\x01\x1f\x7f", `"\/`, "a\r\n\tb", "\u0085\u2028\u2029", "é\u0301 👨‍👩‍👧 𠮷 ", "<a href='&'>", "\ufeff", "Âa â", "\u00a0\u200b\ufffd"} {
		raw, err := jsonio.AppendString(nil, s)
		if err != nil {
			t.Fatal(err)
		}
		var standard string
		if err := json.Unmarshal(raw, &standard); err != nil || standard != s {
			t.Errorf("%q: the standard library reads %s as %q, %v", s, raw, standard, err)
		}
		if got, err := readAll(string(raw)); err != nil || got != s {
			t.Errorf("%q: read back as %q, %v", s, got, err)
		}
		for _, end := range []string{"\n", "\r", "\u0085", "\u2028", "\u2029", "\x0b", "\x0c", "\x1c"} {
			if strings.Contains(string(raw), end) {
				t.Errorf("%q is written with the line end %q in it", s, end)
			}
		}
	}
	for _, bad := range []string{"a\xff", "\xc2", "\xe2\x80", "\xed\xa0\x80"} {
		if _, err := jsonio.AppendString(nil, bad); !errors.Is(err, jsonio.ErrInvalid) {
			t.Errorf("%q: got %v", bad, err)
		}
	}
}

func TestNumbersComeBackAsTheyWent(t *testing.T) {
	for n, want := range map[float64]string{0: "0", 1: "1", -3: "-3", 0.5: "0.5", 1e21: "1e+21", 9007199254740991: "9007199254740991", 1.0 / 3: "0.3333333333333333", 5e-324: "5e-324"} {
		raw, err := jsonio.AppendNumber(nil, n)
		if err != nil || string(raw) != want {
			t.Errorf("%v: written as %s, %v; want %s", n, raw, err, want)
		}
		if got, err := readAll(string(raw)); err != nil || got != n {
			t.Errorf("%v: read back as %v, %v", n, got, err)
		}
	}
	for _, bad := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		if _, err := jsonio.AppendNumber(nil, bad); !errors.Is(err, jsonio.ErrInvalid) {
			t.Errorf("%v: got %v", bad, err)
		}
	}
}

func TestIntTakesWholeNumbersOnly(t *testing.T) {
	for raw, ok := range map[string]bool{"12": true, "-7": true, "1.0": false, "1e2": false, "99999999999999999999": false, `"1"`: false} {
		n, err := jsonio.NewDecoder([]byte(raw)).Int()
		if (err == nil) != ok {
			t.Errorf("%s: got %d, %v", raw, n, err)
		}
	}
}

// FuzzDecoder: whatever is read is valid JSON, and the standard library reads
// the same.
func FuzzDecoder(f *testing.F) {
	for _, seed := range []string{`{"a":[1,2,{"b":"\ud83d\ude0a"}]}`, `"\u00e9"`, `[true,false,null,-1.5e-3]`, `{"a":1,"a":2}`, "\"\xff\""} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		got, err := readAll(string(raw))
		if err != nil {
			return
		}
		var want any
		if err := json.Unmarshal(raw, &want); err != nil {
			t.Fatalf("%q is read, the standard library says %v", raw, err)
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("%q: got %#v, want %#v", raw, got, want)
		}
		d := jsonio.NewDecoder(raw)
		if err := d.Skip(); err != nil {
			t.Fatalf("%q is read and cannot be skipped: %v", raw, err)
		}
	})
}
