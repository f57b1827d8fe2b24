package listing

import (
	"context"
	"io"
	"maps"
	"slices"

	"bluepencil/annotate"
)

// Index is a listing as it stands at one position of the history. It is
// immutable and safe for concurrent use.
type Index struct {
	stamp   Stamp
	written Stamp // of the file
	in      io.ReaderAt
	changed map[annotate.ID]Entry
	order   []annotate.ID // of what changed
}

// Open begins with a listing that was written. It reads the stamp only; what
// is damaged beyond it shows when it is read. It fails as ReadStamp does.
func Open(in io.ReaderAt) (*Index, error) {
	stamp, err := ReadStamp(in)
	if err != nil {
		return nil, err
	}
	return &Index{stamp: stamp, written: stamp, in: in}, nil
}

// Stamp says what the index is right for.
func (x *Index) Stamp() Stamp { return x.stamp }

// Written is the stamp of the file, which is older where something changed since.
func (x *Index) Written() Stamp { return x.written }

// Changed is how many entries changed since the file was written.
func (x *Index) Changed() int { return len(x.changed) }

// With is the index with other entries at a later stamp. Entries that are
// Absent take out what is there.
func (x *Index) With(stamp Stamp, entries []Entry) *Index {
	next := &Index{stamp: stamp, written: x.written, in: x.in, changed: x.changed, order: x.order}
	if len(entries) == 0 {
		return next
	}
	next.changed = make(map[annotate.ID]Entry, len(x.changed)+len(entries))
	maps.Copy(next.changed, x.changed)
	for i := range entries {
		next.changed[entries[i].ID] = entries[i].clone()
	}
	next.order = slices.SortedFunc(maps.Keys(next.changed), annotate.ID.Compare)
	return next
}

// Each visits the entries in the order of their ids, changes included, until
// it fails or the context ends. An entry holds until the next one.
func (x *Index) Each(ctx context.Context, visit func(*Entry) error) error {
	in, order := newReader(x.in), x.order
	for {
		written, err := in.next(ctx)
		if err != nil {
			return err
		}
		for len(order) > 0 && (written == nil || order[0].Compare(written.ID) < 0) {
			if err := x.visitChanged(order[0], visit); err != nil {
				return err
			}
			order = order[1:]
		}
		switch {
		case written == nil:
			return nil
		case len(order) > 0 && order[0] == written.ID:
			err = x.visitChanged(order[0], visit)
			order = order[1:]
		default:
			err = visit(written)
		}
		if err != nil {
			return err
		}
	}
}

func (x *Index) visitChanged(id annotate.ID, visit func(*Entry) error) error {
	entry := x.changed[id]
	return visit(&entry)
}

// Write writes the index as a listing that has its changes in it.
func (x *Index) Write(ctx context.Context, out io.Writer) error {
	w := NewWriter(out, x.stamp)
	if err := x.Each(ctx, w.Add); err != nil {
		return err
	}
	return w.Close()
}
