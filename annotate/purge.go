package annotate

import (
	"fmt"
	"strings"
)

// fieldPurge says, on an article that was erased for good, why, and which
// text must not come back.
const fieldPurge = "purge"

// Purge is what is left of a purged article. Of its text only the hash is
// remembered.
type Purge struct {
	_          struct{} `cbor:",toarray"`
	TextSHA256 Digest
	Reason     string
	At         int64 // milliseconds since 1970
	// Allowed is set where somebody decided later that the text may come back.
	Allowed bool
}

// PurgeFrom reads what an article's object says of its purge; ok is false
// where it was not purged.
func PurgeFrom(o *Object) (p Purge, ok bool) {
	v := o.Value(fieldPurge)
	return As[Purge](v), v != nil
}

// IsPurge tells whether an edit purges an article, and which.
func IsPurge(e *Edit) (article ID, ok bool) {
	if !SaysPurge(e) || e.New == nil {
		return ID{}, false
	}
	return e.Ref.ID, !As[Purge](e.New).Allowed
}

// SaysPurge tells whether an edit is about a purge, or about allowing its text again.
func SaysPurge(e *Edit) bool { return e.Ref.Kind == KindArticle && e.Field == fieldPurge }

// PurgeArticles drafts the purge of articles with the same text. It is the
// store that erases; the draft is what the history keeps. It fails with
// ErrInvalid without a reason.
func PurgeArticles(person ID, articles []ID, p Purge) (Draft, error) {
	p.Reason = strings.TrimSpace(p.Reason)
	if p.Reason == "" || len(articles) == 0 {
		return Draft{}, fmt.Errorf("%w: a purge needs an article and a reason", ErrInvalid)
	}
	d := Draft{Person: person, Action: "purge article: " + p.Reason, Article: articles[0], Hidden: true}
	for _, id := range articles {
		d.Set(ArticleRef(id), fieldPurge, p)
	}
	return d, nil
}

// AllowPurged drafts the decision that a purged article's text may come back.
func AllowPurged(person, article ID, p Purge, reason string) (Draft, error) {
	if reason = strings.TrimSpace(reason); reason == "" {
		return Draft{}, fmt.Errorf("%w: to allow a purged text again needs a reason", ErrInvalid)
	}
	p.Allowed = true
	d := Draft{Person: person, Action: "allow a purged text again: " + reason, Article: article, Hidden: true}
	d.Set(ArticleRef(article), fieldPurge, p)
	return d, nil
}

// LiesIn tells whether an object is the article, or lies in it.
func (r Ref) LiesIn(article ID) bool {
	return r.Article == article || r.Kind == KindArticle && r.ID == article
}
