package storage

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// TestTheOutlineOfAPacketIsItsHeader, but for the time.
func TestTheOutlineOfAPacketIsItsHeader(t *testing.T) {
	d := newDesks(t)
	mark(t, d.lead, d.ben, d.article, "cue", 3, 8)
	for _, o := range []PackOptions{{For: d.ben}, {For: d.ben, Review: true}, {AllLayers: true, Full: true}} {
		outline, err := d.lead.Outline(o)
		must(t, err)
		done, err := d.lead.Pack(filepath.Join(quickDir(t), "out.packet"), o)
		must(t, err)
		if !slices.Equal(outline.Streams, done.Header.Streams) || outline.Changes() != done.Header.Changes() || outline.Full != done.Header.Full || outline.For != done.Header.For {
			t.Errorf("the outline is %+v, the packet %+v", outline, done.Header)
		}
	}
}

func TestPackingTellsItsProgressAndEndsWhenCancelled(t *testing.T) {
	d := newDesks(t)
	dir := quickDir(t)
	path := filepath.Join(dir, "out.packet")
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := d.lead.PackContext(ctx, path, PackOptions{For: d.ben}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled, it ends with %v", err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
		t.Errorf("left are %v, %v", left, err)
	}
	told := -1
	done, err := d.lead.PackContext(context.Background(), path, PackOptions{For: d.ben, Progress: func(_, total int) { told = total }})
	must(t, err)
	if told != int(done.Changes) {
		t.Errorf("told of %d changes, packed %d", told, done.Changes)
	}
	if _, err := d.lead.Pack(path, PackOptions{For: d.ben}); !errors.Is(err, fs.ErrExist) {
		t.Errorf("an existing file is overwritten: %v", err)
	}
}
