package articleview

import (
	"strings"
	"testing"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
)

func TestAScreenReaderIsToldTheCurrentOneAndWhatIsOnTheScreen(t *testing.T) {
	s := newStage(t, 640, 400, 1, light, longArticle(80))
	s.settle()
	s.SetSpoken("Quote: “It is late,”, speaker Ada Lund")
	s.ScrollBy(2000)
	said := s.AccessibilityLabel()
	first, last := s.doc.LineAtY(s.scroll-s.page.top)+1, s.doc.LineAtY(s.scroll-s.page.top+float64(s.page.height-s.page.line))
	words := s.article[s.doc.Line(first).Start:s.doc.Line(last).End]
	if want := "Quote: “It is late,”, speaker Ada Lund\n" + words; said != strings.TrimSpace(want) {
		t.Errorf("it says %q,\nwant %q", said, want)
	}
	if strings.Contains(said, "Paragraph 0 ") || s.AccessibilityRole() != fyne.AccessibleRoleText {
		t.Error("it says what is not on the screen, or as something else than text")
	}
	s.SetArticle("Another one.")
	if said := s.AccessibilityLabel(); said != "Another one." {
		t.Errorf("of another article it says %q", said)
	}
}

// TestWhatIsSaidIsBounded opens one long word without a place to break it, in
// letters of several bytes.
func TestWhatIsSaidIsBounded(t *testing.T) {
	s := newStage(t, 900, 700, 1, light, strings.Repeat("ώ", 40_000))
	s.settle()
	s.SetZoom(MinZoom)
	s.settle()
	s.SetSpoken(strings.Repeat("“", 90_000))
	said := s.AccessibilityLabel()
	if len(said) > spokenBytes || len(said) < spokenBytes/2 || !utf8.ValidString(said) {
		t.Errorf("%d bytes are said, valid: %v", len(said), utf8.ValidString(said))
	}
}

// TestASpeakerIsFoundWhereDriversLook goes through containers alone, as Fyne's
// drivers do.
func TestASpeakerIsFoundWhereDriversLook(t *testing.T) {
	s := newStage(t, 640, 400, 1, light, article)
	split := container.NewHSplit(container.NewStack(), s.View)
	split.Offset = 0.25
	content := container.New(SpeakOver(s.View), split, NewSpeaker(s.View))
	test.NewTempWindow(t, content).Resize(fyne.NewSize(800, 400))
	var found []fyne.Accessible
	var look func(o fyne.CanvasObject)
	look = func(o fyne.CanvasObject) {
		if a, ok := o.(fyne.Accessible); ok && a.AccessibilityRole() != fyne.AccessibleRoleContainer {
			found = append(found, a)
		}
		if c, ok := o.(*fyne.Container); ok {
			for _, child := range c.Objects {
				look(child)
			}
		}
	}
	look(content)
	if len(found) != 1 || !strings.Contains(found[0].AccessibilityLabel(), "Mayor Ada Lund said") {
		t.Fatalf("%d are found", len(found))
	}
	speaker := content.Objects[1]
	if speaker.Position().X < 150 || speaker.Size() != s.Size() {
		t.Errorf("the speaker lies at %v, %v large; the view is %v large", speaker.Position(), speaker.Size(), s.Size())
	}
}
