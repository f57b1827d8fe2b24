package tables

import (
	"time"

	"bluepencil/annotate"
)

// Article is what rows say about the article they are from.
type Article struct {
	ID        annotate.ID
	Title     string
	Outlet    string
	Published string // as the document field has it, YYYY-MM-DD first
}

// Layer is what rows say about the layer they are from.
type Layer struct {
	Person annotate.ID
	Name   string
	Handle string
	Status annotate.Status
}

// Mark names one annotation and where it stands. Start and End are bytes of
// the article's text.
type Mark struct {
	ID         annotate.ID
	Article    *Article
	Layer      *Layer
	Start, End int32
}

// Ref is the annotation's key.
func (m *Mark) Ref() annotate.Ref { return annotate.AnnotationRef(m.Article.ID, m.Layer.Person, m.ID) }

// Row is a row of a table. Rows of quotes and claims stand for one annotation;
// rows of names gather many; rows of the balance stand for none.
type Row struct {
	Mark  // the first one of many; its Article is nil where there is none
	Label annotate.LabelID
	Words string   // what is marked, pieces joined by " … "; the beginning of it where Cut is set
	Cut   bool     // Words are not all of it
	Cells []string // by the table's own columns
	who   []int32  // of a quote: who speaks
	marks []int32  // of a row of names: its mentions
}

// Kind is which table it is.
type Kind string

// The tables.
const (
	Quotes  Kind = "quotes"
	Claims  Kind = "claims"
	Names   Kind = "entities"
	Strings Kind = "strings" // the same words, different labels
	Balance Kind = "balance"
)

// Kinds lists the tables in their order.
func Kinds() []Kind { return []Kind{Quotes, Claims, Names, Strings, Balance} }

// Known tells whether there is such a table.
func (k Kind) Known() bool { _, ok := columns[k]; return ok }

// Column is a column of a table.
type Column struct {
	ID     string // as files name it; it never changes
	Name   string // as the window heads it
	Number bool   // its cells are numbers: they are sorted as such
	InFile bool   // it is for files only
	Choice bool   // its cells are few different ones, which can be filtered by
	of     func(*Row) string
}

// Cell is what a row has in the column; of words that were cut, the beginning.
func (c *Column) Cell(r *Row) string { return c.of(r) }

// IsWords tells whether the column has the words that are marked.
func (c *Column) IsWords() bool { return c.ID == wordsColumn }

// Columns lists the columns of a table in their order. The list must not be
// changed.
func Columns(k Kind) []Column { return columns[k] }

const wordsColumn = "words"

// columns are those of all tables.
var columns = map[Kind][]Column{
	Quotes: marked(own("type", "Type", 0, true), own("speaker", "Speaker", 1, false), own("named", "Named", 2, true), own("affiliation", "Affiliation", 3, true),
		own("source_type", "Source kind", 4, true), own("cue", "Cue", 5, false), number(own("word_count", "Words", 6, false)), inFile(own("speaker_entry", "", 7, false))),
	Claims: marked(own("normalised", "Normalised", 0, false), own("kind", "Kind", 1, true), own("verifiable", "Verifiable", 2, true), own("check_worthiness", "Worth", 3, true),
		own("claimant", "Claimant", 4, false), own("claim_status", "Claim status", 5, true), inFile(own("claimant_entry", "", 6, false))),
	Names: {own("name", "Name", 0, false), own("label", "Label", 1, true), own("linked", "In the register", 2, true), number(own("mentions", "Mentions", 3, false)),
		number(own("sources", "As source", 4, false)), number(own("articles", "Articles", 5, false)), number(own("quotes", "Quotes", 6, false)), number(own("people", "People", 7, false)), inFile(own("entry", "", 8, false))},
	Strings: {own("string", "Words", 0, false), own("labels", "Labels", 1, false), number(own("mentions", "Mentions", 2, false)), number(own("articles", "Articles", 3, false)), number(own("people", "People", 4, false))},
	Balance: {own("by", "By", 0, true), own("value", "Value", 1, false), number(own("quotes", "Quotes", 2, false)), number(own("quotes_percent", "% of quotes", 3, false)),
		number(own("words", "Words", 4, false)), number(own("words_percent", "% of words", 5, false))},
}

// marked puts a table's own columns between those of every annotation.
func marked(list ...Column) []Column {
	before := []Column{
		{ID: "article", Name: "Article", of: func(r *Row) string { return r.Article.Title }},
		{ID: "published", Name: "Date", of: func(r *Row) string { return day(r.Article.Published) }},
		{ID: "outlet", Name: "Outlet", of: func(r *Row) string { return r.Article.Outlet }},
		{ID: wordsColumn, Name: "Words marked", of: func(r *Row) string { return r.Words }},
	}
	after := []Column{
		{ID: "person", Name: "Person", Choice: true, of: func(r *Row) string { return r.Layer.Handle }},
		{ID: "status", Name: "Status", Choice: true, of: func(r *Row) string { return string(r.Layer.Status) }},
		{ID: "label", InFile: true, of: func(r *Row) string { return string(r.Label) }},
		{ID: "article_id", InFile: true, of: func(r *Row) string { return r.Article.ID.String() }},
		{ID: "annotation_id", InFile: true, of: func(r *Row) string { return r.ID.String() }},
	}
	return append(append(before, list...), after...)
}

// day is the day of a moment of publication; what is no moment stays.
func day(published string) string {
	if len(published) > len(time.DateOnly) {
		if _, err := time.Parse(time.DateOnly, published[:len(time.DateOnly)]); err == nil {
			return published[:len(time.DateOnly)]
		}
	}
	return published
}

// own is a column of a row's cells.
func own(id, name string, at int, choice bool) Column {
	return Column{ID: id, Name: name, Choice: choice, of: func(r *Row) string { return r.Cells[at] }}
}

func number(c Column) Column { c.Number = true; return c }
func inFile(c Column) Column { c.InFile = true; return c }

// Table is a table as it is shown: filtered, in an order.
type Table struct {
	Kind    Kind
	Columns []Column
	Rows    []*Row
}
