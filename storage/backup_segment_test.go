package storage

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"bluepencil/annotate"
	"bluepencil/storage/kv"
	"bluepencil/storage/segment"
)

// handClock is a clock that tests set, while a project reads it in the background.
type handClock struct {
	mu sync.Mutex
	at time.Time
}

func (c *handClock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *handClock) set(at time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = at
}

func (c *handClock) add(d time.Duration) { c.set(c.now().Add(d)) }

// newClock is at half past nine of a day long after any real clock of a test.
func newClock() *handClock {
	return &handClock{at: time.Date(2096, 11, 24, 9, 30, 0, 0, time.UTC)}
}

// keptProject is a project that backs itself up when look is called, in the
// place of a tick, and when it is closed.
func keptProject(t *testing.T, o Options) (p *Project, look func()) {
	t.Helper()
	if o.Notice == nil {
		o.Notice = func(err error) { t.Error(err) }
	}
	p, err := Create(filepath.Join(t.TempDir(), "desk-of-mina.bluepencil"), testCodebook(), o)
	must(t, err)
	stopLooking(p)
	t.Cleanup(func() { must(t, p.Close()) })
	return p, p.look
}

// stopLooking waits for the look that comes with opening, and lets no other
// come by itself.
func stopLooking(p *Project) {
	close(p.keeper.stop)
	p.keeper.done.Wait()
	p.keeper.stop = make(chan struct{})
}

// contents are all pairs of the buckets that make a project's state.
func contents(t *testing.T, p *Project) map[string]string {
	t.Helper()
	pairs := map[string]string{}
	must(t, p.store.View(func(r kv.Reader) error {
		for _, bucket := range [][]byte{bucketObjects, bucketTexts, bucketHashes, bucketHistory, bucketLanes, bucketUndo} {
			err := r.Scan(bucket, nil, nil, func(key, value []byte) (bool, error) {
				pairs[string(bucket)+" "+string(key)] = string(value)
				return true, nil
			})
			if err != nil {
				return err
			}
		}
		pairs["clock"] = fmt.Sprint(annotate.As[annotate.Stamp](r.Get(bucketMeta, keyClock)).Wall)
		return nil
	}))
	return pairs
}

func sameContents(t *testing.T, what string, got, want map[string]string) {
	t.Helper()
	wrong := 0
	for key, value := range want {
		if got[key] != value {
			wrong++
			if wrong < 3 {
				t.Errorf("%s: %q has %d bytes, want %d others", what, key, len(got[key]), len(value))
			}
		}
	}
	for key := range got {
		if _, ok := want[key]; !ok {
			wrong++
			if wrong < 3 {
				t.Errorf("%s: %q is there and should not be", what, key)
			}
		}
	}
	if wrong > 0 {
		t.Errorf("%s: %d pairs differ", what, wrong)
	}
}

// openRestored opens a restored project, checks it and closes it in the end.
func openRestored(t *testing.T, path string) *Project {
	t.Helper()
	p, err := Open(path, Options{NoCopyOnOpen: true, Notice: func(err error) { t.Error(err) }})
	must(t, err)
	t.Cleanup(func() { must(t, p.Close()) })
	checkWhole(t, p)
	return p
}

func work(t *testing.T, p *Project, seed uint64) *worker {
	t.Helper()
	l := newLedger()
	must(t, furnish(p, l))
	person, err := p.PersonByHandle(crashPerson)
	must(t, err)
	return &worker{p: p, me: person.ID, random: rand.New(rand.NewPCG(seed, 9))}
}

func (w *worker) doSome(t *testing.T, n int) {
	t.Helper()
	for range n {
		s, err := w.choose()
		must(t, err)
		must(t, s.do())
	}
}

// TestACopyAndItsSegmentsAreTheProject: a full copy and the segments after it
// make the project as it was at each of them, byte for byte, with the undo
// stacks and the clock, whatever was done in between.
func TestACopyAndItsSegmentsAreTheProject(t *testing.T) {
	for seed := range uint64(3) {
		clock := newClock()
		p, look := keptProject(t, Options{Now: clock.now})
		w := work(t, p, seed)
		type moment struct {
			at   time.Time
			pair map[string]string
		}
		var moments []moment
		for range 6 {
			w.doSome(t, 25)
			clock.add(time.Hour)
			look()
			moments = append(moments, moment{clock.now(), contents(t, p)})
		}
		list, total, err := ListBackups(p.Path())
		must(t, err)
		kinds := map[BackupKind]int{}
		for _, b := range list {
			kinds[b.Kind]++
			must(t, VerifyBackup(b))
		}
		if kinds[FullCopy] == 0 || kinds[ChangesOnly] < 4 || total == 0 {
			t.Fatalf("the backups are %v, of %d bytes", kinds, total)
		}
		for n, m := range moments {
			path := filepath.Join(t.TempDir(), "restored.bluepencil")
			restored, err := RestoreAt(p.Path(), m.at.Add(time.Minute), path, Options{})
			must(t, err)
			again := openRestored(t, path)
			sameContents(t, fmt.Sprintf("seed %d, moment %d", seed, n), contents(t, again), m.pair)
			if again.Replica() == p.Replica() {
				t.Error("the restored project is the same replica")
			}
			if len(restored.Skipped) > 0 || restored.Actions == 0 {
				t.Errorf("moment %d: %+v", n, restored)
			}
		}
	}
}

func TestUndoGoesOnInARestoredProject(t *testing.T) {
	clock := newClock()
	p, look := keptProject(t, Options{Now: clock.now})
	mina := addPerson(t, p, "Mina")
	article := addArticle(t, p, mina, sampleText)
	mark(t, p, mina, article, "quote", 0, 17)
	look()
	for range 2 {
		mark(t, p, mina, article, "cue", 18, 22)
	}
	undo(t, p, mina, "mark cue")
	undo(t, p, mina, "mark cue")
	undo(t, p, mina, "mark quote")
	clock.add(2 * time.Hour)
	look()
	path := filepath.Join(t.TempDir(), "restored.bluepencil")
	_, err := RestoreAt(p.Path(), time.Time{}, path, Options{})
	must(t, err)
	again := openRestored(t, path)
	if name, ok := again.RedoName(mina); !ok || name != "mark quote" {
		t.Errorf("redo offers %q", name)
	}
	for range 3 {
		_, err := again.Redo(mina)
		must(t, err)
	}
	wantLabels(t, again, article, mina, "quote", "cue", "cue")
	undo(t, again, mina, "mark cue")
}

// aSegment is the project's newest segment, and its bytes.
func aSegment(t *testing.T, p *Project) (Backup, []byte) {
	t.Helper()
	list, _, err := ListBackups(p.Path())
	must(t, err)
	for i := len(list) - 1; i >= 0; i-- {
		if list[i].Kind == ChangesOnly {
			raw, err := os.ReadFile(list[i].Path)
			must(t, err)
			return list[i], raw
		}
	}
	t.Fatal("there is no segment")
	return Backup{}, nil
}

// TestABadSegmentIsRefusedWhole: what is restored then is what came before it.
func TestABadSegmentIsRefusedWhole(t *testing.T) {
	clock := newClock()
	p, look := keptProject(t, Options{Now: clock.now})
	w := work(t, p, 4)
	w.doSome(t, 10)
	look()
	w.doSome(t, 10)
	clock.add(time.Hour)
	look()
	before := contents(t, p)
	w.doSome(t, 30)
	clock.add(time.Hour)
	look()
	b, good := aSegment(t, p)
	flipped := bytes.Clone(good)
	flipped[len(flipped)/2] ^= 1
	for name, bad := range map[string][]byte{
		"cut": good[:len(good)-100], "empty": nil, "another byte": flipped, "the first line only": good[:21],
		"another project's": foreignSegment(t), "a forged change": forgedSegment(t, b, good),
	} {
		t.Run(name, func(t *testing.T) {
			must(t, os.WriteFile(b.Path, bad, 0o644))
			path := filepath.Join(t.TempDir(), "restored.bluepencil")
			restored, err := RestoreAt(p.Path(), time.Time{}, path, Options{})
			must(t, err)
			if len(restored.Skipped) != 1 || !strings.Contains(restored.Skipped[0].Error(), filepath.Base(b.Path)) {
				t.Errorf("skipped is %v", restored.Skipped)
			}
			sameContents(t, name, contents(t, openRestored(t, path)), before)
		})
	}
	must(t, os.WriteFile(b.Path, good, 0o644))
	must(t, VerifyBackup(b))
}

func foreignSegment(t *testing.T) []byte {
	clock := newClock()
	p, look := keptProject(t, Options{Now: clock.now})
	w := work(t, p, 5)
	look()
	w.doSome(t, 40)
	clock.add(time.Hour)
	look()
	_, raw := aSegment(t, p)
	return raw
}

// forgedSegment is a segment, right in form and checksum, whose last change is
// by somebody else.
func forgedSegment(t *testing.T, b Backup, good []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	var w *segment.Writer
	_, err := segment.Read(bytes.NewReader(good), int64(len(good)), func(h segment.Header, i segment.Item) error {
		forged := bytes.Clone(i.Data)
		if w == nil {
			var err error
			if w, err = segment.NewWriter(&out, h); err != nil {
				return err
			}
		}
		if i.Kind == segment.Change && readNumber(i.Key) == b.To {
			c, err := decodeHistory(i.Data)
			if err != nil {
				return err
			}
			c.Person[3] ^= 1
			if forged, err = encodeHistory(&c); err != nil {
				return err
			}
		}
		return w.Add(segment.Item{Kind: i.Kind, Key: i.Key, Data: forged})
	})
	must(t, err)
	must(t, w.Close())
	if _, err := segment.Read(bytes.NewReader(out.Bytes()), int64(out.Len()), nil); err != nil {
		t.Fatalf("the forgery is no segment: %v", err)
	}
	return out.Bytes()
}

func TestRestoringNeverOverwrites(t *testing.T) {
	p, look := keptProject(t, Options{})
	addPerson(t, p, "Mina")
	look()
	for name, restore := range map[string]func() error{
		"a copy": func() error { list, _, _ := ListBackups(p.Path()); return Restore(list[0].Path, p.Path(), Options{}) },
		"newest": func() error { _, err := RestoreAt(p.Path(), time.Time{}, p.Path(), Options{}); return err },
	} {
		if err := restore(); !errors.Is(err, os.ErrExist) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	if _, err := RestoreAt(filepath.Join(t.TempDir(), "none.bluepencil"), time.Time{}, filepath.Join(t.TempDir(), "x.bluepencil"), Options{}); !errors.Is(err, ErrNoBackup) {
		t.Errorf("got %v, want ErrNoBackup", err)
	}
}
