package foreign

import (
	"io/fs"
	"slices"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/format"
	"bluepencil/annotate/text"
)

// Codec is a format of annotation files.
type Codec struct {
	Name        string // as in bp formats
	Description string
	Unit        text.Unit   // what its offsets count, if nothing else is asked for
	Units       []text.Unit // what else they may count, for files that are written
	Extension   string      // of the file that is named, with its dot
	Layout      Layout
	Carries     Carries

	// Refines names the format of which this one is a special kind: a file of this
	// one is not said to be of that one, too.
	Refines string
	// Columns are what ReadOptions.Columns may name; in "meta.NAME", NAME stands
	// for any word. nil: the format has columns of its own.
	Columns []string
	// Recognise tells from a file's name and its beginning whether it is of
	// this format. It must say no rather than guess.
	Recognise func(name string, head []byte) bool
	// Beside names the files that may lie beside one of this format and are read
	// with it, so that they are no articles of their own; nil: none.
	Beside func(name string) []string
	// Open begins to read a file, and whatever lies beside it in the folder
	// that belongs to it. nil: the format is not read.
	Open func(folder fs.FS, name string, o ReadOptions) (Reader, error)
	// NewWriter begins to write. nil: the format is not written.
	NewWriter func(s Setting) (Writer, error)
}

// Takes tells whether ReadOptions.Columns may name a column.
func (c *Codec) Takes(column string) bool {
	return slices.ContainsFunc(c.Columns, func(known string) bool {
		prefix, any := strings.CutSuffix(known, "NAME")
		return known == column || any && strings.HasPrefix(column, prefix) && len(column) > len(prefix)
	})
}

// ReadOptions say how a file is read.
type ReadOptions struct {
	// Person is whose marks the file holds, where it does not say.
	Person string
	// Columns say where things lie in free-form records, by Codec.Columns: a key, a
	// path, or the name of a column of the file.
	Columns map[string]string
	// Text gives the text of an article by its SHA-256, for files that leave it
	// out; it may be nil.
	Text func(annotate.Digest) (string, bool, error)
}

// Reader reads documents one after the other. It belongs to one goroutine. A
// Reader that is also an io.Closer is closed when it is read no more.
type Reader interface {
	// Next gives the next document, and io.EOF after the last. Spans are in the
	// codec's unit and not yet verified; out of range, negative and reversed
	// ones are passed on as they are. A *format.RecordError is about one
	// document only.
	Next() (*Document, error)
}

// Setting is what a writer has to know before the first document.
type Setting struct {
	Common *format.Common
	Unit   text.Unit // of the offsets to be written
	NoText bool      // leave texts out; only where Carries.NoText
	// Columns say what the fields of free-form records are called; see the
	// format. What is written is read with the same ReadOptions.Columns.
	Columns map[string]string
}

// Writer writes documents. Encode may be called from several goroutines at once.
type Writer interface {
	// Encode gives the pieces of a document. The document has been reduced to
	// what the codec carries, its spans are in bytes and match the text, and
	// where the codec does not carry layers it has exactly one. Encode fails
	// where the document cannot be written exactly.
	Encode(d *Document) ([]Piece, error)
	// Companions are the files that go beside the data: schemes, schemas.
	Companions() ([]format.Companion, error)
}

// Piece is a part of what is written of a document: with LayoutFiles a file of
// its own, named by the document's name and this ending; with the other layouts
// one record, whose ending is empty.
type Piece struct {
	Ending string // such as ".ann"
	Data   []byte
}

// Layout says how records make files.
type Layout int

// The layouts.
const (
	LayoutRecords Layout = iota // records one after the other; each brings its own line ends
	LayoutArray                 // a JSON array of records
	LayoutFiles                 // a folder with files for each document
)

// Carries says what a format can hold. What it cannot is taken out and reported
// before Encode sees the document.
type Carries struct {
	Layers        bool // several people's marks in one record
	Overlap       bool // marks that overlap or nest, also with the same extent and label
	Discontinuous bool
	Tokens        bool // spans are made of whole tokens (package token), and are widened to them
	MarkIDs       bool
	Attributes    bool
	Lists         bool // attributes that are lists; else they are written as one string
	Typed         bool // numbers and booleans stay what they are; else they become strings
	Links         bool // from mark to mark
	LinkIDs       bool
	LinkAttribute bool
	EntityLinks   bool // from mark to entry
	Entities      bool // the entry a mark names
	Notes         bool
	Questions     bool
	Origins       bool
	Times         bool // when a mark was made and changed
	Status        bool // of a layer, with its reason and time
	Persons       bool // whose layer it is, in the record itself
	Head          bool // the head, whole
	Meta          bool // of the head, the document fields alone
	NoText        bool // it makes sense without texts

	// Name gives how a label, role or attribute is spelt in the format; nil
	// where any name can be written. It must be idempotent.
	Name func(string) string
	// Text says why a text cannot be written exactly; nil where every text can.
	Text func(string) error
}
