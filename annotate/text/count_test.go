package text

import "testing"

func TestCountsAreWorded(t *testing.T) {
	for n, want := range map[int]string{0: "0 articles", 1: "1 article", 2: "2 articles", -1: "-1 articles"} {
		if got := Count(n, "article"); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
}
