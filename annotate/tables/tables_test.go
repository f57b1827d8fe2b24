package tables

import (
	"slices"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/register"
	"bluepencil/assets"
)

// world is a small invented project: two articles, two people, one entry of
// the register.
type world struct {
	t        *testing.T
	book     *annotate.Codebook
	lund     annotate.Entity
	mina     annotate.Person
	nora     annotate.Person
	articles []Article
	texts    []string
	marks    [][]annotate.Annotation
}

func newWorld(t *testing.T) *world {
	t.Helper()
	book, err := assets.Codebook("news")
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, book: book, lund: annotate.Entity{ID: annotate.NewID(), Name: "Ada Lund", Type: "person"},
		mina: annotate.Person{ID: annotate.NewID(), Name: "Mina Orth", Handle: "mina"}, nora: annotate.Person{ID: annotate.NewID(), Name: "Nora Vik", Handle: "nora"}}
	first := w.article("Harbour vote", "Alder Courier", "2026-03-01T08:00:00Z", "“The harbour stays open,” she said. Mayor Ada Lund spoke in Alder. An official said rents rose by 4 per cent.")
	lund := w.mark(first, w.mina, "person", "Mayor Ada Lund")
	lund.Entity = w.lund.ID
	she := w.mark(first, w.mina, "source", "she")
	she.Links = []annotate.Link{{ID: annotate.NewID(), Role: "same-as", To: lund.ID}}
	she.Attributes["affiliation"] = "government"
	w.said(w.mark(first, w.mina, "quote", "“The harbour stays open,”"), she, w.mark(first, w.mina, "cue", "said"), "direct")
	official := w.mark(first, w.mina, "source", "An official")
	official.Attributes["source-type"] = "unnamed-individual"
	retold := w.mark(first, w.mina, "quote", "rents rose by 4 per cent")
	w.said(retold, official, nil, "indirect")
	w.mark(first, w.mina, "place", "Alder")
	claim := w.mark(first, w.mina, "claim", "rents rose by 4 per cent")
	claim.Attributes = attributes{"claim-kind": "quantity", "verifiable": "yes", "normalised": "Rents rose by 4 % in Alder."}
	claim.Links = []annotate.Link{{ID: annotate.NewID(), Role: "claimant", To: official.ID}}
	second := w.article("Ferry timetable", "Northern Post", "2026-04-02", "Alder has voted. “No,” it read. Ada Lund left Alder.")
	w.mark(second, w.nora, "organisation", "Alder")
	w.mark(second, w.nora, "quote", "“No,”")
	w.mark(second, w.nora, "person", "Ada Lund").Entity = w.lund.ID
	return w
}

type attributes = map[annotate.AttributeID]annotate.AttributeValue

func (w *world) article(title, outlet, published, content string) int {
	w.articles = append(w.articles, Article{ID: annotate.NewID(), Title: title, Outlet: outlet, Published: published})
	w.texts = append(w.texts, content)
	w.marks = append(w.marks, make([]annotate.Annotation, 0, 64)) // pointers into it stay
	return len(w.articles) - 1
}

func (w *world) mark(article int, p annotate.Person, label annotate.LabelID, words string) *annotate.Annotation {
	w.t.Helper()
	at := strings.Index(w.texts[article], words)
	span, err := annotate.SpanOf(w.texts[article], at, at+len(words))
	if err != nil {
		w.t.Fatal(err)
	}
	w.marks[article] = append(w.marks[article], annotate.Annotation{ID: annotate.NewID(), Article: w.articles[article].ID, Layer: p.ID, Label: label,
		Spans: []annotate.Span{span}, Attributes: attributes{}})
	return &w.marks[article][len(w.marks[article])-1]
}

func (w *world) said(quote, speaker, cue *annotate.Annotation, kind string) {
	quote.Attributes["type"] = kind
	quote.Links = []annotate.Link{{ID: annotate.NewID(), Role: "speaker", To: speaker.ID}}
	if cue != nil {
		quote.Links = append(quote.Links, annotate.Link{ID: annotate.NewID(), Role: "cue", To: cue.ID})
	}
}

func (w *world) status(person annotate.ID) annotate.Status {
	if person == w.nora.ID {
		return annotate.StatusSubmitted
	}
	return annotate.StatusInProgress
}

func (w *world) collect() *Collector {
	w.t.Helper()
	c := NewCollector(w.book, register.New([]annotate.Entity{w.lund}), []annotate.Person{w.mina, w.nora})
	for i := range w.articles {
		if err := c.Add(w.articles[i], w.marks[i], w.status); err != nil {
			w.t.Fatal(err)
		}
	}
	return c
}

// lines are the cells that the window shows, row by row.
func lines(t *Table) []string {
	list := []string{}
	for _, r := range t.Rows {
		var cells []string
		for i := range t.Columns {
			if c := &t.Columns[i]; !c.InFile {
				cells = append(cells, c.Cell(r))
			}
		}
		list = append(list, strings.Join(cells, "|"))
	}
	return list
}

func same(t *testing.T, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

func TestWhatTheTablesHold(t *testing.T) {
	c := newWorld(t).collect()
	for kind, want := range map[Kind][]string{
		Quotes: {
			"Harbour vote|2026-03-01|Alder Courier|“The harbour stays open,”|direct|Ada Lund|named|government||said|4|mina|in progress",
			"Harbour vote|2026-03-01|Alder Courier|rents rose by 4 per cent|indirect|An official|unnamed||unnamed individual||6|mina|in progress",
			"Ferry timetable|2026-04-02|Northern Post|“No,”|||||||1|nora|submitted",
		},
		Claims: {"Harbour vote|2026-03-01|Alder Courier|rents rose by 4 per cent|Rents rose by 4 % in Alder.|quantity|yes||An official||mina|in progress"},
		Names: {
			"Ada Lund|Person|yes|2|0|2|1|2",
			"she|Source|no|0|1|1|0|1",
			"An official|Source|no|0|1|1|1|1",
			"Alder|Place|no|1|0|1|0|1",
			"Alder|Organisation|no|1|0|1|0|1",
		},
		Strings: {"Alder|Organisation 1; Place 1|2|2|2"},
		Balance: {
			"named|unnamed|1|33.3|6|54.5", "named|named|1|33.3|4|36.4", "named|no speaker|1|33.3|1|9.1",
			"affiliation|government|1|33.3|4|36.4", "affiliation|not filled in|1|33.3|6|54.5", "affiliation|no speaker|1|33.3|1|9.1",
			"kind of source|unnamed individual|1|33.3|6|54.5", "kind of source|not filled in|1|33.3|4|36.4", "kind of source|no speaker|1|33.3|1|9.1",
			"speaker|An official|1|33.3|6|54.5", "speaker|Ada Lund|1|33.3|4|36.4", "speaker|no speaker|1|33.3|1|9.1",
		},
	} {
		t.Run(string(kind), func(t *testing.T) { same(t, lines(c.Table(kind, Filter{})), want) })
	}
}

func TestFilters(t *testing.T) {
	w := newWorld(t)
	c := w.collect()
	all := []string{"“The harbour stays open,”", "rents rose by 4 per cent", "“No,”"}
	for name, test := range map[string]struct {
		f    Filter
		want []string
	}{
		"nothing":               {Filter{}, all},
		"words in any case":     {Filter{Text: " HARBOUR stays"}, all[:1]},
		"a speaker":             {Filter{Text: "ada lund"}, all[:1]},
		"an outlet":             {Filter{Outlet: "courier"}, all[:2]},
		"a person":              {Filter{Person: w.nora.ID}, all[2:]},
		"a status":              {Filter{Statuses: []annotate.Status{annotate.StatusSubmitted, annotate.StatusReturned}}, all[2:]},
		"from a month":          {Filter{From: "2026-04"}, all[2:]},
		"to a month, all of it": {Filter{To: "2026-03"}, all[:2]},
		"to a day, all of it":   {Filter{To: "2026-03-01"}, all[:2]},
		"a year":                {Filter{From: "2026", To: "2026"}, all},
		"a value":               {Filter{Values: map[string]string{"type": "indirect"}}, all[1:2]},
		"not filled in":         {Filter{Values: map[string]string{"affiliation": ""}}, all[1:]},
		"a value of no column":  {Filter{Values: map[string]string{"verifiable": "yes"}}, all},
		"a label":               {Filter{Label: "claim"}, nil},
		"all together":          {Filter{Text: "per cent", Outlet: "alder", Person: w.mina.ID, From: "2026-03-01", To: "2026-03-01"}, all[1:2]},
		"an id is never found":  {Filter{Text: w.lund.ID.String()}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, r := range c.Table(Quotes, test.f).Rows {
				got = append(got, r.Words)
			}
			same(t, got, test.want)
		})
	}
	same(t, lines(c.Table(Names, Filter{Label: "place"})), []string{"Alder|Place|no|1|0|1|0|1"})
	same(t, lines(c.Table(Strings, Filter{Person: w.mina.ID})), []string{})
	same(t, lines(c.Table(Balance, Filter{Person: w.nora.ID}))[:1], []string{"named|no speaker|1|100.0|1|100.0"})
	if a := c.Table(Quotes, Filter{}); len(a.Values("type", 10)) != 3 || len(a.Values("person", 1)) != 2 {
		t.Error("the values of a column are other ones:", a.Values("type", 10), a.Values("person", 1))
	}
}

func TestSorting(t *testing.T) {
	c := newWorld(t).collect()
	for name, test := range map[string]struct {
		kind       Kind
		column     string
		descending bool
		want       string // the first cells
	}{
		"numbers as numbers":        {Quotes, "word_count", true, "6 4 1"},
		"numbers up":                {Quotes, "word_count", false, "1 4 6"},
		"words":                     {Quotes, "type", false, "4 6 1"},
		"empty ones last, downward": {Quotes, "type", true, "6 4 1"},
		"alike stay in order":       {Quotes, "outlet", false, "4 6 1"},
		"alike stay, downward":      {Quotes, "outlet", true, "1 4 6"},
		"an unknown column":         {Quotes, "nothing", true, "4 6 1"},
	} {
		t.Run(name, func(t *testing.T) {
			table := c.Table(test.kind, Filter{})
			table.Sort(test.column, test.descending)
			var got []string
			for _, r := range table.Rows {
				got = append(got, r.Cells[wordCountCell])
			}
			if strings.Join(got, " ") != test.want {
				t.Errorf("got %v, want %s", got, test.want)
			}
		})
	}
}

func TestARowOfNamesStandsForItsMarkings(t *testing.T) {
	w := newWorld(t)
	c := w.collect()
	marks := c.MarksOf(c.Table(Strings, Filter{}).Rows[0])
	if len(marks) != 2 || marks[0].Article.Title != "Harbour vote" || marks[1].Layer.Person != w.nora.ID {
		t.Errorf("%+v", marks)
	}
	if r := c.Table(Balance, Filter{}).Rows[0]; c.MarksOf(r) != nil {
		t.Error("a slice of the balance stands for markings")
	}
}

func TestLongWordsAreCutAndStreamedWhole(t *testing.T) {
	w := newWorld(t)
	long := strings.Repeat("open ", 200) + "sea"
	at := w.article("Long", "", "", long)
	w.mark(at, w.mina, "quote", long)
	r := w.collect().Table(Quotes, Filter{From: ""}).Rows[3]
	if !r.Cut || len(r.Words) > wordsKept+len("…") || r.Cells[wordCountCell] != "201" {
		t.Errorf("%v %d %s", r.Cut, len(r.Words), r.Cells[wordCountCell])
	}
	c := NewCollector(w.book, register.New(nil), nil)
	var given []string
	c.Stream(func(k Kind, r *Row) error { given = append(given, r.Words); return nil })
	if err := c.Add(w.articles[at], w.marks[at], w.status); err != nil || len(given) != 1 || given[0] != long {
		t.Error("what is streamed is not whole", err)
	}
	if rows := c.Table(Quotes, Filter{}).Rows; len(rows) != 0 {
		t.Error("what was streamed was kept")
	}
}

func TestSpeakersWhoDifferAreASliceOfTheirOwn(t *testing.T) {
	w := newWorld(t)
	at := w.article("Both", "", "", "“Yes,” Reyle and an aide said.")
	q := w.mark(at, w.mina, "quote", "“Yes,”")
	reyle, aide := w.mark(at, w.mina, "source", "Reyle"), w.mark(at, w.mina, "source", "an aide")
	reyle.Attributes["source-type"], aide.Attributes["source-type"] = "named-individual", "unnamed-individual"
	for _, s := range []*annotate.Annotation{reyle, aide} {
		q.Links = append(q.Links, annotate.Link{ID: annotate.NewID(), Role: "speaker", To: s.ID})
	}
	q.Links[1].Attributes = attributes{"named": "group"}
	// A ring of mentions that mean the same ends.
	reyle.Links = []annotate.Link{{ID: annotate.NewID(), Role: "same-as", To: aide.ID}}
	aide.Links = []annotate.Link{{ID: annotate.NewID(), Role: "same-as", To: reyle.ID}}
	r := w.collect().Table(Quotes, Filter{Text: "yes"}).Rows[0]
	if r.Cells[speakerCell] != "Reyle; an aide" || r.Cells[2] != "group; named" {
		t.Errorf("%q", r.Cells)
	}
	if s := SourceBalance([]*Row{r})[0]; len(s.Slices) != 1 || s.Slices[0] != (Slice{"group; named", 1, 1}) {
		t.Errorf("%+v", s)
	}
}

func TestManySpeakersAreTakenTogether(t *testing.T) {
	var quotes []*Row
	for i := range 40 {
		quotes = append(quotes, &Row{Cells: []string{"", string(rune('A' + i)), "", "", "", "", "2"}})
	}
	quotes = append(quotes, &Row{Cells: []string{"", "", "", "", "", "", "100"}})
	s := SourceBalance(quotes)[3]
	if len(s.Slices) != topSpeakers+2 || s.Slices[topSpeakers] != (Slice{OtherOnes, 40 - topSpeakers, 2 * (40 - topSpeakers)}) || s.Slices[topSpeakers+1].Value != NoSpeaker {
		t.Errorf("%+v", s.Slices)
	}
	total := Slice{}
	for _, slice := range s.Slices {
		total.Quotes, total.Words = total.Quotes+slice.Quotes, total.Words+slice.Words
	}
	if total.Quotes != s.Quotes || total.Words != s.Words || s.Words != 180 {
		t.Errorf("the slices are not the whole: %+v of %+v", total, s)
	}
}

func TestPercent(t *testing.T) {
	if Percent(1, 3) != "33.3" || Percent(0, 0) != "0.0" {
		t.Error(Percent(1, 3), Percent(0, 0))
	}
}
