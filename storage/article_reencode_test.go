package storage

import (
	"crypto/sha256"
	"errors"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/source"
)

func commit(t *testing.T, p *Project, d annotate.Draft) {
	t.Helper()
	_, err := p.Commit(d)
	must(t, err)
}

// misread adds an article of bytes in windows-1251 that was read as koi8-r.
func misread(t *testing.T, p *Project, person annotate.ID) (annotate.ID, []byte) {
	t.Helper()
	raw := []byte("\xcf\xee\xf0\xf2 \xe7\xe0\xea\xf0\xfb\xf2\r\n\r\n\xcf\xe0\xf0\xee\xec\xfb \xf1\xf2\xee\xff\xf2.\n") // Порт закрыт; Паромы стоят.
	doc, err := source.Read(raw, "port.txt", source.Options{Encoding: "koi8-r"})
	must(t, err)
	in, err := p.StartImport(person, "import 1 article")
	must(t, err)
	id, _, err := in.Add(doc)
	must(t, err)
	_, err = in.Close("")
	must(t, err)
	return id, raw
}

func TestReencode(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		mina := addPerson(t, p, "Mina")
		old, raw := misread(t, p, mina)
		commit(t, p, annotate.SetMeta(mina, old, annotate.MetaOutlet, "Alder Courier"))
		id, err := p.Reencode(mina, old, "windows-1251")
		must(t, err)
		a, err := p.Article(id)
		must(t, err)
		if a.Replaces != old || a.Content.Encoding != "windows-1251" || a.Content.SourceSHA256 != annotate.Digest(sha256.Sum256(raw)) || a.Title() != "Порт закрыт" ||
			a.Meta[annotate.MetaOutlet] != "Alder Courier" || a.Content.SourceName != "port.txt" {
			t.Errorf("%+v", a)
		}
		if text, err := p.Text(id); err != nil || text != "Порт закрыт\r\n\r\nПаромы стоят.\n" {
			t.Errorf("%q, %v", text, err)
		}
		if got := titles(t, p, false); got != "Порт закрыт" {
			t.Errorf("there is %s", got)
		}
		if a, err := p.Article(old); err != nil || !a.Deleted {
			t.Errorf("the old one is not in the bin: %v, %+v", err, a)
		}
	})
}

// The new article and the end of the old one are one step.
func TestReencodeIsUndoneAsOne(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		mina := addPerson(t, p, "Mina")
		old, _ := misread(t, p, mina)
		id, err := p.Reencode(mina, old, "windows-1251")
		must(t, err)
		if name, _ := p.UndoName(mina); name != "read as windows-1251" {
			t.Errorf("undo is called %q", name)
		}
		_, err = p.Undo(mina)
		must(t, err)
		before, err := p.Article(old)
		if err != nil || before.Deleted || titles(t, p, false) != before.Title() || titles(t, p, true) != "" {
			t.Errorf("undo: %v, %+v, there is %s, in the bin %s", err, before, titles(t, p, false), titles(t, p, true))
		}
		_, err = p.Redo(mina)
		must(t, err)
		if got := titles(t, p, false); got != "Порт закрыт" {
			t.Errorf("redo: there is %s", got)
		}
		back, err := p.Reencode(mina, id, "koi8-r")
		must(t, err)
		if text, err := p.Text(back); err != nil || annotate.TextDigest(text) != before.Content.TextSHA256 {
			t.Errorf("and back: %q, %v", text, err)
		}
	})
}

// titles are those of the articles in the list, or in the bin.
func titles(t *testing.T, p *Project, bin bool) string {
	t.Helper()
	var out []string
	must(t, p.Articles(ArticleFilter{Deleted: bin}, func(row ArticleRow) bool { out = append(out, row.Title); return true }))
	return strings.Join(out, ", ")
}

func TestReencodeIsRefused(t *testing.T) {
	forEachStore(t, func(t *testing.T, p *Project) {
		mina, jo := addPerson(t, p, "Mina"), addPerson(t, p, "Jo")
		old, _ := misread(t, p, mina)
		refused := func(article annotate.ID, encoding string, want error, says string) {
			t.Helper()
			before := titles(t, p, false)
			if _, err := p.Reencode(mina, article, encoding); !errors.Is(err, want) || !strings.Contains(err.Error(), says) {
				t.Errorf("%v; want %v saying %q", err, want, says)
			}
			if after := titles(t, p, false); after != before {
				t.Errorf("there is %s instead of %s", after, before)
			}
		}
		refused(old, "klingon", source.ErrEncoding, "klingon")
		refused(old, "utf-8", source.ErrUndecodable, "byte 0")
		refused(annotate.NewID(), "utf-8", annotate.ErrNotFound, "")
		right := addArticle(t, p, mina, "Порт закрыт\r\n\r\nПаромы стоят.\n")
		refused(old, "windows-1251", annotate.ErrDuplicate, "Порт закрыт")
		commit(t, p, annotate.DeleteArticle(mina, right))
		text, err := p.Text(old)
		must(t, err)
		marked := annotate.AnnotationRef(old, jo, annotate.NewID())
		commit(t, p, annotate.Mark(jo, old, marked.ID, "cue", spanOf(t, text, 0, len("О")), annotate.Origin{By: annotate.ByHand}))
		refused(old, "windows-1251", ErrMarked, "what is marked in it (1) would lose its place")
		commit(t, p, annotate.DeleteAnnotation(marked))
		_, err = p.Reencode(mina, old, "windows-1251")
		must(t, err)
		refused(old, "windows-1251", annotate.ErrNotFound, "bin")
	})
}
