package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Two versions of a story as an agency's records have them: one guid.
const (
	olderRecord = `{"guid": "alder-7", "title": "Night ferry sails again", "text": "The harbour board and Mayor Ada Lund agreed on Monday to bring the night ferry back. Harbour spokesman Reyle said: “The night ferry will sail again before the first snow.” Opponents expect half of that, the board said."}`
	newerRecord = `{"guid": "alder-7", "title": "Night ferry sails again", "text": "Correction: the vote was on Monday. The harbour board and Mayor Ada Lund agreed on Monday to bring the night ferry back. Harbour spokesman Reyle said: “The night ferry will sail every night before the first snow.”"}`
)

func (s *stage) bp(args ...string) []byte {
	s.t.Helper()
	out, err := exec.Command(os.Getenv("BLUEPENCIL_BP"), args...).Output()
	s.must(err)
	return out
}

func (s *stage) write(name, content string) string {
	s.t.Helper()
	path := filepath.Join(s.t.TempDir(), name)
	s.must(os.WriteFile(path, []byte(content), 0o644))
	return path
}

// marked is how many annotations of the list are not in the bin.
func (s *stage) marked(project string) (n int) {
	s.t.Helper()
	var rows []struct{ Annotations int }
	s.must(json.Unmarshal(s.bp("articles", project, "--json"), &rows))
	for _, r := range rows {
		n += r.Annotations
	}
	return n
}

// TestMarkingsGoOverToANewerVersion marks an article in the window, has bp
// bring a newer version, and takes the marking over in the window.
func TestMarkingsGoOverToANewerVersion(t *testing.T) {
	s := newStage(t)
	project := filepath.Join(t.TempDir(), "desk.bluepencil")
	s.bp("init", project)
	s.bp("import", project, s.write("older.jsonl", olderRecord+"\n"))
	s.start("Bluepencil", project)
	s.signIn()
	s.waitTitle("Night ferry")
	s.settled()
	s.command("select the quoted")
	s.key("1")
	s.settled()
	s.key("ctrl+f")
	s.typed("opponents expect half")
	s.settled()
	s.picture("find")
	s.key("Escape")
	s.key("2")
	s.settled()
	s.quit()
	if n := s.marked(project); n != 2 {
		t.Fatalf("%d markings, want a quote and a claim", n)
	}

	s.bp("import", project, "--update", s.write("newer.jsonl", newerRecord+"\n"))
	if n := s.marked(project); n != 0 {
		t.Fatalf("the newer version begins with %d markings", n)
	}
	s.start("Night ferry", project)
	s.settled()
	s.key("ctrl+m")
	s.settled()
	s.picture("versions")
	s.key("Escape")
	s.quit()
	if out := string(s.bp("versions", project, "Night ferry sails again")); !strings.Contains(out, "claim") {
		t.Errorf("bp versions does not say that the claim waits:\n%s", out)
	}
}

// TestWhatComesInIsLookedAtAndFound maps the columns of a table, and finds
// words in the whole project.
func TestWhatComesInIsLookedAtAndFound(t *testing.T) {
	s := newStage(t)
	project := filepath.Join(t.TempDir(), "desk.bluepencil")
	s.bp("init", project)
	s.bp("import", project, s.write("night-ferry.txt", ownArticle), s.write("older.jsonl", olderRecord+"\n"))
	table := "title;text;published;outlet\n" +
		"Bridge shut for lorries;The harbour bridge is shut for lorries since Monday, the works department said.;2026-03-02;Alder Courier\n" +
		"Budget vote put off;The council put off its vote. “We need another week,” said Nora Vik.;2026-03-05;Linde Evening News\n"
	s.start("Bluepencil", project, s.write("stories.csv", table))
	s.signIn()
	s.waitTitle("desk — Bluepencil")
	s.asked()
	s.settled()
	s.picture("import-preview")
	s.key("Return")
	s.settled()
	s.key("Escape")
	s.key("ctrl+shift+f")
	s.typed("harbour")
	s.settled()
	s.picture("search")
	s.key("Return")
	s.settled()
	s.command("Backups")
	s.settled()
	s.picture("backups")
	s.key("Escape")
	s.quit()
	out := string(s.bp("articles", project))
	for _, title := range []string{"Bridge shut for lorries", "Budget vote put off"} {
		if !strings.Contains(out, title) {
			t.Errorf("%q did not come in:\n%s", title, out)
		}
	}
}
