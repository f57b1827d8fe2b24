// Package format is what the formats of annotation files have in common: the
// bundle that is written and read, what a format could not carry, and how a
// file is written so that it is there whole or not at all.
package format

import (
	"bluepencil/annotate"
)

// Bundle is one article with everything an export says of it.
type Bundle struct {
	Article     annotate.Article
	Text        string
	Layers      []annotate.Layer
	Annotations []annotate.Annotation // of these layers, offsets in bytes
	// Err says why the article could not be read; it is reported and left out.
	Err error
}

// Common is what the articles of a project share.
type Common struct {
	Project  annotate.ID
	Codebook *annotate.Codebook
	Entities []annotate.Entity
	People   []annotate.Person
}

// Problem is something one article's export or import met with; it never
// stops the other articles.
type Problem struct {
	Article string // its title
	What    string
}

// Report is what an export did.
type Report struct {
	Articles    int
	Annotations int
	Bytes       int64
	Problems    []Problem // articles that were left out, and why
	Losses      []Loss    // what the format could not carry
}

// Loss is a kind of thing a format could not carry.
type Loss struct {
	What     string
	Count    int
	Examples []string // the first few
}
