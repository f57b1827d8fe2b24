// Package compose puts the text of an article together from the parts a file
// states one by one: headline, dek, byline, paragraphs. Where a file is no
// plain text, this is the one place that says what its text looks like, so
// that the same story read from a web page, a feed and a wire file is the
// same text, and its parts can be marked.
package compose

import (
	"strings"

	"bluepencil/annotate"
)

// Article is what a reader made of one story.
type Article struct {
	Text  string
	Title string
	Meta  map[string]string // by document field, see annotate.MetaTitle and its neighbours
	Zones []annotate.Zone   // in order, disjoint; bytes of Text
	Marks []Mark            // in the order of their beginnings
}

// Builder collects the parts of an article in their order. The zero Builder
// is ready to use.
type Builder struct {
	text  strings.Builder
	zones []annotate.Zone
	title string
	meta  map[string]string
	marks []Mark
	begun map[any]int // the marks by what their pieces have in common
}

// between stands between two parts.
const between = "\n\n"

// Add adds a part: the id of a structure label ("headline", "dek", "byline",
// "dateline", "subhead", "caption", "correction"), or "" for body text. White
// space at the part's ends is left out, line breaks inside are kept; a part
// without text is not added.
func (b *Builder) Add(part, text string) {
	text = strings.TrimSpace(text)
	if text == "" {
		return
	}
	if b.text.Len() > 0 {
		b.text.WriteString(between)
	}
	start := b.text.Len()
	b.text.WriteString(text)
	if part == annotate.PartHeadline && b.title == "" {
		b.title = strings.Join(strings.Fields(text), " ")
	}
	if part != "" {
		b.zones = append(b.zones, annotate.Zone{Part: part, Start: uint64(start), End: uint64(b.text.Len())})
	}
}

// Set states a document field. Of a field stated twice the first holds, and
// an empty value states nothing.
func (b *Builder) Set(field, value string) {
	value = strings.Join(strings.Fields(value), " ")
	if value == "" || b.meta[field] != "" {
		return
	}
	if b.meta == nil {
		b.meta = map[string]string{}
	}
	b.meta[field] = value
}

// SetTitle names the article where it has no headline.
func (b *Builder) SetTitle(title string) {
	if title = strings.Join(strings.Fields(title), " "); b.title == "" {
		b.title = title
	}
}

// Article is what was put together so far.
func (b *Builder) Article() Article {
	return Article{Text: b.text.String(), Title: b.title, Meta: b.meta, Zones: b.zones, Marks: b.marks}
}
