package jsonrecord_test

import (
	"fmt"
	"strings"
	"testing"

	"bluepencil/annotate/format/jsonrecord"
)

func objects(t *testing.T, raws ...string) (list []jsonrecord.Object) {
	t.Helper()
	for _, raw := range raws {
		o, err := jsonrecord.Parse([]byte(raw))
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, o)
	}
	return list
}

// What is packed comes out as it went in, and like objects in less room.
func TestPackedListsComeBack(t *testing.T) {
	for _, raws := range [][]string{
		{},
		{`{}`},
		{`{"a":1}`},
		{`{"a":1,"b":"x"}`, `{"a":2,"b":"x"}`, `{"a":3,"b":"x"}`},
		{`{"a":1,"b":2}`, `{"b":1,"a":2}`},
		{`{"a":1}`, `{}`},
		{`{"a":[1, 2],"b":{"c":null}}`, `{"a":[1, 2],"b":{"c":1.50}}`},
	} {
		list := objects(t, raws...)
		packed := jsonrecord.Pack(list)
		if got, want := fmt.Sprintf("%s", jsonrecord.Unpack(packed)), fmt.Sprintf("%s", list); got != want {
			t.Errorf("%s came back as %s from %s", want, got, packed)
		}
	}
	var many []string
	for n := range 1000 {
		many = append(many, fmt.Sprintf(`{"text":null,"id":%d,"ws":true,"disabled":false}`, n))
	}
	if packed := jsonrecord.Pack(objects(t, many...)); len(packed) > 5000 {
		t.Errorf("%d bytes", len(packed))
	}
	for _, bad := range []string{``, `7`, `[3,{"a":[1,2]}]`, `[-1,{}]`, `[99999999999,{}]`, `[1]`, `[2,7]`} {
		if got := jsonrecord.Unpack([]byte(bad)); got != nil {
			t.Errorf("%s: %s", bad, got)
		}
	}
}

// A record that is put together again is written as its program writes.
func TestStylesAreFoundOut(t *testing.T) {
	for _, raw := range []string{
		`{"a":"x","b":[1,2]}`,
		`{"a": "x", "b": [1, 2]}`,
		`{"a": "caf\u00e9 \ud83d\ude0a", "b": 1}`,
		`{"a":"café / 😊","b":1}`,
		`{"a":"x\/y","b":1}`,
	} {
		s := jsonrecord.ParseStyle(jsonrecord.StyleOf([]byte(raw)).String())
		o := objects(t, raw)[0]
		if value, ok := o.Text("a"); ok {
			if err := o.SetText("a", value, s); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := s.Object(o); err != nil || string(got) != raw {
			t.Errorf("%s became %s, %v", raw, got, err)
		}
	}
}

func TestNumbersAreReadAsTheyStand(t *testing.T) {
	for raw, want := range map[string]string{"12": "12", "-3": "-3", "12.0": "12", "12.5": "no", "1e3": "no", "9007199254740993": "9007199254740993", `"1"`: "no", "null": "no", "99999999999999999999": "no", "": "no"} {
		got := "no"
		if n, ok := jsonrecord.IntOf([]byte(raw)); ok {
			got = fmt.Sprint(n)
		}
		if got != want {
			t.Errorf("%s: %s, want %s", raw, got, want)
		}
	}
}

// The first record of a file is told also where it is cut off.
func TestTheFirstRecordIsSeen(t *testing.T) {
	for head, want := range map[string]string{
		"\ufeff[\n {\"a\":1,\"b\":[{\"c\":": `a=1 b=[{"c":`,
		`{"a":"long te`:                     `a="long te`,
		`{"a":1}`:                           `a=1`,
		`{"a"`:                              ``,
		`7`:                                 ``,
		``:                                  ``,
	} {
		var got []string
		for _, f := range jsonrecord.First([]byte(head)) {
			got = append(got, f.Key+"="+string(f.Raw))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: %q", head, got)
		}
	}
}
