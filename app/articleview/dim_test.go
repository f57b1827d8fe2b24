package articleview

import (
	"slices"
	"testing"

	"bluepencil/annotate/text"
	"bluepencil/app/articleview/paint"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// tagsOn are the tags and the dimmed stretches of the line of some words.
func (s *stage) lineWith(words string) (tags []string, fragments, dimmed []paint.Fragment) {
	content, _ := s.stripContent(s.doc.LineAt(rangeOf(s.t, article, words).Start, false))
	for _, f := range content.Fragments {
		if f.Starts && f.Tag != "" {
			tags = append(tags, f.Tag)
		}
	}
	return tags, content.Fragments, content.Dimmed
}

func TestTheSpotlightLeavesTheOthersAHairline(t *testing.T) {
	s := newStage(t, 900, 500, 1, light, article)
	s.SetHighlights(linkedHighlights(t))
	for _, c := range []struct {
		only   Spotlight
		tags   []string // of the line with the quote
		dimmed int
	}{
		{Spotlight{}, []string{"PER", "QUOTE", "CUE"}, 0},
		{Spotlight{Label: "PER"}, []string{"PER"}, 3}, // two pieces of the quote, and the cue
		{Spotlight{Label: "CLAIM"}, nil, 4},
		{Spotlight{ID: "quote"}, []string{"PER", "QUOTE", "CUE"}, 0}, // both its ends
		{Spotlight{ID: "cue"}, []string{"QUOTE", "CUE"}, 1},          // what is linked to it
		{Spotlight{ID: "amount"}, nil, 4},
		{Spotlight{ID: "nobody"}, []string{"PER", "QUOTE", "CUE"}, 0},
	} {
		s.SetSpotlight(c.only)
		tags, _, dimmed := s.lineWith("Mayor")
		if !slices.Equal(tags, c.tags) || len(dimmed) != c.dimmed {
			t.Errorf("%+v: tags %v and %d dimmed stretches, want %v and %d", c.only, tags, len(dimmed), c.tags, c.dimmed)
		}
	}
	if !s.Spotlight().Off() {
		t.Error("a spotlight on nothing stays on")
	}
}

func TestWhatIsLitGetsTheRoomOfWhatIsDimmed(t *testing.T) {
	s := newStage(t, 900, 500, 1, light, article)
	list := overlapping(t)
	for i := range list {
		list[i].Label = []string{"A", "B"}[i%2]
	}
	s.SetHighlights(list)
	if _, hidden := s.hiddenAt("decision"); hidden == 0 {
		t.Fatal("nothing is hidden to begin with")
	}
	s.SetSpotlight(Spotlight{Label: "B"})
	fragments, hidden := s.hiddenAt("decision")
	if hidden != 0 || len(fragments) != 3 {
		t.Errorf("of three lit highlights %d are drawn and %d hidden", len(fragments), hidden)
	}
	_, _, dimmed := s.lineWith("decision")
	for i := 1; i < len(dimmed); i++ {
		if dimmed[i].From <= dimmed[i-1].To {
			t.Errorf("the dimmed stretches %v and %v overlap", dimmed[i-1], dimmed[i])
		}
	}
	s.SetCurrent("0")
	if fragments, _ := s.hiddenAt("decision"); !slices.ContainsFunc(fragments, func(f paint.Fragment) bool { return f.Current }) {
		t.Error("the current highlight is not shown because it is dimmed")
	}
}

func (s *stage) hiddenAt(words string) (fragments []paint.Fragment, hidden int) {
	content, _ := s.stripContent(s.doc.LineAt(rangeOf(s.t, article, words).Start, false))
	return content.Fragments, content.Hidden
}

func TestTheSpotlightEnds(t *testing.T) {
	s := newStage(t, 900, 500, 1, light, article)
	s.SetHighlights(linkedHighlights(t))
	s.SetSpotlight(Spotlight{ID: "cue", Words: "Only the cue"})
	s.RemoveHighlight("cue")
	if !s.Spotlight().Off() || s.chip.raster.Visible() {
		t.Error("the spotlight stays on a highlight that is gone")
	}
	s.SetSpotlight(Spotlight{Label: "PER", Words: "Only Person"})
	chip := s.chip.r
	if chip.Empty() || !s.chip.raster.Visible() {
		t.Fatal("nothing says that only a part is shown")
	}
	s.MouseDown(s.mouse(fyne.NewPos(float32(chip.Min.X+9), float32(chip.Min.Y+9)), desktop.MouseButtonPrimary))
	if !s.Spotlight().Off() {
		t.Error("a click on the chip does not show everything")
	}
	s.SetSpotlight(Spotlight{Label: "PER"})
	s.SetArticle(article)
	if !s.Spotlight().Off() {
		t.Error("the next article is dimmed")
	}
}

func TestTagsAreShownAsAsked(t *testing.T) {
	s := newStage(t, 900, 500, 1, light, article)
	s.SetHighlights(linkedHighlights(t))
	s.SetCurrent("cue")
	want := func(what string, want ...string) {
		t.Helper()
		if tags, _, _ := s.lineWith("Mayor"); !slices.Equal(tags, want) {
			t.Errorf("%s shows %v, want %v", what, tags, want)
		}
	}
	want("always", "PER", "QUOTE", "CUE")
	s.SetTags(TagsOnDemand)
	want("on demand", "CUE")
	e := &desktop.MouseEvent{}
	e.Position = s.pointAt(rangeOf(t, article, "Ada").Start)
	s.MouseMoved(e)
	want("on demand, the pointer over Ada Lund", "PER", "CUE")
	s.MouseOut()
	want("on demand, the pointer gone", "CUE")
	s.SetTags(TagsNever)
	want("never")
	s.SetTags(TagsAlways)
	var list []Highlight
	for i := range denseLine + 1 {
		list = append(list, Highlight{ID: string(rune('a' + i)), Style: paint.Underline, Tag: "T", Spans: []text.Range{{Start: rangeOf(t, article, "Mayor").Start + 5*i, End: rangeOf(t, article, "Mayor").Start + 5*i + 4}}})
	}
	s.SetHighlights(list[:denseLine])
	want("a full line", "T", "T", "T", "T", "T", "T", "T", "T")
	s.SetHighlights(list)
	want("a line on which too many begin")
}

func TestTheCapListsWhatIsHidden(t *testing.T) {
	s := newStage(t, 900, 500, 1, light, article)
	s.SetHighlights(overlapping(t))
	var told []string
	s.OnHiddenTapped = func(ids []string, _ fyne.Position) { told = ids }
	line := s.doc.LineAt(rangeOf(t, article, "decision").Start, false)
	one := s.strips.byLine[line]
	r := s.painter.Cap(&one.content)
	at := one.raster.Position().AddXY(float32(r.Min.X+r.Dx()/2), float32(r.Min.Y+r.Dy()/2))
	caret := s.Caret()
	s.MouseDown(s.mouse(at, desktop.MouseButtonPrimary))
	s.MouseUp(s.mouse(at, desktop.MouseButtonPrimary))
	if !slices.Equal(told, []string{"4", "5"}) || len(told) != one.content.Hidden || s.Caret() != caret {
		t.Errorf("the cap of %d lists %v; the caret is at %d", one.content.Hidden, told, s.Caret())
	}
	if ids, _ := s.Hidden(rangeOf(t, article, "decision").Start); !slices.Equal(ids, told) {
		t.Errorf("from the keyboard %v are listed", ids)
	}
	if ids, _ := s.Hidden(0); ids != nil {
		t.Errorf("a line that shows everything lists %v", ids)
	}
}
