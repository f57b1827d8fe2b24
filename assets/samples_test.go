package assets_test

import (
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/assets"
)

// TestSamplesAreArticles: the size of real ones, and one of each thing that a
// desk meets, so that the first project shows what the program is for.
func TestSamplesAreArticles(t *testing.T) {
	samples, err := assets.Samples()
	if err != nil {
		t.Fatal(err)
	}
	marked := 0
	for _, s := range samples {
		if n := len(strings.Fields(s.Text)); n < 240 || n > 500 {
			t.Errorf("%s has %d words", s.File, n)
		}
		if !strings.HasPrefix(s.Text, s.Meta[annotate.MetaTitle]+"\n") || s.Meta[annotate.MetaOutlet] == "" || s.Meta[annotate.MetaPublished] == "" {
			t.Errorf("%s: %v", s.File, s.Meta)
		}
		if len(s.Marks) > 0 {
			marked++
		}
	}
	if marked == 0 || marked == len(samples) {
		t.Errorf("%d of %d samples are marked", marked, len(samples))
	}
	list, err := samples[0].Annotations()
	if err != nil {
		t.Fatal(err)
	}
	var broken, indirect, pronoun, questioned bool
	for _, a := range list {
		broken = broken || a.Label == "quote" && len(a.Spans) > 1
		indirect = indirect || a.Attributes["type"] == "indirect"
		pronoun = pronoun || a.Label == "source" && a.Text() == "she"
		questioned = questioned || a.Question
		if a.Label == "quote" && len(a.Links) != 2 {
			t.Errorf("the quote %q has %d links", a.Text(), len(a.Links))
		}
	}
	if !broken || !indirect || !pronoun || !questioned {
		t.Errorf("a broken quote %v, an indirect one %v, a pronoun %v, a question %v", broken, indirect, pronoun, questioned)
	}
}

// TestEveryReadingOfASampleHasItsOwnIDs, with links that hold within it.
func TestEveryReadingOfASampleHasItsOwnIDs(t *testing.T) {
	samples, err := assets.Samples()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[annotate.ID]bool{}
	for range 2 {
		list, err := samples[0].Annotations()
		if err != nil {
			t.Fatal(err)
		}
		mine := map[annotate.ID]bool{}
		for _, a := range list {
			if seen[a.ID] {
				t.Errorf("the id %s comes twice", a.ID)
			}
			seen[a.ID], mine[a.ID] = true, true
		}
		for _, a := range list {
			for _, l := range a.Links {
				if !mine[l.To] {
					t.Errorf("%q links to what is not there", a.Text())
				}
			}
		}
	}
}

func TestAMarkThatDoesNotStandInTheTextIsAnError(t *testing.T) {
	s := assets.Sample{File: "x.txt", Text: "one two one"}
	for _, mark := range []assets.SampleMark{
		{Label: "claim", Pieces: []string{"three"}},
		{Label: "claim", Pieces: []string{"one"}, Occurrence: 2},
		{Label: "claim", Pieces: []string{"two", "two"}},
		{Label: "quote", Pieces: []string{"two"}, Links: map[string]string{"speaker": "nobody"}},
	} {
		s.Marks = []assets.SampleMark{mark}
		if list, err := s.Annotations(); err == nil {
			t.Errorf("%+v is found as %+v", mark, list)
		}
	}
	s.Marks = []assets.SampleMark{{Label: "claim", Pieces: []string{"one"}, Occurrence: 1}}
	if list, err := s.Annotations(); err != nil || list[0].Start() != 8 {
		t.Errorf("%+v, %v", list, err)
	}
}
