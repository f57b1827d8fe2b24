package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// quayText is an article that three people have marked, not quite alike.
const quayText = "Harbour spokesman Tomas Reyle announced it on Monday. “The night ferry will sail again,” he told the board.\n\nMayor Ada Lund said the quay would cost 9 million crowns. Opponents of the plan expect twice that.\n"

// quayMarks are their markings, as label and words.
var quayMarks = map[string][][2]string{
	"ana": {{"quote", "“The night ferry will sail again,”"}, {"claim", "the quay would cost 9 million crowns"}, {"person", "Tomas Reyle"}, {"person", "Ada Lund"}},
	"ben": {{"quote", "The night ferry will sail again,"}, {"claim", "Mayor Ada Lund said the quay would cost 9 million crowns"}, {"person", "Tomas Reyle"}, {"person", "Ada Lund"}},
	"cyd": {{"quote", "“The night ferry will sail again,”"}, {"claim", "the quay would cost 9 million crowns"}, {"person", "Tomas Reyle"}, {"person", "Mayor Ada Lund"},
		{"organisation", "Opponents of the plan"}},
}

// doccanoLine is the article with marks as doccano writes them, in code points.
func doccanoLine(t *testing.T, whole string, marks [][2]string) string {
	t.Helper()
	label := [][3]any{}
	for _, m := range marks {
		at := strings.Index(whole, m[1])
		start := utf8.RuneCountInString(whole[:at])
		label = append(label, [3]any{start, start + utf8.RuneCountInString(m[1]), m[0]})
	}
	line, err := json.Marshal(map[string]any{"text": whole, "label": label})
	if err != nil {
		t.Fatal(err)
	}
	return string(line) + "\n"
}

// sendOut makes a project with texts for Mina, who leads, gives every article to
// everybody, sends it out in packets, has everybody mark in their own copy, and
// gives the packets that come home.
func (s *stage) sendOut(texts string, people []string, marks func(person string) []string) (project string, packets []string) {
	s.t.Helper()
	folder := s.t.TempDir()
	project = filepath.Join(folder, "desk.bluepencil")
	s.bp("init", project)
	s.bp("import", project, texts, "--as", "Mina Berg")
	s.bp("people", "edit", project, "Mina Berg", "--lead")
	for _, person := range people {
		s.bp("people", "add", project, person, "--as", "mina-berg")
	}
	s.bp("rounds", "new", project, "Harbour", "--people", strings.Join(people, ","), "--per-article", fmt.Sprint(len(people)), "--seed", "1", "--as", "mina-berg")
	for _, person := range people {
		out, own, home := filepath.Join(folder, "to-"+person+".packet"), filepath.Join(folder, person+".bluepencil"), filepath.Join(folder, person+".packet")
		s.bp("pack", project, "--for", person, "--out", out, "--as", "mina-berg")
		s.bp("init", own, "--from", out)
		s.bp(append([]string{"import", own, "--as", person, "--others", "leave"}, marks(person)...)...)
		s.bp("pack", own, "--from", person, "--out", home)
		packets = append(packets, home)
	}
	return project, packets
}

// counted is what bp compare counts.
type counted struct {
	Units   int            `json:"units"`
	Decided int            `json:"decided"` // by people
	Open    int            `json:"open"`
	States  map[string]int `json:"states"`
}

func (s *stage) compared(project string) (c counted) {
	s.t.Helper()
	s.must(json.Unmarshal(s.bp("compare", project, "--json"), &c))
	return c
}

// receive opens the project with packets and takes them in. look is called with
// each thing that may be worth a picture.
func (s *stage) receive(project string, packets []string, look func(name string)) {
	s.t.Helper()
	s.start("Bluepencil", append([]string{project}, packets...)...)
	s.signIn()
	s.waitTitle("desk — Bluepencil")
	s.settled()
	look("receive")
	s.key("Return")
	s.settled()
	s.key("Escape")
	s.settled()
}

// mergeMajority merges what more than half have, in all articles, after a look at
// what it would do.
func (s *stage) mergeMajority(look func(name string)) {
	s.t.Helper()
	s.command("Merge automatically")
	s.settled()
	s.key("Down") // opens the choice
	s.settled()
	s.key("Down", "Down", "Return") // the majority
	s.settled()
	s.key("Tab", "Tab", "Tab", "Tab", "Tab", "Return") // counts
	s.settled()
	look("merge")
	s.key("Return")
	s.settled()
}

// settleAll takes the proposed version of every unit that is open, in every
// article, until bp has nothing left to decide.
func (s *stage) settleAll(units int) {
	s.t.Helper()
	for range units {
		s.key("Return")
	}
	s.settled()
}

// TestATeamComparesAndSettles goes with three people from packets to gold by keys
// alone, looks at the agreement, and has bp judge what came of it.
func TestATeamComparesAndSettles(t *testing.T) {
	s := newStage(t)
	people := []string{"ana", "ben", "cyd"}
	project, packets := s.sendOut(s.write("quay.txt", quayText), people, func(person string) []string {
		return []string{"--format", "doccano", "--unit", "codepoint", s.write(person+".jsonl", doccanoLine(t, quayText, quayMarks[person]))}
	})
	s.receive(project, packets, s.picture)
	s.key("F5")
	s.settled()
	s.picture("compare")
	s.key("0") // none of them
	s.settled()
	s.mergeMajority(s.picture)
	s.settleAll(8)
	s.key("F5")
	s.settled()
	s.key("ctrl+shift+g")
	s.settled()
	s.key("m")
	s.settled()
	s.picture("agreement")
	s.key("Escape")
	s.key("ctrl+shift+w")
	s.settled()
	s.key("Return")
	s.settled()
	s.picture("matrix")
	s.key("Escape")
	s.key("Escape")
	s.settled()
	s.quit()
	c := s.compared(project)
	if c.Units == 0 || c.Decided == 0 || c.Open > 0 {
		t.Errorf("%d of %d units are open, %d decided", c.Open, c.Units, c.Decided)
	}
	var gold struct {
		Annotations []struct {
			Layer  string
			Origin struct{ By string }
		}
		Review struct{ Decisions []json.RawMessage }
	}
	s.must(json.Unmarshal(s.bp("export", project, "--layer", "gold"), &gold))
	if len(gold.Annotations) < 4 || len(gold.Review.Decisions) == 0 {
		t.Errorf("gold has %d annotations and %d decisions", len(gold.Annotations), len(gold.Review.Decisions))
	}
	for _, a := range gold.Annotations {
		if a.Layer != "gold" || a.Origin.By != "adjudication" {
			t.Errorf("an annotation of gold is of the layer %q, by %s", a.Layer, a.Origin.By)
		}
	}
}

// noPicture: the documents show no news of others.
func noPicture(string) {}

// TestSixPeopleFromPacketsToGold does the same with the work of six real
// annotators, and prints how far they agreed.
func TestSixPeopleFromPacketsToGold(t *testing.T) {
	root := os.Getenv("BLUEPENCIL_DATA")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared", "data")
	}
	real := filepath.Join(root, "polnear", "annotator-training")
	if _, err := os.Stat(real); err != nil {
		t.Skipf("there is no %s", real)
	}
	s := newStage(t)
	people := []string{"4b22", "4e07", "5fec", "6b86", "d473", "ef2d"}
	project, packets := s.sendOut(filepath.Join(real, "text"), people, func(person string) []string {
		files, err := filepath.Glob(filepath.Join(real, "attributions", "*_"+person+".ann"))
		s.must(err)
		return append([]string{"--format", "polnear"}, files...)
	})
	s.receive(project, packets, noPicture)
	s.key("F5")
	s.settled()
	s.key("1") // the first person's version
	s.settled()
	s.key("0") // none of them
	s.settled()
	s.mergeMajority(noPicture)
	for range 4 { // articles
		s.settleAll(45)
		s.key("n")
		s.settled()
	}
	s.key("F5")
	s.settled()
	s.quit()
	c := s.compared(project)
	for state, n := range c.States {
		t.Logf("%-12s %5.1f %% (%d of %d)", state, 100*float64(n)/float64(c.Units), n, c.Units)
	}
	if c.Units < 200 || c.Decided < 50 || c.Open > 0 {
		t.Errorf("%d of %d units are open, %d decided", c.Open, c.Units, c.Decided)
	}
	if report := string(s.bp("check", project)); !strings.Contains(report, "0 problems") {
		t.Error(report)
	}
}
