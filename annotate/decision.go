package annotate

import "time"

// Verdict says how a disagreement was settled.
type Verdict string

// The verdicts there are.
const (
	VerdictPerson   Verdict = "person"   // one person's version, as a whole
	VerdictProposed Verdict = "proposed" // the version with the most votes
	VerdictBoth     Verdict = "both"     // everything that anybody marked
	VerdictMerged   Verdict = "merged"   // one marking over all that is covered
	VerdictEdited   Verdict = "edited"   // what the adjudicator made of it
	VerdictRejected Verdict = "rejected" // none of them
)

// Verdicts lists them.
var Verdicts = []Verdict{VerdictPerson, VerdictProposed, VerdictBoth, VerdictMerged, VerdictEdited, VerdictRejected}

// Option is one marking that an adjudicator could take. It says where the
// marking came from and what it was then, so that the decision can be read and
// told from later work whatever becomes of the layer.
type Option struct {
	Person     ID
	Annotation ID
	Submission ID     // the snapshot it was read from; zero for a layer without one
	Revision   string // of its content; see review.Revision
	Label      LabelID
	Spans      []Span
}

// Decision is how a unit of disagreement was settled. It never changes but for
// its reason and clause; to decide anew puts it into the bin and makes another
// one.
type Decision struct {
	ID      ID
	Article ID
	DecisionContent
	Reason  string
	Clause  string // the id of the rule of the guideline, or ""
	Deleted bool
}

// DecisionContent is what never changes of a decision.
type DecisionContent struct {
	Person  ID    // who decided
	At      int64 // milliseconds since 1970
	Group   Group
	Start   int      // bytes of the article's text that the options lie between
	End     int      //
	Kinds   []string // the kinds of disagreement there were
	People  []ID     // whose layers were compared
	Options []Option
	Choice  Verdict
	Picked  ID   // whose version was taken, where one person's was
	Gold    []ID // the annotations of the adjudicated layer that it made
}

// When is the time of the decision.
func (d *Decision) When() time.Time { return time.UnixMilli(d.At) }

// DecisionRef names a decision.
func DecisionRef(article, id ID) Ref { return Ref{Kind: KindDecision, Article: article, ID: id} }

// DecisionFrom reads a decision's object.
func DecisionFrom(o *Object) Decision {
	return Decision{ID: o.Ref.ID, Article: o.Ref.Article, DecisionContent: As[DecisionContent](o.Value(fieldDecision)),
		Reason: As[string](o.Value(FieldReason)), Clause: As[string](o.Value(fieldClause)), Deleted: o.Deleted()}
}

const (
	fieldDecision = "decision" // decision: DecisionContent, immutable
	fieldClause   = "clause"   // decision: the id of a rule of the guideline
	fieldRule     = "rule"     // layer: by which rule the adjudicated layer was merged
)

// AddDecision adds the making of a decision to a draft of the review.
func (d *Draft) AddDecision(made *Decision) {
	ref := DecisionRef(made.Article, made.ID)
	d.Set(ref, fieldDecision, made.DecisionContent)
	if made.Reason != "" {
		d.Set(ref, FieldReason, made.Reason)
	}
	if made.Clause != "" {
		d.Set(ref, fieldClause, made.Clause)
	}
	if !d.Batch.IsZero() {
		d.Set(ref, fieldBatch, d.Batch)
	}
	d.Set(ref, FieldDeleted, false)
}

// DropDecision adds putting a decision into the bin.
func (d *Draft) DropDecision(article, id ID) { d.Set(DecisionRef(article, id), FieldDeleted, true) }

// ExplainDecision drafts another reason and clause for a decision; empty ones
// clear what is there.
func ExplainDecision(person ID, made *Decision, reason, clause string) Draft {
	d := Draft{Person: person, Action: "explain a decision", Article: made.Article}
	ref := DecisionRef(made.Article, made.ID)
	d.setText(ref, FieldReason, reason)
	d.setText(ref, fieldClause, clause)
	return d
}

func (d *Draft) setText(ref Ref, field, text string) {
	if text == "" {
		d.Unset(ref, field)
	} else {
		d.Set(ref, field, text)
	}
}

// SetMergeRule adds to a draft by which rule an article's adjudicated layer was
// merged, in the words of the package review; "" stands for none.
func (d *Draft) SetMergeRule(article ID, rule string) {
	d.setText(LayerRef(article, GoldLayer), fieldRule, rule)
}

// MergeRule reads by which rule the layer was merged, from its object.
func MergeRule(o *Object) string { return As[string](o.Value(fieldRule)) }
