package webpage_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"bluepencil/annotate"
	"bluepencil/annotate/source/compose"
	"bluepencil/annotate/source/fragment"
	"bluepencil/annotate/source/webpage"
)

func pageOf(t testing.TB, name string) string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func read(t *testing.T, name string) compose.Article {
	t.Helper()
	a, err := webpage.Read(pageOf(t, name))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return a
}

// zones are the texts of an article's zones by part.
func zones(a compose.Article) map[string][]string {
	found := map[string][]string{}
	for _, z := range a.Zones {
		found[z.Part] = append(found[z.Part], a.Text[z.Start:z.End])
	}
	return found
}

func TestAStoryWithoutWhatStandsAroundIt(t *testing.T) {
	const want = `Ferry to Alder sails again

The winter repairs took four weeks longer than planned.

By Nora Vik

The ferry at its berth on Sunday. Photo: Alder Courier

The ferry between the mainland and Alder took up its service on Sunday morning, four weeks later than the harbour office had announced in winter.

“We are sorry that it took so long,” said harbour spokesman Reyle, who stood at the berth when the first forty passengers came aboard. “The new engine is worth it.”

What it costs

A crossing now costs 9 crowns, two more than last year. Mayor Ada Lund called the price “fair for a ship that arrives”, and said the town would look at it again in autumn.

The harbour office expects 300,000 passengers this year, after 260,000 last year.
It plans three crossings a day.`
	a := read(t, "story.html")
	if a.Text != want {
		t.Errorf("the text is\n%s\n\nwant\n%s", a.Text, want)
	}
	parts := zones(a)
	for part, text := range map[string]string{
		annotate.PartHeadline: "Ferry to Alder sails again", annotate.PartDek: "The winter repairs took four weeks longer than planned.",
		annotate.PartByline: "By Nora Vik", annotate.PartSubhead: "What it costs",
		annotate.PartCaption: "The ferry at its berth on Sunday. Photo: Alder Courier",
	} {
		if len(parts[part]) != 1 || parts[part][0] != text {
			t.Errorf("%s: %q, want %q", part, parts[part], text)
		}
	}
	for field, value := range map[string]string{
		annotate.MetaByline: "Nora Vik", annotate.MetaOutlet: "Alder Courier", annotate.MetaSection: "Harbour", annotate.MetaLanguage: "en-GB",
		annotate.MetaURL:       "https://courier.example/harbour/ferry-sails-again",
		annotate.MetaPublished: "2031-05-04T07:30:00+02:00", annotate.MetaUpdated: "2031-05-04T09:00:00+02:00",
	} {
		if a.Meta[field] != value {
			t.Errorf("%s is %q, want %q", field, a.Meta[field], value)
		}
	}
}

// A page that is filled by scripts, as live blogs are, states its text for machines.
func TestALiveBlogIsItsUpdates(t *testing.T) {
	a := read(t, "live.html")
	parts := zones(a)
	if got := strings.Join(parts[annotate.PartSubhead], ", "); got != "Polls are closed, “A good day”, Polls are open" {
		t.Errorf("the updates are %s", got)
	}
	for _, words := range []string{"the count has begun", "“It is a good day for the pier,” she said & smiled.", "harbour spokesman Reyle"} {
		if !strings.Contains(a.Text, words) {
			t.Errorf("%q is not in\n%s", words, a.Text)
		}
	}
	if strings.Contains(a.Text, "Loading") {
		t.Errorf("what waits for the script is no text:\n%s", a.Text)
	}
}

func TestAStoryInNestedTables(t *testing.T) {
	a := read(t, "tables.html")
	if a.Title != "Council puts off its budget" || strings.Count(a.Text, "Council puts off") != 1 {
		t.Errorf("title %q in\n%s", a.Title, a.Text)
	}
	if !strings.Contains(a.Text, "\n\nMayor Ada Lund said") || strings.Contains(a.Text, "Weather") || strings.Contains(a.Text, "Sport") {
		t.Errorf("the text is\n%s", a.Text)
	}
}

func TestPagesWithoutAnArticle(t *testing.T) {
	for name, page := range map[string]string{
		"only menus": pageOf(t, "none.html"), "nothing": "", "blanks": " \n ", "a script": "<html><script>var text = 'a very long one'</script>",
		"many links": strings.Repeat("<a href='/a'>A story of the harbour</a> ", 500),
	} {
		if a, err := webpage.Read(page); !errors.Is(err, webpage.ErrNoArticle) {
			t.Errorf("%s: %v, %q", name, err, a.Text)
		}
	}
}

// Pages made to break a reader: too deep, too wide, or all in one line.
func TestHostilePages(t *testing.T) {
	const sentence = "The harbour office said on Monday that the ferry would sail again on Sunday morning. "
	if _, err := webpage.Read(strings.Repeat("<div>", 100_000) + sentence); !errors.Is(err, fragment.ErrMarkup) {
		t.Errorf("100,000 nested elements: %v", err)
	}
	if _, err := webpage.Read(strings.Repeat("<i>", 100_000) + sentence); err != nil {
		t.Errorf("formatting is no depth: %v", err)
	}
	if _, err := webpage.Read(strings.Repeat("<br>", fragment.MaxTags+1)); !errors.Is(err, fragment.ErrMarkup) {
		t.Errorf("too many elements: %v", err)
	}
	for name, page := range map[string]string{
		"deep and long": strings.Repeat("<div>", 400) + strings.Repeat(sentence, 20_000),
		"one line":      "<p>" + strings.Repeat(sentence, 20_000),
		"left open":     strings.Repeat("<font color=red>", 400) + strings.Repeat("<p>"+sentence, 2_000),
	} {
		a, err := webpage.Read(page)
		if err != nil || len(a.Text) < len(page)/2 {
			t.Errorf("%s: %d bytes of %d, %v", name, len(a.Text), len(page), err)
		}
	}
}

// What begins like a prompt and is somebody's words, or a sentence, stays.
func TestSentencesThatLookLikePrompts(t *testing.T) {
	const story = "<p>The harbour office said on Monday that the ferry would sail again on Sunday morning, four weeks late."
	for sentence, stays := range map[string]bool{
		"“Read more,” said Mayor Ada Lund.": true, "Get the facts first, she told the council.": true, "Recommended speeds are lower in the harbour.": true,
		"Join us, Reyle called from the pier.": true, "On Sunday, May 4, 2031, it rained.": true,
		"Read more: the council's budget": false, "Sign up for our morning letter.": false, "Get the Courier app": false, "Updated: May 4, 2031, 7:30 am": false,
	} {
		a, err := webpage.Read("<article>" + story + "<p>" + sentence + story + "</article>")
		if err != nil || strings.Contains(a.Text, sentence) != stays {
			t.Errorf("%q stays: %t, want %t; %v", sentence, !stays, stays, err)
		}
	}
}

func TestCharset(t *testing.T) {
	for page, want := range map[string]string{
		`<meta charset="windows-1252">`:                                                      "windows-1252",
		`<META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=Shift_JIS'>`:            "shift_jis",
		`<?xml version="1.0" encoding="koi8-r"?><html xmlns="http://www.w3.org/1999/xhtml">`: "koi8-r",
		`<meta name="description" content="charset=big5">`:                                   "",
		`<!-- <meta charset="big5"> --><script>"<meta charset='big5'>"</script>`:             "",
		`<meta charset="utf-16le">`:                                                          "",
		`<p>none`:                                                                            "",
	} {
		if got := webpage.Charset([]byte(page)); got != want {
			t.Errorf("%s: %q, want %q", page, got, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, name := range []string{"story.html", "live.html", "tables.html", "none.html"} {
		f.Add(pageOf(f, name))
	}
	f.Add("<table><tr><td>a<td>b<p>c</table><svg><title>x</title><p>y&#xD800;&#0;")
	f.Add("<h1>x<h1>y<figure class=caption>z<script type=application/ld+json>{\"@type\":[[\"NewsArticle\"]]}")
	f.Fuzz(func(t *testing.T, page string) {
		page = strings.ToValidUTF8(page, "")
		a, err := webpage.Read(page)
		if err != nil {
			return
		}
		if !utf8.ValidString(a.Text) {
			t.Fatalf("the text is not valid: %q", a.Text)
		}
		at := uint64(0)
		for _, z := range a.Zones {
			if z.Start < at || z.End <= z.Start || z.End > uint64(len(a.Text)) {
				t.Fatalf("zone %v after %d in %d bytes", z, at, len(a.Text))
			}
			at = z.End
		}
	})
}
