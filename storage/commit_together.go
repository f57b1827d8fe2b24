package storage

import (
	"bluepencil/annotate"
	"bluepencil/storage/kv"
)

// CommitTogether makes several drafts of one person durable, all or none. They
// may belong to different streams, as when an entry of the register is made and
// a mention linked to it; together they are one step of undo, named as the last
// one is. It fails as Commit does.
func (p *Project) CommitTogether(drafts ...annotate.Draft) ([]annotate.Change, error) {
	streams := make([]annotate.Stream, len(drafts))
	for i := range drafts {
		var err error
		if streams[i], err = drafts[i].Stream(); err != nil {
			return nil, err
		}
	}
	group := annotate.NewID()
	var changes []annotate.Change
	err := p.write(func(t *transaction) error {
		changes = changes[:0]
		for i, d := range drafts {
			d.Batch = group
			c, err := t.commit(d, streams[i])
			if err != nil {
				return err
			}
			changes = append(changes, c)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return changes, nil
}

// sameStep tells whether the change at a position of the stack was committed
// together with another one, so that undo and redo take both.
func sameStep(r kv.Reader, person annotate.ID, position uint64, c *annotate.Change) bool {
	if c.Batch.IsZero() {
		return false
	}
	header, err := headerAt(r, readNumber(r.Get(bucketUndo, undoKey(person, position))))
	return err == nil && header.Batch == c.Batch
}
