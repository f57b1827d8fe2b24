package storage

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"time"

	"bluepencil/storage/kv"
	"bluepencil/storage/kv/bolt"
)

// ErrNoBackup: there is no backup that could be restored.
var ErrNoBackup = errors.New("there is no good backup")

// Restored tells what a restored project holds.
type Restored struct {
	Copy       string    // the full copy it was made of
	Segments   int       // how many segments were applied to it
	Actions    uint64    // how many actions its history has
	LastAction time.Time // when the latest of them was
	// Skipped says which backups could not be used, and why.
	Skipped []error
}

// Restore makes a project of a full copy, at a path where there is none yet.
// The restored project gets a replica's id of its own, so that what it goes on
// to do is never taken for what the original did. The copy is only read.
func Restore(backup, path string, o Options) error {
	if err := mustBeFree(path); err != nil {
		return err
	}
	draft, _, err := rebuild(backup, nil, path, o)
	if err == nil {
		err = bolt.Adopt(draft, path)
	}
	if err != nil {
		return fmt.Errorf("restore %s: %w", backup, err)
	}
	return nil
}

// RestoreAt makes a project of the backups of another one: of a full copy and
// the segments after it, as they were not later than the given time; the zero
// time means the newest. Backups that are not whole are passed over for older
// ones. It fails with ErrNoBackup.
func RestoreAt(project string, at time.Time, path string, o Options) (Restored, error) {
	if err := mustBeFree(path); err != nil {
		return Restored{}, err
	}
	draft, restored, err := rebuildNewest(project, at, path, o)
	if err == nil {
		err = bolt.Adopt(draft, path)
	}
	if err != nil {
		err = fmt.Errorf("restore %s: %w", project, err)
	}
	return restored, err
}

// RestoreNewest tells what RestoreAt would give, by doing it in a file that is
// removed again.
func RestoreNewest(project string, o Options) (Restored, error) {
	draft, restored, err := rebuildNewest(project, time.Time{}, project, o)
	if err == nil {
		err = os.Remove(draft)
	}
	return restored, err
}

func mustBeFree(path string) error {
	if _, err := os.Lstat(path); err == nil {
		return fmt.Errorf("restore to %s: %w; choose another name or move it away", path, fs.ErrExist)
	}
	return nil
}

// rebuildNewest makes a draft beside the path of the newest good backup. Full
// copies are tried from the newest on.
func rebuildNewest(project string, at time.Time, path string, o Options) (draft string, restored Restored, err error) {
	list, _, err := ListBackups(project)
	if err != nil {
		return "", restored, err
	}
	if !at.IsZero() {
		list = slices.DeleteFunc(list, func(b Backup) bool { return b.Made.After(at) })
	}
	var skipped []error
	for i := len(list) - 1; i >= 0; i-- {
		if list[i].Kind != FullCopy {
			continue
		}
		draft, restored, err = rebuild(list[i].Path, chainFrom(list[i], list), path, o)
		restored.Skipped = append(skipped, restored.Skipped...)
		if err == nil {
			return draft, restored, nil
		}
		if beside := besideProblem(err); beside {
			return "", restored, err
		}
		skipped = append(skipped, fmt.Errorf("%s: %w", list[i].Path, err))
	}
	return "", Restored{Skipped: skipped}, errors.Join(append([]error{fmt.Errorf("%w in %s", ErrNoBackup, CopiesDir(project))}, skipped...)...)
}

// besideProblem tells an error of the place to restore to from one of the
// backup: an older backup would not help.
func besideProblem(err error) bool {
	return errors.Is(err, kv.ErrWrite) || errors.Is(err, fs.ErrPermission) || errors.Is(err, errTarget)
}

var errTarget = errors.New("the restored project cannot be written")

// rebuild makes a draft beside the path of a full copy and as many of the
// segments as fit: one that does not is left out whole, and those after it.
func rebuild(full string, segments []Backup, path string, o Options) (draft string, restored Restored, err error) {
	var skipped []error
	for {
		restored = Restored{Copy: full, Segments: len(segments), Skipped: skipped}
		draft, failed, err := rebuildFrom(full, segments, path, o, &restored)
		if err == nil || failed < 0 {
			return draft, restored, err
		}
		if besideProblem(err) {
			return "", restored, err
		}
		skipped = append(skipped, err)
		segments = segments[:failed]
	}
}

// rebuildFrom does so with all segments given, or says which one failed (-1:
// the full copy).
func rebuildFrom(full string, segments []Backup, path string, o Options, restored *Restored) (draft string, failed int, err error) {
	if draft, err = copyCopy(full, path); err != nil {
		return "", -1, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(draft))
		}
	}()
	o.NoCopyOnOpen, o.draft = true, true
	p, err := Open(draft, o) // the first opening in a new place mints the replica
	if err != nil {
		return "", -1, err
	}
	defer func() { err = errors.Join(err, p.Close()) }()
	for i, s := range segments {
		if err := p.replaySegment(s.Path); err != nil {
			return "", i, err
		}
	}
	if err := p.sound(); err != nil {
		return "", len(segments) - 1, err
	}
	if err := p.draftErased(); err != nil {
		return "", -1, err
	}
	restored.Actions, restored.LastAction, err = p.standing()
	return draft, -1, err
}

// draftErased finishes a purge that was replayed in a draft, which has no
// backups of its own yet.
func (p *Project) draftErased() error {
	pending, err := p.erasing()
	if err == nil && pending {
		err = p.compact()
	}
	if err == nil && pending {
		err = p.forgetErasing()
	}
	return err
}

// copyCopy copies a full copy, which must be whole, beside the path.
func copyCopy(full, path string) (draft string, err error) {
	store, err := bolt.Open(full, bolt.Options{ReadOnly: true})
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	if err := store.Check(); err != nil {
		return "", err
	}
	draft, err = copyOf(store, path)
	if err != nil && !errors.Is(err, kv.ErrDamaged) {
		err = fmt.Errorf("%w: %w", errTarget, err)
	}
	return draft, err
}

// sound wants the whole check to find nothing.
func (p *Project) sound() error {
	report, err := p.Check(context.Background(), nil)
	if err == nil && len(report.Problems) > 0 {
		first := report.Problems[0]
		err = fmt.Errorf("%w: %s: %s, and %d problems more", kv.ErrDamaged, first.Where, first.What, len(report.Problems)-1)
	}
	return err
}

// standing tells how many actions the history has, and when the latest was.
func (p *Project) standing() (actions uint64, last time.Time, err error) {
	err = p.store.View(func(r kv.Reader) error {
		actions, last = lastArrival(r), lastActionOf(r)
		return nil
	})
	return actions, last, err
}
