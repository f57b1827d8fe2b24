package annotate

import (
	"crypto/sha256"
	"strings"
	"time"
)

// ArticleContent is what never changes about an article: which text it is
// and where it came from. A corrected text is another article that points back.
type ArticleContent struct {
	_            struct{} `cbor:",toarray"`
	TextSHA256   Digest   // of the text's UTF-8 bytes; the key under which the text is kept
	SourceSHA256 Digest   // of the file's bytes as they were read
	TextBytes    uint64
	SourceName   string // the file's name, without its folders
	Encoding     string // the file's encoding, "utf-8", "windows-1251", …
	Format       string // "text", "markdown", …
}

// Article is an immutable text with metadata. The text itself is read apart.
type Article struct {
	ID       ID
	Content  ArticleContent
	Meta     map[string]string // by document field: title, outlet, url, …
	Zones    []Zone            // the parts the file itself states, in order
	Note     string
	Replaces ID // the version this one corrects
	Batch    ID
	Added    time.Time
	AddedBy  ID
	Deleted  bool
}

// Zone is a part of an article that its file states: a headline, a dek, a
// caption. Start and End are bytes of the text, half-open.
type Zone struct {
	_          struct{} `cbor:",toarray"`
	Part       string   // the id of a structure label: PartHeadline, …
	Start, End uint64
}

// The parts of an article, which are the ids of the structure labels.
const (
	PartHeadline   = "headline"
	PartDek        = "dek"
	PartDateline   = "dateline"
	PartByline     = "byline"
	PartLede       = "lede"
	PartSubhead    = "subhead"
	PartCaption    = "caption"
	PartCorrection = "correction"
)

// The document fields every codebook understands.
const (
	MetaTitle     = "title"
	MetaOutlet    = "outlet"
	MetaByline    = "byline"
	MetaURL       = "url"
	MetaPublished = "published"
	MetaLanguage  = "language"
	MetaDateline  = "dateline"
	MetaUpdated   = "updated"
	MetaSection   = "section"
	MetaWire      = "wire" // the agency the text came from
	MetaGenre     = "genre"
	MetaCopyright = "copyright"
	MetaIdentity  = "guid"    // what the source calls the article, the same over its versions
	MetaVersion   = "version" // the number the source gives this state of the article
)

// ArticleRef names an article.
func ArticleRef(id ID) Ref { return Ref{Kind: KindArticle, ID: id} }

// ArticleFrom reads an article's object.
func ArticleFrom(o *Object) Article {
	created := o.Created()
	a := Article{
		ID: o.Ref.ID, Content: As[ArticleContent](o.Value(FieldContent)), Meta: map[string]string{},
		Zones: As[[]Zone](o.Value(FieldZones)), Note: As[string](o.Value(FieldNote)), Replaces: As[ID](o.Value(FieldVersion)), Batch: As[ID](o.Value(fieldBatch)),
		Added: created.Stamp.Time(), AddedBy: created.Person, Deleted: o.Deleted(),
	}
	for name, f := range o.Fields {
		if key, ok := strings.CutPrefix(name, FieldMeta); ok && f.Value != nil {
			a.Meta[key] = As[string](f.Value)
		}
	}
	return a
}

// Title is what the article is called in lists: its title, or its file's name.
func (a *Article) Title() string {
	if t := strings.TrimSpace(a.Meta[MetaTitle]); t != "" {
		return t
	}
	return a.Content.SourceName
}

// TextDigest is the hash an article's text is kept under.
func TextDigest(text string) Digest { return sha256.Sum256([]byte(text)) }

// AddArticle drafts the adding of an article, as a step of a batch.
func AddArticle(person, id, batch ID, content ArticleContent, meta map[string]string, zones ...Zone) Draft {
	d := Draft{Person: person, Action: "add article", Article: id, Batch: batch, Hidden: true}
	ref := ArticleRef(id)
	d.Set(ref, FieldContent, content)
	d.Set(ref, fieldBatch, batch)
	if len(zones) > 0 {
		d.Set(ref, FieldZones, zones)
	}
	for key, value := range meta {
		if value != "" {
			d.Set(ref, FieldMeta+key, value)
		}
	}
	d.Set(ref, FieldDeleted, false)
	return d
}

// SetMeta drafts the setting of one document field of an article.
func SetMeta(person, article ID, field, value string) Draft {
	d := Draft{Person: person, Action: "set " + field, Article: article}
	if value == "" {
		d.Unset(ArticleRef(article), FieldMeta+field)
	} else {
		d.Set(ArticleRef(article), FieldMeta+field, value)
	}
	return d
}

// DeleteArticle drafts putting an article into the bin; what is marked in it
// stays and comes back with it.
func DeleteArticle(person, article ID) Draft {
	d := Draft{Person: person, Action: "delete article", Article: article}
	d.Set(ArticleRef(article), FieldDeleted, true)
	return d
}

// RestoreArticle drafts taking an article out of the bin.
func RestoreArticle(person, article ID) Draft {
	d := Draft{Person: person, Action: "restore article", Article: article}
	d.Set(ArticleRef(article), FieldDeleted, false)
	return d
}
