package rounds

import (
	"strings"

	"bluepencil/annotate"
)

// Ruling is what a lead says of somebody's layer. It is an object of its own,
// since nobody writes in another's layer.
type Ruling struct {
	_          struct{}        `cbor:",toarray"`
	Status     annotate.Status // returned or adjudicated
	Reason     string
	Submission annotate.ID // it is about; zero where nothing was submitted
	// Seen is the latest the lead had seen of the layer. At is in milliseconds
	// since 1970, and not before that, whatever the clocks of the two say.
	Seen annotate.Stamp
	At   int64
}

// RulingRef names what was said of a person's layer of an article.
func RulingRef(article, person annotate.ID) annotate.Ref {
	return annotate.Ref{Kind: annotate.KindRuling, Article: article, Owner: person}
}

// RulingFrom reads a ruling; ok is false where there is none, or it was taken back.
func RulingFrom(o *annotate.Object) (r Ruling, by annotate.ID, ok bool) {
	if o == nil || !o.Exists() {
		return r, by, false
	}
	f := o.Fields[annotate.FieldRuling]
	return annotate.As[Ruling](f.Value), f.Person, f.Value != nil
}

// Return drafts giving a layer back to its person, who works on it again and
// submits again. layer is the object as it stands, now is in milliseconds since
// 1970. It fails with annotate.ErrInvalid without a reason, and where the
// person has not finished.
func Return(by annotate.ID, layer, ruling *annotate.Object, reason string, now int64) (annotate.Draft, error) {
	reason = strings.TrimSpace(reason)
	if reason == "" {
		return annotate.Draft{}, annotate.Refuse("to return an article needs a reason")
	}
	return rule(by, layer, ruling, Ruling{Status: annotate.StatusReturned, Reason: reason, At: now}, "return")
}

// Adjudicate drafts saying that the differences about a layer are settled. It
// fails with annotate.ErrInvalid where the person has not finished.
func Adjudicate(by annotate.ID, layer, ruling *annotate.Object, now int64) (annotate.Draft, error) {
	return rule(by, layer, ruling, Ruling{Status: annotate.StatusAdjudicated, At: now}, "adjudicate")
}

// Say drafts what is known of a layer from elsewhere: that it was returned, with
// or without a reason, or adjudicated. It fails with annotate.ErrInvalid where
// the person has not finished.
func Say(by annotate.ID, layer *annotate.Object, status annotate.Status, reason string, now int64) (annotate.Draft, error) {
	return rule(by, layer, nil, Ruling{Status: status, Reason: reason, At: now}, "take over")
}

func rule(by annotate.ID, layer, before *annotate.Object, r Ruling, verb string) (annotate.Draft, error) {
	at := StandingOf(layer, before)
	switch at.Status {
	case annotate.StatusSubmitted, annotate.StatusAdjudicated, annotate.StatusSetAside, r.Status:
	default:
		return annotate.Draft{}, annotate.Refuse("the article is %s, not submitted", at.Status)
	}
	r.Submission = at.Submission
	r.Seen = annotate.LayerChanged(layer)
	r.At = max(r.At, r.Seen.Wall)
	ref := RulingRef(layer.Ref.Article, layer.Ref.Owner)
	d := annotate.Draft{Person: by, Action: verb + " article", Article: layer.Ref.Article}
	d.Set(ref, annotate.FieldRuling, r)
	d.Set(ref, annotate.FieldDeleted, false)
	return d, nil
}

// StandingOf is where a person stands with an article: what their layer says,
// or what a lead said of it, whichever is later. While the layer stands at the
// submission that the lead spoke of, the lead's word holds: undoing a second
// submission brings it back. ruling may be nil.
func StandingOf(layer, ruling *annotate.Object) annotate.Layer {
	l := annotate.LayerFrom(layer)
	r, _, ok := RulingFrom(ruling)
	if !ok {
		return l
	}
	own := l.Status == annotate.StatusReturned || l.Status == annotate.StatusAdjudicated || l.Status == annotate.StatusSubmitted
	changed := annotate.LayerChanged(layer)
	holds := changed.Compare(r.Seen) <= 0 || r.At > changed.Wall
	if own && !r.Submission.IsZero() {
		holds = r.Submission == l.Submission
	}
	if holds {
		l.Status, l.Reason = r.Status, r.Reason
	}
	return l
}
