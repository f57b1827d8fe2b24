package storage

import (
	"context"
	"fmt"
	"io/fs"
	"os"

	"bluepencil/annotate"
	"bluepencil/storage/kv/bolt"
	"bluepencil/storage/packet"
)

// PackOptions say what goes into a packet. The base (articles, codebook,
// register, people, rounds) and the receiver's own layer always do.
type PackOptions struct {
	By  annotate.ID // who packs, or zero
	For annotate.ID // who is to get it, or zero
	// Home is for an analyst who sends their work home: their own layer and the
	// review go along.
	Home   bool
	Review bool // comments, decisions, the gold layer
	// Layers are others' layers that the receiver may see; AllLayers means every one.
	Layers    []annotate.ID
	AllLayers bool
	// Full begins at the beginning, whatever the receiver is known to have.
	Full   bool
	Secret packet.Secret
	// Progress is told of the changes written; it may be nil.
	Progress func(done, total int)
}

// Packed tells what was packed.
type Packed struct {
	Header packet.Header
	packet.Counts
	Bytes int64 // of the file
}

// Pack writes a packet to the path, where there must be no file yet: to a
// temporary file first, which is synced, read again whole and renamed. The
// project may be in use meanwhile; memory does not grow with the project. It
// fails with annotate.ErrNotFound for a person who is no member, with a
// *BrokenChain where the receiver is known to have another history, and with an
// error that wraps fs.ErrExist.
func (p *Project) Pack(path string, o PackOptions) (Packed, error) {
	return p.PackContext(context.Background(), path, o)
}

// Outline is the header of what Pack would write as the project is now. It
// writes nothing, and fails as Pack does.
func (p *Project) Outline(o PackOptions) (packet.Header, error) {
	k := &parcel{p: p}
	if err := k.begin(o); err != nil {
		return packet.Header{}, fmt.Errorf("pack: %w", err)
	}
	return k.done.Header, nil
}

// PackContext is Pack, which a cancelled context ends with the context's error;
// no file is left then.
func (p *Project) PackContext(ctx context.Context, path string, o PackOptions) (Packed, error) {
	if _, err := os.Lstat(path); err == nil {
		return Packed{}, fmt.Errorf("pack to %s: %w; choose another name or move it away", path, fs.ErrExist)
	}
	k := &parcel{p: p, ctx: ctx, progress: o.Progress, texts: map[annotate.Digest]bool{}}
	if err := k.begin(o); err != nil {
		return Packed{}, fmt.Errorf("pack: %w", err)
	}
	draft, err := k.draft(path, o.Secret)
	if err == nil {
		err = bolt.Adopt(draft, path)
	}
	if err != nil {
		return Packed{}, fmt.Errorf("pack to %s: %w", path, err)
	}
	return k.done, nil
}
