package storage

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/storage/kv"
	"bluepencil/storage/packet"
)

func TestAPacketHasTheReceiversLayerAndNobodyElses(t *testing.T) {
	d := newDesks(t)
	mark(t, d.lead, d.ben, d.article, "cue", 3, 8)
	mark(t, d.lead, d.mo, d.article, "person", 3, 8)
	for _, c := range []struct {
		name      string
		o         PackOptions
		ben, mo   int // how many of their markings come along
		withNotes bool
	}{
		{"for Ben", PackOptions{For: d.ben}, 1, 0, false},
		{"for nobody", PackOptions{}, 0, 0, false},
		{"for Ben by Mo, who is no analyst here", PackOptions{By: d.mo, For: d.ben}, 1, 0, false},
		{"Mo's work home", PackOptions{By: d.mo, Home: true}, 0, 1, true},
		{"for Ben, who may see Mo's", PackOptions{For: d.ben, Layers: []annotate.ID{d.mo}}, 1, 1, false},
		{"for Ben, who may see all", PackOptions{For: d.ben, AllLayers: true, Review: true}, 1, 1, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "p.packet")
			done, err := d.lead.Pack(path, c.o)
			must(t, err)
			mine := newcomer(t, path, TakeOptions{})
			if mine.ID() != d.lead.ID() || mine.Replica() == d.lead.Replica() {
				t.Error("it is not the same project in a new copy")
			}
			if n := len(labels(t, mine, d.article, d.ben)); n != c.ben {
				t.Errorf("%d markings of Ben came along", n)
			}
			if n := len(labels(t, mine, d.article, d.mo)); n != c.mo {
				t.Errorf("%d markings of Mo came along", n)
			}
			review := false
			for _, s := range done.Header.Streams {
				review = review || s == annotate.StreamReview
			}
			if review != c.withNotes {
				t.Errorf("the streams are %v", done.Header.Streams)
			}
			for _, k := range done.Header.Known {
				if owner := k.Stream.Owner(); owner == d.mo && c.o.By != d.mo && c.mo == 0 {
					t.Error("the packet says how far Mo's layer is")
				}
			}
			checkWhole(t, mine)
		})
	}
}

// TestAWholeRound: a packet out, work home, news out, each time only what is new.
func TestAWholeRound(t *testing.T) {
	d := newDesks(t)
	mine := newcomer(t, packed(t, d.lead, PackOptions{By: d.chief, For: d.ben}), TakeOptions{})
	for range 3 {
		mark(t, mine, d.ben, d.article, "cue", 3, 8)
		mark(t, d.lead, d.chief, d.article, "cue", 3, 8)
		addArticle(t, d.lead, d.chief, "The ferry is late. "+annotate.NewID().String())
		home := filepath.Join(t.TempDir(), "home.packet")
		done, err := mine.Pack(home, PackOptions{By: d.ben, For: d.chief, Home: true})
		must(t, err)
		if done.Header.Full || done.Changes != 1 || done.Texts != 0 {
			t.Errorf("home go %d changes and %d texts, full %v", done.Changes, done.Texts, done.Header.Full)
		}
		taken := take(t, d.lead, TakeOptions{}, home)
		if len(taken.People) != 1 || taken.People[0] != (PersonsPart{ID: d.ben, Name: "Ben", Changes: 1, Added: 1}) {
			t.Errorf("taken: %+v", taken.People)
		}
		out := filepath.Join(t.TempDir(), "out.packet")
		done, err = d.lead.Pack(out, PackOptions{By: d.chief, For: d.ben})
		must(t, err)
		if done.Header.Full || done.Texts != 1 {
			t.Errorf("out go %d changes and %d texts, full %v", done.Changes, done.Texts, done.Header.Full)
		}
		if taken := take(t, mine, TakeOptions{}, out); taken.ArticlesAdded != 1 {
			t.Errorf("%d articles came", taken.ArticlesAdded)
		}
	}
	if got := labels(t, d.lead, d.article, d.ben); len(got) != 3 {
		t.Errorf("the lead has %v of Ben's", got)
	}
	if got := labels(t, mine, d.article, d.chief); len(got) != 0 {
		t.Errorf("Ben sees %v of the lead's", got)
	}
}

func TestADryRunTellsWhatTheMergeDoesAndDoesNothing(t *testing.T) {
	for name, limits := range map[string]takeLimits{"in one transaction": {}, "in a copy": {changes: 1, bytes: 1}} {
		t.Run(name, func(t *testing.T) {
			d := newDesks(t)
			mine := newcomer(t, packed(t, d.lead, PackOptions{For: d.ben}), TakeOptions{limits: limits})
			mark(t, mine, d.ben, d.article, "cue", 3, 8)
			_, err := mine.Commit(annotate.SetMeta(d.ben, d.article, "outlet", "Alder Courier"))
			must(t, err)
			_, err = d.lead.Commit(annotate.SetMeta(d.chief, d.article, "outlet", "Courier"))
			must(t, err)
			home := packed(t, mine, PackOptions{By: d.ben, Home: true})
			before, replica := picture(t, d.lead), d.lead.Replica()
			dry := take(t, d.lead, TakeOptions{DryRun: true, limits: limits}, home)
			if picture(t, d.lead) != before {
				t.Fatal("the dry run has changed something")
			}
			told := 0
			cancel := d.lead.Subscribe(func(e Event) {
				if told++; !e.Received {
					t.Error("a received change is told as an own one")
				}
			})
			real := take(t, d.lead, TakeOptions{limits: limits}, home)
			cancel()
			if !reflect.DeepEqual(dry, real) {
				t.Errorf("the dry run told\n%+v\nthe merge\n%+v", dry, real)
			}
			if told != real.Packets[0].Applied || told != 2 {
				t.Errorf("%d changes were told of, %d applied", told, real.Packets[0].Applied)
			}
			if len(real.Conflicts) != 1 || real.ArticlesChanged != 1 || real.People[0].Added != 1 {
				t.Errorf("taken: %+v", real)
			}
			if d.lead.Replica() != replica {
				t.Error("the copy has become another replica")
			}
			mark(t, d.lead, d.chief, d.article, "person", 3, 8) // the project goes on
			_, err = d.lead.Undo(d.chief)
			must(t, err)
			checkWhole(t, d.lead)
		})
	}
}

// TestAMergeInACopyIsTheSameAsInOneTransaction, and the file is the same replica
// when it is opened again.
func TestAMergeInACopyIsTheSameAsInOneTransaction(t *testing.T) {
	d := newDesks(t)
	mine := newcomer(t, packed(t, d.lead, PackOptions{For: d.ben}), TakeOptions{})
	for n := range 40 {
		mark(t, mine, d.ben, d.article, "cue", 3, 8)
		addArticle(t, mine, d.ben, fmt.Sprint("Article ", n))
	}
	home := packed(t, mine, PackOptions{By: d.ben, Home: true})
	single := newcomer(t, packed(t, d.lead, PackOptions{AllLayers: true}), TakeOptions{})
	take(t, single, TakeOptions{}, home)
	replica := d.lead.Replica()
	take(t, d.lead, TakeOptions{limits: takeLimits{changes: 16, bytes: 1 << 20}}, home)
	if picture(t, single) != picture(t, d.lead) {
		t.Error("the states differ")
	}
	checkWhole(t, d.lead)
	must(t, d.lead.Close())
	again, err := Open(d.path, Options{NoCopyOnOpen: true})
	must(t, err)
	if again.Replica() != replica {
		t.Error("the project opens as another replica")
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(d.path), ".*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	must(t, again.Close())
}

func TestABrokenChainIsShown(t *testing.T) {
	d := newDesks(t)
	mine := newcomer(t, packed(t, d.lead, PackOptions{For: d.ben}), TakeOptions{})
	// A copy of Ben's file that passes for the original, as when a disk is cloned.
	clone := newcomer(t, packed(t, d.lead, PackOptions{For: d.ben}), TakeOptions{})
	must(t, clone.store.Update(func(w kv.Writer) error { return w.Put(bucketMeta, keyReplica, mine.replica[:]) }))
	clone.replica = mine.replica
	clone.clock = annotate.NewClock(mine.replica, clone.clock.Last(), clone.now)
	for range 2 {
		mark(t, mine, d.ben, d.article, "cue", 3, 8)
	}
	for range 3 {
		mark(t, clone, d.ben, d.article, "person", 3, 8)
	}
	take(t, d.lead, TakeOptions{}, packed(t, mine, PackOptions{By: d.ben, Home: true}))
	for name, path := range map[string]string{
		"longer":    packed(t, clone, PackOptions{By: d.ben, Home: true}),
		"from half": packed(t, clone, PackOptions{By: d.ben, Home: true, Full: true}),
	} {
		t.Run(name, func(t *testing.T) {
			err := refused(t, d.lead, annotate.ErrChain, TakeOptions{}, path)
			var broken *BrokenChain
			if !errors.As(err, &broken) {
				t.Fatalf("got %v", err)
			}
			if broken.Person != "Ben" || broken.Stream != annotate.LayerStream(d.ben) || broken.Number != 1 || broken.Replica != mine.Replica() {
				t.Errorf("got %+v", broken)
			}
		})
	}
}

// TestPackingForSomebodyWithAnotherHistorySaysSo, and a full packet is possible
// all the same: the receiver will say the rest.
func TestPackingForSomebodyWithAnotherHistorySaysSo(t *testing.T) {
	d := newDesks(t)
	mine := newcomer(t, packed(t, d.lead, PackOptions{By: d.chief, For: d.ben}), TakeOptions{})
	take(t, d.lead, TakeOptions{}, repacked(t, packed(t, mine, PackOptions{By: d.ben, Home: true}), func(h *packet.Header) {
		for i := range h.Known {
			h.Known[i].Head.Digest[0]++
		}
	}, nil))
	mark(t, d.lead, d.ben, d.article, "cue", 3, 8)
	addPerson(t, d.lead, "Kim")
	o := PackOptions{By: d.chief, For: d.ben}
	_, err := d.lead.Pack(filepath.Join(t.TempDir(), "news.packet"), o)
	var broken *BrokenChain
	if !errors.As(err, &broken) || broken.Stream != annotate.StreamBase {
		t.Errorf("got %v", err)
	}
	o.Full = true
	take(t, mine, TakeOptions{}, packed(t, d.lead, o))
}

func TestAPacketIsNeverWrittenOverAFile(t *testing.T) {
	d := newDesks(t)
	path := packed(t, d.lead, PackOptions{})
	before, err := os.ReadFile(path)
	must(t, err)
	if _, err := d.lead.Pack(path, PackOptions{}); !errors.Is(err, fs.ErrExist) {
		t.Errorf("got %v", err)
	}
	if after, _ := os.ReadFile(path); string(after) != string(before) {
		t.Error("the file is another one")
	}
	if _, err := d.lead.Pack(path+"2", PackOptions{For: annotate.NewID()}); !errors.Is(err, annotate.ErrNotFound) {
		t.Errorf("for a stranger: %v", err)
	}
	if left, _ := os.ReadDir(filepath.Dir(path)); len(left) != 1 {
		t.Errorf("left behind: %v", left)
	}
}

func TestAPacketThatIsNotFullMakesNoProject(t *testing.T) {
	d := newDesks(t)
	mine := newcomer(t, packed(t, d.lead, PackOptions{For: d.ben}), TakeOptions{})
	mark(t, mine, d.ben, d.article, "cue", 3, 8)
	dir := t.TempDir()
	_, _, err := CreateFrom(context.Background(), filepath.Join(dir, "new.bluepencil"), packed(t, mine, PackOptions{By: d.ben, Home: true}), TakeOptions{}, Options{})
	if !errors.Is(err, annotate.ErrGap) || !strings.Contains(err.Error(), "--full") {
		t.Errorf("got %v", err)
	}
	if left, _ := os.ReadDir(dir); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

// TestOneRefusedPacketDoesNotStopTheOthers, and what goes on from it is refused
// with it.
func TestOneRefusedPacketDoesNotStopTheOthers(t *testing.T) {
	d := newDesks(t)
	bens := newcomer(t, packed(t, d.lead, PackOptions{For: d.ben}), TakeOptions{})
	mos := newcomer(t, packed(t, d.lead, PackOptions{For: d.mo}), TakeOptions{})
	mark(t, bens, d.ben, d.article, "cue", 3, 8)
	mark(t, mos, d.mo, d.article, "cue", 3, 8)
	good := packed(t, bens, PackOptions{By: d.ben, Home: true})
	bad := patchedFile(t, packed(t, mos, PackOptions{By: d.mo, Home: true}), func(raw []byte) []byte { return raw[:len(raw)/2] })
	taken, err := d.lead.Take(context.Background(), []string{bad, good}, TakeOptions{})
	must(t, err)
	if taken.Refused() != 1 || taken.Packets[0].Err == nil || taken.Packets[1].Applied != 1 {
		t.Errorf("taken: %+v", taken.Packets)
	}
	if len(labels(t, d.lead, d.article, d.ben)) != 1 || len(labels(t, d.lead, d.article, d.mo)) != 0 {
		t.Error("the wrong one was taken")
	}
}
