package annotate

import (
	"errors"
	"math"
	"strings"
	"testing"
)

func TestTextThatCouldNotBeReadAgainIsRefused(t *testing.T) {
	long := strings.Repeat("Alder ", 100)
	for name, c := range map[string]struct {
		content any
		good    bool
	}{
		"a string":         {"Ada Lünd 🌉", true},
		"no string":        {"Ada L\xfcnd", false},
		"a long one":       {long, true},
		"no long one":      {long + "\xff", false},
		"an empty one":     {"", true},
		"numbers":          {[]any{0, -1, math.MaxInt64, math.MinInt64, 0.5, math.Inf(1), math.Pi}, true},
		"true and nothing": {[]any{true, false, nil}, true},
		"bytes":            {[]byte{0xff, 0x61}, true},
		"in a list":        {[]string{"a", "b\xc3"}, false},
		"in a map":         {map[string]any{"a": map[string]string{"b": "\xed\xa0\x80"}}, false},
		"a key":            {map[string]int{"\xff": 1}, false},
		"a structure":      {ArticleContent{SourceName: "bridge.txt", TextBytes: 1 << 40}, true},
		"in a structure":   {ArticleContent{SourceName: "br\xfccke.txt"}, false},
	} {
		value := MustEncode(c.content)
		change := Change{Edits: []Edit{{Field: FieldContent, New: value}}}
		if err := CheckText(&change); (err == nil) != c.good || err != nil && !errors.Is(err, ErrText) {
			t.Errorf("%s: %v", name, err)
		}
		var back any
		if err := value.Decode(&back); (err == nil) != c.good {
			t.Errorf("%s: the decoder says %v", name, err)
		}
	}
	for name, c := range map[string]Change{
		"an action": {Header: Header{Action: "add L\xfcnd"}},
		"a field":   {Edits: []Edit{{Field: "meta/\xff"}}},
	} {
		if err := CheckText(&c); !errors.Is(err, ErrText) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := CheckText(&Change{Edits: []Edit{{Field: FieldNote}}}); err != nil {
		t.Errorf("a field that is unset: %v", err)
	}
}
