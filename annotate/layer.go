package annotate

import "time"

// Status is where a person stands with an article.
type Status string

// The statuses. An article nobody touched is new; the first marking makes it
// in progress without anybody having to say so.
const (
	StatusNew         Status = "new"
	StatusInProgress  Status = "in progress"
	StatusSubmitted   Status = "submitted"
	StatusReturned    Status = "returned"
	StatusAdjudicated Status = "adjudicated"
	StatusSetAside    Status = "set aside"
)

// Statuses lists them in the order of work.
var Statuses = []Status{StatusNew, StatusInProgress, StatusSubmitted, StatusReturned, StatusAdjudicated, StatusSetAside}

// Layer is one person's standing with one article. The annotations
// themselves are objects of their own.
type Layer struct {
	Article    ID
	Person     ID
	Status     Status
	Reason     string    // why it was set aside or returned
	Submission ID        // the latest snapshot
	Submitted  time.Time // when
	Codebook   uint64    // the codebook's version at that time
}

// LayerRef names a layer.
func LayerRef(article, person ID) Ref {
	return Ref{Kind: KindLayer, Article: article, Owner: person}
}

// LayerFrom reads a layer's object.
func LayerFrom(o *Object) Layer {
	s := As[submitted](o.Value(fieldSubmitted))
	l := Layer{Article: o.Ref.Article, Person: o.Ref.Owner, Status: As[Status](o.Value(FieldStatus)),
		Reason: As[string](o.Value(FieldReason)), Submission: s.Submission, Codebook: s.Codebook}
	if s.At != 0 {
		l.Submitted = time.UnixMilli(s.At)
	}
	if l.Status == "" {
		l.Status = StatusNew
	}
	return l
}

// LayerChanged is when the layer came to stand where it does: the latest
// setting of its status or of its submission.
func LayerChanged(o *Object) Stamp {
	status, done := o.Fields[FieldStatus].Stamp, o.Fields[fieldSubmitted].Stamp
	if done.Compare(status) > 0 {
		return done
	}
	return status
}

const fieldSubmitted = "submitted"

type submitted struct {
	_          struct{} `cbor:",toarray"`
	Submission ID
	At         int64 // milliseconds since 1970
	Codebook   uint64
}

// Snapshot is an immutable copy of a layer's annotations, made by "done":
// what others see and what agreement is counted on.
type Snapshot struct {
	_           struct{} `cbor:",toarray"`
	Article     ID
	Person      ID
	Codebook    uint64
	At          int64 // milliseconds since 1970
	Annotations []Annotation
}

// SubmissionRef names a submission.
func SubmissionRef(article, person, id ID) Ref {
	return Ref{Kind: KindSubmission, Article: article, Owner: person, ID: id}
}

// Submit drafts "done": the status and the snapshot of what the layer holds.
func Submit(s Snapshot, id ID) Draft {
	d := Draft{Person: s.Person, Action: "submit", Article: s.Article}
	ref := SubmissionRef(s.Article, s.Person, id)
	d.Set(ref, FieldSnapshot, s)
	d.Set(ref, FieldDeleted, false)
	layer := LayerRef(s.Article, s.Person)
	d.Set(layer, FieldStatus, StatusSubmitted)
	d.Set(layer, fieldSubmitted, submitted{Submission: id, At: s.At, Codebook: s.Codebook})
	d.Unset(layer, FieldReason)
	return d
}

// SetStatus drafts a status with its reason, for setting aside, taking up
// again, and starting.
func SetStatus(person, article ID, status Status, reason string) Draft {
	d := Draft{Person: person, Action: "set status to " + string(status), Article: article}
	d.AddStatus(person, article, status, reason)
	return d
}

// AddStatus adds the setting of a status to a draft of the same layer, so
// that the first marking of an article starts it in one step.
func (d *Draft) AddStatus(person, article ID, status Status, reason string) {
	layer := LayerRef(article, person)
	d.Set(layer, FieldStatus, status)
	if reason == "" {
		d.Unset(layer, FieldReason)
	} else {
		d.Set(layer, FieldReason, reason)
	}
}
