package tables

import (
	"slices"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/lint"
	"bluepencil/annotate/register"
	"bluepencil/annotate/text"
)

// How much a collector keeps: code points of the words of a row, rows of
// quotes and of claims, and mentions of names. What comes after so many is
// counted and left out.
const (
	wordsKept    = 240
	rowsKept     = 500_000
	mentionsKept = 4_000_000
)

// Collector makes rows of the markings of articles. It belongs to one
// goroutine until everything is added; then it may be read by many.
type Collector struct {
	codebook *annotate.Codebook
	register *register.Register
	groups   map[annotate.LabelID]annotate.Group
	people   map[annotate.ID]annotate.Person
	// each, where it is set, is given rows of quotes and claims with all their
	// words, and nothing of them is kept.
	each func(Kind, *Row) error
	err  error

	quotes, claims []*Row
	mentions       []mention
	who            []whom
	whoAt          map[whom]int32
	names          []string
	nameAt         map[string]int32
	layers         map[Layer]*Layer
	shared         map[string]string
	articles       int
	left           int
}

// mention is one marking of a name or of a source.
type mention struct {
	id         annotate.ID
	article    *Article
	layer      *Layer
	start, end int32
	name, who  int32 // name is -1 where the words are no name
	label      annotate.LabelID
	source     bool
}

// whom is somebody or something a row of names is about: an entry of the
// register, or words with a label.
type whom struct {
	entry annotate.ID
	name  string
	label annotate.LabelID
}

// NewCollector makes one that keeps rows.
func NewCollector(codebook *annotate.Codebook, entries *register.Register, people []annotate.Person) *Collector {
	c := &Collector{codebook: codebook, register: entries, groups: map[annotate.LabelID]annotate.Group{}, people: map[annotate.ID]annotate.Person{},
		whoAt: map[whom]int32{}, nameAt: map[string]int32{}, layers: map[Layer]*Layer{}, shared: map[string]string{}}
	for _, l := range codebook.Labels {
		c.groups[l.ID] = l.Group
	}
	for _, p := range people {
		c.people[p.ID] = p
	}
	return c
}

// Stream makes the collector give rows of quotes and claims away as they are
// made, with all their words, instead of keeping them. An error of each is
// given back by Add. Nothing else is collected.
func (c *Collector) Stream(each func(Kind, *Row) error) { c.each = each }

// Articles is how many articles have given rows.
func (c *Collector) Articles() int { return c.articles }

// Left is how many rows and mentions were left out because there were too many.
func (c *Collector) Left() int { return c.left }

// Add makes rows of the live annotations of an article, of any number of
// layers, as they are read. status tells where a person stands with it.
func (c *Collector) Add(a Article, annotations []annotate.Annotation, status func(person annotate.ID) annotate.Status) error {
	if len(annotations) == 0 {
		return nil
	}
	c.articles++
	a.Outlet = c.share(a.Outlet)
	in := &reading{Collector: c, article: &a, byID: make(map[annotate.ID]*annotate.Annotation, len(annotations)), standing: status}
	for i := range annotations {
		in.byID[annotations[i].ID] = &annotations[i]
	}
	for i := range annotations {
		m := &annotations[i]
		switch c.groups[m.Label] {
		case annotate.GroupQuote:
			c.keep(Quotes, &c.quotes, in.quote(m), m)
		case annotate.GroupClaim:
			c.keep(Claims, &c.claims, in.claim(m), m)
		case annotate.GroupEntity, annotate.GroupSource:
			c.mention(in, m)
		}
		if c.err != nil {
			return c.err
		}
	}
	return nil
}

// keep keeps a row with the beginning of its words, or gives it away with all
// of them.
func (c *Collector) keep(k Kind, rows *[]*Row, r *Row, m *annotate.Annotation) {
	r.Words = m.Text()
	if c.each != nil {
		c.err = c.each(k, r)
		return
	}
	if len(*rows) >= rowsKept {
		c.left++
		return
	}
	if short := text.Beginning(r.Words, wordsKept); short != r.Words {
		r.Words, r.Cut = short+"…", true
	}
	r.Words = strings.Clone(r.Words) // or the row would hold on to all of it
	*rows = append(*rows, r)
}

func (c *Collector) mention(in *reading, m *annotate.Annotation) {
	if c.each != nil {
		return
	}
	if len(c.mentions) >= mentionsKept {
		c.left++
		return
	}
	words, is := lint.NameOf(m)
	one := mention{id: m.ID, article: in.article, layer: in.layer(m.Layer), start: int32(m.Start()), end: int32(m.End()), name: -1,
		label: annotate.LabelID(c.share(string(m.Label))), source: c.groups[m.Label] == annotate.GroupSource, who: c.whoIs(m)}
	if is && !one.source {
		one.name = c.nameOf(words)
	}
	c.mentions = append(c.mentions, one)
}

// share gives one string for all that are equal.
func (c *Collector) share(s string) string {
	if kept, ok := c.shared[s]; ok {
		return kept
	}
	s = strings.Clone(s)
	c.shared[s] = s
	return s
}

func (c *Collector) nameOf(words string) int32 {
	at, ok := c.nameAt[words]
	if !ok {
		at = int32(len(c.names))
		words = c.share(words)
		c.names = append(c.names, words)
		c.nameAt[words] = at
	}
	return at
}

// longestUnlinked is how many code points of a name without an entry tell it
// apart.
const longestUnlinked = 120

// whoIs numbers the one that an annotation means: its entry of the register,
// or else its words with its label.
func (c *Collector) whoIs(m *annotate.Annotation) int32 {
	if !m.Entity.IsZero() {
		return c.number(whom{entry: c.register.Canonical(m.Entity)})
	}
	words := strings.Join(strings.Fields(m.Text()), " ")
	return c.number(whom{name: c.share(text.Shorten(words, longestUnlinked)), label: annotate.LabelID(c.share(string(m.Label)))})
}

func (c *Collector) number(w whom) int32 {
	at, ok := c.whoAt[w]
	if !ok {
		at = int32(len(c.who))
		c.who = append(c.who, w)
		c.whoAt[w] = at
	}
	return at
}

// called is what somebody is called in a table.
func (c *Collector) called(at int32) string {
	w := c.who[at]
	if w.entry.IsZero() {
		return w.name
	}
	if entry, ok := c.register.Entry(w.entry); ok {
		return entry.Name
	}
	return w.entry.String() // it lies in the bin
}

// MarksOf lists the annotations a row stands for.
func (c *Collector) MarksOf(r *Row) []Mark {
	if len(r.marks) == 0 {
		if r.Article == nil {
			return nil
		}
		return []Mark{r.Mark}
	}
	list := make([]Mark, 0, len(r.marks))
	for _, at := range r.marks {
		list = append(list, c.mentions[at].mark())
	}
	return list
}

// LabelsOf lists the labels of the annotations a row stands for, each once.
func (c *Collector) LabelsOf(r *Row) (list []annotate.LabelID) {
	if r.Label != "" {
		return []annotate.LabelID{r.Label}
	}
	for _, at := range r.marks {
		if label := c.mentions[at].label; !slices.Contains(list, label) {
			list = append(list, label)
		}
	}
	return list
}

func (m *mention) mark() Mark {
	return Mark{ID: m.id, Article: m.article, Layer: m.layer, Start: m.start, End: m.end}
}
