package articleview

import (
	"fmt"
	"testing"

	"bluepencil/annotate/text"
	"bluepencil/app/articleview/paint"

	"fyne.io/fyne/v2/driver/desktop"
)

// sampleTracks is what four people marked in the sample: patterns of all
// kinds, overlaps of two and of three, a mark over several lines, and one in
// two pieces.
func sampleTracks(t *testing.T) (list []Track, disputed []text.Range) {
	at := func(words string) text.Range { return rangeOf(t, article, words) }
	mark := func(words, label string) TrackMark {
		m := TrackMark{Range: at(words), Label: label}
		switch label {
		case "QUOTE":
			m.Colour = blue
		case "PER":
			m.Colour, m.Pattern = pink, paint.Dashed
		case "CLAIM":
			m.Colour, m.Pattern = orange, paint.Double
		case "AMT":
			m.Colour, m.Pattern = green, paint.Dotted
		case "CUE":
			m.Colour, m.Pattern = orange, paint.Wavy
		}
		return m
	}
	quote := mark("“It is late,”", "QUOTE")
	quote.More = []text.Range{at("“but it is not too late to do this properly.”")}
	return []Track{
		{Name: "LO", Person: "Lena Orth", Colour: blue, Marks: []TrackMark{mark("Mayor Ada Lund", "PER"), quote, mark("told the council", "CUE"),
			mark("The new bridge is to cost 212 million crowns, almost twice the estimate", "CLAIM"), mark("212 million crowns", "AMT")}},
		{Name: "NV", Person: "Nora Vik", Colour: orange, Marks: []TrackMark{mark("Ada Lund", "PER"), mark("“It is late,” she told the council", "QUOTE"),
			mark("to cost 212 million crowns, almost twice", "CLAIM"), mark("212 million", "AMT"), mark("million crowns", "AMT")}},
		{Name: "TB", Person: "Tor Berg", Colour: green, Marks: []TrackMark{mark("Mayor Ada Lund said the decision could not wait", "CLAIM"), mark("“but it", "QUOTE"),
			mark("is not too late to do this properly.”", "QUOTE")}},
		{Name: "?", Colour: pink, Marks: []TrackMark{mark("Lund", "PER"), mark("Construction", "CUE")}},
	}, []text.Range{at("Mayor "), at(" she told the council, "), at("The new bridge is "), at(" crowns, almost twice")}
}

// TestGoldenTracks shows what several people marked under the text.
func TestGoldenTracks(t *testing.T) {
	for name, c := range map[string]struct {
		scale   float32
		palette Palette
	}{"tracks-1x": {1, light}, "tracks-2x": {2, light}, "tracks-dark-1x": {1, dark}, "tracks-dark-2x": {2, dark}} {
		t.Run(name, func(t *testing.T) {
			s := newStage(t, 640, 520, c.scale, c.palette, article)
			list, disputed := sampleTracks(t)
			s.SetTracks(list, disputed)
			s.golden(name)
		})
	}
}

// TestGoldenManyTracks shows twenty people: only those who marked something on
// a line have a row there.
func TestGoldenManyTracks(t *testing.T) {
	s := newStage(t, 640, 520, 1, light, article)
	some, disputed := sampleTracks(t)
	var list []Track
	for i := range 20 {
		one := some[i%len(some)]
		one.Name = fmt.Sprintf("P%d", i+1)
		one.Marks = one.Marks[:1+i%len(one.Marks)]
		list = append(list, one)
	}
	s.SetTracks(list, disputed)
	s.ScrollBy(40)
	s.golden("tracks-many")
}

// TestGoldenTracksBesideHighlights shows tracks with everything else that can
// be on a line, where lines stand close and where they do not.
func TestGoldenTracksBesideHighlights(t *testing.T) {
	for name, spacing := range map[string]paint.Spacing{"tracks-marked": paint.Normal, "tracks-tight": paint.Tight} {
		s := newStage(t, 640, 520, 1, light, article)
		s.SetSpacing(spacing)
		list, disputed := sampleTracks(t)
		s.SetTracks(list, disputed)
		crowd(t, s)
		s.SetCurrent("quote")
		s.SetFindHits([]text.Range{rangeOf(t, article, "late to")})
		s.SetSelection(text.Range{Start: rangeOf(t, article, "twice the").Start, End: rangeOf(t, article, "published").End})
		s.golden(name)
	}
}

// TestGoldenTracksRightToLeft shows tracks under lines of both directions.
func TestGoldenTracksRightToLeft(t *testing.T) {
	content := "השר אמר ביום שני כי 212 מיליון crowns ייפתחו לגשר החדש בנמל אלדר, וכי העבודות יתחילו באביב.\nThe end of שני it."
	s := newStage(t, 640, 300, 1, light, content)
	s.SetTracks([]Track{{Name: "LO", Colour: blue, Marks: []TrackMark{{Range: rangeOf(t, content, "כי 212 מיליון crowns"), Colour: blue},
		{Range: rangeOf(t, content, "of שני"), Colour: orange, Pattern: paint.Dashed}}},
		{Name: "NV", Colour: orange, Marks: []TrackMark{{Range: rangeOf(t, content, "השר"), More: []text.Range{rangeOf(t, content, "ביום שני")}, Colour: green, Pattern: paint.Dotted}}}},
		[]text.Range{rangeOf(t, content, "מיליון crowns")})
	s.golden("tracks-rtl")
}

// TestGoldenTrackUnderThePointer rests on a mark of which two pieces are on
// different lines: its words are framed, and a card says whose it is.
func TestGoldenTrackUnderThePointer(t *testing.T) {
	for name, p := range map[string]Palette{"track-pointed": light, "track-pointed-dark": dark} {
		s := newStage(t, 640, 520, 1, p, article)
		list, disputed := sampleTracks(t)
		s.SetTracks(list, disputed)
		e := &desktop.MouseEvent{}
		e.Position = s.barPlace(0, 1)
		s.MouseMoved(e)
		s.clock.advance(restBefore)
		s.golden(name)
	}
}

// TestGoldenTracksNarrow shows long names beside a narrow column.
func TestGoldenTracksNarrow(t *testing.T) {
	s := newStage(t, 260, 520, 1, light, article)
	list, disputed := sampleTracks(t)
	list[1].Name, list[2].Name = "Nora Vik", "WWW"
	s.SetTracks(list, disputed)
	s.ScrollTo(rangeOf(t, article, "212").Start)
	s.golden("tracks-narrow")
}
