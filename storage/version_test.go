package storage

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/source"
)

// correctedText differs from sampleText in a sentence before, a spelling, and
// what the mayor added.
const correctedText = "The council met on Monday in Port Alder. “It is late,” said Mayor Ada Lund. Nobody else spoke.\n"

func document(t *testing.T, text string, meta map[string]string) source.Document {
	t.Helper()
	doc, err := source.FromText("article.txt", text)
	must(t, err)
	if title := meta[annotate.MetaTitle]; title != "" {
		doc.Title = title
	}
	doc.Meta = meta
	return doc
}

func addVersion(t *testing.T, p *Project, person, old annotate.ID, text string) annotate.ID {
	t.Helper()
	id, duplicate, err := p.AddVersion(person, old, document(t, text, nil))
	must(t, err)
	if duplicate {
		t.Fatal("a duplicate")
	}
	return id
}

func idsListed(t *testing.T, p *Project, f ArticleFilter) []annotate.ID {
	t.Helper()
	var ids []annotate.ID
	must(t, p.Articles(f, func(r ArticleRow) bool { ids = append(ids, r.ID); return true }))
	// The index beside the project leaves out the same.
	list, err := p.List(t.Context(), f)
	must(t, err)
	var indexed []annotate.ID
	for at := range list.Len() {
		indexed = append(indexed, list.ID(at))
	}
	if !slices.Equal(ids, indexed) {
		t.Errorf("the project lists %v, its index %v", ids, indexed)
	}
	return ids
}

func versionIDs(t *testing.T, p *Project, article annotate.ID) []annotate.ID {
	t.Helper()
	list, err := p.Versions(article)
	must(t, err)
	var ids []annotate.ID
	for _, a := range list {
		ids = append(ids, a.ID)
	}
	return ids
}

func TestANewVersionTakesThePlaceInTheList(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		mina := addPerson(t, p, "Mina")
		other := addArticle(t, p, mina, "Something else.")
		first := addArticle(t, p, mina, sampleText)
		if got := idsListed(t, p, ArticleFilter{}); !slices.Equal(got, []annotate.ID{other, first}) {
			t.Fatalf("before: %v", got)
		}
		second := addVersion(t, p, mina, first, correctedText)
		third := addVersion(t, p, mina, second, correctedText+"More.\n")
		if got := idsListed(t, p, ArticleFilter{}); !slices.Equal(got, []annotate.ID{other, third}) {
			t.Errorf("the list is %v", got)
		}
		if got := idsListed(t, p, ArticleFilter{AllVersions: true}); len(got) != 4 {
			t.Errorf("with all versions it is %v", got)
		}
		for _, id := range []annotate.ID{first, second, third} {
			if got := versionIDs(t, p, id); !slices.Equal(got, []annotate.ID{first, second, third}) {
				t.Errorf("versions of %s: %v", id, got)
			}
			if newest, err := p.Newest(id); err != nil || newest != third {
				t.Errorf("the newest is %s, %v", newest, err)
			}
		}
		text, err := p.Text(first)
		must(t, err)
		if text != sampleText {
			t.Error("the old version cannot be read any more")
		}
	})
}

func TestUndoneAndDeletedVersionsGiveThePlaceBack(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		mina := addPerson(t, p, "Mina")
		first := addArticle(t, p, mina, sampleText)
		second := addVersion(t, p, mina, first, correctedText)
		if name, _ := p.UndoName(mina); name != "add a new version of article.txt" && !strings.HasPrefix(name, "add a new version of “It") {
			t.Errorf("undo offers %q", name)
		}
		_, err := p.Undo(mina)
		must(t, err)
		if got := idsListed(t, p, ArticleFilter{}); !slices.Equal(got, []annotate.ID{first}) {
			t.Errorf("after undo: %v", got)
		}
		_, err = p.Redo(mina)
		must(t, err)
		if got := idsListed(t, p, ArticleFilter{}); !slices.Equal(got, []annotate.ID{second}) {
			t.Errorf("after redo: %v", got)
		}
		third := addVersion(t, p, mina, second, correctedText+"More.\n")
		_, err = p.Commit(annotate.DeleteArticle(mina, second))
		must(t, err)
		if got := idsListed(t, p, ArticleFilter{}); !slices.Equal(got, []annotate.ID{third}) {
			t.Errorf("with the middle one deleted: %v", got)
		}
		if got := versionIDs(t, p, first); !slices.Equal(got, []annotate.ID{first, third}) {
			t.Errorf("with the middle one deleted, versions: %v", got)
		}
		_, err = p.Commit(annotate.DeleteArticle(mina, third))
		must(t, err)
		if got := idsListed(t, p, ArticleFilter{}); !slices.Equal(got, []annotate.ID{first}) {
			t.Errorf("with both deleted: %v", got)
		}
	})
}

func TestLinksBetweenVersionsSurviveReopening(t *testing.T) {
	p, path := newFile(t)
	mina := addPerson(t, p, "Mina")
	first := addArticle(t, p, mina, sampleText)
	second := addVersion(t, p, mina, first, correctedText)
	must(t, p.Close())
	p, err := Open(path, Options{NoCopyOnOpen: true})
	must(t, err)
	if got := idsListed(t, p, ArticleFilter{}); !slices.Equal(got, []annotate.ID{second}) {
		t.Errorf("the list is %v", got)
	}
	checkWhole(t, p)
	must(t, p.Close())
}

func TestTheSameTextIsADuplicateAndNoVersion(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		mina := addPerson(t, p, "Mina")
		first := addArticle(t, p, mina, sampleText)
		id, duplicate, err := p.AddVersion(mina, first, document(t, sampleText, nil))
		if err != nil || !duplicate || id != first {
			t.Errorf("%v, %v, %v", id, duplicate, err)
		}
		if _, _, err := p.AddVersion(mina, annotate.NewID(), document(t, "New.", nil)); !errors.Is(err, annotate.ErrNotFound) {
			t.Errorf("a version of nothing: %v", err)
		}
	})
}

func TestVersionsMakeNoCircle(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		mina := addPerson(t, p, "Mina")
		first := addArticle(t, p, mina, sampleText)
		second := addVersion(t, p, mina, first, correctedText)
		for _, c := range [][2]annotate.ID{{first, second}, {first, first}} {
			if err := p.SetReplaces(mina, c[0], c[1]); !errors.Is(err, annotate.ErrInvalid) {
				t.Errorf("%v", err)
			}
		}
		must(t, p.SetReplaces(mina, second, annotate.ID{}))
		if got := idsListed(t, p, ArticleFilter{}); len(got) != 2 {
			t.Errorf("apart again, the list is %v", got)
		}
		must(t, p.SetReplaces(mina, first, second))
		if got := versionIDs(t, p, second); !slices.Equal(got, []annotate.ID{second, first}) {
			t.Errorf("the other way round: %v", got)
		}
		// A merge can bring a circle about: then nothing hangs and nothing hides.
		_, err := p.Commit(annotate.SetReplaces(mina, second, first))
		must(t, err)
		if got := idsListed(t, p, ArticleFilter{}); len(got) != 2 {
			t.Errorf("in a circle, the list is %v", got)
		}
		if got := versionIDs(t, p, second); len(got) != 2 {
			t.Errorf("in a circle, versions: %v", got)
		}
	})
}

func TestATitleMeansTheNewestVersion(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		mina := addPerson(t, p, "Mina")
		first := addArticle(t, p, mina, sampleText)
		second := addVersion(t, p, mina, first, correctedText)
		for name, want := range map[string]annotate.ID{"article.txt": second, first.String(): first} {
			if got, err := p.FindArticle(name); err != nil || got != want {
				t.Errorf("%s is %s, %v", name, got, err)
			}
		}
	})
}

func TestWhatADocumentMayBeAVersionOf(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		mina := addPerson(t, p, "Mina")
		body := strings.Repeat("The council of Port Alder met for the third time this month. ", 1) +
			"It voted nine to six to replace the harbour bridge, which has been closed to lorries for more than a year. Mayor Ada Lund said that it could not wait.\n"
		meta := func(pairs ...string) map[string]string {
			m := map[string]string{}
			for i := 0; i < len(pairs); i += 2 {
				m[pairs[i]] = pairs[i+1]
			}
			return m
		}
		i, err := p.StartImport(mina, "import")
		must(t, err)
		add := func(text string, m map[string]string) annotate.ID {
			id, _, err := i.Add(document(t, text, m))
			must(t, err)
			return id
		}
		byGUID := add("A.", meta("guid", "17", "outlet", "Alder Courier", "published", "2026-03-04T10:00:00Z"))
		byURL := add("B.", meta("url", "https://www.courier.example/bridge/?utm_source=feed"))
		byText := add(body, meta("title", "Council votes!", "outlet", "Alder Courier"))
		_, err = i.Close("")
		must(t, err)
		for name, c := range map[string]struct {
			doc  source.Document
			want annotate.ID
			why  VersionReason
		}{
			"the same guid":              {document(t, "A, corrected.", meta("guid", "17", "outlet", "Alder Courier", "updated", "2026-03-04")), byGUID, SameIdentity},
			"another outlet's guid":      {document(t, "A, corrected.", meta("guid", "17", "outlet", "Northwire")), annotate.ID{}, ""},
			"an older one":               {document(t, "A, draft.", meta("guid", "17", "outlet", "Alder Courier", "published", "2026-03-03")), annotate.ID{}, ""},
			"the same URL":               {document(t, "B, corrected.", meta("url", "http://courier.example/bridge#top")), byURL, SameURL},
			"another URL":                {document(t, "B, corrected.", meta("url", "http://courier.example/bridge?id=2")), annotate.ID{}, ""},
			"text and headline":          {document(t, body+"More will be known on Friday.\n", meta("title", "Council votes")), byText, SimilarText},
			"text of another headline":   {document(t, body+"More will be known on Friday.\n", meta("title", "Bridge")), annotate.ID{}, ""},
			"the headline alone":         {document(t, "Nothing of it is the same in this one, however long it may be.", meta("title", "Council votes")), annotate.ID{}, ""},
			"headline of another outlet": {document(t, body+"More.\n", meta("title", "Council votes", "outlet", "Northwire")), annotate.ID{}, ""},
			"the very text":              {document(t, body, meta("title", "Council votes", "guid", "17", "outlet", "Alder Courier")), annotate.ID{}, ""},
		} {
			list, err := p.VersionCandidates(c.doc)
			must(t, err)
			switch {
			case c.why == "" && len(list) > 0:
				t.Errorf("%s: %+v", name, list)
			case c.why != "" && (len(list) != 1 || list[0].Article != c.want || list[0].Reason != c.why):
				t.Errorf("%s: %+v", name, list)
			}
		}
	})
}

// What was imported without a word about versions can still be made one.
func TestAnArticleOfTheProjectMayBeAVersion(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		mina := addPerson(t, p, "Mina")
		meta := map[string]string{annotate.MetaURL: "https://courier.example/bridge"}
		i, err := p.StartImport(mina, "import")
		must(t, err)
		first, _, err := i.Add(document(t, "It cost 9 crowns.", meta))
		must(t, err)
		second, _, err := i.Add(document(t, "It cost 8 crowns.", meta))
		must(t, err)
		_, err = i.Close("")
		must(t, err)
		list, err := p.VersionCandidatesOf(second)
		must(t, err)
		if len(list) != 1 || list[0].Article != first || list[0].Reason != SameURL {
			t.Fatalf("%+v", list)
		}
		must(t, p.SetReplaces(mina, second, first))
		if list, err = p.VersionCandidatesOf(second); err != nil || len(list) != 0 {
			t.Errorf("once more: %+v, %v", list, err)
		}
		_, err = p.Undo(mina)
		must(t, err)
		if got := idsListed(t, p, ArticleFilter{}); len(got) != 2 {
			t.Errorf("after undo: %v", got)
		}
	})
}
