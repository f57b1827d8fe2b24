package text

import "testing"

func TestTheBeginningOfAText(t *testing.T) {
	for _, c := range []struct {
		text      string
		most      int
		beginning string
		shortened string
	}{
		{"", 3, "", ""},
		{"late", 4, "late", "late"},
		{"later", 4, "late", "late…"},
		{"später", 3, "spä", "spä…"},
		{"de\u0301ja\u0300", 2, "d", "d…"},
		{"de\u0301ja\u0300", 3, "de\u0301", "de\u0301…"},
		{"👩🏽\u200d🚒 and", 4, "👩🏽\u200d🚒", "👩🏽\u200d🚒…"},
		{"👩🏽\u200d🚒 and", 2, "👩🏽", "👩🏽…"}, // the first cluster is longer
		{"a\xffb", 2, "a\xff", "a\xff…"},
		{"late", 0, "", "…"},
	} {
		if got := Beginning(c.text, c.most); got != c.beginning {
			t.Errorf("the first %d of %q are %q, want %q", c.most, c.text, got, c.beginning)
		}
		if got := Shorten(c.text, c.most); got != c.shortened {
			t.Errorf("%q in %d is %q, want %q", c.text, c.most, got, c.shortened)
		}
	}
}
