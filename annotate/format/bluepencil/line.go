// Package bluepencil is the project's own format: JSON Lines, one article a
// line, and project.json beside it. Both together hold the live state of a
// project; assets/schemas describes them. The names in it never change.
//
// Writing goes from a bundle to a [Line] to bytes, reading the same way back,
// and nothing leaves this package that has not gone both ways: see
// [NewWriter]. Keys of the format are always there; the few marked with
// omitempty below are there only where something would be lost without them.
package bluepencil

import (
	"encoding/json"
	"time"

	"bluepencil/annotate"
)

// Version is what the first key of every line says.
const Version = "bluepencil/1"

// Name is the format's, as in bp formats.
const Name = "bluepencil"

// ProjectVersion is what the first key of project.json says.
const ProjectVersion = "bluepencil-project/1"

// ProjectName is what the file beside the lines is called.
const ProjectName = "project.json"

// Line is an article as it stands in the file. Offsets count what OffsetUnit says.
type Line struct {
	Format       string            `json:"format"`
	ID           annotate.ID       `json:"id"`
	Text         *string           `json:"text,omitempty"` // nil where it is left out
	TextSHA256   string            `json:"text_sha256"`
	SourceSHA256 string            `json:"source_sha256"`
	OffsetUnit   string            `json:"offset_unit"`
	Meta         map[string]string `json:"meta"`
	Source       Source            `json:"source"`
	Note         string            `json:"note,omitempty"`
	Replaces     annotate.ID       `json:"replaces,omitzero"` // the article this one corrects
	Zones        []Zone            `json:"zones,omitempty"`   // in order, disjoint
	Layers       []Layer           `json:"layers"`
	Annotations  []Annotation      `json:"annotations"`
	Entities     []Entity          `json:"entities"`
	Review       Review            `json:"review"`
}

// Source is the file an article came from.
type Source struct {
	Name     string `json:"name"`
	Encoding string `json:"encoding"`
	Format   string `json:"format,omitempty"` // empty for plain text
}

// Layer is where a person stands with the article.
type Layer struct {
	Person    string          `json:"person"` // the handle
	Status    annotate.Status `json:"status"`
	Reason    string          `json:"reason,omitempty"`
	Codebook  uint64          `json:"codebook"`  // its version at the submission, or 0
	Submitted *time.Time      `json:"submitted"` // null where it never was
}

// Span is a half-open range with the text it covers.
type Span struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
	Cut   bool   `json:"cut,omitempty"` // Text was cut short
}

// Annotation is a label on spans.
type Annotation struct {
	ID         annotate.ID      `json:"id"`
	Layer      string           `json:"layer"` // a person's handle
	Label      annotate.LabelID `json:"label"`
	Spans      []Span           `json:"spans"`
	Attributes Values           `json:"attributes"`
	Links      []Link           `json:"links"`
	Entity     annotate.ID      `json:"entity"` // "" where there is none
	Note       string           `json:"note"`
	Question   bool             `json:"question,omitempty"`
	Origin     Origin           `json:"origin"`
	Created    time.Time        `json:"created"`
	Modified   time.Time        `json:"modified"`
}

// Values are attributes by their ids.
type Values = map[annotate.AttributeID]annotate.AttributeValue

// What a link points to.
const (
	toAnnotation = "annotation"
	toEntity     = "entity"
)

// Link is a role from the annotation to another one or to an entity.
type Link struct {
	ID         annotate.ID     `json:"id"`
	Role       annotate.RoleID `json:"role"`
	To         annotate.ID     `json:"to"`
	ToKind     string          `json:"to_kind"`
	Attributes Values          `json:"attributes"`
}

// Origin is how the annotation came about.
type Origin struct {
	By     annotate.OriginBy `json:"by"`
	Source string            `json:"source"`
	Score  *float64          `json:"score"`
	Edited bool              `json:"edited"`
	From   []annotate.ID     `json:"from"`
}

// Entity is an entry of the register that the article mentions.
type Entity struct {
	ID       annotate.ID           `json:"id"`
	Name     string                `json:"name"`
	Type     string                `json:"type"`
	Aliases  []string              `json:"aliases"`
	Wikidata string                `json:"wikidata,omitempty"`
	Note     string                `json:"note,omitempty"`
	Roles    []annotate.EntityRole `json:"roles,omitempty"`
	SameAs   []annotate.ID         `json:"same_as,omitempty"` // entries that are merged with this one
}

// Review holds what was decided and discussed.
type Review struct {
	Decisions []json.RawMessage `json:"decisions"`
	Comments  []json.RawMessage `json:"comments"`
}
