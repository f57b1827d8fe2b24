package window

import (
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/app/adjudicator"
	"bluepencil/app/panel"

	"fyne.io/fyne/v2"
)

// judge is a person who compares and settles what three people have submitted
// of two articles, by keys alone.
type judge struct {
	t *testing.T
	*Window
	screen
	people []annotate.Person
}

const judged = "Mayor Ada Lund spoke at the harbour. Reyle said the Alder Courier was wrong. Reyle left early."

// newJudge opens an article of its own that Jo, Mina's colleague Nora and Tom
// have submitted.
func newJudge(t *testing.T) *judge {
	t.Helper()
	w, s := newWindow(t)
	j := &judge{t: t, Window: w, screen: s}
	for _, name := range []string{"Jo Alder", "Nora Vik", "Tom Reed"} {
		p, err := w.project.AddPerson(annotate.Person{Name: name})
		must(t, err)
		j.people = append(j.people, p)
	}
	w.addPasted("At the harbour", judged)
	s.until(t, "the article", func() bool { return w.desk.Open().Text == judged })
	article := w.desk.Open().Article.ID
	j.mark(article, 0, "person", "Ada Lund", 0)
	j.mark(article, 1, "person", "Mayor Ada Lund", 0)
	j.mark(article, 2, "person", "Ada Lund", 0)
	j.mark(article, 0, "person", "Reyle", 0)
	j.mark(article, 0, "person", "Reyle", 1)
	j.mark(article, 1, "organisation", "Reyle", 1)
	for i := range 3 {
		j.mark(article, i, "organisation", "Alder Courier", 0)
	}
	j.submit(article)
	return j
}

// mark marks the words, of several the one after so many, in a person's layer.
func (j *judge) mark(article annotate.ID, person int, label annotate.LabelID, words string, after int) {
	j.t.Helper()
	content, err := j.project.Text(article)
	must(j.t, err)
	at := strings.Index(content, words)
	for range after {
		at += 1 + strings.Index(content[at+1:], words)
	}
	span, err := annotate.SpanOf(content, at, at+len(words))
	must(j.t, err)
	_, err = j.project.Commit(annotate.Mark(j.people[person].ID, article, annotate.NewID(), label, []annotate.Span{span}, annotate.Origin{By: annotate.ByHand}))
	must(j.t, err)
}

func (j *judge) submit(article annotate.ID) {
	j.t.Helper()
	for _, p := range j.people {
		_, err := j.project.SubmitLayer(article, p.ID)
		must(j.t, err)
	}
}

// begin opens the pane, and waits for what it shows.
func (j *judge) begin() {
	j.t.Helper()
	j.run("compare")
	j.settled()
}

// settled waits until nothing is under way.
func (j *judge) settled() {
	j.t.Helper()
	j.until(j.t, "everything to be decided and read", func() bool {
		return j.compares() && j.judging.presenter.Settled() && !j.desk.Saving() && j.judging.presenter.Overall().Units > 0
	})
}

// press types where the keyboard is: characters as such, other keys by name.
func (j *judge) press(keys ...string) {
	j.t.Helper()
	for _, k := range keys {
		focused := j.win.Canvas().Focused()
		if focused == nil {
			j.t.Fatal("nothing has the keyboard")
		}
		if len(k) == 1 {
			focused.TypedKey(&fyne.KeyEvent{Name: fyne.KeyName(strings.ToUpper(k))})
			focused.TypedRune(rune(k[0]))
		} else {
			focused.TypedKey(&fyne.KeyEvent{Name: fyne.KeyName(k)})
		}
	}
	j.settled()
}

// gold is what the adjudicated layer has, by place.
func (j *judge) gold() string {
	j.t.Helper()
	list, err := j.project.Annotations(j.desk.Open().Article.ID, annotate.GoldLayer)
	must(j.t, err)
	var words []string
	for i := range list {
		words = append(words, string(list[i].Label)+" "+list[i].Text())
	}
	return strings.Join(words, ", ")
}

func (j *judge) wantGold(want string) {
	j.t.Helper()
	j.until(j.t, "gold to be "+want, func() bool { return j.gold() == want }) // undo takes its time
	j.settled()
}

// words are what the current unit is about.
func (j *judge) words() string {
	u, _ := j.judging.presenter.Unit()
	return u.Words
}

func TestFromComparingToGoldByKeysAlone(t *testing.T) {
	j := newJudge(t)
	j.begin()
	if got := j.words(); got != "Mayor Ada Lund" {
		t.Fatalf("it begins with %q: %s", got, j.judging.presenter.Missing())
	}
	j.press("2") // Nora's, who took the title in
	j.wantGold("person Mayor Ada Lund")
	if got := j.words(); got != "Reyle" {
		t.Errorf("it went on to %q", got)
	}
	j.press("0")      // none of them
	j.press("Return") // what all have
	j.press("l", "4") // the last one is an organisation
	j.wantGold("person Mayor Ada Lund, organisation Alder Courier, organisation Reyle")
	if got := j.judging.presenter.Progress().Words; got != "4 of 4 decided" {
		t.Errorf("it says %q", got)
	}
	layer, err := j.project.Layer(j.desk.Open().Article.ID, annotate.GoldLayer)
	must(t, err)
	if layer.Status != annotate.StatusAdjudicated {
		t.Errorf("the layer is %s", layer.Status)
	}
	j.press("u", "u")
	j.wantGold("person Mayor Ada Lund")
	j.run("undo")
	j.run("undo")
	j.wantGold("")
	if got := j.words(); got != "Mayor Ada Lund" {
		t.Errorf("after undo it shows %q", got)
	}
}

func TestABoundaryIsEditedByTheArrows(t *testing.T) {
	j := newJudge(t)
	j.begin()
	j.press("e", "Tab", "Left", "Left", "Escape")
	j.wantGold("")
	j.press("e", "Down", "Up", "Tab", "Up", "Return")
	j.wantGold("person Mayor Ada Lund")
	j.press("Up", "x")
	j.wantGold("")
	decisions, err := j.project.Decisions(j.desk.Open().Article.ID)
	must(t, err)
	if len(decisions) != 0 {
		t.Errorf("%d decisions stand", len(decisions))
	}
}

func TestTheSameIsDecidedForAllOfTheWords(t *testing.T) {
	j := newJudge(t)
	j.begin()
	first := j.desk.Open().Article.ID
	j.addPasted("Again", "Reyle came back.")
	j.until(t, "the other article", func() bool { return j.desk.Open().Article.ID != first })
	other := j.desk.Open().Article.ID
	j.mark(other, 0, "person", "Reyle", 0)
	j.submit(other)
	j.press("p")
	j.until(t, "the first article", func() bool { return j.desk.Open().Article.ID == first && j.words() != "" })
	j.press("j", "g", "b")
	if len(j.dialogs) != 1 || j.judging.presenter.Alike().Here != 2 {
		t.Fatalf("%d dialogs, asked %+v", len(j.dialogs), j.judging.presenter.Alike())
	}
	j.press("Return")
	j.wantGold("person Reyle, organisation Reyle, person Reyle")
	j.run("undo")
	j.wantGold("")
	j.press("g", "1")
	j.countEverywhere(j.judging.presenter.Alike())
	j.until(t, "the count", func() bool { return len(j.dialogs) == 2 })
	j.press("Return")
	j.until(t, "all of it", func() bool { return strings.Contains(j.status.Message(), "Decided 3 places") })
	j.dialogs[0].Hide()
	j.settled()
	gold, err := j.project.Annotations(other, annotate.GoldLayer)
	must(t, err)
	if len(gold) != 1 {
		t.Errorf("the other article has %d markings in gold", len(gold))
	}
}

func TestReasonsAndCommentsTravelWithTheDecision(t *testing.T) {
	j := newJudge(t)
	j.begin()
	j.press("r")
	typeWords(j, "titles stay out")
	j.press("Return")
	j.press("1", "Up", "c")
	typeWords(j, "as agreed")
	j.press("Return")
	j.until(t, "the comment", func() bool {
		u, _ := j.judging.presenter.Unit()
		return j.judging.presenter.Settled() && len(u.Remarks) == 1 && u.Remarks[0].Text == "as agreed" && u.Reason == "titles stay out"
	})
	j.showDifferences(j.people[1])
	j.until(t, "the differences", func() bool { return len(j.dialogs) == 1 })
	j.press("Down", "Return")
	if len(j.dialogs) != 0 || !strings.Contains(judged[j.desk.Target().Start:], "Ada Lund") {
		t.Errorf("%d dialogs, at %v", len(j.dialogs), j.desk.Target())
	}
}

func typeWords(j *judge, words string) {
	for _, r := range words {
		j.win.Canvas().Focused().TypedRune(r)
	}
}

func TestWhatIsMissingIsSaid(t *testing.T) {
	w, s := newWindow(t)
	w.run("compare")
	s.until(t, "the reason", func() bool { return strings.Contains(w.judging.presenter.Missing(), "takes two people") })
	w.view.TypedRune('1') // would mark
	if !strings.Contains(w.status.Message(), "read only") {
		t.Errorf("it says %q", w.status.Message())
	}
	w.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if w.win.Canvas().Focused() != fyne.Focusable(w.view) {
		t.Error("Escape does not lead to the text")
	}
	w.run("compare")
	if w.compares() || len(w.desk.Open().Marks) == 0 {
		t.Error("it did not end")
	}
}

func TestAMergeIsCountedBeforeItIsDone(t *testing.T) {
	j := newJudge(t)
	j.begin()
	j.run("merge")
	for range 4 { // to the button, past the fields that are not asked for
		j.win.Canvas().FocusNext()
	}
	form := j.win.Canvas().Focused()
	form.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	j.until(t, "the count", func() bool { return j.goWords() == "Merge" })
	j.wantGold("")
	j.press("Return")
	j.until(t, "the merge", func() bool { return strings.Contains(j.status.Message(), "1 place settled") })
	j.settled()
	j.wantGold("organisation Alder Courier")
	if st := j.judging.presenter.Sheet().Counts(); st.Merged != 1 || st.Open != 3 {
		t.Errorf("it stands at %+v", st)
	}
	j.run("undo")
	j.wantGold("")
}

func TestNamesAreHiddenAndShownAgain(t *testing.T) {
	j := newJudge(t)
	j.begin()
	shown := j.judging.presenter.Voters()
	j.press("h")
	for _, v := range j.judging.presenter.Voters() {
		if strings.Contains("Jo Alder Nora Vik Tom Reed", v.Name) && len(v.Name) > 1 || v.Colour != "" {
			t.Errorf("%+v is not hidden", v)
		}
	}
	j.press("h")
	if now := j.judging.presenter.Voters(); now[0].Name != shown[0].Name || now[0].Name != "Jo Alder" {
		t.Errorf("shown again: %+v", now)
	}
}

// goWords are the words of the button that has the keyboard.
func (j *judge) goWords() string {
	if b, ok := j.win.Canvas().Focused().(*panel.GoButton); ok {
		return b.Text
	}
	return ""
}

func TestPanesTakeTurns(t *testing.T) {
	j := newJudge(t)
	offset := j.right.split.Offset
	j.begin()
	pane := j.judging.panel.Focusable()
	j.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if j.win.Canvas().Focused() != fyne.Focusable(j.view) {
		t.Fatal("Escape does not lead to the text")
	}
	j.view.TypedKey(&fyne.KeyEvent{Name: fyne.KeyF6})
	if j.win.Canvas().Focused() != pane {
		t.Error("F6 does not lead to the pane")
	}
	j.run("parts")
	if got := j.status.Message(); got != comparingOnly {
		t.Errorf("it says %q", got)
	}
	j.run("codebook")
	j.run("codebook")
	if j.right.box.Objects[0] != fyne.CanvasObject(j.judging.panel) {
		t.Error("the pane did not come back after the codebook")
	}
	j.run("codebook")
	j.run("compare")
	if j.compares() || j.right.split.Offset != offset {
		t.Errorf("it goes on, or the split is at %v, not %v", j.right.split.Offset, offset)
	}
	j.begin()
	j.run("checks")
	if j.compares() || !j.right.checks.shown {
		t.Error("the checks do not take the place of the pane")
	}
}

func TestTracksFollowTheFilterAndAProjectCloses(t *testing.T) {
	j := newJudge(t)
	j.begin()
	tracks, disputed := j.tracks()
	if len(tracks) != 3 || len(tracks[0].Marks) != 4 || len(tracks[1].Marks) != 3 || len(tracks[2].Marks) != 2 || len(disputed) != 3 {
		t.Errorf("%+v, disputed %v", tracks, disputed)
	}
	jo, nora := j.people[0].ID, j.people[1].ID
	j.judging.presenter.SetFilter(adjudicator.Filter{Pair: [2]annotate.ID{jo, nora}, Kind: "boundary"})
	if tracks, disputed = j.tracks(); len(tracks) != 2 || len(tracks[0].Marks) != 1 || len(disputed) != 1 || judged[disputed[0].Start:disputed[0].End] != "Mayor " {
		t.Errorf("%+v, disputed %v", tracks, disputed)
	}
	j.closeProject()
	if j.compares() || j.project != nil {
		t.Error("the project did not go")
	}
}
