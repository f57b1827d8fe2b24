package storage

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"bluepencil/annotate"
)

// The laws of packets, on random histories: six copies of three people send
// each other packets of all kinds, which arrive late, twice, out of order or
// never. In the end everybody has everything, and everybody has the same.

type post struct {
	*world
	folder string
	sent   []string
}

func newPost(t *testing.T, seed uint64) *post {
	w := &post{world: newWorld(t, seed), folder: t.TempDir()}
	for _, p := range w.copies[1:] {
		p.id = w.copies[0].id // copies of one project
	}
	return w
}

func (w *post) pack(from *Project, o PackOptions) string {
	w.t.Helper()
	path := filepath.Join(w.folder, fmt.Sprintf("%d.packet", len(w.sent)))
	_, err := from.Pack(path, o)
	must(w.t, err)
	w.sent = append(w.sent, path)
	return path
}

// send packs something on a random copy.
func (w *post) send() {
	n := w.random.IntN(len(w.copies))
	w.pack(w.copies[n], PackOptions{By: w.people[n/2], For: w.people[w.random.IntN(3)], Home: w.random.IntN(2) == 0,
		Review: w.random.IntN(2) == 0, AllLayers: w.random.IntN(3) == 0, Full: w.random.IntN(5) == 0})
}

// receive takes some of what was ever sent into a random copy, in any order.
func (w *post) receive() {
	if len(w.sent) == 0 {
		return
	}
	n := w.random.IntN(len(w.copies))
	p := w.copies[n]
	var paths []string
	for range 1 + w.random.IntN(5) {
		paths = append(paths, w.sent[w.random.IntN(len(w.sent))])
	}
	before, _ := p.UndoName(w.people[n/2])
	depth := undoDepth(w.t, p, w.people[n/2])
	taken, err := p.Take(context.Background(), paths, TakeOptions{})
	must(w.t, err)
	for _, packet := range taken.Packets {
		if packet.Err != nil && !errors.Is(packet.Err, annotate.ErrGap) {
			w.t.Fatal(packet.Err)
		}
	}
	if after, _ := p.UndoName(w.people[n/2]); after != before || undoDepth(w.t, p, w.people[n/2]) != depth {
		w.t.Fatalf("what was received is offered for undo: %q was %q", after, before)
	}
}

func TestPacketsInAnyOrderEndInTheSameState(t *testing.T) {
	for seed := range uint64(lawSeeds) {
		w := newPost(t, seed)
		for range 150 {
			switch w.random.IntN(4) {
			case 0:
				w.send()
			case 1:
				w.receive()
			default:
				w.act()
			}
		}
		var all []string
		for n, p := range w.copies {
			all = append(all, w.pack(p, PackOptions{By: w.people[n/2], Full: true, Home: true, AllLayers: true}))
		}
		fresh := w.newCopy(3)
		fresh.id = w.copies[0].id
		take(t, fresh, TakeOptions{}, all...)
		want := picture(t, fresh)
		for n, p := range w.copies {
			mine := slices.Clone(all)
			w.random.Shuffle(len(mine), func(i, j int) { mine[i], mine[j] = mine[j], mine[i] })
			for _, path := range mine[:len(mine)/2] {
				take(t, p, TakeOptions{}, path)
			}
			take(t, p, TakeOptions{}, append(mine, mine[0])...)
			if picture(t, p) != want {
				t.Errorf("seed %d: copy %d ends in another state", seed, n)
			}
			checkWhole(t, p)
			again := take(t, p, TakeOptions{}, mine...)
			for _, packet := range again.Packets {
				if packet.Applied != 0 || packet.Known == 0 {
					t.Errorf("seed %d: taking again: %+v", seed, packet.MergeReport)
				}
			}
			if len(again.People)+len(again.Conflicts) > 0 || picture(t, p) != want {
				t.Errorf("seed %d: taking again changed something: %+v", seed, again)
			}
		}
	}
}

// TestALaterPacketMayBeGivenBeforeTheOneItGoesOnFrom, in one go; alone it is a
// gap.
func TestALaterPacketMayBeGivenBeforeTheOneItGoesOnFrom(t *testing.T) {
	for seed := range uint64(lawSeeds) {
		w := newPost(t, seed)
		from, to, third := w.copies[0], w.copies[2], w.copies[4]
		for range 4 {
			mark(t, from, w.people[0], w.article, "cue", 3, 8)
		}
		o := PackOptions{By: w.people[0], For: w.people[1], AllLayers: true}
		first := w.pack(from, o)
		take(t, to, TakeOptions{}, first)
		back := w.pack(to, PackOptions{By: w.people[1], For: w.people[0], AllLayers: true})
		take(t, from, TakeOptions{}, back)
		mark(t, from, w.people[0], w.article, "person", 3, 8)
		second := w.pack(from, o)
		err := refused(t, third, annotate.ErrGap, TakeOptions{}, second)
		if !strings.Contains(err.Error(), "bp pack --full") {
			t.Fatalf("what to do is not said: %v", err)
		}
		take(t, third, TakeOptions{}, second, back, first, second)
		take(t, to, TakeOptions{}, second)
		if picture(t, third) != picture(t, from) || picture(t, to) != picture(t, from) {
			t.Errorf("seed %d: the copies differ", seed)
		}
	}
}
