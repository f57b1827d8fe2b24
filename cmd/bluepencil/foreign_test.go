package main

import (
	"path/filepath"
	"strings"
	"testing"
)

// ferryTasks are tasks as Prodigy writes them, with a label that the codebook
// does not have.
const ferryTasks = `{"text":"Harbour spokesman Tomas Reyle opened the Night Ferry.","_input_hash":11,"_task_hash":21,"_view_id":"spans_manual","spans":[{"start":18,"end":29,"label":"PERSON"},{"start":41,"end":52,"label":"VESSEL"}],"answer":"accept"}
{"text":"Mayor Ada Lund crossed Alder Sound on it.","_input_hash":12,"_task_hash":22,"_view_id":"spans_manual","spans":[{"start":6,"end":14,"label":"PERSON"},{"start":23,"end":34,"label":"LOC"}],"answer":"accept"}
`

// TestFilesOfOtherToolsComeAndGo looks at the labels of a file of another tool
// before it is taken in, and at what an export would lose before it is written;
// then the file comes back as it was.
func TestFilesOfOtherToolsComeAndGo(t *testing.T) {
	s := newStage(t)
	project := filepath.Join(t.TempDir(), "desk.bluepencil")
	s.bp("init", project)
	s.start("Bluepencil", project, s.write("tasks.jsonl", ferryTasks))
	s.signIn()
	s.waitTitle("desk — Bluepencil")
	s.asked()
	s.settled()
	s.picture("import-labels")
	s.key("Return")
	s.waitTitle("tasks")
	s.settled()
	s.key("ctrl+e")
	s.settled()
	s.picture("export")
	s.key("Escape")
	s.settled()
	s.quit()
	if n := s.marked(project); n != 4 {
		t.Errorf("%d markings, want 4", n)
	}
	if out := string(s.bp("export", project, "--format", "prodigy")); out != ferryTasks {
		t.Errorf("the tasks come back as\n%s", out)
	}
	if out := string(s.bp("codebook", project)); !strings.Contains(out, "VESSEL") {
		t.Error("the label that nobody knew is not in the codebook")
	}
}
