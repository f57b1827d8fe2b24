package jsonio_test

import (
	"fmt"
	"strings"
	"testing"

	"bluepencil/annotate/format/jsonio"
)

var shape = jsonio.Shape{Name: "a dish", Required: []string{"name", "spice"}, Optional: []string{"note"}}

func TestARecordHasItsKeysInAnyOrderAndNoOthers(t *testing.T) {
	for raw, want := range map[string]string{
		`{"name": "soup", "spice": "salt"}`:               "0=soup 1=salt",
		`{"spice":"salt","name":"soup","note":"hot"}`:     "1=salt 0=soup 2=hot",
		`{"\u006eame": "soup", "spice": "s\u0061lt"}`:     "0=soup 1=salt",
		`{"name": "soup"}`:                                `a dish has no "spice"`,
		`{}`:                                              `a dish has no "name"`,
		`{"name": "a", "spice": "b", "name": "c"}`:        "comes twice",
		`{"name": "a", "spice": "b", "n\u0061me": "c"}`:   "comes twice",
		`{"name": "a", "spice": "b", "Note": "c"}`:        `unknown key "Note"`,
		`{"name": "a", "spice": "b", "": "c"}`:            `unknown key ""`,
		`{"name" "a"}`:                                    "':'",
		"{\"na\nme\": \"a\"}":                             "control",
		"{\"na\xffme\": \"a\"}":                           "UTF-8",
		`{"name": "` + strings.Repeat("long ", 20) + `"}`: "has no",
		`{"name": "é", "spice": "` + "\u2028" + `"}`:      "0=é 1=\u2028",
		`[]`: "'{'",
	} {
		var got []string
		d := jsonio.NewDecoder([]byte(raw))
		err := d.Record(&shape, func(n int) error {
			value, err := d.Word()
			got = append(got, fmt.Sprintf("%d=%s", n, value))
			return err
		})
		if err != nil {
			got = []string{err.Error()}
		}
		if all := strings.Join(got, " "); !strings.Contains(all, want) || err == nil && all != want {
			t.Errorf("%s: got %s, want %s", raw, all, want)
		}
	}
}

// FuzzWord: Word and Text read the same.
func FuzzWord(f *testing.F) {
	for _, seed := range []string{`"direct"`, `"a\u0062"`, `"é"`, "\"\x7f\"", `"`, `"` + strings.Repeat("x", 50) + `"`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		word, wordErr := jsonio.NewDecoder(raw).Word()
		text, textErr := jsonio.NewDecoder(raw).Text()
		if word != text || (wordErr == nil) != (textErr == nil) {
			t.Errorf("%q: as a word %q, %v; as text %q, %v", raw, word, wordErr, text, textErr)
		}
	})
}
