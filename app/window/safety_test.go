package window

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"bluepencil/storage"
)

// mark marks a word of the open article and waits until the desk says what
// came of it.
func mark(t *testing.T, w *Window, s screen, word string) {
	t.Helper()
	w.view.SetCaret(strings.Index(w.desk.Open().Text, word))
	w.view.TypedRune('3')
	s.until(t, "the marking to be saved or refused", func() bool { words, ok := w.desk.Saved(); return !ok || strings.HasPrefix(words, "saved") })
}

func TestADamagedProjectIsBroughtBack(t *testing.T) {
	w, s := newWindow(t)
	mark(t, w, s, "Mirjam Falk")
	path, marks := w.project.Path(), len(w.desk.Open().Marks)
	w.closeProject() // which makes a backup
	raw, err := os.ReadFile(path)
	must(t, err)
	for i := range raw[:3*4096] {
		raw[i] ^= 0x5a
	}
	must(t, os.WriteFile(path, raw, 0o644))
	w.openPath(path, nothingMore)
	s.until(t, "the offer", func() bool { return len(w.dialogs) == 1 })
	w.dialogs[0].Hide()
	w.rescue(path, nothingMore)
	s.until(t, "the project", func() bool { return w.desk != nil && w.desk.Open() != nil })
	if got := len(w.desk.Open().Marks); got != marks {
		t.Errorf("%d markings came back of %d", got, marks)
	}
	kept, err := filepath.Glob(filepath.Join(filepath.Dir(path), "*damaged*"))
	if err != nil || len(kept) != 1 {
		t.Errorf("the damaged file was kept as %v, %v", kept, err)
	}
}

func TestWhatCannotBeSavedIsToldOnce(t *testing.T) {
	w, s := newWindow(t)
	before := len(w.desk.Open().Marks)
	must(t, os.Remove(w.project.Path()))
	mark(t, w, s, "Mirjam Falk")
	mark(t, w, s, "Mirjam Falk")
	if len(w.dialogs) != 1 || len(w.desk.Open().Marks) != before {
		t.Fatalf("%d dialogs, %d markings of %d", len(w.dialogs), len(w.desk.Open().Marks), before)
	}
	w.dialogs[0].Hide()
	copied := filepath.Join(t.TempDir(), "copy"+storage.Extension)
	w.saveCopyTo(copied)
	s.until(t, "the copy", func() bool { return strings.Contains(w.status.Message(), "A copy was saved") })
	w.openPath(copied, nothingMore)
	s.until(t, "the copy to open", func() bool { return w.project != nil && w.project.Path() == copied && w.desk.Open() != nil })
	if len(w.desk.Open().Marks) != before {
		t.Errorf("the copy has %d markings of %d", len(w.desk.Open().Marks), before)
	}
	mark(t, w, s, "Mirjam Falk")
	if len(w.desk.Open().Marks) != before+1 {
		t.Error("it does not go on in the copy")
	}
}

func TestAnArticleIsErasedForGood(t *testing.T) {
	w, s := newWindow(t)
	gone, rows := w.desk.Open().Article.ID, w.desk.Len()
	w.startSearch()
	w.askPurge()
	w.dialogs[0].Hide()
	w.purge(gone, "a source must be protected")
	s.until(t, "the article to go", func() bool { return w.desk.Len() == rows-1 && strings.Contains(w.status.Message(), "erased for good") })
	w.run("undo")
	s.until(t, "the answer of undo", func() bool { return !strings.Contains(w.status.Message(), "erased") })
	if w.desk.Len() != rows-1 {
		t.Error("undo brought it back")
	}
}

func TestBackupsAreListedAndRestored(t *testing.T) {
	w, s := newWindow(t)
	path := w.project.Path()
	w.closeProject()
	w.openPath(path, nothingMore)
	s.until(t, "the project", func() bool { return w.desk != nil && w.desk.Open() != nil })
	w.showBackups()
	s.until(t, "the backups", func() bool { return len(w.dialogs) == 1 })
	w.dialogs[0].Hide()
	list, _, err := storage.ListBackups(path)
	must(t, err)
	if len(list) == 0 {
		t.Fatal("there is no backup after closing")
	}
	to := filepath.Join(t.TempDir(), "then"+storage.Extension)
	w.restoreTo(list[len(list)-1].Made, to)
	s.until(t, "the restored project", func() bool { return len(w.dialogs) == 1 })
	if _, err := os.Stat(to); err != nil {
		t.Error(err)
	}
	w.dialogs[0].Hide()
	w.checkProject()
	s.until(t, "the check", func() bool { return strings.Contains(w.status.Message(), "all is well") })
}

func TestNewFilesOfAWatchedFolderComeIn(t *testing.T) {
	w, s := newWindow(t)
	folder := t.TempDir()
	must(t, os.WriteFile(filepath.Join(folder, "old.txt"), []byte("There from the start.\n"), 0o644))
	w.watchFolder(folder)
	w.takeArrived(nil) // nothing came: nothing happens
	s.until(t, "the end of nothing", func() bool { return w.cancel == nil })
	rows := w.desk.Len()
	// The folder is being watched once its event has come through.
	for n := 0; w.desk.Len() == rows; n++ {
		must(t, os.WriteFile(filepath.Join(folder, "new.txt"), []byte("It came just now.\n"), 0o644))
		arrived := false
		go func() { <-time.After(4 * time.Second); w.o.UI(func() { arrived = true }) }()
		s.until(t, "the file, or another try", func() bool { return arrived || w.desk.Len() > rows })
		if n == 5 {
			t.Fatal("the new file never came in")
		}
	}
	if w.desk.Len() != rows+1 {
		t.Errorf("%d articles came in", w.desk.Len()-rows)
	}
	w.run("watch-end")
	if w.watch.folder != "" || w.o.App.Preferences().String(prefWatch+w.project.ID().String()) != "" {
		t.Error("the folder is still watched")
	}
}

func TestCopiesOfOneStoryAreShown(t *testing.T) {
	w, s := newWindow(t)
	w.showFamilies()
	s.until(t, "that there are none", func() bool { return strings.Contains(w.status.Message(), "No two articles") })
	story, rows := w.desk.Open().Text, w.desk.Len()
	original := w.desk.Open().Article.ID
	w.addPasted("A copy", "By our own staff\n\n"+story)
	s.until(t, "the copy", func() bool { return w.desk.Len() == rows+1 && w.desk.Open().Article.Title() == "A copy" })
	copied := w.desk.Open().Article.ID
	w.showFamilies()
	s.until(t, "the family", func() bool { return len(w.dialogs) == 1 })
	w.dialogs[0].Hide()
	w.desk.MakeVersion(copied, original)
	s.until(t, "the version", func() bool { return w.desk.Len() == rows && w.desk.Open().Article.Replaces == original })
}
