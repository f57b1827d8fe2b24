package table

import (
	"slices"
	"strings"
	"unicode"

	"bluepencil/annotate"
)

// TextTarget is what the column with the body of the article is mapped to.
const TextTarget = "text"

// Naming is what a column is taken for, and the names such columns go by, the
// likeliest first: in small letters, without blanks and marks between words.
type Naming struct {
	Target string
	Names  []string
}

// Names is the table of the names that columns are known by.
var Names = []Naming{
	{TextTarget, []string{"text", "body", "fulltext", "articlebody", "articletext", "bodytext", "maintext", "storytext", "plaintext", "content", "article", "story", "rawtext", "document"}},
	{annotate.PartHeadline, []string{"headline", "title", "hed", "head", "articletitle", "articleheadline", "newstitle"}},
	{annotate.PartDek, []string{"dek", "deck", "standfirst", "summary", "abstract", "subtitle", "subheadline", "teaser", "excerpt", "description"}},
	{annotate.MetaByline, []string{"byline", "author", "authors", "authorname", "by", "writer", "reporter", "journalist", "creator"}},
	{annotate.MetaDateline, []string{"dateline"}},
	{annotate.MetaPublished, []string{"published", "datepublished", "publisheddate", "publishedat", "publicationdate", "publishdate", "pubdate", "firstpublished", "date", "datetime", "timestamp", "created", "createdat"}},
	{annotate.MetaUpdated, []string{"updated", "datemodified", "modified", "updatedat", "lastmodified", "modifieddate", "updateddate"}},
	{annotate.MetaURL, []string{"url", "link", "articleurl", "weburl", "sourceurl", "canonicalurl", "permalink", "href", "uri"}},
	{annotate.MetaOutlet, []string{"outlet", "source", "sourcename", "publisher", "publishername", "publication", "newspaper", "medium", "sitename", "site", "provider", "domain"}},
	{annotate.MetaSection, []string{"section", "category", "categories", "desk", "newsdesk", "topic", "topics", "subject", "rubric"}},
	{annotate.MetaLanguage, []string{"language", "lang", "locale"}},
	{annotate.MetaIdentity, []string{"guid", "id", "uuid", "articleid", "documentid", "docid", "identifier"}},
	{annotate.MetaWire, []string{"wire", "agency", "newsagency"}},
	{annotate.MetaGenre, []string{"genre"}},
	{annotate.MetaCopyright, []string{"copyright", "rights", "licence", "license"}},
}

// Targets are what a column may be mapped to: parts of the text in their order
// in it, then the document fields that columns are known for by name.
func Targets() []string {
	targets := slices.Clone(textParts)
	for _, n := range Names {
		if !slices.Contains(targets, n.Target) {
			targets = append(targets, n.Target)
		}
	}
	return targets
}

// plainName is a column's name as the table of names has it.
func plainName(column string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, column)
}

// likeness tells how well a column's name fits: 0 is best, -1 is not at all.
// The last word of a dotted path fits less well than a whole name.
func (n *Naming) likeness(column string) int {
	if at := slices.Index(n.Names, plainName(column)); at >= 0 {
		return at
	}
	if dot := strings.LastIndexByte(column, '.'); dot >= 0 {
		if at := slices.Index(n.Names, plainName(column[dot+1:])); at >= 0 {
			return len(n.Names) + at
		}
	}
	return -1
}

// Likely tells whether a column of this name is taken for the text.
func Likely(column string) bool { return Names[0].likeness(column) >= 0 }
