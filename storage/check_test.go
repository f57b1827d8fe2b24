package storage

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/source"
	"bluepencil/storage/kv"
)

// damage changes a store behind its project's back. The person has an undo
// stack of three.
type damage func(w kv.Writer, person annotate.ID) error

func first(r kv.Reader, bucket []byte) (key, value []byte) {
	_ = r.Scan(bucket, nil, nil, func(k, v []byte) (bool, error) {
		key, value = append(key, k...), append(value, v...)
		return false, nil
	})
	return key, value
}

func remove(bucket []byte) damage {
	return func(w kv.Writer, _ annotate.ID) error {
		key, _ := first(w, bucket)
		return w.Delete(bucket, key)
	}
}

func flip(bucket []byte) damage {
	return func(w kv.Writer, _ annotate.ID) error {
		key, value := first(w, bucket)
		value[len(value)/2] ^= 0x55
		return w.Put(bucket, key, value)
	}
}

// replace puts a value in place of the first one.
func replace(bucket, value []byte) damage {
	return func(w kv.Writer, _ annotate.ID) error {
		key, _ := first(w, bucket)
		return w.Put(bucket, key, value)
	}
}

func add(bucket []byte, key string) damage {
	return func(w kv.Writer, _ annotate.ID) error { return w.Put(bucket, []byte(key), nil) }
}

func undoEntry(position, arrival uint64) damage {
	return func(w kv.Writer, person annotate.ID) error {
		if arrival == 0 {
			return w.Delete(bucketUndo, undoKey(person, position))
		}
		return w.Put(bucketUndo, undoKey(person, position), number(arrival))
	}
}

func top(top, count uint64) damage {
	return func(w kv.Writer, person annotate.ID) error {
		return w.Put(bucketUndo, person[:], append(number(top), number(count)...))
	}
}

// TestCheckFindsWhatIsWrong damages one thing at a time and wants Check to
// name it.
// damages are what can happen to a project's records, and what the check says.
var damages = map[string]struct {
	damage damage
	says   string
}{
	"a history entry is gone":           {remove(bucketHistory), "an entry is missing before it"},
	"a history entry is another":        {flip(bucketHistory), "history entry 1"},
	"the index of the history":          {remove(bucketLanes), "the index of the history does not know it"},
	"a text is gone":                    {remove(bucketTexts), "an article's text is missing"},
	"a text is another":                 {flip(bucketTexts), "text"},
	"the index of texts":                {remove(bucketHashes), "the index of texts does not know it"},
	"an object is gone":                 {remove(bucketObjects), "it is missing"},
	"an object cannot be read":          {replace(bucketObjects, []byte{0xff}), "record of"},
	"a key that is no object's":         {add(bucketObjects, "k"), "an object's key has 1 bytes"},
	"an undo entry is gone":             {undoEntry(1, 0), "an entry is missing"},
	"the last undo entry is gone":       {undoEntry(3, 0), "it has 2 entries, and says 3 of 3"},
	"an undo entry leads nowhere":       {undoEntry(2, 999), "the history has no entry 999"},
	"an undo entry is somebody else's":  {undoEntry(2, 1), "somebody else's"},
	"undo begins above the stack's top": {top(4, 3), "says 4 of 3"},
	"an undo entry above the count":     {undoEntry(4, 2), ""},
	"an undo key of no kind":            {add(bucketUndo, "k"), "a key has 1 bytes"},
	"a lane leads elsewhere": {func(w kv.Writer, _ annotate.ID) error {
		k, v := first(w, bucketLanes)
		return w.Put(bucketLanes, k, append(number(99), v[8:]...))
	}, "the history has no entry 99"},
	"a lane nobody wrote": {func(w kv.Writer, p annotate.ID) error {
		_, v := first(w, bucketLanes)
		return w.Put(bucketLanes, laneKey(annotate.Lane{Replica: p, Stream: "base"}, 7), v)
	}, "is another one in the history"},
	"a text of no article": {func(w kv.Writer, p annotate.ID) error {
		return w.Put(bucketHashes, hashKey(annotate.Digest{1}, p), nil)
	}, "that is not its text"},
	"a payload with other bytes that say the same": {func(w kv.Writer, _ annotate.ID) error {
		k, v := first(w, bucketHistory)
		v[len(v)-2] ^= 1 // null becomes undefined
		return w.Put(bucketHistory, k, v)
	}, "history entry 1: "},
	"a clock that is behind": {func(w kv.Writer, _ annotate.ID) error {
		return w.Put(bucketMeta, keyClock, annotate.MustEncode(annotate.Stamp{Wall: 1}))
	}, "it is behind the latest change"},
}

func TestCheckFindsWhatIsWrong(t *testing.T) {
	for name, c := range damages {
		t.Run(name, func(t *testing.T) {
			p, err := NewMemory(testCodebook(), Options{})
			must(t, err)
			mina := addPerson(t, p, "Mina")
			article := addArticle(t, p, mina, sampleText)
			mark(t, p, mina, article, "quote", 0, 17)
			mark(t, p, mina, article, "cue", 18, 22)
			checkWhole(t, p)
			must(t, p.store.Update(func(w kv.Writer) error { return c.damage(w, mina) }))
			report, err := p.Check(context.Background(), nil)
			must(t, err)
			var said []string
			for _, problem := range report.Problems {
				said = append(said, problem.Where+": "+problem.What)
			}
			if got := strings.Join(said, "\n"); !strings.Contains(got, c.says) || c.says == "" && got != "" {
				t.Errorf("it says %q, want %q", said, c.says)
			}
		})
	}
}

// TestCheckGoesOnWhileOthersWrite: what comes meanwhile is no problem, and no
// read transaction is held all the time.
func TestCheckGoesOnWhileOthersWrite(t *testing.T) {
	p, _ := newFile(t)
	defer p.Close()
	mina := addPerson(t, p, "Mina")
	article := addArticle(t, p, mina, sampleText)
	i, err := p.StartImport(mina, "import")
	must(t, err)
	for n := range 3 * checkPiece / 4 {
		doc, err := source.FromText("a.txt", fmt.Sprint("Text number ", n))
		must(t, err)
		_, _, err = i.Add(doc)
		must(t, err)
	}
	_, err = i.Close("")
	must(t, err)
	quote := mark(t, p, mina, article, "quote", 0, 17)
	calls := 0
	report, err := p.Check(context.Background(), func(done, total int) {
		if calls++; done > total || total == 0 {
			t.Errorf("%d of %d", done, total)
		}
		// A write from inside of the check's transaction: what was looked at
		// already changes, and new things come.
		_, err := p.Commit(annotate.SetNote(quote, fmt.Sprint("note ", calls)))
		must(t, err)
		mark(t, p, mina, article, "cue", 18, 22)
	})
	must(t, err)
	if len(report.Problems) > 0 || calls < 5 {
		t.Errorf("%d calls, problems: %v", calls, report.Problems)
	}
	ctx, cancel := context.WithCancel(context.Background())
	if _, err := p.Check(ctx, func(int, int) { cancel() }); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled check: %v", err)
	}
}
