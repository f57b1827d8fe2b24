package articleview

import (
	"fmt"
	"image/color"
	"testing"
	"time"

	"bluepencil/annotate/text"
	"bluepencil/app/articleview/paint"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// linkedHighlights is the sample with its quote linked.
func linkedHighlights(t *testing.T) []Highlight {
	list := sampleHighlights(t)
	for i := range list {
		list[i].Label = list[i].Tag
	}
	list[0].Links = []Link{{Role: "speaker", Words: "Mayor Ada Lund", To: "lund"}, {Role: "cue", Words: "told the council", To: "cue"}}
	list[2].Links = []Link{{Role: "claimant", Words: "the city's own engineers of the harbour office"}}
	return list
}

// crowd is more overlapping highlights than a line has rows.
func overlapping(t *testing.T) (list []Highlight) {
	r := rangeOf(t, article, "decision could not wait")
	for i, c := range []color.NRGBA{pink, green, blue, orange, pink, green} {
		list = append(list, Highlight{ID: fmt.Sprint(i), Spans: []text.Range{{Start: r.Start + 2*i, End: r.End + 9*i}}, Colour: c, Tag: fmt.Sprint("T", i)})
	}
	return list
}

// describe says of highlights what a window might.
func describe(list []Highlight) func(string) (Card, bool) {
	return func(id string) (Card, bool) {
		for _, h := range list {
			if h.ID == id {
				c := Card{Tag: h.Tag, Colour: h.Colour, Title: "Label " + h.Label, Words: article[h.Spans[0].Start:h.Spans[0].End]}
				for _, l := range h.Links {
					c.Facts = append(c.Facts, Fact{l.Role, l.Words})
				}
				c.Facts = append(c.Facts, Fact{"note", "Whether this is what she said to the council, or what the paper made of it, is to be seen from the minutes, which are not out yet."}, Fact{"made", "by hand"})
				return c, true
			}
		}
		return Card{}, false
	}
}

// rest puts the pointer on some words until the card comes.
func (s *stage) rest(words string) {
	e := &desktop.MouseEvent{}
	e.Position = s.pointAt(rangeOf(s.t, article, words).Start)
	s.MouseMoved(e)
	s.clock.advance(restBefore)
}

func TestGoldenSeeing(t *testing.T) {
	list := linkedHighlights(t)
	mark := func(s *stage) { s.SetHighlights(list); s.Describe = describe(list) }
	for name, c := range map[string]struct {
		width, height float32
		prepare       func(*stage)
	}{
		"cap": {640, 300, func(s *stage) { s.SetHighlights(overlapping(t)) }},
		"dim-label": {640, 300, func(s *stage) {
			mark(s)
			s.SetSpotlight(Spotlight{Label: "QUOTE", Words: "Only Quote · Esc shows everything"})
		}},
		"dim-highlight":  {640, 300, func(s *stage) { mark(s); s.SetSpotlight(Spotlight{ID: "quote", Words: "Only this quote"}) }},
		"tags-on-demand": {640, 300, func(s *stage) { mark(s); s.SetTags(TagsOnDemand); s.SetCurrent("claim"); s.rest("Lund") }},
		"tags-never":     {640, 300, func(s *stage) { mark(s); s.SetTags(TagsNever); s.SetCurrent("claim") }},
		"card":           {640, 400, func(s *stage) { mark(s); s.rest("It is late") }},
		"card-of-many":   {640, 300, func(s *stage) { mark(s); s.rest("212 million") }},
		"aside":          {1000, 400, mark},
		"aside-current":  {1000, 400, func(s *stage) { mark(s); s.SetCurrent("quote") }},
		"aside-pointed": {1000, 400, func(s *stage) {
			mark(s)
			r := s.margin.pool[0].r
			e := &desktop.MouseEvent{}
			e.Position = fyne.NewPos(s.units(float64(r.Min.X+20)), s.units(float64(r.Min.Y+10)))
			s.MouseMoved(e)
		}},
		"notes": {640, 300, func(s *stage) {
			mark(s)
			s.SetFindHits([]text.Range{rangeOf(t, article, "council")})
			s.SetPlaces([]Place{{rangeOf(t, article, "Mayor Ada Lund"), Doubtful}, {rangeOf(t, article, "decision could"), Wrong}, {rangeOf(t, article, "told the council"), Wrong},
				{rangeOf(t, article, "212 million"), Doubtful}})
		}},
		"overview": {820, 400, func(s *stage) {
			content := longArticle(70)
			s.SetArticle(content)
			s.settle()
			s.SetHighlights(makeHighlights(content, 60, 60))
			s.SetFindHits([]text.Range{rangeOf(t, content, "Paragraph 12 "), rangeOf(t, content, "Paragraph 44 ")})
			s.SetPlaces([]Place{{rangeOf(t, content, "Paragraph 20 says"), Disagreement}, {rangeOf(t, content, "Paragraph 55 says"), Settled}})
			s.SetCurrent("30")
			s.ScrollBy(600)
		}},
	} {
		for _, scale := range []float32{1, 2} {
			for shade, p := range map[string]Palette{"": light, "-dark": dark} {
				if scale == 2 && shade != "" {
					continue
				}
				full := fmt.Sprintf("%s%s-%gx", name, shade, scale)
				t.Run(full, func(t *testing.T) {
					s := newStage(t, c.width, c.height, scale, p, article)
					c.prepare(s)
					s.settle()
					s.golden(full)
				})
			}
		}
	}
}

// TestGoldenKinds is one highlight of each style at both scales.
func TestGoldenKinds(t *testing.T) {
	for style, name := range []string{"tint", "underline", "bar"} {
		for _, scale := range []float32{1, 2} {
			t.Run(fmt.Sprintf("%s-%gx", name, scale), func(t *testing.T) {
				s := newStage(t, 480, 160, scale, light, article[44:180])
				s.SetHighlights([]Highlight{{ID: "a", Spans: []text.Range{{Start: 6, End: 40}}, Style: paint.Style(style), Colour: []color.NRGBA{pink, orange, blue}[style], Tag: "TAG"}})
				s.golden(fmt.Sprintf("kind-%s-%gx", name, scale))
			})
		}
	}
}

// clock is time that passes when a test says so.
type clock struct {
	now    time.Duration
	timers map[int]alarm
	next   int
}

type alarm struct {
	at time.Duration
	do func()
}

func (c *clock) after(wait time.Duration, do func()) (stop func()) {
	if c.timers == nil {
		c.timers = map[int]alarm{}
	}
	n := c.next
	c.next++
	c.timers[n] = alarm{c.now + wait, do}
	return func() { delete(c.timers, n) }
}

func (c *clock) advance(by time.Duration) {
	c.now += by
	for n, a := range c.timers {
		if a.at <= c.now {
			delete(c.timers, n)
			a.do()
		}
	}
}
