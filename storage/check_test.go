package storage

import (
	"context"
	"strings"
	"testing"

	"bluepencil/annotate"
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
func TestCheckFindsWhatIsWrong(t *testing.T) {
	for name, c := range map[string]struct {
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
	} {
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
