package feed_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"bluepencil/annotate"
	"bluepencil/annotate/source/feed"
)

func fileOf(t testing.TB, name string) string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func items(t *testing.T, text string) []feed.Item {
	t.Helper()
	var list []feed.Item
	if err := feed.Read(text, func(i feed.Item) error { list = append(list, i); return nil }); err != nil {
		t.Fatal(err)
	}
	return list
}

func TestItemsOfRSS(t *testing.T) {
	list := items(t, fileOf(t, "rss.xml"))
	if len(list) != 4 {
		t.Fatalf("%d items", len(list))
	}
	first := list[0].Article
	const want = "Ferry sails & docks again\n\nThe ferry took up its service on Sunday.\n\nWhat it costs\n\n9 crowns\n\nchildren free\n\n“Worth it,” said Reyle.\n\nIt sails thrice a day."
	if first.Text != want {
		t.Errorf("the text is %q, want %q", first.Text, want)
	}
	if len(first.Zones) != 2 || first.Zones[0].Part != annotate.PartHeadline || first.Zones[1].Part != annotate.PartSubhead {
		t.Errorf("zones %v", first.Zones)
	}
	for field, value := range map[string]string{
		annotate.MetaURL: "https://courier.example/ferry", annotate.MetaIdentity: "courier-1", annotate.MetaByline: "Nora Vik",
		annotate.MetaPublished: "2031-05-04T07:30:00+02:00", annotate.MetaOutlet: "Alder Courier", annotate.MetaLanguage: "en-gb",
	} {
		if first.Meta[field] != value {
			t.Errorf("%s is %q, want %q", field, first.Meta[field], value)
		}
	}
	if second := list[1]; second.Article.Text != "Council puts off its budget\n\nThe vote is put off by two weeks." || second.Article.Meta[annotate.MetaPublished] != "some day in May" {
		t.Errorf("a summary stands in for the text, and a date is kept as stated: %+v", second)
	}
	if third := list[2]; !errors.Is(third.Err, feed.ErrNoText) || third.Where != "Photographs of the pier" {
		t.Errorf("an item without text: %+v", third)
	}
	if fourth := list[3]; fourth.Where != "item 4" || fourth.Article.Text != "A line without a headline." || len(fourth.Article.Zones) != 0 {
		t.Errorf("an item without a headline: %+v", fourth)
	}
}

func TestOtherFeeds(t *testing.T) {
	atom := items(t, fileOf(t, "atom.xml"))
	if len(atom) != 1 || atom[0].Article.Text != "Ferry Ada back\n\nThe ferry is back.\n\nIt sails thrice a day." ||
		atom[0].Article.Meta[annotate.MetaByline] != "Newsroom" || atom[0].Article.Meta[annotate.MetaUpdated] != "2031-05-04T09:00:00Z" {
		t.Errorf("Atom: %+v", atom)
	}
	rdf := items(t, fileOf(t, "rdf.xml"))
	if len(rdf) != 1 || rdf[0].Article.Title != "The harbour cafe closes" || rdf[0].Article.Meta[annotate.MetaOutlet] != "Alder Courier" {
		t.Errorf("RSS 1.0: %+v", rdf)
	}
	json := items(t, fileOf(t, "feed.json"))
	if len(json) != 2 || json[0].Article.Meta[annotate.MetaByline] != "Nora Vik" || json[1].Article.Text != "One line.\n\nAnd another." {
		t.Errorf("JSON Feed: %+v", json)
	}
}

func TestRecognise(t *testing.T) {
	cases := []struct {
		name, head string
		want       bool
	}{
		{"a.xml", fileOf(t, "rss.xml"), true}, {"a.xml", fileOf(t, "atom.xml"), true}, {"a.xml", fileOf(t, "rdf.xml"), true},
		{"a.json", fileOf(t, "feed.json"), true}, {"a", fileOf(t, "rss.xml"), true}, {"a.rss", "broken", true},
		{"a.txt", fileOf(t, "rss.xml"), false}, {"a.xml", "<newsItem>", false}, {"a.xml", "<!-- <rss> --><html>", false},
		{"a.xml", `<feed xmlns="urn:of-the-cattle">`, false}, {"a.xml", `<rdf:RDF xmlns:owl="http://www.w3.org/2002/07/owl#">`, false},
		{"a.json", `{"format": "bluepencil/1"}`, false}, {"a.xml", "", false},
		{"a.xml", "\xff\xfe<\x00r\x00s\x00s\x00 \x00", true},
	}
	for _, c := range cases {
		if got := feed.Recognise(c.name, []byte(c.head)); got != c.want {
			t.Errorf("%s %.40q: %t, want %t", c.name, c.head, got, c.want)
		}
	}
}

func TestHostileFeeds(t *testing.T) {
	for what, text := range map[string]string{
		"nothing": "", "no feed": "<html><p>text</html>", "deep": "<rss><channel>" + strings.Repeat("<x:a>", 100_000),
		"deep JSON": `{"version": "https://jsonfeed.org/version/1", "items": ` + strings.Repeat("[", 100_000),
	} {
		if err := feed.Read(text, func(feed.Item) error { return nil }); !errors.Is(err, feed.ErrBroken) {
			t.Errorf("%s: %v", what, err)
		}
	}
	deep := "<rss><channel><item><title>x</title><description>" + strings.Repeat("&lt;div&gt;", 100_000) + "</description></item></channel></rss>"
	for _, item := range items(t, deep) {
		if item.Err == nil {
			t.Errorf("deep markup in an item: %+v", item.Article)
		}
	}
	stop := errors.New("stop")
	if err := feed.Read(fileOf(t, "rss.xml"), func(feed.Item) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("the visitor's error comes back: %v", err)
	}
}

func FuzzRead(f *testing.F) {
	for _, name := range []string{"rss.xml", "atom.xml", "rdf.xml", "feed.json"} {
		f.Add(fileOf(f, name))
	}
	f.Fuzz(func(t *testing.T, text string) {
		feed.Recognise("a.xml", []byte(text))
		feed.Charset([]byte(text))
		err := feed.Read(strings.ToValidUTF8(text, ""), func(i feed.Item) error {
			a, at := i.Article, uint64(0)
			if !utf8.ValidString(a.Text) || i.Err == nil && strings.TrimSpace(a.Text) == "" {
				t.Fatalf("the text is %q", a.Text)
			}
			for _, z := range a.Zones {
				if z.Start < at || z.End <= z.Start || z.End > uint64(len(a.Text)) {
					t.Fatalf("zone %v after %d in %d bytes", z, at, len(a.Text))
				}
				at = z.End
			}
			return nil
		})
		if err != nil && !errors.Is(err, feed.ErrBroken) {
			t.Fatal(err)
		}
	})
}
