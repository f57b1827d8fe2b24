package storage

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"bluepencil/annotate"
	"bluepencil/annotate/source"
)

// testCodebook is a small codebook with one of everything the tests need.
func testCodebook() *annotate.Codebook {
	return &annotate.Codebook{
		Name: "Test",
		Labels: []annotate.Label{
			{ID: "quote", Name: "Quote", Group: annotate.GroupQuote, Style: annotate.StyleBar, Attributes: []annotate.AttributeID{"type"}, Roles: []annotate.RoleID{"speaker", "cue"}},
			{ID: "cue", Name: "Cue", Group: annotate.GroupCue},
			{ID: "person", Name: "Person", Group: annotate.GroupEntity, Register: true},
		},
		Attributes: []annotate.Attribute{{ID: "type", Name: "Type", Type: annotate.TypeEnum, Required: true,
			Choices: []annotate.Choice{{ID: "direct", Name: "direct"}, {ID: "indirect", Name: "indirect"}}}},
		Roles: []annotate.Role{
			{ID: "speaker", Name: "speaker", To: []annotate.LabelID{"person"}, ToEntity: true, Expected: true},
			{ID: "cue", Name: "cue", To: []annotate.LabelID{"cue"}, Max: 1},
		},
	}
}

const sampleText = "“It is late,” said Mayor Ada Lund. “It is not too late,” she added.\n"

// forEachStore runs a test on the project file and in memory, and checks the
// whole project when it ends.
func forEachStore(t *testing.T, test func(t *testing.T, p *Project)) {
	for name, open := range map[string]func(*testing.T) *Project{
		"bolt": func(t *testing.T) *Project { p, _ := newFile(t); return p },
		"memory": func(t *testing.T) *Project {
			p, err := NewMemory(testCodebook(), Options{})
			must(t, err)
			return p
		},
	} {
		t.Run(name, func(t *testing.T) {
			p := open(t)
			t.Cleanup(func() {
				checkWhole(t, p)
				must(t, p.Close())
			})
			test(t, p)
		})
	}
}

func newFile(t *testing.T) (*Project, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "desk.bluepencil")
	p, err := Create(path, testCodebook(), Options{Program: "test"})
	must(t, err)
	return p, path
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// checkWhole fails the test where the project is not whole.
func checkWhole(t *testing.T, p *Project) {
	t.Helper()
	if err := wholeness(p); err != nil {
		t.Error(err)
	}
}

// wholeness runs Check and, beyond it, makes every object anew from the
// history: state and history must say the same.
func wholeness(p *Project) error {
	report, err := p.Check(context.Background(), nil)
	if err != nil {
		return err
	}
	var faults []error
	for _, problem := range report.Problems {
		faults = append(faults, fmt.Errorf("check: %s: %s", problem.Where, problem.What))
	}
	replay := annotate.NewState()
	err = p.History(HistoryFilter{}, func(c annotate.Change) bool {
		replay.Apply(&c)
		return true
	})
	faults = append(faults, err)
	for _, wanted := range replay.Objects() {
		got, err := p.Object(wanted.Ref)
		if err != nil {
			return err
		}
		x, err := annotate.EncodeObject(got)
		y, err2 := annotate.EncodeObject(wanted)
		if faults = append(faults, err, err2); string(x) != string(y) {
			faults = append(faults, fmt.Errorf("%s %s differs from what its history makes", wanted.Ref.Kind, wanted.Ref.ID))
		}
	}
	return errors.Join(faults...)
}

func addPerson(t *testing.T, p *Project, name string) annotate.ID {
	t.Helper()
	person, err := p.AddPerson(annotate.Person{Name: name})
	must(t, err)
	return person.ID
}

func addArticle(t *testing.T, p *Project, person annotate.ID, text string) annotate.ID {
	t.Helper()
	doc, err := source.FromText("article.txt", text)
	must(t, err)
	i, err := p.StartImport(person, "import 1 article")
	must(t, err)
	id, _, err := i.Add(doc)
	must(t, err)
	_, err = i.Close("")
	must(t, err)
	return id
}

func spanOf(t *testing.T, text string, start, end int) []annotate.Span {
	t.Helper()
	s, err := annotate.SpanOf(text, start, end)
	must(t, err)
	return []annotate.Span{s}
}

func mark(t *testing.T, p *Project, person, article annotate.ID, label annotate.LabelID, start, end int) annotate.Ref {
	t.Helper()
	id := annotate.NewID()
	_, err := p.Commit(annotate.Mark(person, article, id, label, spanOf(t, sampleText, start, end), annotate.Origin{By: annotate.ByHand}))
	must(t, err)
	return annotate.AnnotationRef(article, person, id)
}

func labels(t *testing.T, p *Project, article, layer annotate.ID) []annotate.LabelID {
	t.Helper()
	list, err := p.Annotations(article, layer)
	must(t, err)
	var out []annotate.LabelID
	for _, a := range list {
		out = append(out, a.Label)
	}
	return out
}

func TestMarkingIsKeptWithItsText(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		mina := addPerson(t, p, "Mina Berg")
		article := addArticle(t, p, mina, sampleText)
		ref := mark(t, p, mina, article, "quote", 0, 17)
		person := mark(t, p, mina, article, "person", 30, 38)
		_, err := p.Commit(annotate.SetAttribute(ref, "type", "direct"))
		must(t, err)
		_, err = p.Commit(annotate.AddLink(ref, annotate.Link{ID: annotate.NewID(), Role: "speaker", To: person.ID}))
		must(t, err)
		list, err := p.Annotations(article, mina)
		must(t, err)
		quote := list[0]
		if quote.Text() != "“It is late,”" || quote.Attributes["type"] != "direct" || len(quote.Links) != 1 || quote.Links[0].To != person.ID {
			t.Errorf("got %+v", quote)
		}
		text, err := p.Text(article)
		must(t, err)
		if text != sampleText {
			t.Errorf("the text came back as %q", text)
		}
	})
}

func TestWhatTheCodebookForbidsIsRefusedAndChangesNothing(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		mina, ben := addPerson(t, p, "Mina"), addPerson(t, p, "Ben")
		article := addArticle(t, p, mina, sampleText)
		quote := mark(t, p, mina, article, "quote", 0, 17)
		cue := mark(t, p, mina, article, "cue", 18, 22)
		link := func(role annotate.RoleID, to annotate.ID, entity bool) annotate.Draft {
			return annotate.AddLink(quote, annotate.Link{ID: annotate.NewID(), Role: role, To: to, ToEntity: entity})
		}
		foreign := annotate.SetNote(quote, "mine now")
		foreign.Person = ben
		rewrite := annotate.Draft{Person: mina, Action: "rewrite", Article: article}
		rewrite.Set(annotate.ArticleRef(article), annotate.FieldContent, annotate.ArticleContent{Format: "forged"})
		bad := annotate.Span{Start: 0, End: 4, Text: "none"}
		for name, c := range map[string]struct {
			draft annotate.Draft
			want  error
		}{
			"a label nobody defined":         {annotate.Mark(mina, article, annotate.NewID(), "rumour", spanOf(t, sampleText, 0, 17), annotate.Origin{}), annotate.ErrInvalid},
			"a span that says another text":  {annotate.SetSpans(quote, "move", []annotate.Span{bad}), annotate.ErrSpan},
			"no span at all":                 {annotate.SetSpans(quote, "move", []annotate.Span{}), annotate.ErrSpan},
			"half a character":               {annotate.SetSpans(quote, "move", []annotate.Span{{Start: 1, End: 5, Text: sampleText[1:5]}}), annotate.ErrSpan},
			"a value the enum does not have": {annotate.SetAttribute(quote, "type", "shouted"), annotate.ErrInvalid},
			"an attribute of no label":       {annotate.SetAttribute(cue, "type", "direct"), annotate.ErrInvalid},
			"a speaker that is a cue":        {link("speaker", cue.ID, false), annotate.ErrInvalid},
			"a speaker of no register":       {link("speaker", annotate.NewID(), true), annotate.ErrInvalid},
			"a link to itself":               {link("cue", quote.ID, false), annotate.ErrInvalid},
			"somebody else's layer":          {foreign, annotate.ErrForeignLayer},
			"an article's content":           {rewrite, annotate.ErrInvalid},
			"nothing":                        {annotate.Draft{Person: mina, Action: "nothing"}, annotate.ErrInvalid},
		} {
			before, err := p.Vector()
			must(t, err)
			if _, err := p.Commit(c.draft); !errors.Is(err, c.want) {
				t.Errorf("%s: got %v, want %v", name, err, c.want)
			}
			after, err := p.Vector()
			must(t, err)
			if len(before) != len(after) || before[annotate.Lane{Replica: p.Replica(), Stream: annotate.LayerStream(mina)}] != after[annotate.Lane{Replica: p.Replica(), Stream: annotate.LayerStream(mina)}] {
				t.Errorf("%s: the refused draft left something in the history", name)
			}
		}
	})
}

func TestASecondCueIsRefusedUntilTheFirstIsRemoved(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		mina := addPerson(t, p, "Mina")
		article := addArticle(t, p, mina, sampleText)
		quote := mark(t, p, mina, article, "quote", 0, 17)
		added := strings.Index(sampleText, "added")
		one, two := mark(t, p, mina, article, "cue", 18, 22), mark(t, p, mina, article, "cue", added, added+5)
		first := annotate.Link{ID: annotate.NewID(), Role: "cue", To: one.ID}
		_, err := p.Commit(annotate.AddLink(quote, first))
		must(t, err)
		second := annotate.AddLink(quote, annotate.Link{ID: annotate.NewID(), Role: "cue", To: two.ID})
		if _, err := p.Commit(second); !errors.Is(err, annotate.ErrInvalid) {
			t.Errorf("got %v", err)
		}
		_, err = p.Commit(annotate.RemoveLink(quote, first))
		must(t, err)
		_, err = p.Commit(second)
		must(t, err)
	})
}

func TestAChangeWithoutEffectIsNotWritten(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		mina := addPerson(t, p, "Mina")
		article := addArticle(t, p, mina, sampleText)
		quote := mark(t, p, mina, article, "quote", 0, 17)
		events := 0
		defer p.Subscribe(func(Event) { events++ })()
		c, err := p.Commit(annotate.Relabel(quote, "quote"))
		must(t, err)
		if len(c.Edits) != 0 || events != 0 {
			t.Errorf("%d edits, %d events", len(c.Edits), events)
		}
		if name, _ := p.UndoName(mina); name != "mark quote" {
			t.Errorf("undo offers %q", name)
		}
	})
}

func TestDeletedMarkingsWaitInTheBin(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		mina := addPerson(t, p, "Mina")
		article := addArticle(t, p, mina, sampleText)
		quote, cue := mark(t, p, mina, article, "quote", 0, 17), mark(t, p, mina, article, "cue", 18, 22)
		_, err := p.Commit(annotate.AddLink(quote, annotate.Link{ID: annotate.NewID(), Role: "cue", To: cue.ID}))
		must(t, err)
		_, err = p.Commit(annotate.DeleteAnnotation(cue))
		must(t, err)
		list, err := p.Annotations(article, mina)
		must(t, err)
		if len(list) != 1 || len(list[0].Links) != 0 {
			t.Errorf("a link points into the bin: %+v", list)
		}
		bin, err := p.DeletedAnnotations(article, mina)
		must(t, err)
		if len(bin) != 1 || bin[0].ID != cue.ID {
			t.Fatalf("the bin holds %+v", bin)
		}
		_, err = p.Commit(annotate.RestoreAnnotation(cue))
		must(t, err)
		list, err = p.Annotations(article, mina)
		must(t, err)
		if len(list) != 2 || len(list[0].Links) != 1 {
			t.Errorf("restoring did not bring the link back: %+v", list)
		}
	})
}

func TestDoneMakesASnapshotThatStays(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		mina := addPerson(t, p, "Mina")
		article := addArticle(t, p, mina, sampleText)
		mark(t, p, mina, article, "quote", 0, 17)
		_, err := p.SubmitLayer(article, mina)
		must(t, err)
		mark(t, p, mina, article, "cue", 18, 22)
		s, ok, err := p.Submission(article, mina)
		must(t, err)
		if !ok || len(s.Annotations) != 1 || s.Annotations[0].Spans[0].Text != "“It is late,”" || s.Codebook == 0 {
			t.Errorf("the snapshot is %+v", s)
		}
		layer, err := p.Layer(article, mina)
		must(t, err)
		if layer.Status != annotate.StatusSubmitted || time.Since(layer.Submitted) > time.Hour {
			t.Errorf("the layer is %+v", layer)
		}
	})
}
