package intake_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/format/bluepencil"
	"bluepencil/annotate/rounds"
	"bluepencil/annotate/talk"
	"bluepencil/storage"
	"bluepencil/storage/intake"
)

// reviewed is the project of marked, in a round, talked about, and returned.
func reviewed(t *testing.T) *storage.Project {
	t.Helper()
	p, mina, jo, article := marked(t)
	nora, err := p.AddPerson(annotate.Person{Name: "Nora Vik", Lead: true, Colour: "#112233"})
	if err != nil {
		t.Fatal(err)
	}
	rule := &rounds.Rule{People: []annotate.ID{mina.ID, jo.ID}, PerArticle: 2, Seed: 7, Quotas: []rounds.Quota{{Person: jo.ID, Articles: 3}}}
	r, err := p.AddRound(nora.ID, rounds.Round{Name: "March", Instructions: "cues too", Rule: rule},
		[]rounds.Cell{{Article: article, Person: mina.ID}, {Article: article, Person: jo.ID}})
	if err != nil {
		t.Fatal(err)
	}
	r.Open, r.Closed = true, true
	if err := p.EditRound(nora.ID, r); err != nil {
		t.Fatal(err)
	}
	list, err := p.Annotations(article, mina.ID)
	if err != nil {
		t.Fatal(err)
	}
	question, err := p.Say(talk.Comment{Article: article, Author: nora.ID, About: talk.AboutAnnotation(list[0].Ref()), Text: "@mina-orth, where is the cue?"})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []talk.Comment{{Author: mina.ID, Text: "there is none", ReplyTo: question.ID}, {Author: jo.ID, Article: article, About: talk.AboutArticle(), Text: "a bridge again"}} {
		if _, err := p.Say(c); err != nil {
			t.Fatal(err)
		}
	}
	if err := p.Resolve(jo.ID, question.ID, true); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Return(nora.ID, article, mina.ID, "mark the cue"); err != nil {
		t.Fatal(err)
	}
	jo.Retired = true
	if _, err := p.EditPerson(nora.ID, jo); err != nil {
		t.Fatal(err)
	}
	return p
}

// comparable is what is said, given out and returned, as an export has it,
// without what the importer brings along.
func comparable(t *testing.T, path string) (out struct {
	Comments []bluepencil.Comment
	Layers   []bluepencil.Layer
	People   []bluepencil.Person
	Rounds   []bluepencil.Round
}) {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	line, err := bluepencil.Parse(raw)
	if err != nil {
		t.Fatal(err)
	}
	shared, err := os.ReadFile(filepath.Join(filepath.Dir(path), bluepencil.ProjectName))
	if err != nil {
		t.Fatal(err)
	}
	var project bluepencil.Project
	if err := json.Unmarshal(shared, &project); err != nil {
		t.Fatal(err)
	}
	out.Comments, out.Layers, out.Rounds = line.Review.Comments, line.Layers, project.Rounds
	for i := range out.Layers {
		out.Layers[i].Codebook, out.Layers[i].Submitted = 0, nil
	}
	for i, r := range out.Rounds {
		for n, a := range r.Assignments {
			if len(a.Articles) != 1 || a.Articles[0] != line.ID {
				t.Errorf("round %s gives %s %v", r.Name, a.Person, a.Articles)
			}
			out.Rounds[i].Assignments[n].Articles = nil // an import gives articles ids of their own
		}
	}
	for _, person := range project.People {
		if person.Handle != "importer" {
			out.People = append(out.People, person)
		}
	}
	return out
}

// TestTheReviewComesBack: rounds with their rule, assignments, people who have
// marked nothing, comments and what was returned make the same project again,
// once and twice.
func TestTheReviewComesBack(t *testing.T) {
	all := storage.ExportFilter{All: true}
	path := exported(t, reviewed(t), all, bluepencil.Options{})
	want := comparable(t, path)
	if len(want.Comments) != 3 || len(want.Rounds) != 1 || len(want.People) != 3 || want.Layers[0].Reason != "mark the cue" {
		t.Fatalf("%+v", want)
	}
	again := newProject(t)
	me := join(t, again, "Importer")
	for range 2 {
		if report := take(t, again, me, intake.Options{ByHandle: true}, path); len(report.Failures) != 0 {
			t.Fatalf("%+v", report)
		}
		if got := comparable(t, exported(t, again, all, bluepencil.Options{})); !reflect.DeepEqual(got, want) {
			t.Errorf("got\n%+v\nwant\n%+v", got, want)
		}
	}
	threads, err := again.Threads(storage.TalkFilter{})
	if err != nil || len(threads) != 2 || len(threads[0].Replies) != 1 || threads[0].Open() {
		t.Errorf("%+v, %v", threads, err)
	}
	list, err := again.Rounds()
	if err != nil || len(list) != 1 || !list[0].Open || !list[0].Closed || list[0].Rule.Seed != 7 {
		t.Errorf("%+v, %v", list, err)
	}
}

// Into a layer of one's own come markings alone: nobody else's words and plans.
func TestWithAPersonNamedNoReviewComesAlong(t *testing.T) {
	path := exported(t, reviewed(t), storage.ExportFilter{All: true}, bluepencil.Options{})
	again := newProject(t)
	take(t, again, join(t, again, "Importer"), intake.Options{}, path)
	list, err := again.Rounds()
	comments, err2 := again.Comments(annotate.ID{})
	if err != nil || err2 != nil || len(list) != 0 || len(comments) != 0 {
		t.Errorf("%+v, %+v, %v, %v", list, comments, err, err2)
	}
}

// A comment or round that cannot be is reported, and costs nothing else.
func TestWhatCannotBeSaidIsReported(t *testing.T) {
	path := exported(t, reviewed(t), storage.ExportFilter{All: true}, bluepencil.Options{})
	shared := filepath.Join(filepath.Dir(path), bluepencil.ProjectName)
	for file, change := range map[string]*strings.Replacer{
		path:   strings.NewReplacer("there is none", " ", `"author": "jo-vane"`, `"author": " "`),
		shared: strings.NewReplacer(`"name": "March"`, `"name": " "`),
	} {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(change.Replace(string(raw))), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	again := newProject(t)
	report := take(t, again, join(t, again, "Importer"), intake.Options{ByHandle: true}, path)
	comments, err := again.Comments(annotate.ID{})
	if err != nil || len(report.Failures) != 3 || len(report.Added) != 1 || report.Annotations != 3 || len(comments) != 1 {
		t.Errorf("%+v, %d comments, %v", report, len(comments), err)
	}
}
