package compose

import (
	"fmt"
	"testing"

	"bluepencil/annotate"
)

func TestMarksCoverTheirWords(t *testing.T) {
	var b Builder
	one, two := new(int), new(int)
	b.AddMarked(annotate.PartHeadline, "  Reyle resigns ", []Piece{{MarkPerson, one, 0, 7}, {MarkQuote, two, 8, 16}})
	b.AddMarked("", "\u00a0 \n ", []Piece{{MarkPerson, new(int), 0, 3}})
	b.AddMarked("", "Now.  ", []Piece{{MarkQuote, two, 0, 6}, {MarkPlace, new(int), 4, 6}})
	a := b.Article()
	for i := range a.Marks { // as they stand in the text
		for _, s := range a.Marks[i].Spans {
			if a.Text[s.Start:s.End] != s.Text {
				t.Errorf("%+v is %q", s, a.Text[s.Start:s.End])
			}
		}
	}
	want := `[{person [{{} 0 5 Reyle}]} {quote [{{} 6 13 resigns} {{} 15 19 Now.}]}]`
	if got := fmt.Sprint(a.Marks); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
