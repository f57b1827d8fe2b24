package main

import (
	"encoding/json"
	"image"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// ownArticle stands in for the article of the shared folder where that is
// missing, and in the pictures.
const ownArticle = `Night ferry deal: Mayor Ada Lund wins the winter crew
By Ida Solberg, Alder Courier
The harbour board and Mayor Ada Lund agreed on Monday to bring the night ferry back, eleven months after it was laid up.
The last hurdle was the winter crew. Harbour spokesman Reyle said: "The night ferry will sail again before the first snow, and it will sail every night."
The ferry carried 41,000 passengers in its last full year, according to the board. Opponents on the council expect half of that.
"Nobody waits for a ship that may not come," said Nora Vik, who votes on the budget in October.
`

// story is an article and what the test marks in it, read off its text: the
// first quotation, the cue and the speaker right before it, and the sixth word.
type story struct {
	path, quote, cue, speaker, person string
}

func newStory(t *testing.T) story {
	t.Helper()
	content, name := ownArticle, "night-ferry.txt"
	shared := filepath.Join("..", "..", "..", "shared", "articles", "kuril-talks.txt")
	if raw, err := os.ReadFile(shared); err == nil && os.Getenv("BLUEPENCIL_PICTURES") == "" {
		content, name = string(raw), filepath.Base(shared)
	}
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	start := strings.IndexByte(content, '"')
	length := strings.IndexByte(content[start+1:], '"') + 2
	before := strings.Fields(strings.TrimSuffix(strings.TrimSpace(content[:start]), ":"))
	return story{path: path, quote: content[start : start+length], cue: before[len(before)-1], speaker: before[len(before)-2],
		person: strings.Fields(content)[5]}
}

// exported is what the test reads of an export.
type exported struct {
	Layers      []struct{ Person, Status string }
	Annotations []struct {
		ID, Label string
		Spans     []struct{ Text string }
		Links     []struct{ Role, To string }
	}
}

// TestAnArticleIsMarkedFromOpeningToExport does in the real window, with mouse
// and keys, what an analyst does: open, mark a quote by dragging, its speaker
// and cue by keys, an entity, a claim; undo, redo; quit, start again, undo one
// more; and then bp exports exactly what is left.
func TestAnArticleIsMarkedFromOpeningToExport(t *testing.T) {
	s := newStage(t)
	project := filepath.Join(t.TempDir(), "desk.bluepencil")
	tale := newStory(t)
	s.start("Bluepencil", project, tale.path)
	s.signIn()
	s.waitTitle("desk — Bluepencil")
	s.waitTitle(" — desk")

	from, to := s.quotedPlace()
	s.drag(from, to)
	s.key("1")
	s.settled()
	s.key("s", "ctrl+Left", "ctrl+Left", "ctrl+shift+Right", "Return")
	s.key("c", "ctrl+Left", "ctrl+shift+Right", "Return")
	s.settled()
	s.picture("quote-card")

	s.key("ctrl+Home")
	for range 5 {
		s.key("ctrl+Right")
	}
	s.key("Right", "ctrl+shift+Right", "3")
	s.key("Right")
	s.command("select the sentence")
	s.key("2")
	s.settled()
	s.picture("window")
	s.key("ctrl+z")
	s.key("ctrl+y")
	s.settled()
	s.quit()

	s.start(" — desk", project)
	s.settled()
	s.key("ctrl+z")
	s.settled()
	s.key("F1")
	s.settled()
	s.picture("keys")
	s.key("Escape")
	s.quit()
	s.verify(project, tale)
}

// quotedPlace finds where the first quoted words stand on the screen: the
// caret goes to both of their ends, and is looked for there.
func (s *stage) quotedPlace() (from, to image.Point) {
	s.settled()
	s.command("select the quoted")
	s.key("Left")
	from = s.settledCaret()
	s.command("select the quoted")
	s.key("Right")
	to = s.settledCaret()
	return from, to
}

func (s *stage) settledCaret() image.Point {
	s.settled()
	return s.caret()
}

func (s *stage) verify(project string, tale story) {
	t := s.t
	out, err := exec.Command(os.Getenv("BLUEPENCIL_BP"), "export", project, "--format", "bluepencil", "--status", "all").Output()
	s.must(err)
	var got exported
	s.must(json.Unmarshal(out, &got))
	byLabel := map[string]string{}
	ids := map[string]string{}
	for _, a := range got.Annotations {
		byLabel[a.Label] = a.Spans[0].Text
		ids[a.ID] = a.Label
	}
	if len(got.Annotations) != 4 {
		t.Errorf("%d annotations, want quote, speaker, cue and person: %v", len(got.Annotations), byLabel)
	}
	for label, want := range map[string]string{"quote": tale.quote, "source": tale.speaker, "cue": tale.cue, "person": tale.person} {
		if byLabel[label] != want {
			t.Errorf("the %s is %q, want %q", label, byLabel[label], want)
		}
	}
	if claim, there := byLabel["claim"]; there {
		t.Errorf("the claim was undone, and is exported all the same: %q", claim)
	}
	links := map[string]string{}
	for _, a := range got.Annotations {
		for _, l := range a.Links {
			links[l.Role] = ids[l.To]
		}
	}
	if links["speaker"] != "source" || links["cue"] != "cue" {
		t.Errorf("the links are %v", links)
	}
}

func TestTheFirstStartShowsTheSample(t *testing.T) {
	s := newStage(t)
	s.start("Bluepencil")
	s.asked()
	s.settled()
	s.picture("first-start")
	s.signIn()
	s.waitTitle("Sample — Bluepencil")
	s.settled()
	s.picture("welcome")
	s.key("Return")
	s.key("Escape")
	s.settled()
	s.quit()
}

func TestASecondInstanceIsToldWhoHoldsTheProject(t *testing.T) {
	s := newStage(t)
	project := filepath.Join(t.TempDir(), "desk.bluepencil")
	s.must(exec.Command(os.Getenv("BLUEPENCIL_BP"), "init", project).Run())
	s.start("Bluepencil", project)
	s.signIn()
	s.waitTitle("desk — Bluepencil")
	out, err := exec.Command(os.Getenv("BLUEPENCIL_BP"), "articles", project).CombinedOutput()
	if err == nil || !strings.Contains(string(out), "Mina Berg") {
		t.Errorf("bp on the open project said %q, %v", out, err)
	}
	s.settled()
	s.picture("empty")
	s.quit()
}

func TestWithoutADisplayItNamesTheCompanion(t *testing.T) {
	if os.Getenv("BLUEPENCIL_WINDOW") == "" {
		t.Skip("the built program is tested by `make test`, which sets BLUEPENCIL_WINDOW")
	}
	cmd := exec.Command(os.Getenv("BLUEPENCIL_PROGRAM"))
	cmd.Env = []string{"HOME=" + t.TempDir(), "PATH=" + os.Getenv("PATH")}
	out, err := cmd.CombinedOutput()
	if err == nil || !strings.Contains(string(out), "bp") || strings.Count(strings.TrimSpace(string(out)), "\n") != 0 {
		t.Errorf("without a display it said %q, %v", out, err)
	}
}
