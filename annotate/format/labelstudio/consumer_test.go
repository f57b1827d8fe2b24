//go:build consumers

package labelstudio

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/foreign/foreigntest"
)

// frontend is what Label Studio's frontend shows of a task.
type frontend struct {
	Annotations []struct {
		Result  json.RawMessage `json:"result"` // as it would be saved
		Regions []struct {
			ID    string `json:"id"`
			Text  string `json:"text"`  // of its offsets on the screen
			Shown string `json:"shown"` // below its colour
		} `json:"regions"`
		Relations int `json:"relations"`
	} `json:"annotations"`
	Faults []string `json:"faults"`
}

// show opens documents in the frontend, each as a task of its own.
func show(t *testing.T, docs []*foreign.Document) (shown []frontend, tasks []map[string]any) {
	t.Helper()
	packages := os.Getenv("BLUEPENCIL_CONSUMERS")
	if packages == "" {
		t.Skip("make verify-consumers installs what is needed")
	}
	type opened struct {
		Config string         `json:"config"`
		Task   map[string]any `json:"task"`
	}
	var list []opened
	for _, d := range docs {
		raw, config := written(t, d)
		var task []map[string]any
		if err := json.Unmarshal(raw, &task); err != nil {
			t.Fatal(err)
		}
		list, tasks = append(list, opened{string(config), task[0]}), append(tasks, task[0])
	}
	input, err := json.Marshal(list)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "tasks.json")
	if err := os.WriteFile(file, input, 0o666); err != nil {
		t.Fatal(err)
	}
	script := filepath.Join("..", "..", "..", ".ci", "consumers", "label-studio.js")
	command := exec.Command("node", script, packages, file, filepath.Join(packages, "label-studio.png"))
	command.Stderr = os.Stderr
	out, err := command.Output()
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(out, &shown); err != nil || len(shown) != len(docs) {
		t.Fatalf("%v: %s", err, out)
	}
	return shown, tasks
}

// lines are left out on the screen, where each is an element.
var lines = strings.NewReplacer("\n", "", "\r", "")

// hold compares what is shown with the document, and what would be saved with
// what was written: it must read back as the same.
func hold(t *testing.T, d *foreign.Document, f *frontend, task map[string]any, exact bool) {
	t.Helper()
	if len(f.Faults) > 0 || len(f.Annotations) != len(d.Layers) {
		t.Fatalf("%d annotations, faults %q", len(f.Annotations), f.Faults)
	}
	annotations := task["annotations"].([]any)
	for i := range d.Layers {
		got := &f.Annotations[i]
		regions := map[string][2]string{}
		for _, r := range got.Regions {
			regions[r.ID] = [2]string{r.Text, r.Shown}
		}
		if links := holdMarks(t, &d.Layers[i], regions, exact); got.Relations != links {
			t.Errorf("%d relations of %s are shown, not %d", got.Relations, d.Layers[i].Person, links)
		}
		annotations[i].(map[string]any)["result"] = got.Result
	}
	saved, err := json.Marshal([]any{task})
	if err != nil {
		t.Fatal(err)
	}
	carries := Codec().Carries
	if err := foreign.Difference(d, settled(t, string(saved))[0], &carries); err != nil {
		t.Errorf("what the frontend saves: %v", err)
	}
}

// holdMarks compares the marks of a layer with the words that are shown for
// their regions, and counts the links between them. Where three regions cross,
// this frontend colours some words too many around the right ones; what is not
// exact allows for that.
func holdMarks(t *testing.T, l *foreign.Layer, regions map[string][2]string, exact bool) (links int) {
	t.Helper()
	for _, m := range l.Marks {
		for n, s := range m.Spans {
			id := m.ID
			if n > 0 {
				id = fmt.Sprintf("%s-%d", m.ID, n+1)
			}
			want, text, shown := lines.Replace(s.Text), lines.Replace(regions[id][0]), lines.Replace(regions[id][1])
			if text != want || exact && shown != want || !strings.Contains(shown, want) {
				t.Errorf("%s of %s: %q is shown and %q taken, not %q", id, l.Person, shown, text, want)
			}
		}
		for _, k := range m.Links {
			if !k.ToEntity {
				links++
			}
		}
	}
	return links
}

// Every region is shown where it belongs, in every script and arrangement, and
// nothing is lost when the frontend saves.
func TestConsumerShowsEveryRegionWhereItBelongs(t *testing.T) {
	docs := []*foreign.Document{foreigntest.Harbour()}
	for _, v := range foreigntest.Vectors {
		d := v.Document()
		d.Layers[0].Marks[0].Origin.By = annotate.ByHand // as it says of every region that does not say
		docs = append(docs, d)
	}
	for seed := range uint64(8) {
		docs = append(docs, foreigntest.Random(rand.New(rand.NewPCG(seed, 13))))
	}
	shown, tasks := show(t, docs)
	for i, d := range docs {
		hold(t, d, &shown[i], tasks[i], i <= len(foreigntest.Vectors))
	}
}
