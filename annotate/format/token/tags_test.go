package token_test

import (
	"fmt"
	"strings"
	"testing"

	"bluepencil/annotate/format/token"
)

func TestTagsOfEverySchemeAreRead(t *testing.T) {
	for tags, want := range map[string]string{
		"O B-A I-A O B-A B-A":   "[{1 3 A} {4 5 A} {5 6 A}]",
		"I-A I-A B-A I-B O I-B": "[{0 2 A} {2 3 A} {3 4 B} {5 6 B}]",
		"B-A I-A L-A U-A U-A":   "[{0 3 A} {3 4 A} {4 5 A}]",
		"B-A E-A S-B I-B":       "[{0 2 A} {2 3 B} {3 4 B}]",
		"PER PER O LOC - X-Y":   "[{0 2 PER} {3 4 LOC} {5 6 X-Y}]",
		"B-x-y I-x-y I-x":       "[{0 2 x-y} {2 3 x}]",
		"":                      "[]",
	} {
		if got := fmt.Sprint(token.Runs(strings.Fields(tags))); got != want {
			t.Errorf("%s: %s, want %s", tags, got, want)
		}
	}
}
