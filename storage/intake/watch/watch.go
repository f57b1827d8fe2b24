// Package watch tells of files that come into a folder, once they are all
// there: what a program is still writing, or a network still bringing, is
// waited for.
package watch

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/fsnotify/fsnotify"
)

// What a watch tells of through Options.Problem. It goes on after each.
var (
	ErrGone  = errors.New("the watched folder is gone; files are taken again when it is back")
	ErrLost  = errors.New("more happened in the watched folder than could be followed; it was looked through again")
	ErrBlind = errors.New("a folder cannot be watched")
)

// Settle is how long a file must stay as it is before it counts as complete,
// where Options do not say.
const Settle = 2 * time.Second

// returns is how often a folder that is gone is looked for.
const returns = 5 * time.Second

// Options say how a folder is watched.
type Options struct {
	Settle time.Duration // 0 means the constant Settle
	// Problem is told what goes wrong; may be nil. It is called on the
	// watching goroutine.
	Problem func(error)
}

// Folder watches a folder and the folders in it until the context ends, and
// gives its error. It calls arrived, on its own goroutine, with the paths of
// files that are new or changed since, sorted; a path may come again without a
// change. Files there from the start are not told of. Hidden and temporary
// files, files of kinds that are not read, and folders that only a link leads
// to are passed over. It fails at once where there is no folder.
func Folder(ctx context.Context, folder string, o Options, arrived func(paths []string)) error {
	n, err := fsnotify.NewWatcher()
	if err != nil {
		return fmt.Errorf("watch %s: %w", folder, err)
	}
	defer n.Close()
	return run(ctx, folder, o, system{n}, arrived)
}

// notifier tells of events in folders, each of which is added for itself.
type notifier interface {
	Add(folder string) error
	Events() <-chan fsnotify.Event
	Errors() <-chan error
}

// system is the operating system's notifier.
type system struct{ *fsnotify.Watcher }

func (s system) Events() <-chan fsnotify.Event { return s.Watcher.Events }
func (s system) Errors() <-chan error          { return s.Watcher.Errors }

// run watches with a notifier.
func run(ctx context.Context, folder string, o Options, n notifier, arrived func([]string)) error {
	folder = filepath.Clean(folder)
	if info, err := os.Stat(folder); err != nil {
		return fmt.Errorf("watch a folder: %w", err)
	} else if !info.IsDir() {
		return fmt.Errorf("watch a folder: %s is a file", folder)
	}
	if o.Settle <= 0 {
		o.Settle = Settle
	}
	w := &watcher{root: folder, o: o, notifier: n, known: map[string]stamp{}, waiting: map[string]candidate{}}
	w.look(func(path string, s stamp) { w.known[path] = s })
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case e, ok := <-n.Events():
			if !ok {
				return fmt.Errorf("watch %s: the system ended it", folder)
			}
			w.event(e)
		case err := <-n.Errors():
			w.trouble(err)
		case <-w.tick:
			if paths := w.due(); len(paths) > 0 {
				arrived(paths)
			}
		}
		w.wind()
	}
}

// wind sets the clock for the next look, if there is something to look for.
func (w *watcher) wind() {
	switch {
	case w.tick != nil:
	case w.gone:
		w.tick = time.After(returns)
	case len(w.waiting) > 0:
		w.tick = time.After(w.o.Settle / 2)
	}
}

func (w *watcher) problem(err error) {
	if w.o.Problem != nil {
		w.o.Problem(err)
	}
}
