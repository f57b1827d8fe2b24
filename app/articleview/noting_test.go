package articleview

import (
	"slices"
	"strings"
	"testing"

	"bluepencil/annotate/text"
)

func TestNotesAreShortDisjointAndOfTheArticle(t *testing.T) {
	s := newStage(t, 640, 300, 1, light, article)
	long := text.Range{Start: 6, End: 200}
	list := []Place{{text.Range{Start: 0, End: 5}, Doubtful}, {text.Range{Start: 0, End: 5}, Wrong}, {text.Range{Start: 3, End: 9}, Wrong},
		{long, Doubtful}, {text.Range{Start: 30, End: 30}, Wrong}, {text.Range{Start: 40, End: 44}, Disagreement}, {text.Range{Start: 50, End: len(article) + 1}, Wrong}}
	s.SetPlaces(list)
	word := long.Start + strings.IndexByte(article[long.Start:], ' ')
	if want := []Place{{text.Range{Start: 0, End: 5}, Wrong}, {text.Range{Start: long.Start, End: word}, Doubtful}}; !slices.Equal(s.notes, want) {
		t.Errorf("noted is %+v, want %+v", s.notes, want)
	}
	s.SetArticle("short")
	s.settle()
	if len(s.notes) != 0 || len(s.overview.places) != 0 {
		t.Error("the notes of another article stay")
	}
	unbroken := strings.Repeat("港", 60)
	s.SetArticle(unbroken)
	s.SetPlaces([]Place{{text.Range{Start: 3, End: 150}, Wrong}})
	if r := s.notes[0].Range; r.Empty() || r.Len() > noteBytes || r.End%3 != 0 {
		t.Errorf("of a text without blanks %v is noted", r)
	}
}

func TestNotesAreDrawnOnTheirLines(t *testing.T) {
	s := newStage(t, 640, 300, 1, light, article)
	noted := func() (lines int) {
		first, last := s.visible()
		for i := first; i <= last; i++ {
			if content, _ := s.stripContent(i); len(content.Notes) > 0 {
				lines++
			}
		}
		return lines
	}
	if noted() != 0 {
		t.Fatal("notes without places")
	}
	s.SetPlaces([]Place{{text.Range{Start: 0, End: 5}, Doubtful}})
	if noted() != 1 {
		t.Errorf("one word is noted on %d lines", noted())
	}
}
