package panel

import (
	"testing"

	"bluepencil/annotate/lint"
	"bluepencil/app/checker"
)

func TestTheMeterNeverSaysAllBeforeItIs(t *testing.T) {
	for _, c := range []struct {
		share         lint.Share
		percent, some string
	}{
		{lint.Share{}, "none", "none"},
		{lint.Share{Done: 0, All: 3}, "0 %", "0 of 3"},
		{lint.Share{Done: 999, All: 1000}, "99 %", "999 of 1000"},
		{lint.Share{Done: 3, All: 3}, "all", "3 of 3"},
	} {
		if percent(c.share) != c.percent || outOf(c.share) != c.some {
			t.Errorf("%+v is %q, %q", c.share, percent(c.share), outOf(c.share))
		}
	}
}

// TestAFindingSaysItsWeightInWordsAndByASign: colour alone tells nothing.
func TestAFindingSaysItsWeightInWordsAndByASign(t *testing.T) {
	signs := map[string]bool{}
	for _, s := range []lint.Severity{lint.Note, lint.Warning, lint.Error} {
		r := newFindingRow()
		r.set(checker.Row{Finding: lint.Finding{Severity: s, Rule: "edge-blank", Reason: "Something is so."}, Words: "the words"})
		first, second := r.words()
		if first != "Something is so." || second != s.String()+" · edge-blank · the words" {
			t.Errorf("a row says %q, %q", first, second)
		}
		signs[string(sign(s).Content())] = true
	}
	if len(signs) != 3 {
		t.Errorf("%d signs for 3 weights", len(signs))
	}
	r := newFindingRow()
	r.set(checker.Row{Head: "Paragraph 3", Count: 1})
	if first, second := r.words(); first != "Paragraph 3" || second != "1 finding" {
		t.Errorf("a head says %q, %q", first, second)
	}
}
