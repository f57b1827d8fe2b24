// Package webannotation reads and writes the Web Annotation data model of the
// W3C (JSON-LD): a JSON array of annotation pages, one an article.
//
// An array of pages rather than one collection, because a collection states its
// total before its items and holds one page at most without links to others; an
// array is read and written page by page, is a JSON-LD document as a whole, and
// each page in it is one too.
//
// A marking is an annotation: its label a body that tags, its note one that
// comments, its register entry one that identifies. Each stretch is a target
// with a position selector, in code points as the model demands, and a quote
// selector with what stands before and after. A link is an annotation whose
// target is the one it comes from and whose body the one it leads to. What the
// model has no term for lies under "bluepencil:state", as JSON that a processor
// keeps whole; the article's text under "bluepencil:document".
//
// Other files are read too: single annotations, lists and lines of them, and
// exports of Hypothesis. Their text comes from the file itself, by its hash, or
// from a file beside it that is called as the source and ends in .txt.
// Positions that do not cover what is quoted are tried in the other units, as
// Hypothesis counts UTF-16; then the quote is looked for. A quote that stands at
// several places and whose surroundings do not tell which is reported.
package webannotation
