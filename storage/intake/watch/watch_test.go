package watch

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/fsnotify/fsnotify"
)

// hand is a notifier that a test moves by hand.
type hand struct {
	events chan fsnotify.Event
	errors chan error
	refuse string
	mu     sync.Mutex // the bubble's time orders both sides, which the race detector cannot see
	added  map[string]bool
}

func (h *hand) Add(folder string) error {
	if h.refuse != "" && filepath.Base(folder) == h.refuse {
		return errors.New("too many")
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.added[folder] = true
	return nil
}

func (h *hand) watched(folder string) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.added[folder]
}

func (h *hand) forget() {
	h.mu.Lock()
	defer h.mu.Unlock()
	clear(h.added)
}

func (h *hand) Events() <-chan fsnotify.Event { return h.events }
func (h *hand) Errors() <-chan error          { return h.errors }

// stage is a watch in a folder, in time that the test moves.
type stage struct {
	*hand
	t        *testing.T
	root     string
	told     []string // the paths below root
	problems []error
	ended    error
}

// on runs a test in a bubble of time: waiting takes none.
func on(t *testing.T, prepare func(s *stage), play func(s *stage)) {
	root := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		s := &stage{t: t, root: root, hand: &hand{events: make(chan fsnotify.Event), errors: make(chan error), added: map[string]bool{}}}
		if prepare != nil {
			prepare(s)
		}
		ctx, cancel := context.WithCancel(t.Context())
		o := Options{Problem: func(err error) {
			s.mu.Lock()
			defer s.mu.Unlock()
			s.problems = append(s.problems, err)
		}}
		go func() { s.ended = run(ctx, root, o, s.hand, s.arrived) }()
		synctest.Wait()
		play(s)
		cancel()
		synctest.Wait()
		if !errors.Is(s.ended, context.Canceled) {
			t.Errorf("it ended with %v", s.ended)
		}
	})
}

// said are the problems so far.
func (s *stage) said() []error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.problems)
}

func (s *stage) arrived(paths []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, p := range paths {
		s.told = append(s.told, filepath.ToSlash(strings.TrimPrefix(p, s.root)[1:]))
	}
}

func (s *stage) path(name string) string { return filepath.Join(s.root, filepath.FromSlash(name)) }

// write writes a file, and tells nobody.
func (s *stage) write(name, content string) {
	s.t.Helper()
	err := os.MkdirAll(filepath.Dir(s.path(name)), 0o755)
	if err == nil {
		err = os.WriteFile(s.path(name), []byte(content), 0o644)
	}
	if err != nil {
		s.t.Fatal(err)
	}
}

// tell is the system's event.
func (s *stage) tell(name string, op fsnotify.Op) {
	path := s.root
	if name != "" {
		path = s.path(name)
	}
	s.events <- fsnotify.Event{Name: path, Op: op}
	synctest.Wait()
}

// pass lets time pass, and wants to have been told of these files so far.
func (s *stage) pass(d time.Duration, want ...string) {
	s.t.Helper()
	time.Sleep(d) // of the bubble, where nobody waits
	synctest.Wait()
	s.mu.Lock()
	defer s.mu.Unlock()
	if !slices.Equal(s.told, want) {
		s.t.Errorf("after %s it told of %q, want %q", d, s.told, want)
	}
}

func TestAFileIsToldOfWhenItIsComplete(t *testing.T) {
	on(t, nil, func(s *stage) {
		s.write("a.txt", "The ferry")
		s.tell("a.txt", fsnotify.Create)
		s.pass(Settle / 2)
		s.write("a.txt", "The ferry sails")
		s.tell("a.txt", fsnotify.Write)
		s.pass(Settle * 3 / 4)
		s.write("a.txt", "The ferry sails again") // nobody says so, but it shows
		s.pass(Settle * 3 / 4)
		s.pass(2*Settle, "a.txt")
		s.write("a.txt", "The ferry sails again.")
		s.tell("a.txt", fsnotify.Write)
		s.pass(2*Settle, "a.txt", "a.txt")
	})
}

func TestOnlyWhatIsNewAndFinishedCounts(t *testing.T) {
	on(t, func(s *stage) { s.write("old.txt", "old") }, func(s *stage) {
		for _, name := range []string{"a.txt", "b.md", ".hidden.txt", ".git/c.txt", "d.txt.part", "e.txt~", "f.tmp", "~$g.docx", "#h.txt", "i.jpg", "j.bluepencil", "k.xml"} {
			s.write(name, "text")
			s.tell(name, fsnotify.Create)
		}
		s.write("empty.txt", "")
		s.tell("empty.txt", fsnotify.Create)
		s.write("gone.txt", "text")
		s.tell("gone.txt", fsnotify.Create)
		if err := os.Remove(s.path("gone.txt")); err != nil {
			s.t.Fatal(err)
		}
		s.tell("gone.txt", fsnotify.Remove)
		s.tell("old.txt", fsnotify.Chmod)
		s.pass(2*Settle, "a.txt", "b.md", "k.xml")
		s.write("empty.txt", "no longer")
		s.tell("empty.txt", fsnotify.Write)
		s.pass(2*Settle, "a.txt", "b.md", "k.xml", "empty.txt")
	})
}

// A folder may be full before it is watched.
func TestFoldersInTheFolder(t *testing.T) {
	on(t, func(s *stage) { s.write("there/old.txt", "old") }, func(s *stage) {
		s.write("new/deep/a.txt", "text")
		s.tell("new", fsnotify.Create)
		for _, name := range []string{"there", "new", "new/deep"} {
			if !s.watched(s.path(name)) {
				s.t.Errorf("%s is not watched", name)
			}
		}
		s.pass(2*Settle, "new/deep/a.txt")
	})
}

func TestLostEventsAreLookedFor(t *testing.T) {
	on(t, func(s *stage) {
		s.write("old.txt", "old")
		s.write("changed.txt", "old")
	}, func(s *stage) {
		s.write("new.txt", "new")
		s.write("sub/new.txt", "new")
		s.write("changed.txt", "changed")
		s.errors <- fsnotify.ErrEventOverflow
		s.pass(2*Settle, "changed.txt", "new.txt", "sub/new.txt")
		if len(s.said()) != 1 || !errors.Is(s.said()[0], ErrLost) || !s.watched(s.path("sub")) {
			s.t.Errorf("%v", s.said())
		}
	})
}

func TestTheFolderGoesAndComesBack(t *testing.T) {
	on(t, func(s *stage) { s.write("old.txt", "old") }, func(s *stage) {
		away := s.root + "-away"
		if err := os.Rename(s.root, away); err != nil {
			s.t.Fatal(err)
		}
		s.tell("", fsnotify.Rename)
		if len(s.said()) != 1 || !errors.Is(s.said()[0], ErrGone) || !strings.Contains(s.said()[0].Error(), s.root) {
			s.t.Fatalf("%v", s.said())
		}
		s.pass(10 * time.Minute)
		s.forget()
		if err := os.Rename(away, s.root); err != nil {
			s.t.Fatal(err)
		}
		s.write("new.txt", "new")
		s.pass(2*returns+2*Settle, "new.txt")
		if len(s.said()) != 1 || !s.watched(s.root) {
			s.t.Errorf("%v, watched: %v", s.said(), s.watched(s.root))
		}
	})
}

func TestAFolderThatCannotBeWatchedIsSaid(t *testing.T) {
	on(t, func(s *stage) {
		s.refuse = "full"
		s.write("full/a.txt", "text")
	}, func(s *stage) {
		if len(s.said()) != 1 || !errors.Is(s.said()[0], ErrBlind) || !strings.Contains(s.said()[0].Error(), "full") {
			s.t.Errorf("%v", s.said())
		}
	})
}

func TestWithoutAFolder(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a.txt")
	if err := os.WriteFile(file, []byte("text"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{file, file + "-missing"} {
		if err := Folder(t.Context(), path, Options{}, nil); err == nil || errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", path, err)
		}
	}
}

// The system's own events, from a folder that only came later.
func TestWithTheSystem(t *testing.T) {
	root := t.TempDir()
	ctx, cancel := context.WithCancel(t.Context())
	told, ended := make(chan string), make(chan error, 1)
	o := Options{Settle: 20 * time.Millisecond}
	go func() {
		ended <- Folder(ctx, root, o, func(paths []string) {
			for _, p := range paths {
				select {
				case told <- p:
				case <-ctx.Done():
				}
			}
		})
	}()
	// It is not known from outside when the watch begins: files come until one
	// is told of.
	first := ""
	for n := 0; first == ""; n++ {
		path := filepath.Join(root, "letters", strings.Repeat("a", n%200+1)+".txt")
		err := os.MkdirAll(filepath.Dir(path), 0o755)
		if err == nil {
			err = os.WriteFile(path, []byte("A letter."), 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
		select {
		case first = <-told:
		case err := <-ended:
			t.Fatal(err)
		case <-time.After(50 * time.Millisecond):
		}
	}
	if filepath.Dir(first) != filepath.Join(root, "letters") {
		t.Errorf("told of %s", first)
	}
	cancel()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
