package desk

import (
	"testing"

	"bluepencil/annotate/text"
)

const council = "Lund spoke. Then Lund sat down.\nLundgren did not; LUND did. “Lund!”"

// elsewhere waits for the places.
func (b *bench) elsewhere(o text.FindOptions) (found []Context) {
	b.t.Helper()
	b.Elsewhere(o, func(list []Context) { found = list })
	b.settle()
	return found
}

func TestTheSameWordsElsewhereAreMarkedInOneStep(t *testing.T) {
	b := newBench(t, council)
	b.mark("person", "Lund")
	found := b.elsewhere(text.FindOptions{MatchCase: true, WholeWords: true})
	if len(found) != 2 || found[0].Before != "Lund spoke. Then " || found[0].After != " sat down. Lundgren did not; LUND did. “…" {
		t.Fatalf("elsewhere: %+v", found)
	}
	if n := len(b.elsewhere(text.FindOptions{})); n != 4 {
		t.Errorf("%d without regard to case and words", n)
	}
	b.MarkElsewhere([]text.Range{found[0].Range, found[1].Range})
	b.settle()
	if n := len(b.Open().Marks); n != 3 {
		t.Errorf("%d markings", n)
	}
	if left := b.elsewhere(text.FindOptions{MatchCase: true, WholeWords: true}); len(left) != 0 {
		t.Errorf("still unmarked: %+v", left)
	}
	b.Undo()
	b.settle()
	if n := len(b.Open().Marks); n != 1 {
		t.Errorf("%d markings after one undo", n)
	}
}

func TestContextIsCutBetweenCharacters(t *testing.T) {
	c := ContextOf("ä\nb“c”\td", text.Range{Start: 4, End: 8})
	if c.Before != "ä b" || c.Words != "“c" || c.After != "” d" {
		t.Errorf("%+v", c)
	}
}
