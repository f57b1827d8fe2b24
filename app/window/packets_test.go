package window

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/app/courier"
	"bluepencil/app/panel"
	"bluepencil/storage"
	"bluepencil/storage/packet"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// newPackets is a window with a project that has a second member, and a folder.
func newPackets(t *testing.T) (*Window, screen, annotate.Person, string) {
	t.Helper()
	w, s := newWindow(t)
	ben, err := w.project.AddPerson(annotate.Person{Name: "Ben Orth"})
	must(t, err)
	return w, s, ben, t.TempDir()
}

// packFor packs the open project for somebody as the form has it.
func (w *Window) packFor(t *testing.T, s screen, path string, change func(*courier.Send)) {
	t.Helper()
	send, err := courier.NewSend(w.project, w.desk.Person().ID)
	must(t, err)
	change(send)
	o, err := send.Options()
	must(t, err)
	w.pack(path, o, send)
	s.until(t, "the packet", func() bool { return strings.HasPrefix(w.status.Message(), "Packed") })
}

func TestAPacketIsPackedMarkedAndTakenInAgain(t *testing.T) {
	w, s, ben, dir := newPackets(t)
	lead, out := w.project.Path(), filepath.Join(dir, "out.packet")
	w.packFor(t, s, out, func(send *courier.Send) { send.For = ben.ID })
	before := w.desk.Len()

	w.closeProject() // somebody without a project opens it
	w.o.App.Preferences().SetString(prefName, "Somebody Else")
	w.importPaths([]string{out})
	s.until(t, "what it is", func() bool { return len(w.dialogs) == 1 })
	w.dialogs[0].Hide()
	h, err := courier.Look(out, packet.Secret{})
	must(t, err)
	mine := filepath.Join(dir, "mine"+storage.Extension)
	w.copyProject(mine, out, packet.Secret{}, &h)
	s.until(t, "the copy", func() bool {
		return w.project != nil && w.project.Path() == mine && w.desk.Open() != nil && w.desk.Len() == before
	})
	if w.desk.Person().ID != ben.ID || w.cancel != nil {
		t.Errorf("one works in it as %+v", w.desk.Person())
	}
	w.mark(t, s, "person", w.desk.Open().Text[:8])
	marked := w.desk.Open().Article.ID
	home := filepath.Join(dir, "home.packet")
	w.packFor(t, s, home, func(send *courier.Send) { send.Home = true })

	w.closeProject()
	w.o.App.Preferences().SetString(prefName, "Mina Berg")
	w.openPath(lead, nothingMore)
	s.until(t, "the lead's project", func() bool { return w.project != nil && w.project.Path() == lead && w.desk.Open() != nil })
	undo := w.desk.UndoName()
	w.importPaths([]string{home})
	s.until(t, "the look", func() bool { return w.receives.receive != nil && w.receives.receive.Ready() && w.cancel == nil })
	if list, err := w.project.Annotations(marked, ben.ID); err != nil || len(list) != 0 {
		t.Fatalf("looking has changed %d, %v", len(list), err)
	}
	if _, on := w.win.Canvas().Focused().(*panel.GoButton); !on {
		t.Errorf("the keyboard is on %T", w.win.Canvas().Focused())
	}
	w.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	s.until(t, "the taking in", func() bool { return w.receives.receive.Done() && w.cancel == nil })
	if list, err := w.project.Annotations(marked, ben.ID); err != nil || len(list) != 1 {
		t.Errorf("there are %d, %v", len(list), err)
	}
	if !strings.HasPrefix(w.status.Message(), "Taken in: ") || w.desk.UndoName() != undo {
		t.Errorf("it says %q, undo is %q, was %q", w.status.Message(), w.desk.UndoName(), undo)
	}
	w.dialogs[0].Hide()
	if w.receives.receive != nil {
		t.Error("the dialog is gone, and still held")
	}
}

func TestAnEncryptedPacketAsksForItsPassphrase(t *testing.T) {
	w, s, ben, dir := newPackets(t)
	path := filepath.Join(dir, "secret.packet")
	w.packFor(t, s, path, func(send *courier.Send) {
		send.For, send.Passphrase, send.Again = ben.ID, "salt and brine", "salt and brine"
	})
	w.receivePackets([]string{path})
	s.until(t, "the question", func() bool { return w.receives.receive.NeedsPassphrase() })
	pass, ok := w.win.Canvas().Focused().(*panel.SecretEntry)
	if !ok {
		t.Fatalf("the keyboard is on %T", w.win.Canvas().Focused())
	}
	test.Type(pass, "salt")
	pass.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	s.until(t, "the refusal", func() bool { return w.receives.receive.NeedsPassphrase() && w.cancel == nil })
	pass.SetText("salt and brine")
	pass.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	s.until(t, "the look", func() bool { return w.cancel == nil && !w.receives.receive.NeedsPassphrase() })
	if files := w.receives.receive.Files(); files[0].Refused {
		t.Errorf("it says %+v", files)
	}
	pass.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if len(w.dialogs) != 0 {
		t.Error("Escape did not close the dialog")
	}
}

func TestRefusedPacketsAreListedWithTheReason(t *testing.T) {
	w, s, _, dir := newPackets(t)
	bad := filepath.Join(dir, "bad.packet")
	must(t, os.WriteFile(bad, []byte("nothing of the kind"), 0o644))
	w.receivePackets([]string{bad})
	s.until(t, "the refusal", func() bool { return w.receives.receive.Files()[0].Refused && w.cancel == nil })
	if got := w.receives.receive.Files()[0].Words; !strings.Contains(got, "does not begin like one") || w.receives.receive.Ready() {
		t.Errorf("it says %q", got)
	}
	w.importPaths([]string{filepath.Join(dir, "missing.packet")}) // dropped while the dialog is open
	s.until(t, "both", func() bool { f := w.receives.receive.Files(); return len(f) == 2 && f[1].Refused && w.cancel == nil })
	if len(w.dialogs) != 1 {
		t.Errorf("there are %d dialogs", len(w.dialogs))
	}
}

func TestConflictsAreSettledByAKeyAndUndone(t *testing.T) {
	w, s, ben, dir := newPackets(t)
	out, home := filepath.Join(dir, "out.packet"), filepath.Join(dir, "home.packet")
	w.packFor(t, s, out, func(send *courier.Send) { send.For = ben.ID })
	theirs, _, err := storage.CreateFrom(t.Context(), filepath.Join(dir, "ben.bluepencil"), out, storage.TakeOptions{}, storage.Options{NoCopyOnOpen: true})
	must(t, err)
	article := w.desk.Open().Article.ID
	_, err = theirs.Commit(annotate.SetMeta(ben.ID, article, "outlet", "Ben's"))
	must(t, err)
	_, err = theirs.Pack(home, storage.PackOptions{By: ben.ID, For: w.desk.Person().ID})
	must(t, err)
	must(t, theirs.Close())
	_, err = w.project.Commit(annotate.SetMeta(w.desk.Person().ID, article, "outlet", "Mina's"))
	must(t, err)
	_, err = w.project.Take(t.Context(), []string{home}, storage.TakeOptions{})
	must(t, err)
	w.run("conflicts")
	s.until(t, "the list", func() bool { return len(w.dialogs) == 1 && w.cancel == nil })
	left := func() int {
		list, err := courier.ReadConflicts(t.Context(), w.project, w.desk.Person().ID)
		must(t, err)
		return len(list)
	}
	if left() != 1 {
		t.Fatalf("there are %d", left())
	}
	a, err := w.project.Article(article)
	must(t, err)
	stood := a.Meta["outlet"]
	w.win.Canvas().Focused().TypedRune('2')
	s.until(t, "it to be settled", func() bool { return w.cancel == nil && strings.HasPrefix(w.status.Message(), "Settled") })
	if left() != 0 {
		t.Error("it is there still")
	}
	if a, err := w.project.Article(article); err != nil || a.Meta["outlet"] == stood {
		t.Errorf("settled for the other, it is %q, %v", a.Meta["outlet"], err)
	}
	w.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	w.run("undo")
	s.until(t, "what stood before", func() bool { return strings.HasPrefix(w.status.Message(), "Undone") })
	if a, err := w.project.Article(article); err != nil || a.Meta["outlet"] != stood {
		t.Errorf("undone, it is %q, %v", a.Meta["outlet"], err)
	}
}

func TestTheFormOfAPacketSaysWhatIsInIt(t *testing.T) {
	w, s, _, _ := newPackets(t)
	w.run("send")
	if len(w.dialogs) != 1 {
		t.Fatal("no form")
	}
	s.until(t, "the packet's outline", func() bool { return len(s) == 0 })
	w.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if len(w.dialogs) != 0 {
		t.Error("Escape did not close the form")
	}
}
