package annotate

import "fmt"

// immutable fields are set once, at their object's making.
var immutable = map[string]bool{FieldContent: true, FieldZones: true, FieldOrigin: true, FieldSnapshot: true,
	FieldAbout: true, FieldReply: true, FieldWritten: true, fieldDecision: true}

// CheckEdits fails with ErrInvalid where an edit would rewrite what never
// changes: an article's content, an annotation's origin, a submission.
// Taking the making of an object back, and bringing it back, is no rewriting.
func CheckEdits(edits []Edit) error {
	for i := range edits {
		e := &edits[i]
		if immutable[e.Field] && e.Old != nil && e.New != nil {
			return fmt.Errorf("%w: the %s of this %s never changes", ErrInvalid, e.Field, e.Ref.Kind)
		}
	}
	return nil
}
