package articleview

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"bluepencil/annotate/text"
	"bluepencil/app/articleview/paint"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// barPlace is the middle of a mark's first bar, as a place of the widget.
func (s *stage) barPlace(track, mark int) fyne.Position {
	s.t.Helper()
	line := s.doc.LineAt(s.tracks.list[track].Marks[mark].Start, false)
	shaped, l := s.lineOf(line)
	rows, which := s.tracks.on(shaped, s.inkEnd(l), s.lineLeft(shaped))
	top, pitch, thick := paint.TrackPlace(s.page.size)
	row := slices.Index(which, track)
	if row < 0 {
		s.t.Fatalf("the line of mark %d has no row for track %d", mark, track)
	}
	for _, b := range rows[row].Bars {
		if int(b.Mark) == mark {
			y := float32(s.baseline(line)) + float32(top+row*pitch) + float32(thick)/2
			switch b.Share {
			case paint.UpperHalf:
				y -= float32(thick) / 4
			case paint.LowerHalf, paint.LowerTwice:
				y += float32(thick) / 4
			}
			return fyne.NewPos((b.From+1)/s.page.scale, y/s.page.scale)
		}
	}
	s.t.Fatalf("mark %d of track %d has no bar", mark, track)
	return fyne.Position{}
}

// TestLinesGrowWithTracksAndShrinkWithout also keeps what is at the top there.
func TestLinesGrowWithTracksAndShrinkWithout(t *testing.T) {
	s := newStage(t, 640, 300, 1, light, longArticle(60))
	s.settle()
	s.ScrollBy(800)
	plain, top := s.height(), s.top().offset
	list := []Track{{Name: "A", Marks: []TrackMark{{Range: text.Range{Start: 0, End: len(s.article)}}}}, {Name: "B"}}
	s.SetTracks(list, nil)
	two := s.height()
	s.SetTracks(append(list, Track{Name: "C"}), nil)
	if three := s.height(); two <= plain || three <= two {
		t.Errorf("the heights are %v, %v and %v", plain, two, three)
	}
	if got := s.top().offset; got != top {
		t.Errorf("with tracks the page begins at byte %d, not at %d", got, top)
	}
	s.SetTracks(nil, nil)
	if got := s.height(); got != plain || s.top().offset != top {
		t.Errorf("without tracks the text is %v high and begins at %d, not %v and %d", got, s.top().offset, plain, top)
	}
	s.SetTracks(list, nil)
	s.SetArticle(article)
	if len(s.tracks.list) != 0 || s.doc.Room(0) != 0 {
		t.Error("the tracks stay when another article is shown")
	}
}

// TestEveryMarkCanBePointedAt clicks on every mark of every track, at several
// sizes, and in text that reads from right to left.
func TestEveryMarkCanBePointedAt(t *testing.T) {
	list, _ := sampleTracks(t)
	hebrew := "השר אמר ביום שני כי 212 מיליון crowns ייפתחו.\nThe end."
	rtl := []Track{{Name: "א", Marks: []TrackMark{{Range: rangeOf(t, hebrew, "השר")}, {Range: rangeOf(t, hebrew, "מיליון crowns")}}},
		{Name: "B", Marks: []TrackMark{{Range: rangeOf(t, hebrew, "אמר ביום")}, {Range: rangeOf(t, hebrew, "שני"), More: []text.Range{rangeOf(t, hebrew, "ייפתחו")}}, {Range: rangeOf(t, hebrew, "end")}}}}
	for _, c := range []struct {
		content string
		tracks  []Track
		scale   float32
		zoom    float32
	}{{article, list, 1, 1}, {article, list, 2, 1}, {article, list, 1, 0.5}, {article, list, 1, 2.5}, {hebrew, rtl, 1, 1}} {
		s := newStage(t, 640, 900, c.scale, light, c.content)
		s.SetZoom(c.zoom)
		s.SetTracks(c.tracks, nil)
		var told [2]int
		s.OnTrack = func(track, mark int) { told = [2]int{track, mark} }
		s.OnHighlightTapped = func([]string, int) { t.Error("a click on a track is told as one into the text") }
		for track := range c.tracks {
			for mark := range c.tracks[track].Marks {
				told = [2]int{-1, -1}
				e := &desktop.MouseEvent{Button: desktop.MouseButtonPrimary}
				e.Position = s.barPlace(track, mark)
				s.ScrollTo(c.tracks[track].Marks[mark].Start)
				e.Position = s.barPlace(track, mark)
				s.MouseDown(e)
				s.MouseUp(e)
				if told != [2]int{track, mark} && tracksOf(c.tracks, nil, len(c.content)).shares[track][mark] != paint.LowerTwice {
					t.Errorf("at zoom %v a click on mark %d of track %d tells %v", c.zoom, mark, track, told)
				}
				if s.Caret() != 0 || !s.Selection().Empty() {
					t.Fatalf("a click on a track moves the caret to %d", s.Caret())
				}
			}
		}
	}
}

// TestTrackCardSaysWhoAndWhat rests on a mark, then moves away.
func TestTrackCardSaysWhoAndWhat(t *testing.T) {
	s := newStage(t, 640, 520, 1, light, article)
	list, disputed := sampleTracks(t)
	s.SetTracks(list, disputed)
	s.OnTrack = func(int, int) {}
	e := &desktop.MouseEvent{}
	e.Position = s.barPlace(0, 1)
	s.MouseMoved(e)
	if s.Cursor() != desktop.PointerCursor || s.card.raster.Visible() {
		t.Error("a track does not look as if it can be clicked, or its card comes at once")
	}
	s.clock.advance(restBefore)
	if !s.card.raster.Visible() {
		t.Fatal("no card comes")
	}
	var words []string
	for _, r := range s.card.key.(*setCard).rows {
		words = append(words, r.tag, r.name, r.words)
	}
	if said := strings.Join(words, " "); !strings.Contains(said, "Lena Orth") || !strings.Contains(said, "QUOTE") || !strings.Contains(said, "It is late") {
		t.Errorf("the card says %q", said)
	}
	e.Position = s.pointAt(rangeOf(t, article, "wait").Start)
	s.MouseMoved(e)
	if s.card.raster.Visible() || s.Cursor() == desktop.PointerCursor {
		t.Error("away from the track its card stays, or the hand")
	}
}

// TestTracksAreSpoken lists whose marks are on the screen, and no others.
func TestTracksAreSpoken(t *testing.T) {
	content := article + longArticle(60)
	s := newStage(t, 640, 520, 1, light, content)
	s.settle()
	list, disputed := sampleTracks(t)
	far := rangeOf(t, content, "Paragraph 55")
	list[3].Marks = append(list[3].Marks, TrackMark{Range: far, Label: "FAR"})
	s.SetTracks(list, disputed)
	said := s.AccessibilityLabel()
	for _, want := range []string{"Lena Orth: PER “Mayor Ada Lund”", "QUOTE ““It is late,” … ", "Tor Berg: CLAIM"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not said in %q", want, said)
		}
	}
	if strings.Contains(said, "FAR") {
		t.Error("what is not on the screen is said")
	}
	s.ScrollTo(far.Start)
	if said = s.AccessibilityLabel(); !strings.Contains(said, "?: FAR “Paragraph 55”") {
		t.Errorf("%q is said", said)
	}
}

// TestMarksOfOnePersonThatOverlapShareTheRow holds random marks against what
// shares promise: whoever has the whole row overlaps nobody, and in the upper
// half nobody overlaps another one.
func TestMarksOfOnePersonThatOverlapShareTheRow(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 8))
	for range 2000 {
		marks := make([]TrackMark, 1+random.IntN(7))
		for i := range marks {
			start := random.IntN(40)
			marks[i].Range = text.Range{Start: start, End: start + 1 + random.IntN(12)}
			if random.IntN(4) == 0 {
				marks[i].More = []text.Range{{Start: marks[i].End + 2, End: marks[i].End + 5}}
			}
		}
		shares := sharesOf(marks)
		for i := range marks {
			for j := range marks[:i] {
				a, b := text.Range{Start: marks[i].Start, End: marks[i].end()}, text.Range{Start: marks[j].Start, End: marks[j].end()}
				if !a.Overlaps(b) {
					continue
				}
				if shares[i] == paint.WholeRow || shares[j] == paint.WholeRow || shares[i] == shares[j] && shares[i] != paint.LowerTwice {
					t.Fatalf("%v has the shares %v: %v and %v overlap", marks, shares, a, b)
				}
			}
		}
	}
}

// TestForeignTracksDoNoHarm shows what is not in the article.
func TestForeignTracksDoNoHarm(t *testing.T) {
	s := newStage(t, 640, 300, 1, light, article)
	wrong := []text.Range{{Start: -4, End: 2}, {Start: 5, End: 5}, {Start: 9, End: 3}, {Start: 10, End: 1 << 30}, {Start: 1 << 30, End: 1<<30 + 1}}
	var marks []TrackMark
	for _, r := range wrong {
		marks = append(marks, TrackMark{Range: r, More: wrong})
	}
	s.SetTracks([]Track{{Name: "A", Marks: marks}, {}}, nil)
	s.golden("tracks-foreign")
	s.AccessibilityLabel()
}

// TestOnlyLinesThatShowAMarkGrow marks everything, with empty lines inside, and
// holds the room of every line against what is drawn on it.
func TestOnlyLinesThatShowAMarkGrow(t *testing.T) {
	for _, people := range []int{2, 20} {
		s := newStage(t, 400, 900, 1, light, article)
		var list []Track
		for i := range people {
			list = append(list, Track{Name: "A", Marks: []TrackMark{{Range: text.Range{Start: 20 * i, End: min(20*i+90, len(article))}}}})
		}
		s.SetTracks(list, nil)
		grown := 0
		for line := range s.doc.Count() {
			shaped, l := s.lineOf(line)
			rows, _ := s.tracks.on(shaped, s.inkEnd(l), 0)
			if want := paint.TrackRoom(s.page.size, len(rows)); s.doc.Room(line) != want {
				t.Errorf("of %d people line %d has a room of %d for %d rows, want %d", people, line, s.doc.Room(line), len(rows), want)
			}
			if len(rows) > 0 {
				grown++
			}
			if l.Start == l.End && len(rows) > 0 {
				t.Errorf("empty line %d has %d rows", line, len(rows))
			}
			if people == 2 && len(rows) > 0 && len(rows) != people {
				t.Errorf("line %d has rows of %d people", line, len(rows))
			}
		}
		if grown == 0 || grown == s.doc.Count() {
			t.Errorf("%d of %d lines have tracks", grown, s.doc.Count())
		}
	}
}

// TestEveryLineOnTheScreenHasItsStrip scrolls through lines of very different
// heights, with the caret going down by pages: whatever is on the screen is
// shown in its place, and the caret never leaves it.
func TestEveryLineOnTheScreenHasItsStrip(t *testing.T) {
	s := newStage(t, 500, 400, 1, light, longArticle(80))
	s.settle()
	var list []Track
	for i := range 20 {
		t := Track{Name: "A"}
		for at := 137 * i; at+200 < len(s.article); at += 2300 + 100*i {
			t.Marks = append(t.Marks, TrackMark{Range: text.Range{Start: at, End: at + 40 + 9*i}})
		}
		list = append(list, t)
	}
	s.SetTracks(list, nil)
	s.FocusGained()
	check := func() {
		t.Helper()
		for line := range s.doc.Count() {
			top := s.doc.Y(line) + s.page.top - s.scroll
			if top+s.lineHeight(line) <= 0 || top >= float64(s.page.height) {
				continue
			}
			one := s.strips.byLine[line]
			if one == nil || !one.raster.Visible() {
				t.Fatalf("at %v line %d is on the screen and has no strip", s.scroll, line)
			}
			if y := one.raster.Position().Y + float32(s.page.strip.Overlap); y != float32(top) || float64(one.content.Height) < s.lineHeight(line) {
				t.Fatalf("line %d is at %v and %d high, want %v and %v", line, y, one.content.Height, top, s.lineHeight(line))
			}
		}
	}
	for s.scroll+float64(s.page.height) < s.height()-1 {
		check()
		s.ScrollBy(97)
	}
	s.SetCaret(0)
	for last := -1; s.Caret() != last; {
		last = s.Caret()
		s.MoveCaret(ByPage, 1, false)
		check()
		if y := float64(s.cursor.Position().Y); y < 0 || y > float64(s.page.height) {
			t.Fatalf("the caret stands at %v", y)
		}
	}
	if s.Caret() != len(s.article) {
		t.Errorf("the caret came to %d of %d", s.Caret(), len(s.article))
	}
}

// TestAPairStaysAtOnePlaceWithTracksOnOneSide scrolls the side with tracks.
func TestAPairStaysAtOnePlaceWithTracksOnOneSide(t *testing.T) {
	content := longArticle(60)
	s := newStage(t, 900, 300, 1, light, content)
	b := s.besides(content)
	s.window.Resize(fyne.NewSize(900, 300))
	s.settle()
	Join(s.View, b, nil)
	s.SetTracks([]Track{{Name: "A", Marks: []TrackMark{{Range: text.Range{Start: 0, End: len(content) / 2}}}}, {Name: "B"}}, nil)
	for _, words := range []string{"Paragraph 9 ", "Paragraph 25 ", "Paragraph 40 "} {
		at := rangeOf(t, content, words).Start
		s.ScrollBy(s.doc.Y(s.doc.LineAt(at, false)) + s.page.top - s.scroll)
		if got := b.top().offset; got != at {
			t.Errorf("at %q the other side begins with %q", words, content[got:got+14])
		}
	}
}
