package epub

import (
	"bytes"
	"context"
	"errors"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"bluepencil/annotate"
	"bluepencil/annotate/source/archive"
	"bluepencil/annotate/source/compose/composetest"
)

func chapters(ctx context.Context, raw []byte) (list []Chapter, err error) {
	z, err := archive.Open(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return nil, err
	}
	return list, Read(ctx, z, func(c Chapter) error {
		list = append(list, c)
		return nil
	})
}

func TestABookOfARealProgram(t *testing.T) {
	raw, err := os.ReadFile("testdata/budget.epub")
	if err != nil {
		t.Fatal(err)
	}
	list, err := chapters(t.Context(), raw)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range list {
		got = append(got, c.Where+" = "+composetest.Marked(c.Article))
		want := map[string]string{annotate.MetaOutlet: "Council passes the school budget", annotate.MetaByline: "Nora Vik", annotate.MetaPublished: "2026-04-14",
			annotate.MetaLanguage: "en-GB", annotate.MetaIdentity: "urn:uuid:5e222401-e601-423c-b280-4b8d8f42ffe9#" + c.Path}
		if !maps.Equal(c.Article.Meta, want) || c.Err != nil {
			t.Errorf("%s: %v, %v", c.Where, c.Article.Meta, c.Err)
		}
	}
	want := []string{
		"EPUB/text/title_page.xhtml = <headline>Council passes the school budget</>\n\nFree meals from September, after a night of talks\n\nNora Vik\n\nThe Alder Courier\n\n2026-04-14",
		"Council passes the school budget = <headline>Council passes the school budget</>\n\nALDER — The council passed the budget by one vote on Tuesday. “Every child eats,” Mayor Ada Lund said, “and nobody asks who pays.”\n\nThe vote was at 23:40.",
		"The vote = <headline>The vote</>\n\nNine members were for it, eight against.\n\nThe harbour party abstained.\nTwo members were ill.",
		"What comes next = <headline>What comes next</>\n\nThe kitchens open in September.\nTwo more are planned.",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q\nwant\n%q", got, want)
	}
}

func TestPages(t *testing.T) {
	for _, c := range []struct{ what, page, want string }{
		{"blanks", "<p> a\n\t b <b> c</b>&nbsp;d<br/> e</p>f", "a b c\u00a0d\ne\n\nf"},
		{"elements closed at once", `<head><title/><script src="x"/></head><body><p>text</p></body>`, "text"},
		{"what is not for reading", `<head><title>no</title></head><nav>no<nav>no</nav>no</nav><p>a<span epub:type="pagebreak">12</span>b<a epub:type="noteref">1</a>` +
			`<span epub:type="pagebreak"/>c</p><p hidden="">no</p><svg><text>no</text></svg><script>no</script>d`, "abc\n\nd"},
		{"headings", "<h2>a</h2><p>b</p><h1>c</h1>", "<headline>a</>\n\nb\n\n<subhead>c</>"},
		{"a heading after a kicker", "<p>NEWS</p><h1>a</h1><h3>b</h3>", "NEWS\n\n<headline>a</>\n\n<subhead>b</>"},
		{"lists", "<ul><li>a<ol><li>b</li></ol></li><li><p>c</p><p>d</p></li></ul><p>e</p>", "a\nb\nc\nd\n\ne"},
		{"tables", "<table><caption>Fares</caption><tr><th>a</th><td><p>b</p><p>c</p></td></tr><tr><td></td><td>d<table><tr><td>e</td></tr></table></td></tr></table>", "<caption>Fares</>\n\na\tb c\n\td e"},
		{"a picture's caption", "<figure><img src=x><figcaption>The ferry</figcaption></figure>", "<caption>The ferry</>"},
		{"text as it is", "<pre>a\n  b</pre>", "a\n  b"},
		{"what is never closed", "<ul><li>a<table><tr><td>b<h1>c", "b c\n\na"},
		{"nothing", "<body><img src=cover.png></body>", ""},
	} {
		if got := composetest.Marked(convert([]byte(c.page)).Article()); got != c.want {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
	}
}

// A page made to be slow is no slower than its bytes allow.
func TestPagesWithoutMeasure(t *testing.T) {
	const n = 50_000
	for what, page := range map[string]string{
		"a cell of many paragraphs": "<table><tr><td>" + strings.Repeat("<p>a", n), "many cells": "<table><tr>" + strings.Repeat("<td>a", n),
		"elements in elements": strings.Repeat("<div>a", n), "a list of lists": strings.Repeat("<ul><li>a", n), "one word": strings.Repeat("a", 4*n),
	} {
		if a := convert([]byte(page)).Article(); strings.Count(a.Text, "a") < n {
			t.Errorf("%s: %d bytes", what, len(a.Text))
		}
	}
}

// bookOf is a book of one folder: its package, and files in pairs.
func bookOf(t testing.TB, opf string, files ...string) []byte {
	return composetest.Packed(t, append([]string{container, `<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>`, "OPS/book.opf",
		`<package xmlns:dc="http://purl.org/dc/elements/1.1/">` + opf + `</package>`}, files...)...)
}

const oldBook = `<metadata><dc:title>Alder Courier</dc:title><dc:creator>Nora Vik</dc:creator><dc:creator>Reyle</dc:creator></metadata><manifest>` +
	`<item id="c" href="cover.html"/><item id="1" href="a%20b.html"/><item id="2" href="two.html"/><item id="n" href="toc.ncx"/><item id="x" href="https://example.org/x"/></manifest>` +
	`<spine toc="n"><itemref idref="c"/><itemref idref="2"/><itemref idref="1"/><itemref idref="2"/><itemref idref="x"/><itemref idref="gone"/></spine>`

func TestAnOlderBook(t *testing.T) {
	raw := bookOf(t, oldBook, "OPS/cover.html", "<img>", "OPS/a b.html", "<p>One.</p>", "OPS/two.html", "\xff\xfe<\x00p\x00>\x00T\x00w\x00o\x00",
		"OPS/toc.ncx", `<ncx><navPoint><navLabel><text>The
		first</text></navLabel><content src="a%20b.html#start"/></navPoint><navPoint><navLabel><text>again</text></navLabel><content src="a%20b.html"/></navPoint></ncx>`)
	list, err := chapters(t.Context(), raw)
	if err != nil || len(list) != 2 || list[0].Where != "OPS/two.html" || list[0].Article.Text != "Two" || list[1].Where != "The first" ||
		list[1].Article.Text != "One." || list[1].Article.Title != "The first" || list[1].Article.Meta[annotate.MetaByline] != "Nora Vik, Reyle" {
		t.Errorf("%+v, %v", list, err)
	}
}

func TestFaultsOfChapters(t *testing.T) {
	raw := bookOf(t, oldBook, "OPS/a b.html", "<p>\xff</p>", "OPS/two.html", "locked", "META-INF/encryption.xml",
		`<e><EncryptedData><CipherData><CipherReference URI="OPS/two.html"/></CipherData></EncryptedData></e>`)
	list, err := chapters(t.Context(), raw)
	if err != nil || len(list) != 2 || !errors.Is(list[0].Err, archive.ErrProtected) || !errors.Is(list[1].Err, archive.ErrDamaged) {
		t.Errorf("%+v, %v", list, err)
	}
}

func TestWhatIsNoBook(t *testing.T) {
	for what, c := range map[string]struct {
		raw  []byte
		want error
	}{
		"an archive":               {composetest.Packed(t, "a.txt", "text"), ErrNoBook},
		"one that leads nowhere":   {composetest.Packed(t, container, `<c><rootfile full-path="gone.opf"/></c>`), ErrNoBook},
		"one whose package is cut": {bookOf(t, "<spine>"), archive.ErrDamaged},
	} {
		if _, err := chapters(t.Context(), c.raw); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", what, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := chapters(ctx, bookOf(t, oldBook, "OPS/two.html", "text")); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// Whatever a page holds, its text is UTF-8, no longer than the page allows,
// with zones in it.
func FuzzPage(f *testing.F) {
	f.Add([]byte("<h1>a</h1><p>b &amp; c<br/>d</p><ul><li>e</li></ul>"))
	f.Add([]byte("<table><tr><td>a</td><td>b<table><tr><td>c</table><caption>d"))
	f.Add([]byte("<title/><p hidden>a</p><nav><h2>b</nav></nav><pre> c\n"))
	f.Add([]byte("<h1><div>a</div>b</h1></ul></table><tr><td>c<li>d"))
	f.Fuzz(func(t *testing.T, page []byte) {
		if !utf8.Valid(page) {
			return
		}
		a := convert(page).Article()
		if !utf8.ValidString(a.Text) || len(a.Text) > 3*len(page)+8 {
			t.Fatalf("%d bytes of %d", len(a.Text), len(page))
		}
		at := uint64(0)
		for _, z := range a.Zones {
			if z.Start < at || z.End <= z.Start || z.End > uint64(len(a.Text)) {
				t.Fatalf("zones %v in %d bytes", a.Zones, len(a.Text))
			}
			at = z.End
		}
	})
}
