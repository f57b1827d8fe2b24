package storage

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"bluepencil/annotate"
	"bluepencil/storage/kv"
	"bluepencil/storage/kv/bolt"
	"bluepencil/storage/segment"
)

// Rescued tells what a rescue did.
type Rescued struct {
	Restored
	Damaged  string // where the damaged file lies now
	Salvaged uint64 // actions that were in no backup and came from the damaged file
	// Lost is how many actions the damaged file tells of that are in neither;
	// LostKnown is false where it does not even tell how many there were.
	Lost      uint64
	LostKnown bool
}

// String says it in one sentence.
func (r *Rescued) String() string {
	state := fmt.Sprintf("the newest good state is from %s", r.LastAction.Format("2 January 15:04"))
	switch {
	case !r.LostKnown:
		return state + "; whether later actions are missing cannot be told"
	case r.Lost == 0:
		return state + "; no action is missing"
	}
	return fmt.Sprintf("%s; %d of %d actions are missing", state, r.Lost, r.Actions+r.Lost)
}

// ErrNotDamaged: Rescue was asked to replace a file that opens.
var ErrNotDamaged = errors.New("the project is not damaged")

// Rescue puts the newest good state in the place of a damaged project: the
// newest backup, the segments after it, and what can still be read of the
// damaged file's history beyond them. The damaged file is kept beside it under
// another name, and never deleted. It fails with ErrNotDamaged where the file
// opens, with ErrNoBackup, and with kv.ErrLocked; then nothing has changed.
// Without a good backup, all comes from the damaged file's history.
func Rescue(path string, o Options) (Rescued, error) {
	r, err := rescue(path, o)
	if err != nil {
		err = fmt.Errorf("rescue %s: %w", path, err)
	}
	return r, err
}

func rescue(path string, o Options) (r Rescued, err error) {
	if err := mustBeDamaged(path, o); err != nil {
		return r, err
	}
	draft, restored, err := rebuildNewest(path, time.Time{}, path, o)
	r.Restored = restored
	noBackup := err
	if errors.Is(err, ErrNoBackup) {
		draft, err = beginAnew(path, err, o)
	}
	if err != nil {
		return r, err
	}
	if err := r.salvage(draft, path, o); err != nil {
		return r, errors.Join(err, os.Remove(draft))
	}
	if r.Actions == 0 {
		return r, errors.Join(nothingLeft(noBackup), os.Remove(draft))
	}
	r.Damaged, err = putAside(path, o)
	if err != nil {
		return r, errors.Join(err, os.Remove(draft))
	}
	if err := bolt.Adopt(draft, path); err != nil {
		return r, fmt.Errorf("%w; the damaged file is at %s", err, r.Damaged)
	}
	return r, nil
}

// mustBeDamaged looks whether there is something to rescue. A missing file is:
// the backups are there to bring it back.
func mustBeDamaged(path string, o Options) error {
	o.NoCopyOnOpen = true
	p, err := Open(path, o)
	switch {
	case err == nil:
		err = errors.Join(p.sound(), p.Close())
		if err == nil {
			return fmt.Errorf("%w: it opens, and check finds nothing", ErrNotDamaged)
		}
		if errors.Is(err, kv.ErrDamaged) {
			return nil
		}
		return err
	case errors.Is(err, kv.ErrLocked), errors.Is(err, ErrNewer), errors.Is(err, os.ErrPermission):
		return err
	}
	return nil
}

// putAside gives the damaged file another name beside its own.
func putAside(path string, o Options) (string, error) {
	if _, err := os.Lstat(path); errors.Is(err, os.ErrNotExist) {
		return "", nil
	}
	now := o.Now
	if now == nil {
		now = time.Now
	}
	base := strings.TrimSuffix(path, Extension) + ".damaged-" + now().Format("2006-01-02")
	name := base + Extension
	for n := 2; ; n++ {
		if _, err := os.Lstat(name); errors.Is(err, os.ErrNotExist) {
			break
		}
		name = fmt.Sprintf("%s-%d%s", base, n, Extension)
	}
	if err := os.Rename(path, name); err != nil {
		return "", err
	}
	return name, bolt.SyncDir(filepath.Dir(path))
}

// salvage adds to the draft what the damaged file has beyond it: change by
// change, up to the first that cannot be read or does not fit the hash chain.
func (r *Rescued) salvage(draft, path string, o Options) (err error) {
	wreck, unreadable := bolt.OpenWreck(path)
	if unreadable != nil {
		return nil // nothing can be read: what the backups give must do
	}
	defer wreck.Close()
	o.NoCopyOnOpen, o.draft = true, true
	p, err := Open(draft, o)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.Close()) }()
	before := r.Actions
	if err := p.replayWreck(wreck, before); err != nil && !errors.Is(err, errEndOfWreck) {
		return err
	}
	if err := errors.Join(p.sound(), p.draftErased()); err != nil {
		return err
	}
	if r.Actions, r.LastAction, err = p.standing(); err != nil {
		return err
	}
	r.Salvaged = r.Actions - before
	if last, known := lastOfWreck(wreck); known {
		r.LostKnown, r.Lost = true, max(last, r.Actions)-r.Actions
	}
	return nil
}

// lastOfWreck is how many actions a damaged file knows of: the history's last
// number, or the highest that the lanes or the undo stacks tell of where the
// history cannot be read to its end.
func lastOfWreck(wreck *bolt.Wreck) (last uint64, known bool) {
	seen := func(_, value []byte) (bool, error) {
		last = max(last, readNumber(value[:min(8, len(value))]))
		return true, nil
	}
	known = wreck.Scan(bucketLanes, nil, nil, seen) == nil
	history := wreck.Scan(bucketHistory, nil, nil, func(key, _ []byte) (bool, error) {
		last = max(last, readNumber(key))
		return true, nil
	})
	return last, known || history == nil
}

// errEndOfWreck ends a salvage: what comes after does not fit.
var errEndOfWreck = errors.New("the rest cannot be used")

// replayWreck lets the changes of a damaged file arrive, each in a transaction
// of its own so that one that does not fit leaves nothing.
func (p *Project) replayWreck(wreck *bolt.Wreck, after uint64) error {
	if err := p.sameTrunk(wreck, after); err != nil {
		return err
	}
	err := wreck.Scan(bucketHistory, nil, number(after+1), func(key, value []byte) (bool, error) {
		err := p.write(func(t *transaction) error {
			if err := t.salvageTexts(wreck, value); err != nil {
				return err
			}
			return t.replayChange(readNumber(key), value)
		})
		if err != nil && !errors.Is(err, kv.ErrWrite) {
			err = fmt.Errorf("%w: %w", errEndOfWreck, err)
		}
		return err == nil, err
	})
	if err != nil && !errors.Is(err, errEndOfWreck) && !errors.Is(err, kv.ErrDamaged) {
		return err
	}
	return p.salvageUndo(wreck, after)
}

// sameTrunk wants the damaged file to have the change the backup ends with.
func (p *Project) sameTrunk(wreck *bolt.Wreck, after uint64) error {
	var here segment.Mark
	err := p.store.View(func(r kv.Reader) (err error) {
		here, err = markAt(r, after)
		return err
	})
	if err != nil {
		return err
	}
	if there, err := markAt(wreck, after); err == nil && there != here {
		return fmt.Errorf("%w: the backup has another change %d", errEndOfWreck, after)
	}
	return nil // where it cannot be read, the lanes' chains tell
}

func (t *transaction) salvageTexts(wreck *bolt.Wreck, record []byte) error {
	c, err := decodeHistory(record)
	if err != nil {
		return err
	}
	for i := range c.Edits {
		digest, ok := contentOf(&c.Edits[i])
		if !ok || t.w.Get(bucketTexts, digest[:]) != nil {
			continue
		}
		packed := wreck.Get(bucketTexts, digest[:])
		text, err := unpackText(packed)
		if err != nil || annotate.TextDigest(text) != digest {
			return fmt.Errorf("%w: the text of article %s is damaged", kv.ErrDamaged, c.Edits[i].Ref.ID)
		}
		if err := t.w.Put(bucketTexts, digest[:], packed); err != nil {
			return err
		}
	}
	return nil
}

// salvageUndo takes over the undo stacks where all of them can be read and all
// they name was salvaged; otherwise what was salvaged cannot be undone by one
// key, and everything before it can.
func (p *Project) salvageUndo(wreck *bolt.Wreck, after uint64) error {
	var items []segment.Item
	last, _, err := p.standing()
	if err != nil {
		return err
	}
	whole := wreck.Scan(bucketUndo, nil, nil, func(key, value []byte) (bool, error) {
		if len(key) == len(annotate.ID{}) || readNumber(value) > after {
			items = append(items, segment.Item{Kind: segment.Undo, Key: key, Data: value})
		}
		if len(key) > len(annotate.ID{}) && readNumber(value) > last {
			return false, errEndOfWreck
		}
		return true, nil
	})
	if whole != nil || last == after {
		return nil
	}
	return p.write(func(t *transaction) error {
		for _, i := range items {
			if err := t.replayItem(i); err != nil {
				return err
			}
		}
		return nil
	})
}
