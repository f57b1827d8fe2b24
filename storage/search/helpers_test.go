package search

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/source"
	"bluepencil/storage"
)

// testCodebook has one of everything the tests ask for.
func testCodebook() *annotate.Codebook {
	return &annotate.Codebook{
		Name: "Test",
		Labels: []annotate.Label{
			{ID: "quote", Name: "Quote", Group: annotate.GroupQuote, Attributes: []annotate.AttributeID{"type", "remark"}, Roles: []annotate.RoleID{"speaker"}},
			{ID: "claim", Name: "Claim to check", Group: annotate.GroupClaim},
			{ID: "person", Name: "Person", Group: annotate.GroupEntity, Register: true},
		},
		Roles: []annotate.Role{{ID: "speaker", Name: "speaker", To: []annotate.LabelID{"person"}, ToEntity: true}},
		Attributes: []annotate.Attribute{
			{ID: "type", Name: "Type", Type: annotate.TypeEnum, Choices: []annotate.Choice{{ID: "direct", Name: "direct"}, {ID: "indirect", Name: "in other words"}}},
			{ID: "remark", Name: "Remark", Type: annotate.TypeText},
		},
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// desk is a project with people who work on it.
type desk struct {
	t       testing.TB
	project *storage.Project
	path    string
	mina    annotate.ID
	kim     annotate.ID
	index   *Index
}

func newDesk(t testing.TB) *desk {
	t.Helper()
	d := &desk{t: t, path: filepath.Join(t.TempDir(), "desk.bluepencil")}
	p, err := storage.Create(d.path, testCodebook(), storage.Options{NoCopyOnOpen: true})
	must(t, err)
	d.project = p
	t.Cleanup(func() { d.close() })
	for _, who := range []struct {
		name string
		id   *annotate.ID
	}{{"Mina", &d.mina}, {"Kim", &d.kim}} {
		person, err := p.AddPerson(annotate.Person{Name: who.name})
		must(t, err)
		*who.id = person.ID
	}
	return d
}

// close closes index and project.
func (d *desk) close() {
	d.t.Helper()
	d.closeIndex()
	if d.project != nil {
		must(d.t, d.project.Close())
		d.project = nil
	}
}

func (d *desk) closeIndex() {
	d.t.Helper()
	if d.index != nil {
		must(d.t, d.index.Close())
		d.index = nil
	}
}

// reopen opens the project again.
func (d *desk) reopen() {
	d.t.Helper()
	p, err := storage.Open(d.path, storage.Options{NoCopyOnOpen: true})
	must(d.t, err)
	d.project = p
}

// open opens the index and waits until it is right.
func (d *desk) open() *Index {
	d.t.Helper()
	if d.index == nil {
		d.index = Open(d.project, Options{})
	}
	must(d.t, d.index.Wait(context.Background()))
	return d.index
}

func fileOf(t testing.TB, text string) source.Document {
	t.Helper()
	doc, err := source.FromText("article.txt", text)
	must(t, err)
	return doc
}

// add adds an article; meta are pairs of names and values.
func (d *desk) add(text string, meta ...string) annotate.ID {
	d.t.Helper()
	doc := fileOf(d.t, text)
	doc.Title = ""
	doc.Meta = map[string]string{}
	for i := 0; i+1 < len(meta); i += 2 {
		if meta[i] == "title" {
			doc.Title = meta[i+1]
		} else {
			doc.Meta[meta[i]] = meta[i+1]
		}
	}
	i, err := d.project.StartImport(d.mina, "import 1 article")
	must(d.t, err)
	id, _, err := i.Add(doc)
	must(d.t, err)
	_, err = i.Close("")
	must(d.t, err)
	return id
}

func (d *desk) commit(draft annotate.Draft) {
	d.t.Helper()
	_, err := d.project.Commit(draft)
	must(d.t, err)
}

// mark marks the first occurrence of the words.
func (d *desk) mark(person, article annotate.ID, label annotate.LabelID, words string) annotate.Ref {
	d.t.Helper()
	text, err := d.project.Text(article)
	must(d.t, err)
	at := strings.Index(text, words)
	span, err := annotate.SpanOf(text, at, at+len(words))
	must(d.t, err)
	id := annotate.NewID()
	d.commit(annotate.Mark(person, article, id, label, []annotate.Span{span}, annotate.Origin{By: annotate.ByHand}))
	return annotate.AnnotationRef(article, person, id)
}

// find searches and gives the articles that match, and checks every hit.
func (d *desk) find(query string) []Match {
	d.t.Helper()
	return d.ask(Request{Query: query})
}

func (d *desk) ask(r Request) []Match {
	d.t.Helper()
	var found []Match
	err := d.open().Search(context.Background(), r, func(m Match) bool {
		d.verify(&m)
		found = append(found, m)
		return true
	})
	if err != nil {
		d.t.Fatalf("%q: %v", r.Query, err)
	}
	return found
}

// verify holds the hits of a match against the article's text.
func (d *desk) verify(m *Match) {
	d.t.Helper()
	text, err := d.project.Text(m.Article)
	must(d.t, err)
	if len(m.Hits) > m.Total {
		d.t.Errorf("%d hits of %d", len(m.Hits), m.Total)
	}
	for _, h := range m.Hits {
		for _, s := range h.Spans {
			if !s.Matches(text) {
				d.t.Errorf("span %v is not in the text", s)
			}
		}
		marked := h.Snippet[h.Marked.Start:h.Marked.End]
		if h.In == InText && (h.Range.Empty() || strings.Map(blank, text[h.Range.Start:h.Range.End]) != marked) {
			d.t.Errorf("snippet %q marks %q, the text has %q", h.Snippet, marked, text[h.Range.Start:h.Range.End])
		}
		if h.In == InAnnotations && h.Annotation.IsZero() {
			d.t.Error("an annotation without an id")
		}
	}
}

// wants fails the test unless exactly these articles match.
func (d *desk) wants(query string, want ...annotate.ID) {
	d.t.Helper()
	var got []annotate.ID
	for _, m := range d.find(query) {
		got = append(got, m.Article)
	}
	for _, list := range [][]annotate.ID{got, want} {
		slices.SortFunc(list, annotate.ID.Compare)
	}
	if !slices.Equal(got, want) {
		d.t.Errorf("%s: found %v, want %v", query, got, want)
	}
}
