package articleview

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"bluepencil/annotate/text"
	"bluepencil/app/articleview/paint"
)

// laid is where every span of a set of marks is drawn.
func (m *marks) laid() map[string]string {
	all := map[string]string{}
	for id, n := range m.byID {
		all[id] = fmt.Sprint(m.all[n].rows)
	}
	return all
}

// checkRows holds the marks against what rows promise: spans that overlap
// never share one, and none is left out while a row is free for it.
func (m *marks) checkRows(t *testing.T) {
	t.Helper()
	type drawn struct {
		text.Range
		kind string
		row  int8
	}
	var spans []drawn
	for _, one := range m.all {
		for i, r := range one.Spans {
			kind := "row"
			if one.Style == paint.Bar {
				kind = "bar"
			} else if one.rows[i] == groundRow {
				kind = "ground"
			}
			spans = append(spans, drawn{r, kind, one.rows[i]})
		}
	}
	for i, a := range spans {
		rival := map[int8]bool{}
		for j, b := range spans {
			if i == j || a.kind != b.kind || !a.Overlaps(b.Range) {
				continue
			}
			if a.row == b.row && a.row < paint.Rows {
				t.Fatalf("%v and %v overlap and share %s %d", a.Range, b.Range, a.kind, a.row)
			}
			rival[b.row] = true
		}
		if a.row == paint.Rows && len(rival) < paint.Rows {
			t.Fatalf("%v is not drawn although only the rows %v are taken there", a.Range, rival)
		}
	}
}

func TestRowsHoldWhateverIsAddedAndRemoved(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 5))
	var m marks
	live := map[string]Highlight{}
	for step := range 400 {
		id := fmt.Sprint(random.IntN(60))
		if random.IntN(3) == 0 {
			m.remove(id)
			delete(live, id)
		} else {
			start := random.IntN(300)
			h := Highlight{ID: id, Style: paint.Style(random.IntN(3)), Spans: []text.Range{{Start: start, End: start + 1 + random.IntN(50)}}}
			if random.IntN(4) == 0 {
				h.Spans = append(h.Spans, text.Range{Start: start + 60, End: start + 70})
			}
			m.put(h)
			live[id] = h
		}
		m.assign()
		if step%20 == 0 {
			m.checkRows(t)
		}
		if len(m.byID) != len(live) {
			t.Fatalf("%d highlights are kept of %d", len(m.byID), len(live))
		}
		for id, h := range live {
			if !slices.Contains(m.at(h.Spans[0].Start), id) {
				t.Fatalf("%s is not found at its start", id)
			}
		}
	}
}

func TestSettingAListEqualsBuildingIt(t *testing.T) {
	random := rand.New(rand.NewPCG(6, 6))
	content := longArticle(20)
	list := makeHighlights(content, 200, 40)
	var kept marks
	for range 50 {
		list = slices.Clone(list)
		for range 1 + random.IntN(20) {
			switch i := random.IntN(len(list)); random.IntN(3) {
			case 0:
				list = slices.Delete(list, i, i+1)
			case 1:
				list[i].Pending = !list[i].Pending
				list[i].Spans = []text.Range{{Start: i, End: i + 1 + random.IntN(90)}}
			case 2:
				list = append(list, Highlight{ID: fmt.Sprint("more", random.Uint64()), Spans: []text.Range{{Start: i, End: i + 30}}})
			}
		}
		kept.set(list)
		kept.checkRows(t)
		var fresh marks
		fresh.rebuild(list)
		if len(kept.byID) != len(fresh.byID) {
			t.Fatalf("%d highlights are kept, want %d", len(kept.byID), len(fresh.byID))
		}
		for id, n := range fresh.byID {
			if k, ok := kept.byID[id]; !ok || !same(&kept.all[k].Highlight, &fresh.all[n].Highlight) {
				t.Fatalf("%s is not as in the list", id)
			}
		}
	}
	before := kept.laid()
	if kept.set(list) {
		t.Error("the same list again counts as a change")
	}
	for id, rows := range kept.laid() {
		if before[id] != rows {
			t.Errorf("%s moved from %s to %s", id, before[id], rows)
		}
	}
}

func TestTheSameHighlightsPaintNothing(t *testing.T) {
	s := newStage(t, 700, 600, 1, light, article)
	s.SetHighlights(sampleHighlights(t))
	before := s.strips.baked
	s.SetHighlights(sampleHighlights(t))
	if s.strips.baked != before {
		t.Errorf("%d strips were painted for the same highlights", s.strips.baked-before)
	}
	list := sampleHighlights(t)
	list[1].Pending = true
	s.SetHighlights(list)
	if n := s.strips.baked - before; n != 1 {
		t.Errorf("one pending highlight on one line painted %d strips", n)
	}
	s.SetHighlights(nil)
	if s.marks.at(rangeOf(t, article, "Lund").Start) != nil {
		t.Error("a highlight is left after all were taken away")
	}
}

func TestALineIsDrawnInFewPieces(t *testing.T) {
	s := newStage(t, 700, 600, 1, light, article)
	var list []Highlight
	r := rangeOf(t, article, "Mayor Ada Lund said the decision could not wait")
	random := rand.New(rand.NewPCG(8, 8))
	for i := range 1000 {
		start := r.Start + random.IntN(r.Len()-1)
		list = append(list, Highlight{ID: fmt.Sprint(i), Style: paint.Style(i % 3), Spans: []text.Range{{Start: start, End: start + 1 + random.IntN(r.End-start)}}})
	}
	s.SetHighlights(list)
	s.marks.checkRows(t)
	shaped, l := s.lineOf(s.doc.LineAt(r.Start, false))
	fragments, hidden := s.marks.fragments(shaped, s.inkEnd(l), paint.Rows, 0, "")
	if most := (1 + 2*paint.Rows) * r.Len(); len(fragments) > most || len(fragments)+hidden != 1000 {
		t.Errorf("1000 highlights on one line are %d pieces and %d not shown; no more than %d can be told apart", len(fragments), hidden, most)
	}
	if fragments, _ = s.marks.fragments(shaped, s.inkEnd(l), paint.Rows, 0, "999"); !slices.ContainsFunc(fragments, func(f paint.Fragment) bool { return f.Current }) {
		t.Error("the current highlight is not shown")
	}
}

func TestBlanksAtALinesEndAreNotDrawn(t *testing.T) {
	s := newStage(t, 500, 500, 1, light, article)
	r := rangeOf(t, article, "Mayor Ada Lund said the decision could not wait. “It is late,” she told the council")
	s.SetHighlights([]Highlight{{ID: "a", Style: paint.Underline, Spans: []text.Range{r}}})
	first := s.doc.LineAt(r.Start, false)
	for line := first; line <= s.doc.LineAt(r.End, true); line++ {
		shaped, l := s.lineOf(line)
		fragments, _ := s.marks.fragments(shaped, s.inkEnd(l), paint.Rows, 0, "a")
		if len(fragments) != 1 {
			t.Fatalf("line %d has %d pieces", line, len(fragments))
		}
		f := fragments[0]
		goesOn := r.End > l.End
		if goesOn && f.To >= shaped.Width-1 {
			t.Errorf("line %d is drawn up to %v, with the blank at its end (%v)", line, f.To, shaped.Width)
		}
		if f.OpenLeft != (line > first) || f.OpenRight != goesOn || f.Starts != (line == first) {
			t.Errorf("line %d: open at left %v, at right %v, begins %v", line, f.OpenLeft, f.OpenRight, f.Starts)
		}
	}
}

func TestFindHitsAreShownWhereTheyAre(t *testing.T) {
	s := newStage(t, 500, 500, 1, light, article)
	var hits []text.Range
	for i := 0; i+2 < len(article); i += 7 {
		hits = append(hits, text.SnapOutward(article, text.Range{Start: i, End: i + 2}))
	}
	s.SetFindHits(hits)
	for line := range s.doc.Count() {
		shaped, l := s.lineOf(line)
		want := 0
		for _, h := range hits {
			if h.Start < l.End && h.End > l.Start && min(h.End, l.End) > max(h.Start, l.Start) {
				want++
			}
		}
		if got := len(rangesOn(s.hits, shaped, shaped.End, 0)); got != want {
			t.Errorf("line %d shows %d hits, want %d", line, got, want)
		}
	}
}
