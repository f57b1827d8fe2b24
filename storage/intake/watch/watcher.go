package watch

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"bluepencil/annotate/source"

	"github.com/fsnotify/fsnotify"
)

// stamp is how a file looked when it was last seen.
type stamp struct {
	size     int64
	modified time.Time
}

func stampOf(info fs.FileInfo) stamp { return stamp{info.Size(), info.ModTime()} }

// candidate is a file that may still be growing.
type candidate struct {
	stamp
	since time.Time // it has looked so
}

// watcher is a watch under way. It belongs to one goroutine.
type watcher struct {
	notifier
	root    string
	o       Options
	known   map[string]stamp     // files told of, or there from the start
	waiting map[string]candidate // by path
	gone    bool                 // the root is
	tick    <-chan time.Time     // when to look again; nil where there is nothing to look for
}

// event takes up what happened to a path.
func (w *watcher) event(e fsnotify.Event) {
	switch {
	case e.Has(fsnotify.Remove) || e.Has(fsnotify.Rename):
		delete(w.waiting, e.Name)
		delete(w.known, e.Name)
		if e.Name == w.root {
			w.checkRoot()
			if !w.gone { // another one has its place
				w.look(w.compare)
			}
		}
	case w.ignored(e.Name) || !e.Has(fsnotify.Create) && !e.Has(fsnotify.Write):
	default:
		w.touched(e.Name)
	}
}

// touched looks at what came or changed. A folder may have got files before it
// was watched.
func (w *watcher) touched(path string) {
	info, err := os.Lstat(path)
	if err != nil {
		return // it is gone again, which is another event
	}
	if info.IsDir() {
		w.lookIn(path, func(path string, s stamp) { w.wait(path, s) })
		return
	}
	if info.Mode()&fs.ModeSymlink != 0 {
		if info, err = os.Stat(path); err != nil {
			return
		}
	}
	if info.Mode().IsRegular() && wanted(path) {
		w.wait(path, stampOf(info))
	}
}

func (w *watcher) wait(path string, s stamp) { w.waiting[path] = candidate{s, time.Now()} }

// due gives the files that have settled.
func (w *watcher) due() []string {
	w.tick = nil
	if w.gone {
		w.checkRoot()
		return nil
	}
	var ready []string
	for path, c := range w.waiting {
		info, err := os.Stat(path)
		switch {
		case err != nil:
			delete(w.waiting, path)
			w.checkRoot()
		case stampOf(info) != c.stamp:
			w.wait(path, stampOf(info))
		case time.Since(c.since) >= w.o.Settle:
			delete(w.waiting, path)
			if c.size > 0 { // one that is only there yet will be written to
				w.known[path] = c.stamp
				ready = append(ready, path)
			}
		}
	}
	slices.Sort(ready)
	return ready
}

// checkRoot notes whether the folder went or came back. What is in it then and
// was not before is new.
func (w *watcher) checkRoot() {
	info, err := os.Stat(w.root)
	there := err == nil && info.IsDir()
	switch {
	case !there && !w.gone:
		w.gone, w.tick = true, nil
		clear(w.waiting)
		w.problem(fmt.Errorf("%w: %s", ErrGone, w.root))
	case there && w.gone:
		w.gone = false
		w.look(w.compare)
	}
}

// compare waits for a file that is not as it was known.
func (w *watcher) compare(path string, s stamp) {
	if w.known[path] != s {
		w.wait(path, s)
	}
}

func (w *watcher) trouble(err error) {
	if errors.Is(err, fsnotify.ErrEventOverflow) {
		w.look(w.compare)
		err = fmt.Errorf("%w: %s", ErrLost, w.root)
	}
	if err != nil {
		w.problem(err)
	}
}

// look watches all the folders there are, and visits the files in them.
func (w *watcher) look(visit func(path string, s stamp)) { w.lookIn(w.root, visit) }

// lookIn watches a folder before it looks into it, so that nothing comes
// between.
func (w *watcher) lookIn(folder string, visit func(path string, s stamp)) {
	_ = filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error { // visit never fails
		if err != nil {
			return nil // it went meanwhile, or is closed to us
		}
		if w.ignored(path) {
			if entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if entry.IsDir() {
			if err := w.Add(path); err != nil {
				w.problem(fmt.Errorf("%w: %s: %w", ErrBlind, path, err))
			}
			return nil
		}
		if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() && wanted(path) {
			visit(path, stampOf(info))
		}
		return nil
	})
}

// ignored tells of hidden files and those in hidden folders.
func (w *watcher) ignored(path string) bool {
	inside, err := filepath.Rel(w.root, path)
	if err != nil || inside == "." {
		return err != nil
	}
	for name := range strings.SplitSeq(inside, string(filepath.Separator)) {
		if strings.HasPrefix(name, ".") {
			return true
		}
	}
	return false
}

// temporary are the ends of names that programs give to files they have not
// finished.
var temporary = []string{"~", ".part", ".partial", ".tmp", ".temp", ".crdownload", ".download", ".filepart"}

// wanted tells whether a file of this name is one to take in.
func wanted(path string) bool {
	name := strings.ToLower(filepath.Base(path))
	office := strings.HasPrefix(name, "~$") || strings.HasPrefix(name, "#") // a lock beside an open document, a copy being edited
	return !office && source.MayHold(name) && !slices.ContainsFunc(temporary, func(end string) bool { return strings.HasSuffix(name, end) })
}
