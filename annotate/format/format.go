// Package format is what the formats of annotation files have in common: the
// bundle that is written and read, what a format could not carry, and how a
// file is written so that it is there whole and right, or not at all.
//
// A format is a package of its own below this one. To be written it gives a
// [Writer], to be read a [Reader]; files, verification, cancelling and the
// report are done here, once for all of them.
package format

import (
	"bluepencil/annotate"
	"bluepencil/annotate/lint"
	"bluepencil/annotate/source"
)

// Bundle is one article with everything an export says of it.
type Bundle struct {
	Article     annotate.Article
	Text        string
	Layers      []annotate.Layer
	Annotations []annotate.Annotation // of these layers, offsets in bytes
	// Envelopes are what the file a layer came from said beyond them, by person,
	// where the export asks for that file's format.
	Envelopes map[annotate.ID]annotate.Envelope
	// Err says why the article could not be read; it is reported and left out.
	Err error
}

// Articles gives the bundles of an export one after the other, until each
// returns an error, which it then returns itself. A bundle belongs to each
// from the call on.
type Articles func(each func(*Bundle) error) error

// Common is what the articles of a project share.
type Common struct {
	Project  annotate.ID
	Codebook *annotate.Codebook
	Entities []annotate.Entity
	People   []annotate.Person
	Checks   lint.Settings // what the project has chosen about its checks
}

// Writer writes articles in one format. Record may be called from several
// goroutines at once.
type Writer interface {
	// Record gives the article as it stands in the file, after having read it
	// back and compared it with the bundle, and what of the bundle the format
	// cannot carry. It fails where the article cannot be written exactly;
	// such an article is left out and reported.
	Record(b *Bundle) (record []byte, losses []Loss, err error)
}

// Reader reads the articles of a file one after the other. It belongs to one
// goroutine.
type Reader interface {
	// Next gives the next article, and io.EOF after the last. A *RecordError
	// is about one article only: the ones after it can still be read.
	Next() (*Incoming, error)
}

// Incoming is an article as a file has it. Nothing in it is of the project
// yet: ids are the file's, people are handles.
type Incoming struct {
	Where    string          // the place in the file, such as "line 12"
	ID       annotate.ID     // what the file calls the article; zero where it has no ids
	Replaces annotate.ID     // the article this one is a new version of, as the file calls it
	Document source.Document // the text is empty where the file leaves it out
	Layers   []IncomingLayer
	Entities []annotate.Entity // those the annotations name
	Problems []Problem         // what did not fit and was left out
}

// IncomingLayer is one person's annotations of an incoming article. The spans
// are in bytes and have been held against the text.
type IncomingLayer struct {
	Person      string // the handle
	Status      annotate.Status
	Reason      string             // why it was set aside or returned
	Envelope    *annotate.Envelope // what the file said beyond them, or nil
	Annotations []annotate.Annotation
}

// RecordError is an article of a file that cannot be read.
type RecordError struct {
	Where string // the place in the file
	Err   error
}

// Error says where and what.
func (e *RecordError) Error() string { return e.Where + ": " + e.Err.Error() }

// Unwrap gives what was wrong with the article.
func (e *RecordError) Unwrap() error { return e.Err }
