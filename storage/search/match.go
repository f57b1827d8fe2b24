package search

import (
	"cmp"
	"maps"
	"slices"

	"bluepencil/annotate"
	"bluepencil/annotate/text"
	"bluepencil/storage"
)

// Hit is one place that matches.
type Hit struct {
	// In says where: InText, InMeta, InNotes or InAnnotations.
	In Field
	// Name is the document field of a hit in InMeta, and the label of an
	// annotation; it is empty for the text and for the note of an article.
	Name string
	// Range is the hit in bytes of what it stands in, see Within. For an
	// annotation it is that of its first span.
	Range text.Range
	// Spans are those of the annotation; nil for hits in texts and document fields.
	Spans []annotate.Span
	// Snippet is the hit with about 40 characters on either side, line ends
	// made blanks; Marked is the hit in bytes of it.
	Snippet string
	Marked  text.Range
	// Annotation and Person name the annotation and whose layer it lies in.
	Annotation annotate.ID
	Person     annotate.ID
	within     string
}

// Within is the text that Range counts in: the article's, the document
// field's, or the note's.
func (h *Hit) Within() string { return h.within }

// Words are what the hit covers, as written.
func (h *Hit) Words() string { return h.within[h.Range.Start:h.Range.End] }

// Match is an article that matches.
type Match struct {
	Article   annotate.ID
	Title     string
	Outlet    string
	Published string
	Hits      []Hit // the first ones: text, document fields, notes, annotations
	Total     int   // how many hits there are
}

// matcher holds articles against a query.
type matcher struct {
	query    *query
	fields   Field
	marks    bool
	finder   *finder
	positive []bool // by phrase: it is not only there to be left out
	entities func(phrase) []annotate.ID
	linked   []map[annotate.ID]bool // by phrase: entities called so
	labelled []map[annotate.LabelID]bool
	mostHits int
}

func newMatcher(q *query, names *names, entities func(phrase) []annotate.ID, mostHits int) *matcher {
	m := &matcher{query: q, fields: q.fields(), marks: q.perAnnotation(), finder: newFinder(q.phrases), entities: entities, mostHits: mostHits}
	m.positive = make([]bool, len(q.phrases))
	markPositive(q.root, true, m.positive)
	for _, ph := range q.phrases {
		linked, labelled := map[annotate.ID]bool{}, map[annotate.LabelID]bool{}
		if m.fields&(InAnnotations|inEntities) != 0 {
			for _, id := range entities(ph) {
				linked[id] = true
			}
		}
		if m.fields&InAnnotations != 0 {
			for _, id := range names.labelsWith(ph) {
				labelled[id] = true
			}
		}
		m.linked, m.labelled = append(m.linked, linked), append(m.labelled, labelled)
	}
	return m
}

func markPositive(n *node, positive bool, out []bool) {
	switch n.op {
	case opPhrase:
		out[n.phrase] = positive
	case opNot:
		positive = !positive
	}
	for _, kid := range n.kids {
		markPositive(kid, positive, out)
	}
}

// parts says what of an article must be read, given whether a word of the
// query may stand in an annotation.
func (m *matcher) parts(marked bool) storage.Parts {
	asks := func(by ...property) bool {
		return m.query.root.some(func(n *node) bool { return n.op == opFilter && slices.Contains(by, n.filter.by) })
	}
	annotations := m.marks || marked || asks(byPerson)
	return storage.Parts{
		Text:        annotations || m.fields&InText != 0,
		Layers:      asks(byStatus, byPerson),
		Annotations: annotations,
	}
}

// article gives what matches in an article; ok is false where it does not.
func (m *matcher) article(w *storage.Whole) (found Match, ok bool) {
	found = Match{Article: w.Article.ID, Title: w.Article.Title(), Outlet: w.Article.Meta[annotate.MetaOutlet],
		Published: w.Article.Meta[annotate.MetaPublished]}
	if !w.Visible {
		return found, false
	}
	c := &collector{matcher: m, whole: w, match: &found, has: make([]bool, len(m.query.phrases))}
	if m.marks {
		return found, c.annotations()
	}
	c.words()
	return found, c.holds(m.query.root, nil)
}

// collector gathers the hits of one article.
type collector struct {
	*matcher
	whole *storage.Whole
	match *Match
	has   []bool // by phrase: it stands somewhere
	// mentions are the entities that annotations name, by layer and annotation;
	// nil until they are asked for.
	mentions map[[2]annotate.ID]annotate.ID
}

func (c *collector) add(h Hit, within string) {
	if h.Range.End > len(within) {
		return // a span that does not fit its text: bp check reports it
	}
	c.match.Total++
	if len(c.match.Hits) < c.mostHits {
		h.within = within
		h.Snippet, h.Marked = snippet(within, h.Range)
		c.match.Hits = append(c.match.Hits, h)
	}
}

// look notes which phrases stand in a text, and the hits.
func (c *collector) look(within string, hit Hit) {
	if within == "" {
		return
	}
	c.finder.each(within, func(phrase int, r text.Range) bool {
		c.has[phrase] = true
		if c.positive[phrase] {
			hit.Range = r
			c.add(hit, within)
		}
		return true
	})
}

// words looks for the phrases in everything of the article that is asked for.
func (c *collector) words() {
	a := &c.whole.Article
	if c.fields&InText != 0 {
		c.look(c.whole.Text, Hit{In: InText})
	}
	if c.fields&InMeta != 0 {
		for _, name := range metaNames(a) {
			c.look(a.Meta[name], Hit{In: InMeta, Name: name})
		}
		c.look(a.Content.SourceName, Hit{In: InMeta, Name: "source"})
	}
	if c.fields&InNotes != 0 {
		c.look(a.Note, Hit{In: InNotes})
	}
	people := c.query.people()
	for i := range c.whole.Annotations {
		mark := &c.whole.Annotations[i]
		if len(people) > 0 && !slices.Contains(people, mark.Layer) {
			continue
		}
		if c.fields&InNotes != 0 {
			c.look(mark.Note, hitOf(mark, InNotes))
		}
		c.properties(mark)
	}
}

// metaNames lists the document fields, the title first.
func metaNames(a *annotate.Article) []string {
	return slices.SortedFunc(maps.Keys(a.Meta), func(x, y string) int {
		if (x == annotate.MetaTitle) != (y == annotate.MetaTitle) {
			if x == annotate.MetaTitle {
				return -1
			}
			return 1
		}
		return cmp.Compare(x, y)
	})
}

// properties adds an annotation as a hit where a phrase stands in its words,
// label, attributes or the name of its entity.
func (c *collector) properties(mark *annotate.Annotation) {
	found := false
	for phrase := range c.query.phrases {
		if c.inProperties(mark, phrase) {
			c.has[phrase] = true
			found = found || c.positive[phrase]
		}
	}
	if found {
		c.add(hitOf(mark, InAnnotations), c.whole.Text)
	}
}

func (c *collector) inProperties(mark *annotate.Annotation, phrase int) bool {
	ph := c.query.phrases[phrase]
	if c.fields&(InAnnotations|inEntities) != 0 && c.linked[phrase][mark.Entity] {
		return true
	}
	if c.fields&InAnnotations == 0 {
		return false
	}
	if c.labelled[phrase][mark.Label] || inSpans(ph, mark) {
		return true
	}
	for _, value := range mark.Attributes {
		if slices.ContainsFunc(valuesOf(value), ph.in) {
			return true
		}
	}
	return false
}

func inSpans(ph phrase, mark *annotate.Annotation) bool {
	return slices.ContainsFunc(mark.Spans, func(s annotate.Span) bool { return ph.in(s.Text) })
}

func hitOf(mark *annotate.Annotation, in Field) Hit {
	h := Hit{In: in, Name: string(mark.Label), Spans: mark.Spans, Annotation: mark.ID, Person: mark.Layer}
	if len(mark.Spans) > 0 {
		h.Range = text.Range{Start: mark.Spans[0].Start, End: mark.Spans[0].End}
	}
	return h
}

// annotations adds the annotations that match the query each by itself.
func (c *collector) annotations() bool {
	for i := range c.whole.Annotations {
		mark := &c.whole.Annotations[i]
		if !slices.ContainsFunc(mark.Spans, func(s annotate.Span) bool { return !s.Matches(c.whole.Text) }) && c.holds(c.query.root, mark) {
			c.addMark(mark)
		}
	}
	return c.match.Total > 0
}

// addMark shows an annotation by its note where a word stands in the note
// alone, and by what it marks otherwise.
func (c *collector) addMark(mark *annotate.Annotation) {
	shown := hitOf(mark, InAnnotations)
	within := c.whole.Text
	for phrase, ph := range c.query.phrases {
		if !c.positive[phrase] || c.fields&InNotes == 0 || !ph.in(mark.Note) || c.fields&(InText|InAnnotations) != 0 && inSpans(ph, mark) {
			continue
		}
		shown.In, within = InNotes, mark.Note
		c.finder.each(mark.Note, func(_ int, r text.Range) bool {
			shown.Range = r
			return false
		})
		break
	}
	c.add(shown, within)
}
