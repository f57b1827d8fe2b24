package intake_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/assets"
	"bluepencil/storage"
	"bluepencil/storage/intake"
)

// agency has the same story in the three formats whose markup says what words are.
var agency = map[string]string{
	"story.nitf": `<nitf><head><title>Quay</title></head><body><body.head><hedline><hl1>Quay closed</hl1></hedline></body.head>
<body.content><p><q>It is late,</q> <person>Ada Lund</person> of the <org>Alder Docks</org> said in <location>Alder</location>.</p></body.content></body></nitf>`,
	"story.xml": `<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:a" version="1"><itemMeta><itemClass qcode="ninat:text"/></itemMeta><contentMeta><headline>Quay closed</headline></contentMeta>
<contentSet><inlineXML contenttype="application/nitf+xml"><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body><body.content><p><q>It is late,</q> <person>Ada Lund</person> of the <org>Alder Docks</org> said in <location>Alder</location>.</p></body.content></body></nitf></inlineXML></contentSet></newsItem>`,
	"story.json": `{"uri":"urn:a","type":"text","headline":"Quay closed","body_xhtml":"<p><q>It is late,</q> <person>Ada Lund</person> of the <org>Alder Docks</org> said in <location>Alder</location>.</p>"}`,
}

// statedIn lists what lies in the layer of the import.
func statedIn(t *testing.T, p *storage.Project, article annotate.ID) []string {
	t.Helper()
	person, err := p.PersonByHandle("import")
	if err != nil {
		t.Fatal(err)
	}
	list, err := p.Annotations(article, person.ID)
	if err != nil {
		t.Fatal(err)
	}
	var words []string
	for _, a := range list {
		if a.Origin.By != annotate.ByImport {
			t.Errorf("%q came by %s", a.Text(), a.Origin.By)
		}
		words = append(words, string(a.Label)+": "+a.Text())
	}
	slices.Sort(words)
	return words
}

func TestWhatAgenciesMarkIsTakenIn(t *testing.T) {
	for name, content := range agency {
		t.Run(name, func(t *testing.T) {
			p := newProject(t)
			mina := join(t, p, "Mina Orth")
			path := write(t, filepath.Join(t.TempDir(), name), content)
			rehearsed, err := intake.Rehearse(t.Context(), p, []string{path}, intake.Options{})
			if err != nil || len(rehearsed.Files) != 1 || rehearsed.Files[0].Marks != 4 {
				t.Errorf("rehearsed %+v, %v", rehearsed, err)
			}
			again := write(t, filepath.Join(t.TempDir(), name), content)
			r := take(t, p, mina, intake.Options{ByHandle: true}, path, again)
			if r.Annotations != 4 || r.Known != 4 || len(r.Added) != 1 || len(r.Failures) > 0 {
				t.Fatalf("%s; %v", r.Summary(), r.Lines())
			}
			want := "organisation: Alder Docks|person: Ada Lund|place: Alder|quote: It is late,"
			if got := strings.Join(statedIn(t, p, r.Added[0]), "|"); got != want {
				t.Errorf("got %s, want %s", got, want)
			}
			if r := take(t, p, mina, intake.Options{}, path); r.Annotations != 0 || r.Known != 4 {
				t.Errorf("the second time: %s", r.Summary())
			}
			rehearsed, err = intake.Rehearse(t.Context(), p, []string{path}, intake.Options{})
			if err != nil || len(rehearsed.Files) != 1 || rehearsed.Files[0].Marks != 0 {
				t.Errorf("rehearsed again: %+v, %v", rehearsed, err)
			}
		})
	}
}

// TestMarksWithoutALabelAreCounted: the codebook says what can be marked.
func TestMarksWithoutALabelAreCounted(t *testing.T) {
	codebook, err := assets.Codebook("blank")
	if err != nil {
		t.Fatal(err)
	}
	p, err := storage.NewMemory(codebook, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	mina := join(t, p, "Mina Orth")
	path := write(t, filepath.Join(t.TempDir(), "story.nitf"), agency["story.nitf"])
	r := take(t, p, mina, intake.Options{}, path)
	if _, err := p.PersonByHandle("import"); err == nil {
		t.Error("nobody was needed to hold nothing")
	}
	for _, label := range []string{"person", "organisation", "place", "quote"} {
		want := fmt.Sprintf("1 marking that the articles state as %s left out: the codebook has no label with the id %q", label, label)
		if !slices.Contains(r.Notes, want) {
			t.Errorf("not said: %s; but %q", want, r.Notes)
		}
	}
	if r.Annotations != 0 || len(r.Added) != 1 || len(r.Failures) > 0 {
		t.Errorf("got %s; %v", r.Summary(), r.Lines())
	}
}

// TestMarksGoWithTheirArticle: one undo takes the article and what it states back.
func TestMarksGoWithTheirArticle(t *testing.T) {
	p := newProject(t)
	mina := join(t, p, "Mina Orth")
	path := write(t, filepath.Join(t.TempDir(), "story.nitf"), agency["story.nitf"])
	r := take(t, p, mina, intake.Options{}, path)
	if len(statedIn(t, p, r.Added[0])) != 4 {
		t.Fatal(r.Lines())
	}
	if _, err := p.Undo(mina.ID); err != nil {
		t.Fatal(err)
	}
	if got := statedIn(t, p, r.Added[0]); len(got) > 0 {
		t.Errorf("there are still %v", got)
	}
}
