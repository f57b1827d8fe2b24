package annotate

// fieldBatch names, on an object made by bulk work, the batch it belongs to.
const fieldBatch = "batch"

// BatchState says whether what a batch made may be seen.
type BatchState string

// The states of a batch. A batch that was interrupted stays open and so
// unseen; undoing a closed batch opens it again.
const (
	BatchOpen   BatchState = "open"
	BatchClosed BatchState = "closed"
)

// BatchRef names a batch.
func BatchRef(id ID) Ref { return Ref{Kind: KindBatch, ID: id} }

// OpenBatch drafts the start of bulk work: what it makes is invisible until
// CloseBatch.
func OpenBatch(person, batch ID, name string) Draft {
	d := Draft{Person: person, Action: "start " + name, Batch: batch, Hidden: true}
	d.Set(BatchRef(batch), FieldName, name)
	d.Set(BatchRef(batch), FieldState, BatchOpen)
	d.Set(BatchRef(batch), FieldDeleted, false)
	return d
}

// CloseBatch drafts the end of bulk work. It is the one change that an undo
// of the whole takes back.
func CloseBatch(person, batch ID, name string, count int) Draft {
	d := Draft{Person: person, Action: name, Batch: batch}
	d.Set(BatchRef(batch), FieldCount, count)
	d.Set(BatchRef(batch), FieldState, BatchClosed)
	return d
}

// InBatch notes on an object that the draft makes that it belongs to the
// draft's batch; in a draft of none, that it belongs to none.
func (d *Draft) InBatch(ref Ref) {
	if d.Batch.IsZero() {
		d.Unset(ref, fieldBatch)
	} else {
		d.Set(ref, fieldBatch, d.Batch)
	}
}

// BatchVisible tells whether what the batch made may be seen.
func BatchVisible(o *Object) bool { return As[BatchState](o.Value(FieldState)) == BatchClosed }

// BatchOf is the batch that made an object, or the zero ID.
func BatchOf(o *Object) ID { return As[ID](o.Value(fieldBatch)) }
