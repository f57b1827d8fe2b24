package foreign

import (
	"time"

	"bluepencil/annotate"
)

// Document is an article as a file of another tool has it: the names of labels,
// attributes and roles are the file's, and so are the ids.
type Document struct {
	Where    string // the place in the file, such as "line 12"
	Name     string // the file's name for it, without folders and extension
	Text     string // whole and unchanged
	Head     Head
	Layers   []Layer
	Entities []Entity // those the marks name
	Problems []string // what did not fit and was left out, each with its place
}

// Head is what is said about an article as a whole.
type Head struct {
	ID       string            `json:"id,omitempty"` // what the file calls the article
	Replaces string            `json:"replaces,omitempty"`
	Meta     map[string]string `json:"meta,omitempty"` // by document field, or by the file's own key
	Note     string            `json:"note,omitempty"`
	Source   Source            `json:"source,omitzero"`
	Zones    []Zone            `json:"zones,omitempty"`
}

// Source is the file an article was first read from.
type Source struct {
	Name     string `json:"name,omitempty"`
	Format   string `json:"format,omitempty"`
	Encoding string `json:"encoding,omitempty"`
	SHA256   string `json:"sha256,omitempty"` // hexadecimal
}

// Zone is a part of the article its source stated. Start and End are bytes in
// memory, and in a file whatever the format counts.
type Zone struct {
	Part  string `json:"part"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

// Layer is one person's marks.
type Layer struct {
	Person    string          // the handle; empty where the file names nobody
	Status    annotate.Status // empty: finished
	Reason    string
	Submitted time.Time
	Codebook  uint64 // the codebook's version it was finished with
	Marks     []Mark
	// Envelope is what a reader of this format met and the fields here have no
	// room for: unknown keys, unknown lines, token layers. It is kept with the
	// layer and handed to the writer of the same format. Its form is the
	// format's own; it should not hold the text again.
	Envelope []byte
}

// Mark is a label on one or more stretches of the text.
type Mark struct {
	ID         string // unique in its layer; empty where the file has none
	Label      string
	Group      annotate.Group // of the label, where known: a hint for a codebook that lacks it
	Spans      []Span         // sorted and disjoint
	Attributes []Attribute    // in order
	Links      []Link         // in order
	Entity     string         // the id of an entry in Document.Entities
	Note       string
	Question   bool
	Origin     Origin
	Created    time.Time // to the millisecond; zero where unknown
	Modified   time.Time
}

// Span is a half-open stretch of the text. Readers give it in the unit of their
// format; everywhere else it is in bytes.
type Span struct {
	Start, End int
	Text       string // what the file says it covers; empty where it does not
}

// Attribute is an answer to one question about a mark or a link. The value is a
// string, a float64, a bool or a []string.
type Attribute struct {
	Name  string
	Value any
}

// Link is a role from a mark to another mark of the layer, or to an entry.
type Link struct {
	ID         string
	Role       string
	To         string // a Mark.ID or an Entity.ID
	ToEntity   bool
	Attributes []Attribute
}

// Origin is where a mark came from.
type Origin struct {
	By     annotate.OriginBy // empty where unknown
	Source string
	Score  *float64
	From   []string
	Edited bool
}

// Entity is an entry of a register.
type Entity struct {
	ID       string   `json:"id"`
	Name     string   `json:"name"`
	Type     string   `json:"type,omitempty"`
	Aliases  []string `json:"aliases,omitempty"`
	Wikidata string   `json:"wikidata,omitempty"`
	Note     string   `json:"note,omitempty"`

	Roles []annotate.EntityRole `json:"roles,omitempty"`
	Same  []string              `json:"same_as,omitempty"` // ids of entries that mean the same
}

// Start is where the mark begins.
func (m *Mark) Start() int {
	if len(m.Spans) == 0 {
		return 0
	}
	return m.Spans[0].Start
}

// End is one past where the mark ends.
func (m *Mark) End() int {
	if len(m.Spans) == 0 {
		return 0
	}
	return m.Spans[len(m.Spans)-1].End
}

// Attribute gives the value of an attribute, or nil.
func (m *Mark) Attribute(name string) any {
	for _, a := range m.Attributes {
		if a.Name == name {
			return a.Value
		}
	}
	return nil
}
