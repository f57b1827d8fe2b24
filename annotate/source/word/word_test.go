package word

import (
	"bytes"
	"errors"
	"maps"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"bluepencil/annotate"
	"bluepencil/annotate/source/archive"
	"bluepencil/annotate/source/compose"
	"bluepencil/annotate/source/compose/composetest"
)

func read(raw []byte) (compose.Article, error) {
	z, err := archive.Open(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return compose.Article{}, err
	}
	return Read(z)
}

// The same story, written by two programs in two formats, is the same text.
func TestDocumentsOfRealPrograms(t *testing.T) {
	for _, c := range []struct {
		name, title string
		meta        map[string]string
	}{
		{"ferry.docx", "Ferry sails again after winter pause", map[string]string{annotate.MetaByline: "Nora Vik", annotate.MetaLanguage: "en-US",
			annotate.MetaPublished: "2026-03-02T08:15:00Z", annotate.MetaUpdated: "2026-03-02T11:40:00Z"}},
		{"ferry.odt", "Ferry sails again after winter pause", map[string]string{annotate.MetaByline: "Nora Vik", annotate.MetaLanguage: "en-GB",
			annotate.MetaPublished: "2026-03-02T08:15:00", annotate.MetaUpdated: "2026-03-02T11:40:00"}},
		{"budget.docx", "Council passes the school budget", map[string]string{annotate.MetaByline: "Nora Vik", annotate.MetaLanguage: "en-GB",
			annotate.MetaPublished: "2026-11-25T16:22:21Z", annotate.MetaUpdated: "2026-11-25T16:22:21Z"}},
		{"budget.odt", "Council passes the school budget", map[string]string{annotate.MetaByline: "Nora Vik", annotate.MetaLanguage: "en-GB",
			annotate.MetaPublished: "2026-11-25T16:22:22Z", annotate.MetaUpdated: "2026-11-25T16:22:22Z"}},
	} {
		raw, err := os.ReadFile("testdata/" + c.name)
		if err != nil {
			t.Fatal(err)
		}
		story, _, _ := strings.Cut(c.name, ".")
		want, err := os.ReadFile("testdata/" + story + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		a, err := read(raw)
		if err != nil || composetest.Marked(a) != string(want) || a.Title != c.title || !maps.Equal(a.Meta, c.meta) {
			t.Errorf("%s: %v\n%s\ntitle %q, fields %v", c.name, err, composetest.Marked(a), a.Title, a.Meta)
		}
	}
}

const docxHead = `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"` +
	` xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><w:body>`

const docxStyles = `<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">` +
	`<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="nb-NO"/></w:rPr></w:rPrDefault></w:docDefaults>` +
	`<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>` +
	`<w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style>` +
	`<w:style w:type="paragraph" w:styleId="Desk"><w:name w:val="Desk head"/><w:basedOn w:val="berschrift1"/></w:style>` +
	`<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Own"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>` +
	`<w:style w:type="paragraph" w:styleId="Points"><w:name w:val="List Bullet"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>` +
	`<w:style w:type="paragraph" w:styleId="A"><w:name w:val="a"/><w:basedOn w:val="B"/></w:style>` +
	`<w:style w:type="paragraph" w:styleId="B"><w:name w:val="b"/><w:basedOn w:val="A"/></w:style></w:styles>`

const docxNotes = `<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">` +
	`<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>line</w:t></w:r></w:p></w:footnote>` +
	`<w:footnote w:id="1"><w:p><w:r><w:t>First.</w:t></w:r></w:p></w:footnote>` +
	`<w:footnote w:id="2"><w:p><w:r><w:t>Second.</w:t></w:r></w:p><w:p><w:r><w:t>And more.</w:t></w:r></w:p></w:footnote></w:footnotes>`

func docxFile(t testing.TB, body string) []byte {
	return composetest.Packed(t, "word/document.xml", docxHead+body+`</w:body></w:document>`,
		"word/styles.xml", docxStyles, "word/footnotes.xml", docxNotes)
}

// p is a paragraph with a style, and what is in it.
func p(style, inside string) string {
	return `<w:p><w:pPr><w:pStyle w:val="` + style + `"/></w:pPr>` + inside + `</w:p>`
}

func r(text string) string { return `<w:r><w:t xml:space="preserve">` + text + `</w:t></w:r>` }

func TestWhatADocumentShows(t *testing.T) {
	deletedEnd := `<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>` + r("One ") + `</w:p>`
	cell := func(inside string) string { return `<w:tc>` + inside + `</w:tc>` }
	for _, c := range []struct{ what, body, want string }{
		{"styles by their names", p("berschrift1", r("Ferry back")) + p("", r("It sails.")) + p("berschrift2", r("Fares")) + p("Own", r("Tickets")),
			"<headline>Ferry back</>\n\nIt sails.\n\n<subhead>Fares</>\n\n<subhead>Tickets</>"},
		{"a style made from another", p("Desk", r("Ferry back")), "<headline>Ferry back</>"},
		{"styles in a circle", p("A", r("Text.")), "Text."},
		{"a heading far down is no headline", p("", r("a")) + p("", r("b")) + p("", r("c")) + p("berschrift1", r("d")), "a\n\nb\n\nc\n\n<subhead>d</>"},
		{"a list", p("Points", r("one")) + p("Points", r("two")) + p("", r("after")), "one\ntwo\n\nafter"},
		{"insertions and deletions", p("", r("It ")+`<w:del><w:r><w:delText>may</w:delText><w:t>may</w:t></w:r></w:del><w:ins>`+r("will")+`</w:ins>`+r(" sail.")), "It will sail."},
		{"moved text", p("", `<w:moveFrom>`+r("gone")+`</w:moveFrom>`+r("stays")+`<w:moveTo>`+r(" here")+`</w:moveTo>`), "stays here"},
		{"a deleted end of a paragraph", deletedEnd + p("", r("two.")), "One two."},
		{"characters that are elements", p("", r("a")+`<w:r><w:tab/></w:r>`+r("b")+`<w:r><w:br/></w:r>`+r("c")+`<w:r><w:noBreakHyphen/></w:r>`+r("d")+`<w:r><w:softHyphen/></w:r>`+r("e")),
			"a\tb\nc\u2011d\u00ade"},
		{"symbols", p("", `<w:r><w:sym w:font="Symbol" w:char="F061"/><w:sym w:font="Symbol" w:char="F0B1"/><w:sym w:font="Wingdings" w:char="F04A"/><w:sym w:char="D800"/><w:sym w:char="x"/></w:r>`), "α±\uf04a"},
		{"tab stops are no tabs", `<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr>` + r("a") + `</w:p>`, "a"},
		{"hidden text", p("", r("seen")+`<w:r><w:rPr><w:vanish/></w:rPr><w:t>unseen</w:t></w:r>`+r("!")), "seen!"},
		{"fields", p("", `<w:r><w:instrText>HYPERLINK "x"</w:instrText></w:r><w:hyperlink>`+r("the harbour")+`</w:hyperlink>`), "the harbour"},
		{"a text box is there once", p("", r("Around.")+`<w:r><mc:AlternateContent><mc:Choice><w:txbxContent>`+p("", r("Boxed."))+`</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>`+
			p("", r("Boxed."))+`</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>`+r(" On.")), "Around. On.\n\nBoxed."},
		{"diagrams", p("", r("a")+`<a:p><a:r><a:t>b</a:t></a:r></a:p>`+r("c")), "ac"},
		{"a table", `<w:tbl><w:tr>` + cell(p("", r("a"))+p("", r("b"))) + cell(p("", r("c"))) + `</w:tr><w:tr><w:trPr><w:del/></w:trPr>` + cell(p("", r("x"))) + cell(p("", r("y"))) +
			`</w:tr><w:tr>` + cell(p("", "")) + cell(p("", r("d"))) + `</w:tr></w:tbl>` + p("", r("e")), "a b\tc\n\td\n\ne"},
		{"a table in a table", `<w:tbl><w:tr>` + cell(`<w:tbl><w:tr>`+cell(p("", r("a")))+cell(p("", r("b")))+`</w:tr></w:tbl>`) + cell(p("", r("c"))) + `</w:tr></w:tbl>`, "a b\tc"},
		{"a table that is only a frame", `<w:tbl><w:tr>` + cell(p("berschrift1", r("a"))+p("", r("b"))) + `</w:tr></w:tbl>`, "<headline>a</>\n\nb"},
		{"notes in the order of the text", p("", r("a")+`<w:r><w:footnoteReference w:id="2"/></w:r>`+r("b")+`<w:r><w:footnoteReference w:id="1"/><w:footnoteReference w:id="2"/></w:r>`),
			"ab\n\nSecond.\n\nAnd more.\n\nFirst."},
		{"nothing", p("", ""), ""},
	} {
		a, err := read(docxFile(t, c.body))
		if err != nil || composetest.Marked(a) != c.want {
			t.Errorf("%s: %q, want %q; %v", c.what, composetest.Marked(a), c.want, err)
		}
		if a.Meta[annotate.MetaLanguage] != "nb-NO" {
			t.Errorf("%s: the language is %q", c.what, a.Meta[annotate.MetaLanguage])
		}
	}
}

func TestTheTextMayLieElsewhere(t *testing.T) {
	raw := composetest.Packed(t,
		"_rels/.rels", `<Relationships><Relationship Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="/word/document2.xml"/></Relationships>`,
		"word/document2.xml", docxHead+p("", r("Here."))+`</w:body></w:document>`,
	)
	if a, err := read(raw); err != nil || a.Text != "Here." {
		t.Errorf("%q, %v", a.Text, err)
	}
}

func TestWhatIsNoDocument(t *testing.T) {
	deep := strings.Repeat("<w:x>", 1000)
	for _, c := range []struct {
		what string
		raw  []byte
		want error
	}{
		{"an archive", composetest.Packed(t, "a.txt", "text"), ErrNoDocument},
		{"a workbook", composetest.Packed(t, "xl/workbook.xml", "<workbook/>"), ErrNoDocument},
		{"a drawing", composetest.Packed(t, "mimetype", "application/vnd.oasis.opendocument.graphics", "content.xml", "<x/>"), ErrNoDocument},
		{"a cut one", docxFile(t, p("", r("text")))[:500], archive.ErrDamaged},
		{"one that is no XML", docxFile(t, "<w:p></w:r>"), archive.ErrDamaged},
		{"one too deep", docxFile(t, deep), archive.ErrDamaged},
		{"one that bursts", docxFile(t, "<w:p>"+strings.Repeat(" ", 32<<20)+"</w:p>"), archive.ErrTooLarge},
		{"a locked one", composetest.Packed(t, "mimetype", "application/vnd.oasis.opendocument.text", "content.xml", "\x01\x02",
			"META-INF/manifest.xml", `<m><file-entry><encryption-data/></file-entry></m>`), archive.ErrProtected},
	} {
		if _, err := read(c.raw); !errors.Is(err, c.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v, want %v", c.what, err, c.want)
		}
	}
}

const odtHead = `<office:document-content xmlns:office="o" xmlns:text="t" xmlns:table="b" xmlns:style="s" xmlns:draw="d"><office:automatic-styles>` +
	`<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Heading_20_1"/></office:automatic-styles><office:body><office:text>`

func odtFile(t testing.TB, body string) []byte {
	return composetest.Packed(t, "mimetype", "application/vnd.oasis.opendocument.text", "content.xml", odtHead+body+`</office:text></office:body></office:document-content>`)
}

func TestWhatAnOpenDocumentShows(t *testing.T) {
	for _, c := range []struct{ what, body, want string }{
		{"blanks", "<text:p>  a \n\t b<text:s/><text:s text:c=\"2\"/>c<text:span> d </text:span> e<text:tab/>f<text:line-break/> g </text:p>", "a b   c d e\tf\ng"},
		{"a style made from another", `<text:p text:style-name="P1">Ferry back</text:p>`, "<headline>Ferry back</>"},
		{"lists in lists", `<text:list><text:list-item><text:p>a</text:p><text:list><text:list-item><text:p>b</text:p></text:list-item></text:list></text:list-item><text:list-item><text:p>c</text:p></text:list-item></text:list><text:p>d</text:p>`, "a\nb\nc\n\nd"},
		{"comments", `<text:p>a<office:annotation><text:p>no</text:p></office:annotation>b</text:p>`, "ab"},
		{"a section nobody sees", `<text:section text:display="none"><text:p>no</text:p></text:section><text:p>yes</text:p>`, "yes"},
		{"a box on the page", `<draw:frame><draw:text-box><text:p>boxed</text:p></draw:text-box></draw:frame><text:p>a</text:p>`, "boxed\n\na"},
		{"a table", `<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell><table:covered-table-cell/><table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table>`, "a\t\tb"},
	} {
		if a, err := read(odtFile(t, c.body)); err != nil || composetest.Marked(a) != c.want {
			t.Errorf("%s: %q, want %q; %v", c.what, composetest.Marked(a), c.want, err)
		}
	}
}

// Whatever stands in the text, it is refused, or gives text with zones in it.
func FuzzBody(f *testing.F) {
	f.Add(p("berschrift1", r("Ferry"))+p("", r("a")+`<w:r><w:footnoteReference w:id="2"/></w:r>`), false)
	f.Add(`<w:tbl><w:tr><w:tc>`+p("Points", r("a"))+`</w:tc></w:tr></w:tbl><w:txbxContent>`+p("", r("b"))+`</w:txbxContent>`, false)
	f.Add(`<w:footnote w:id="9"><w:txbxContent><w:tbl></w:footnote></w:tc></w:tr>`, false)
	f.Add(`<text:list><text:h text:outline-level="1">a<text:note-body><text:p>b</text:p></text:note-body></text:h></text:list>`, true)
	f.Add(`<draw:text-box><table:table-cell><text:p> a<text:s text:c="99999999"/></text:p></table:table-cell></draw:text-box>`, true)
	f.Fuzz(func(t *testing.T, body string, open bool) {
		raw := docxFile(t, body)
		if open {
			raw = odtFile(t, body)
		}
		a, err := read(raw)
		if err != nil {
			return
		}
		if !utf8.ValidString(a.Text) || !utf8.ValidString(a.Title) {
			t.Fatalf("%q is no UTF-8", a.Text)
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
