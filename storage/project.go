package storage

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"bluepencil/annotate"
	"bluepencil/storage/kv"
	"bluepencil/storage/kv/bolt"
	"bluepencil/storage/kv/memory"
)

// Extension is that of a project's file.
const Extension = ".bluepencil"

// Options say how a project is opened.
type Options struct {
	// Program and User are told to whoever tries to open the same file meanwhile.
	Program string
	User    string
	// Now is the machine's clock; nil means time.Now.
	Now func() time.Time
	// NoCopyOnOpen leaves out the backups that are otherwise made when they are
	// due: on opening, while the project is open, and on closing.
	NoCopyOnOpen bool
	// Backups says how many are kept.
	Backups BackupPolicy
	// Ticks say when to look whether a backup is due; nil means every five minutes.
	Ticks <-chan time.Time
	// CompactOnClose makes the file smaller on closing where that pays.
	CompactOnClose bool
	// Notice is told of what went wrong without stopping anything, such as a
	// backup that could not be made, once until it is mended. It may be called
	// from another goroutine.
	Notice func(error)

	draft bool // the file is one in the making: nothing beside it is its own
}

// Project is an open project. All its methods are safe for concurrent use.
type Project struct {
	store   kv.Store
	path    string
	id      annotate.ID
	replica annotate.ID
	clock   *annotate.Clock
	notice  func(error)
	now     func() time.Time

	writing sync.Mutex // held for one write and the delivery of its event
	events  hub
	texts   textCache
	visible batches
	book    codebookCache
	listed  lists
	// versions knows which article replaces which.
	versions versionLinks

	keeping        sync.Mutex // held for one backup, compaction or purge
	keeper         *keeper    // nil where no backups are made
	told           told
	erased         eraseHooks
	compactAtClose bool
	closing        sync.Once
}

// Create makes a new project file with the given codebook and opens it. It
// never overwrites: an existing file is an error that wraps fs.ErrExist. The
// file appears under its name with the codebook in it, or not at all.
func Create(path string, codebook *annotate.Codebook, o Options) (*Project, error) {
	store, err := bolt.CreateWith(path, boltOptions(o), func(store *bolt.Store, draft string) error {
		_, err := initialise(store, draft, codebook, o)
		return err
	})
	if err != nil {
		return nil, err
	}
	p, err := openStore(store, path, o)
	if err != nil {
		return nil, errors.Join(err, store.Close())
	}
	p.startKeeping(o)
	return p, nil
}

// NewMemory makes a project that lives in memory only: for tests and previews.
func NewMemory(codebook *annotate.Codebook, o Options) (*Project, error) {
	return initialise(memory.New(), "", codebook, o)
}

// Open opens a project file. It fails with kv.ErrLocked (naming the holder),
// kv.ErrDamaged, kv.ErrNotProject, ErrNewer, or an error of the file system;
// whatever it fails with, the file is as it was.
func Open(path string, o Options) (*Project, error) {
	store, err := bolt.Open(path, boltOptions(o))
	if err != nil {
		return nil, err
	}
	p, err := openStore(store, path, o)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w", path, err), store.Close())
	}
	if !o.draft {
		p.tidy(o)
	}
	p.startKeeping(o)
	return p, nil
}

// tidy finishes what a crash interrupted: a draft that was left behind, a
// purge whose traces are not all gone.
func (p *Project) tidy(o Options) {
	err := cleanDrafts(filepath.Dir(p.path), filepath.Base(p.path))
	if o.NoCopyOnOpen { // else the first look for backups does it, in the background
		pending, failed := p.erasing()
		if failed == nil && pending {
			_, _, failed = p.finishErasing()
		}
		err = errors.Join(err, failed)
	}
	if err != nil {
		p.notice(fmt.Errorf("what was interrupted could not be finished, the project itself is fine: %w", err))
	}
}

func boltOptions(o Options) bolt.Options {
	return bolt.Options{Holder: bolt.Holder{Program: o.Program, Person: o.User}}
}

func openStore(store kv.Store, path string, o Options) (*Project, error) {
	err := migrate(store, upgrades, func(from uint64) error {
		if path == "" {
			return nil
		}
		return copyBefore(store, fmt.Sprintf("%s.format-%d", path, from))
	})
	if err != nil {
		return nil, err
	}
	p := &Project{store: store, path: path, notice: o.Notice, compactAtClose: o.CompactOnClose}
	if p.notice == nil {
		p.notice = func(error) {}
	}
	if err := p.load(o); err != nil {
		return nil, err
	}
	return p, nil
}

// load reads what is kept in memory while the project is open.
func (p *Project) load(o Options) error {
	p.now = o.Now
	if p.now == nil {
		p.now = time.Now
	}
	var last annotate.Stamp
	var place []byte
	err := p.store.View(func(r kv.Reader) error {
		copy(p.id[:], r.Get(bucketMeta, keyProject))
		copy(p.replica[:], r.Get(bucketMeta, keyReplica))
		place = append(place, r.Get(bucketMeta, keyPlace)...)
		if err := annotate.Value(r.Get(bucketMeta, keyClock)).Decode(&last); err != nil {
			return fmt.Errorf("%w: the clock cannot be read: %w", kv.ErrDamaged, err)
		}
		return p.visible.load(r)
	})
	if err != nil {
		return err
	}
	if here := placeOf(p.path); here != string(place) {
		// Another file than the one that got this replica's id: a copy, a
		// restored backup, a moved disk. Sequence numbers are never used twice.
		if err := p.mintReplica(here); err != nil {
			return err
		}
	}
	p.clock = annotate.NewClock(p.replica, last, p.now)
	return nil
}

func (p *Project) mintReplica(place string) error {
	fresh := annotate.NewID()
	err := p.store.Update(func(w kv.Writer) error {
		return errors.Join(w.Put(bucketMeta, keyReplica, fresh[:]), w.Put(bucketMeta, keyPlace, []byte(place)))
	})
	if err != nil {
		return fmt.Errorf("give this copy an identity of its own: %w", err)
	}
	p.replica = fresh
	return nil
}

// initialise writes an empty project into the store and opens it.
func initialise(store kv.Store, path string, codebook *annotate.Codebook, o Options) (*Project, error) {
	err := store.Update(func(w kv.Writer) error { return writeIdentity(w, annotate.NewID(), path) })
	if err != nil {
		return nil, fmt.Errorf("write the new project: %w", err)
	}
	p, err := openStore(store, path, o)
	if err != nil {
		return nil, err
	}
	if codebook != nil {
		if _, err := p.Commit(annotate.InstallCodebook(annotate.ID{}, codebook)); err != nil {
			return nil, fmt.Errorf("write the codebook: %w", err)
		}
	}
	return p, nil
}

// writeIdentity makes an empty store a project, at its first place.
func writeIdentity(w kv.Writer, project annotate.ID, path string) error {
	replica := annotate.NewID()
	return errors.Join(
		w.Put(bucketMeta, keyFormat, number(FormatVersion)),
		w.Put(bucketMeta, keyProject, project[:]),
		w.Put(bucketMeta, keyReplica, replica[:]),
		w.Put(bucketMeta, keyPlace, []byte(placeOf(path))))
}

// Close waits for a write under way, makes the last backup and releases the file.
func (p *Project) Close() error {
	p.closing.Do(func() {
		p.listed.close()
		p.endKeeping()
		if p.compactAtClose {
			p.compactOnClose()
		}
	})
	p.writing.Lock()
	defer p.writing.Unlock()
	return p.store.Close()
}

// Path is the project's file, or "" for one in memory.
func (p *Project) Path() string { return p.path }

// Name is what the project is called: its file's name without the extension.
func (p *Project) Name() string {
	return strings.TrimSuffix(filepath.Base(p.path), Extension)
}

// ID is the project's id, the same in all its copies.
func (p *Project) ID() annotate.ID { return p.id }

// Replica is this copy's id.
func (p *Project) Replica() annotate.ID { return p.replica }
