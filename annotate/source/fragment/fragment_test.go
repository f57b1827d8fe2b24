package fragment_test

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"bluepencil/annotate"
	"bluepencil/annotate/source/fragment"
)

func TestParagraphs(t *testing.T) {
	cases := []struct{ what, markup, want string }{
		{"plain text", "One.\r\n\r\nTwo,\nin lines.", "One.|Two,\nin lines."},
		{"paragraphs", "<p>One \n one.</p><p>Two.", "One one.|Two."},
		{"inline elements", "<p>The <b>ferry</b><i>s</i> <a href='/x'>sail</a>.", "The ferrys sail."},
		{"breaks", "One<br>still one<br/><br> two <br>", "One\nstill one|two"},
		{"lists", "Seen:<ul><li>Lund<li>Reyle<ol><li>his dog</ol></ul>after", "Seen:|Lund|Reyle|his dog|after"},
		{"headings", "<h2>Winter</h2>Cold.", "[subhead]Winter|Cold."},
		{"captions", "<figure><img alt=x><figcaption>A <p>pier</figcaption></figure>", "[caption]A|[caption]pier"},
		{"quotes", "<blockquote><p>“Late,” she said.</p></blockquote>", "“Late,” she said."},
		{"a table of data", "<table><tr><th>year<th>crossings<tr><td>2030<td>260</table>", "year\tcrossings|2030\t260"},
		{"a table of layout", "<table><tr><td><p>left<td><table><tr><td>right</table></table>", "left|right"},
		{"preformatted", "<pre>a  b\n  c</pre>", "a  b\n  c"},
		{"entities", "Lund &amp; Reyle &lt;both&gt;&nbsp;came", "Lund & Reyle <both>\u00a0came"},
		{"what is hidden", "<div style='DISPLAY : none'>preview</div><span hidden>x</span><script>y</script><style>z</style>seen", "seen"},
		{"padding", "<div>&zwnj;&nbsp;&#847;&zwnj;</div>seen", "seen"},
		{"nothing", " <p> <br> </p>", ""},
	}
	for _, c := range cases {
		blocks, err := fragment.Paragraphs(c.markup)
		if got := joined(blocks); err != nil || got != c.want {
			t.Errorf("%s: %q, want %q; %v", c.what, got, c.want, err)
		}
	}
}

func joined(blocks []fragment.Block) string {
	var all []string
	for _, b := range blocks {
		if b.Part != "" {
			b.Text = "[" + b.Part + "]" + b.Text
		}
		all = append(all, b.Text)
	}
	return strings.Join(all, "|")
}

func TestHowMuchOfABlockIsLinked(t *testing.T) {
	blocks, err := fragment.Paragraphs("<p><a href='/a'>Read this</a><p>Or <a href='/b'>that</a> one.")
	if err != nil || len(blocks) != 2 || blocks[0].Linked != len("Read this") || blocks[1].Linked >= len(blocks[1].Text)/2 {
		t.Errorf("%+v, %v", blocks, err)
	}
}

func TestAHeadlineIsNotRepeated(t *testing.T) {
	text := func(texts ...string) (blocks []fragment.Block) {
		for _, one := range texts {
			blocks = append(blocks, fragment.Block{Text: one})
		}
		return blocks
	}
	for _, c := range []struct {
		headline string
		blocks   []fragment.Block
		want     string
	}{
		{"Ferry “back”", text("FERRY BACK", "It is."), "It is."},
		{"Ferry back", text("May 4", "Ferry back!", "It is."), "May 4|It is."},
		{"Ferry back", text("a", "b", "c", "Ferry back"), "a|b|c|Ferry back"},
		{"…", text("…", "It is."), "…|It is."},
		{"", nil, ""},
	} {
		if got := joined(fragment.WithoutRepeated(c.headline, c.blocks)); got != c.want {
			t.Errorf("below %q: %q, want %q", c.headline, got, c.want)
		}
	}
}

func TestHostileMarkup(t *testing.T) {
	for what, markup := range map[string]string{
		"deep": strings.Repeat("<div>", 100_000), "wide": strings.Repeat("<p>", fragment.MaxTags+1),
	} {
		if _, err := fragment.Paragraphs(markup); !errors.Is(err, fragment.ErrMarkup) {
			t.Errorf("%s: %v", what, err)
		}
	}
	open := strings.Repeat("<font size=1>", 300) + strings.Repeat("<p>word", 5_000)
	if blocks, err := fragment.Paragraphs(open); err != nil || len(blocks) != 5_000 {
		t.Errorf("formatting left open: %d blocks, %v", len(blocks), err)
	}
}

func FuzzParagraphs(f *testing.F) {
	f.Add("<p>One<br><br>two<table><tr><td>a<td>b</table><pre>x\n y</pre>")
	f.Add("<h2>a<figcaption>b</h2><li>c<a href=x>d<p>e</a>&zwnj;")
	f.Add("plain\n\ntext & more")
	f.Fuzz(func(t *testing.T, markup string) {
		blocks, err := fragment.Paragraphs(strings.ToValidUTF8(markup, ""))
		if err != nil {
			return
		}
		for _, b := range blocks {
			if !utf8.ValidString(b.Text) || strings.TrimSpace(b.Text) != b.Text || b.Text == "" || b.Linked < 0 || b.Linked > len(b.Text) {
				t.Fatalf("%+v", b)
			}
			if b.Part != "" && b.Part != annotate.PartSubhead && b.Part != annotate.PartCaption {
				t.Fatalf("part %q", b.Part)
			}
		}
	})
}
