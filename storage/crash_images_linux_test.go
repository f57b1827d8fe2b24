package storage

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"testing"
)

// Crash images: all that a worker's system calls made of its project's file is
// recorded, and from it every file is built that a power failure could have
// left: what was synced is there; of what was written since, a part, in any
// order, the last page torn between two sectors, the file grown or not.

// crashActions, in the environment, is how many actions the recorded worker
// does; see make crash. An action gives some thirty images.
const crashActions = "BLUEPENCIL_CRASH_ACTIONS"

const (
	sector  = 512 // bytes that a disk writes wholly or not at all
	subsets = 4   // sampled of the writes before each sync
)

// image is a file as a crash could have left it.
type image struct {
	what   string
	file   []byte
	ledger *ledger // what was acknowledged by then
}

func TestWhateverReachedTheDiskNothingAcknowledgedIsLost(t *testing.T) {
	actions := campaign(crashActions, 20)
	var total imageCounts
	for done := 0; done < actions; done += actionsOfOneRecording {
		r := record(t, min(actionsOfOneRecording, actions-done))
		counts := r.holdAll(t)
		if n := counts.sum(); n < 8*r.actions {
			t.Errorf("seed %d: %d actions gave %d images", r.seed, r.actions, n)
		}
		if total.add(counts); t.Failed() {
			break
		}
	}
	t.Logf("%d actions, %d images: %d after a call, %d torn, %d of a part of the writes", actions, total.sum(), total.prefixes, total.torn, total.partial)
}

// actionsOfOneRecording is how many actions a recorded worker does, so that
// its file stays small.
const actionsOfOneRecording = 25

// imageCounts says how many images there were of each kind.
type imageCounts struct{ prefixes, torn, partial int }

func (c *imageCounts) sum() int { return c.prefixes + c.torn + c.partial }

func (c *imageCounts) add(o imageCounts) {
	c.prefixes, c.torn, c.partial = c.prefixes+o.prefixes, c.torn+o.torn, c.partial+o.partial
}

// holdAll holds all images of a recording against what was acknowledged.
func (r *recording) holdAll(t *testing.T) imageCounts {
	images := make(chan image)
	var opening sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		opening.Go(func() {
			path := filepath.Join(t.TempDir(), "image.bluepencil")
			for i := range images {
				if err := i.hold(path); err != nil {
					t.Errorf("seed %d, %s: %v", r.seed, i.what, err)
				}
			}
		})
	}
	b := r.builder(func(i image) { images <- i })
	for n, e := range r.events {
		b.step(n, e)
	}
	close(images)
	opening.Wait()
	if left := after(b.disk.durable, b.disk.pending); !bytes.Equal(left, r.finished) {
		t.Error("the recorded writes do not make the file that is there")
	}
	if b.ledger.done != r.actions {
		t.Errorf("%d actions of %d were acknowledged", b.ledger.done, r.actions)
	}
	return b.imageCounts
}

// TestTheImagesShowAMissingSync is the test of the test: had the worker left
// out its syncs, some image would give it away.
func TestTheImagesShowAMissingSync(t *testing.T) {
	r := record(t, 8)
	path := filepath.Join(t.TempDir(), "image.bluepencil")
	var shown error
	b := r.builder(func(i image) {
		if shown == nil {
			shown = i.hold(path)
		}
	})
	syncs := 0
	for n, e := range r.events {
		if e.kind == synced {
			if syncs++; syncs%2 == 1 { // the one between the data and the meta page
				continue
			}
		}
		b.step(n, e)
	}
	if shown == nil {
		t.Errorf("every second of %d syncs was left out, and all images are whole", syncs)
	}
}

// recording is what a worker did to its project.
type recording struct {
	seed     uint64
	actions  int
	before   []byte // the project's file
	events   []event
	finished []byte // the file in the end
	ledger   *ledger
}

func record(t *testing.T, actions int) recording {
	t.Helper()
	path := filepath.Join(t.TempDir(), "traced.bluepencil")
	p, err := Create(path, testCodebook(), Options{})
	must(t, err)
	r := recording{seed: rand.Uint64(), actions: actions, ledger: newLedger()}
	must(t, furnish(p, r.ledger))
	must(t, p.Close())
	r.before, err = os.ReadFile(path)
	must(t, err)
	r.events = traceOf(t, workOrder{Project: path, Seed: r.seed, Actions: actions})
	r.finished, err = os.ReadFile(path)
	must(t, err)
	return r
}

func (r *recording) builder(give func(image)) *imageBuilder {
	return &imageBuilder{disk: disk{durable: r.before}, ledger: r.ledger, random: rand.New(rand.NewPCG(r.seed, 3)),
		seen: map[[32]byte]bool{}, give: give}
}

// hold opens the image as a project and holds it against the ledger.
func (i image) hold(path string) error {
	if err := os.WriteFile(path, i.file, 0o644); err != nil {
		return err
	}
	p, err := Open(path, Options{NoCopyOnOpen: true})
	if err != nil {
		return err
	}
	return errors.Join(i.ledger.hold(p), p.Close())
}

// imageBuilder follows a trace and gives the images of each moment.
type imageBuilder struct {
	disk   disk
	ledger *ledger
	random *rand.Rand
	at     int // the number of the call
	seen   map[[32]byte]bool
	give   func(image)
	imageCounts
}

func (b *imageBuilder) step(n int, e event) {
	b.at = n
	switch e.kind {
	case said:
		b.ledger.hear(e.line)
		return
	case synced:
		for range subsets {
			b.build(&b.partial, "some of the writes before call", b.some())
		}
	}
	before := b.disk.pending
	b.disk.take(e)
	b.build(&b.prefixes, "after call", b.disk.pending)
	if e.kind == synced {
		return
	}
	if part, ok := b.tear(e); ok {
		b.build(&b.torn, "torn call", append(before[:len(before):len(before)], part))
	}
}

// build gives an image that was not given before for the same acknowledgements.
func (b *imageBuilder) build(count *int, what string, writes []event) {
	file := after(b.disk.durable, writes)
	key := sha256.Sum256(append(fmt.Appendf(nil, "%d %v ", b.ledger.done, b.ledger.pending != nil), file...))
	if b.seen[key] {
		return
	}
	b.seen[key] = true
	*count++
	b.give(image{fmt.Sprintf("%s %d", what, b.at), file, b.ledger.clone()})
}

// some is a random part of what is pending, some of it torn, in random order.
// That is possible because no two of the writes between two syncs overlap.
func (b *imageBuilder) some() []event {
	var part []event
	for _, n := range b.random.Perm(len(b.disk.pending)) {
		e := b.disk.pending[n]
		if b.random.IntN(2) == 0 {
			continue
		}
		if torn, ok := b.tear(e); ok && b.random.IntN(4) == 0 {
			e = torn
		}
		part = append(part, e)
	}
	return part
}

// tear cuts a write between two sectors, or a growth between two pages.
func (b *imageBuilder) tear(e event) (event, bool) {
	if e.kind == truncated {
		grown := (e.size - int64(len(b.disk.durable))) / 4096
		if grown < 2 {
			return e, false
		}
		e.size -= 4096 * (1 + b.random.Int64N(grown-1))
		return e, true
	}
	if len(e.data) <= sector {
		return e, false
	}
	e.data = e.data[:sector*(1+b.random.IntN(len(e.data)/sector-1))]
	return e, true
}
