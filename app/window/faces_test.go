package window

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"bluepencil/app/faces"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// withFonts is a window on a system with some test fonts.
func withFonts(t *testing.T, names ...string) (*Window, screen) {
	t.Helper()
	var paths []string
	for _, name := range names {
		paths = append(paths, "../../assets/testfonts/"+name)
	}
	list, err := faces.Files(paths...)
	if err != nil {
		t.Fatal(err)
	}
	a := test.NewTempApp(t)
	a.Preferences().SetString(prefName, "Mina Berg")
	a.Preferences().SetBool(prefWelcomed, true)
	s := make(screen, 4096)
	w, err := New(Options{App: a, Home: t.TempDir(), UI: s.post, Now: time.Now, Fonts: func() ([]faces.Installed, error) { return list, nil }})
	if err != nil {
		t.Fatal(err)
	}
	w.Start("", nil)
	s.until(t, "the first article", func() bool { return w.desk != nil && w.desk.Open() != nil })
	t.Cleanup(func() { w.Close() })
	return w, s
}

// openText takes a text in as an article, which opens it.
func (w *Window) openText(t *testing.T, s screen, text string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "door.txt")
	must(t, os.WriteFile(path, []byte(text+"\n"), 0o644))
	w.importPaths([]string{path})
	s.until(t, "the article", func() bool { return w.desk.Open() != nil && strings.Contains(w.view.Article(), text) })
}

const thaiArticle = "Reyle wrote on the door: เรือข้ามฟากจะกลับมา"

func TestASystemFaceComesInFromTheBackground(t *testing.T) {
	w, s := withFonts(t, "NotoSansThai-subset.ttf")
	before := w.facing.answer.Faces
	w.openText(t, s, thaiArticle)
	s.until(t, "the face", func() bool { return w.facing.answer.Final && w.facing.answer.Faces != before })
	if !w.facing.answer.Faces.Has('เ') || strings.Contains(w.status.Message(), "No face") {
		t.Errorf("missing are %v; the status line says %q", w.facing.answer.Missing, w.status.Message())
	}
}

func TestWhatIsMissingIsToldOnceWithItsPackage(t *testing.T) {
	w, s := withFonts(t)
	w.openText(t, s, thaiArticle)
	s.until(t, "the message", func() bool { return strings.Contains(w.status.Message(), "No face for Thai") })
	if !strings.Contains(w.status.Message(), "Faces for scripts…") {
		t.Errorf("nothing is said to do: %q", w.status.Message())
	}
	w.desk.Say(0, "something else")
	s.until(t, "the other message", func() bool { return w.status.Message() == "something else" })
	w.sawBoxes(nil)
	if w.status.Message() != "something else" {
		t.Errorf("it is told again: %q", w.status.Message())
	}
}

func TestAFaceIsChosenInTheDialog(t *testing.T) {
	w, s := withFonts(t, "NotoSansCJKjp-subset.otf", "NotoSansCJKsc-subset.otf")
	w.openText(t, s, "Reyle wrote: 直骨")
	s.until(t, "the face", func() bool { return w.facing.shelf.InUse(faces.Hans) == "Noto Sans CJK SC" })
	w.chooseFace(faces.Hans, "notosanscjkjp")
	s.until(t, "the other face", func() bool { return w.facing.shelf.InUse(faces.Hans) == "Noto Sans CJK JP" })
	if !strings.Contains(w.o.App.Preferences().String(prefFaces), `"Hans":"notosanscjkjp"`) {
		t.Errorf("kept is %q", w.o.App.Preferences().String(prefFaces))
	}
	w.run("faces")
	if w.win.Canvas().Overlays().Top() == nil {
		t.Fatal("there is no dialog")
	}
	w.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if w.win.Canvas().Overlays().Top() != nil {
		t.Error("Escape does not close it")
	}
}

func TestTheDialogListsTheArticlesScriptsFirst(t *testing.T) {
	w, s := withFonts(t, "NotoSansThai-subset.ttf")
	w.openText(t, s, thaiArticle)
	s.until(t, "the face", func() bool { return w.facing.shelf.InUse("Thai") != "" })
	f := w.showFaces()
	s.until(t, "the families", func() bool { return f.chosen })
	if f.row(0) != "Latin: "+w.facing.shelf.InUse(faces.Latin) || f.row(1) != "Thai: Noto Sans Thai" || f.inText != 2 {
		t.Errorf("the rows are %q, %q; %d in the article", f.row(0), f.row(1), f.inText)
	}
	f.list.Select(1)
	s.until(t, "Thai families", func() bool { return f.chosen && len(f.offers) == 2 })
	f.families.Select(1)
	s.until(t, "the choice", func() bool {
		return w.facing.shelf.Chosen()["Thai"] == "notosansthai" && f.specimen.Shown() == faces.Writing("Thai").Sample()
	})
	f.families.Select(0)
	s.until(t, "no choice", func() bool { return len(w.facing.shelf.Chosen()) == 0 })
}

func TestLettersWithSerifsStay(t *testing.T) {
	w, s := withFonts(t)
	w.setStyle(faces.Serif)
	if w.facing.shelf.InUse(faces.Latin) != "Liberation Serif" || w.o.App.Preferences().String(prefStyle) != "serif" {
		t.Errorf("Latin is shown in %q", w.facing.shelf.InUse(faces.Latin))
	}
	w.openText(t, s, "Паром вернётся")
	if w.facing.shelf.InUse(faces.Cyrillic) != "Liberation Serif" {
		t.Errorf("Cyrillic is shown in %q", w.facing.shelf.InUse(faces.Cyrillic))
	}
}
