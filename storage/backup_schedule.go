package storage

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"bluepencil/storage/kv"
	"bluepencil/storage/kv/bolt"
	"bluepencil/storage/segment"
)

// BackupPolicy says how backups are kept. Zero fields mean what is usual.
type BackupPolicy struct {
	CopyEvery    time.Duration // between full copies: a day
	ChangesEvery time.Duration // between segments: an hour
	// MostBytes is how much all backups may take: 2 GB. The newest full copy
	// and what leads on from it stay even where they are larger.
	MostBytes   int64
	KeepChanges int // segments: 24
	KeepDaily   int // full copies, one a day: 7
	KeepWeekly  int // full copies, one a week: 4
}

func (b BackupPolicy) filled() BackupPolicy {
	orElse := func(v *int, usual int) {
		if *v <= 0 {
			*v = usual
		}
	}
	if b.CopyEvery <= 0 {
		b.CopyEvery = 24 * time.Hour
	}
	if b.ChangesEvery <= 0 {
		b.ChangesEvery = time.Hour
	}
	if b.MostBytes <= 0 {
		b.MostBytes = 2 << 30
	}
	orElse(&b.KeepChanges, 24)
	orElse(&b.KeepDaily, 7)
	orElse(&b.KeepWeekly, 4)
	return b
}

// lookEvery is how often an open project looks whether something is due. What
// is due goes by the machine's clock, so that a suspended machine catches up.
const lookEvery = 5 * time.Minute

// keeper backs up an open project in the background.
type keeper struct {
	policy BackupPolicy
	stop   chan struct{}
	done   sync.WaitGroup
}

// startKeeping begins with what is due on opening and goes on with each tick.
func (p *Project) startKeeping(o Options) {
	if o.NoCopyOnOpen || p.path == "" {
		return
	}
	p.keeper = &keeper{policy: o.Backups.filled(), stop: make(chan struct{})}
	ticks, stopTicks := o.Ticks, func() {}
	if ticks == nil {
		ticker := time.NewTicker(lookEvery)
		ticks, stopTicks = ticker.C, ticker.Stop
	}
	p.keeper.done.Add(1)
	go func() {
		defer p.keeper.done.Done()
		defer stopTicks()
		for {
			p.look()
			select {
			case <-ticks:
			case <-p.keeper.stop:
				return
			}
		}
	}()
}

// look does what is due.
func (p *Project) look() {
	p.watch()
	pending, err := p.erasing()
	if err == nil && pending {
		_, _, err = p.finishErasing()
	}
	if err == nil {
		err = p.backUp(p.keeper.policy, false)
	}
	if err != nil {
		err = fmt.Errorf("the backup failed, the project itself is fine: %w", err)
	}
	p.tellOnce("backup", err)
}

// endKeeping makes the last backup.
func (p *Project) endKeeping() {
	if p.keeper == nil {
		return
	}
	close(p.keeper.stop)
	p.keeper.done.Wait()
	if err := p.backUp(p.keeper.policy, true); err != nil {
		p.tellOnce("backup", fmt.Errorf("the backup on closing failed, the project itself is fine: %w", err))
	}
	p.keeper = nil
}

// BackUpNow makes the backup that would be made on closing: what changed since
// the last one.
func (p *Project) BackUpNow(policy BackupPolicy) error {
	if p.path == "" {
		return ErrNoFile
	}
	return p.backUp(policy.filled(), true)
}

// backUp makes the backup that is due, now or because the project closes, and
// thins what there is.
func (p *Project) backUp(policy BackupPolicy, now bool) error {
	p.keeping.Lock()
	defer p.keeping.Unlock()
	list, _, err := ListBackups(p.path)
	if err != nil {
		return err
	}
	s, err := p.situation(list)
	if err != nil || !s.changed {
		return err
	}
	full, changes := s.due(policy, p.now(), now)
	switch {
	case full:
		_, err = p.fullBackup(s.latest)
	case changes:
		err = p.segmentBackup(s.covered, s.latest)
	default:
		return nil
	}
	if err != nil {
		return err
	}
	return thinBackups(p.path, policy)
}

// situation is how far the backups go.
type situation struct {
	changed  bool         // something is in no backup
	covered  segment.Mark // what a segment would go on from
	hasTrunk bool         // there is a full copy whose segments lead to covered
	segments int          // how many do
	copied   time.Time    // when that full copy was made
	latest   time.Time    // when the newest backup was
}

func (p *Project) situation(list []Backup) (s situation, err error) {
	full := -1
	for i, b := range list {
		s.latest = b.Made
		if b.Kind == FullCopy {
			full = i
		}
	}
	err = p.store.View(func(r kv.Reader) error {
		last := lastArrival(r)
		s.changed = last > 0
		if full < 0 {
			return nil
		}
		end, digest := list[full].To, list[full].toDigest
		for _, b := range chainFrom(list[full], list) {
			end, digest = b.To, b.toDigest
			s.segments++
		}
		if end > last || digest == "" {
			return nil // of another branch of the history, or of an earlier version
		}
		var err error
		if s.covered, err = markAt(r, end); err != nil {
			return err
		}
		s.hasTrunk = shortDigest(s.covered) == digest
		s.changed = !s.hasTrunk || end < last
		s.copied = list[full].Made
		return nil
	})
	return s, err
}

// due tells whether a full copy or a segment is. A clock that was turned back
// makes both due: nobody knows how long ago the last ones were.
func (s *situation) due(policy BackupPolicy, now time.Time, closing bool) (full, changes bool) {
	passed := func(since time.Time, every time.Duration) bool {
		return now.Sub(since) >= every || since.Sub(now) >= every
	}
	full = !s.hasTrunk || s.segments >= policy.KeepChanges || !closing && passed(s.copied, policy.CopyEvery)
	return full, closing || passed(s.latest, policy.ChangesEvery)
}

// stampAfter is the time a new backup is named by: later than all there are,
// also where the clock was turned back, so that their order stays right.
func (p *Project) stampAfter(latest time.Time) time.Time {
	now := p.now().Truncate(time.Second)
	if !now.After(latest) {
		now = latest.Add(time.Second)
	}
	return now
}

// prepareFolder makes the folder of backups and removes what a crash left there.
func (p *Project) prepareFolder() (dir string, err error) {
	dir = CopiesDir(p.path)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return dir, err
	}
	return dir, errors.Join(cleanDrafts(dir, p.Name()+Extension), cleanDrafts(dir, p.Name()+segment.Extension))
}

// fullBackup makes a full copy and gives its path.
func (p *Project) fullBackup(latest time.Time) (string, error) {
	dir, err := p.prepareFolder()
	if err != nil {
		return "", err
	}
	draft, err := copyOf(p.store, filepath.Join(dir, p.Name()+Extension))
	if err != nil {
		return "", err
	}
	mark, err := verifyCopy(draft)
	if err != nil {
		return "", errors.Join(err, os.Remove(draft))
	}
	path := filepath.Join(dir, copyName(p.Name(), mark, p.stampAfter(latest)))
	return path, bolt.Adopt(draft, path)
}

// segmentBackup makes a segment of what came after from.
func (p *Project) segmentBackup(from segment.Mark, latest time.Time) error {
	dir, err := p.prepareFolder()
	if err != nil {
		return err
	}
	draft, h, err := p.draftSegment(filepath.Join(dir, p.Name()+segment.Extension), from)
	if err != nil || draft == "" {
		return err
	}
	return bolt.Adopt(draft, filepath.Join(dir, segmentName(p.Name(), h.From, h.To, p.stampAfter(latest))))
}
