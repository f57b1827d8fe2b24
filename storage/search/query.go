package search

import (
	"strings"

	"bluepencil/annotate"
)

// Field says in what a query looks for its words.
type Field uint8

// The fields.
const (
	InText        Field = 1 << iota // the article's text; of an annotation, the marked words
	InMeta                          // title, outlet and the other document fields, and the file's name
	InNotes                         // notes of articles and of annotations
	InAnnotations                   // marked words, labels, attributes, linked entities

	inEntities // linked entities alone
)

// fieldNames are what "in:" takes.
var fieldNames = []struct {
	name  string
	field Field
}{{"text", InText}, {"meta", InMeta}, {"notes", InNotes}, {"annotations", InAnnotations}}

// String is the name of a single field, as "in:" takes it.
func (f Field) String() string {
	for _, n := range fieldNames {
		if n.field == f {
			return n.name
		}
	}
	return "several fields"
}

// query is what a person asked for.
type query struct {
	root *node
	in   Field // 0 = the usual ones
	// phrases are the words and phrases of the tree; a node names its own by
	// their place in the list.
	phrases []phrase
}

type op uint8

const (
	opAll    op = iota // every one of the kids
	opAny              // one of the kids
	opNot              // not the only kid
	opPhrase           // words side by side
	opFilter           // a property
)

type node struct {
	op     op
	kids   []*node
	phrase int // its place in query.phrases
	filter filter
}

// phrase is one or more folded words side by side. The last one may be the
// beginning of a word only.
type phrase struct {
	words  []string
	prefix bool
}

type property uint8

const (
	byLabel property = iota
	byAttribute
	byQuestion
	byEntity
	byPerson
	byStatus
	byOutlet
	byDate
	bySpeaker
)

// filter is a property of annotations (label, attribute, question, entity, speaker) or
// of articles (person, status, outlet, date).
type filter struct {
	by         property
	labels     []annotate.LabelID
	attributes []annotate.AttributeID
	values     []string      // attribute, outlet: folded, any of them
	phrase     phrase        // entity, speaker: words of the entity's name
	ids        []annotate.ID // or those of the entities themselves
	prefix     bool          // the value is the beginning only
	flag       bool          // question
	people     []annotate.ID
	statuses   []annotate.Status
	from, to   string // date: YYYY, YYYY-MM or YYYY-MM-DD, both included; empty = open
}

// ofAnnotation tells whether annotations have the property themselves.
func (f *filter) ofAnnotation() bool { return f.by <= byEntity || f.by == bySpeaker }

// entities are those that a filter by entity or speaker is about.
func (f *filter) entities(called func(phrase) []annotate.ID) []annotate.ID {
	if len(f.ids) > 0 {
		return f.ids
	}
	return called(f.phrase)
}

// perAnnotation tells whether the query asks for annotations: all its words
// must then stand in one of them.
func (q *query) perAnnotation() bool {
	if q.in != 0 && q.in&^(InAnnotations|InNotes) == 0 && q.in&InAnnotations != 0 {
		return true
	}
	return q.root.some(func(n *node) bool { return n.op == opFilter && n.filter.ofAnnotation() })
}

// fields are those the words are looked for in. Marked words are words of the
// text, and found there unless annotations are asked for.
func (q *query) fields() Field {
	switch {
	case q.in != 0:
		return q.in
	case q.perAnnotation():
		return InText | InNotes | InAnnotations
	}
	return InText | InMeta | InNotes | inEntities
}

// some tells whether the node or one below it is as asked.
func (n *node) some(is func(*node) bool) bool {
	if is(n) {
		return true
	}
	for _, kid := range n.kids {
		if kid.some(is) {
			return true
		}
	}
	return false
}

// people are those the query names in what must hold, or nobody.
func (q *query) people() []annotate.ID {
	var found []annotate.ID
	for _, n := range q.required() {
		if n.op == opFilter && n.filter.by == byPerson {
			found = append(found, n.filter.people...)
		}
	}
	return found
}

// asksStatus tells whether the query is about where somebody stands with the
// articles; a person is then the one who stands there.
func (q *query) asksStatus() bool {
	return !q.perAnnotation() && q.root.some(func(n *node) bool { return n.op == opFilter && n.filter.by == byStatus })
}

// required lists the nodes that must hold whatever else does.
func (q *query) required() []*node {
	if q.root.op == opAll {
		return q.root.kids
	}
	return []*node{q.root}
}

// key names the phrase among others.
func (ph phrase) key() string {
	key := strings.Join(ph.words, " ")
	if ph.prefix {
		key += "*"
	}
	return key
}
