package newswire

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"bluepencil/annotate/source/compose"
)

func sample(t testing.TB, name string) string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// written is an article with its parts marked: "[headline]Ferries[/] …".
func written(a compose.Article) string {
	var b strings.Builder
	at := 0
	for _, z := range a.Zones {
		b.WriteString(a.Text[at:z.Start] + "[" + z.Part + "]" + a.Text[z.Start:z.End] + "[/]")
		at = int(z.End)
	}
	return b.String() + a.Text[at:]
}

func TestNITF(t *testing.T) {
	a, err := NITF(sample(t, "alder.nitf.xml"))
	if err != nil {
		t.Fatal(err)
	}
	want := `[headline]Ferries stay in "port" after storm[/]

[dek]Two ferries broke loose.
Nobody was hurt.[/]

[subhead]Crews work through the night[/]

Mayor Ada Lund closed the harbour on Monday. It is not safe, she said—twice.

[caption]The Gull at its pier.[/]

[subhead]What comes next[/]

Harbour spokesman Reyle named
no date.

Gull repair

Tern sails`
	if got := written(a); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	fields := map[string]string{"byline": "By Nora Vik, Harbour correspondent", "dateline": "Port Alder, 5 January", "published": "2026-01-05T14:30:00+01:00",
		"guid": "an-20260105-ferries", "version": "2", "outlet": "Alder Courier", "wire": "Alder News", "section": "City", "genre": "current",
		"copyright": "2026 Alder News", "language": "en"}
	if !maps.Equal(a.Meta, fields) || a.Title != `Ferries stay in "port" after storm` {
		t.Errorf("title %q, fields %v", a.Title, a.Meta)
	}
}

func TestAMessageHasItems(t *testing.T) {
	want := []struct{ where, text, err string }{
		{"item 2", "[headline]Budget passes[/]\n\n[dek]The council votes at night.[/]\n\nThe council of Alder voted\u00a0seven to two.\n\n[subhead]Against it[/]\n\nTwo members\n\n[caption]The hall[/]", ""},
		{"item 3", "[headline]Plain[/]\n\nFirst.\n\nSecond,\nstill second.", ""},
		{"item 4", "", "no article"},
		{"item 6", "[headline]The Gull[/]\n\n[caption]The Gull at its pier.[/]", ""},
	}
	n := 0
	err := NewsML(sample(t, "alder.message.xml"), func(item Item) error {
		w := want[n]
		n++
		if item.Where != w.where || written(item.Article) != w.text || (item.Err == nil) != (w.err == "") || item.Err != nil && !strings.Contains(item.Err.Error(), w.err) {
			t.Errorf("%s: %v\n%s\nwant %s\n%s", item.Where, item.Err, written(item.Article), w.where, w.text)
		}
		if !strings.HasPrefix(item.Raw, "<newsItem ") || !strings.HasSuffix(item.Raw, "</newsItem>") {
			t.Errorf("%s is the part %.40q", item.Where, item.Raw)
		}
		if n > 1 {
			return nil
		}
		fields := map[string]string{"byline": "Nora Vik, Jo Vane", "dateline": "Port Alder", "published": "2026-01-05T12:00:00Z", "updated": "2026-01-05T14:30:00Z",
			"guid": "https://news.alder.example/1", "url": "https://news.alder.example/1", "version": "3", "outlet": "Alder News", "wire": "Harbour Wire",
			"section": "economy, 20000523", "genre": "Feature", "copyright": "Copyright 2026 Alder News", "language": "en-GB"}
		if !maps.Equal(item.Article.Meta, fields) {
			t.Errorf("fields %v", item.Article.Meta)
		}
		return nil
	})
	if err != nil || n != len(want) {
		t.Errorf("%d items, %v", n, err)
	}
}

func TestNinjs(t *testing.T) {
	a, err := Ninjs([]byte(sample(t, "alder.ninjs1.json")))
	if want := "[headline]Budget passes[/]\n\n[dek]The council votes at night.[/]\n\nThe council voted.\n\nIt took hours.\n\n[caption]The hall[/]"; err != nil || written(a) != want {
		t.Errorf("%v\n%s", err, written(a))
	}
	fields := map[string]string{"byline": "Nora Vik", "dateline": "Port Alder", "published": "2026-01-05T12:00:00Z", "updated": "2026-01-05T14:30:00Z",
		"guid": "https://news.alder.example/1", "url": "https://news.alder.example/1", "version": "3", "outlet": "Alder News", "wire": "Harbour Wire",
		"section": "economy, city", "copyright": "Alder News", "language": "en"}
	if !maps.Equal(a.Meta, fields) {
		t.Errorf("fields %v", a.Meta)
	}
	want := []string{
		"[headline]Ferries stay in port[/]\n\nThe harbour is closed.\n\nUntil Friday,\r\nat least.",
		"[headline]The Gull[/]\n\n[caption]The Gull at its pier.[/]",
		"",
		"[headline]NITF inside[/]\n\nIn NITF.",
	}
	n := 0
	err = NinjsItems([]byte(sample(t, "alder.ninjs3.json")), func(item Item) error {
		if written(item.Article) != want[n] || (item.Err != nil) != (want[n] == "") {
			t.Errorf("%s: %v\n%q", item.Where, item.Err, written(item.Article))
		}
		n++
		return nil
	})
	if err != nil || n != len(want) {
		t.Errorf("%d items, %v", n, err)
	}
}

// Nothing a DTD declares is believed, let alone fetched.
func TestEntitiesOfADTDAreRefused(t *testing.T) {
	for _, entity := range []string{"&harbour;", "&secret;"} {
		text := strings.Replace(sample(t, "alder.nitf.xml"), "no date", entity, 1)
		if a, err := NITF(text); err == nil || !strings.Contains(err.Error(), strings.Trim(entity, "&;")) {
			t.Errorf("%s: %v, %q", entity, err, a.Text)
		}
	}
	bomb := `<!DOCTYPE nitf [<!ENTITY a "` + strings.Repeat("x", 1000) + `"><!ENTITY b "` + strings.Repeat("&a;", 1000) + `">]><nitf><body><body.content><p>&b;</p></body.content></body></nitf>`
	if _, err := NITF(bomb); err == nil {
		t.Error("an entity was expanded")
	}
}

func TestMarkupThatIsTooMuch(t *testing.T) {
	deep := strings.Repeat("<block>", 10_000) + "x"
	for name, text := range map[string]string{
		"deep":    "<nitf><body><body.content>" + deep,
		"many":    "<nitf><body><body.content>" + strings.Repeat("<p/>", mostElements+1),
		"open":    "<nitf><body>",
		"crossed": "<nitf><body></nitf></body>",
	} {
		if _, err := NITF(text); err == nil || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v", name, err)
		}
	}
	// Pages are mended instead, as browsers do it.
	page := `{"uri":"x","bodies":[{"contentType":"text/html","value":"` + strings.Repeat("<div>", 20_000) + `x"}]}`
	if a, err := Ninjs([]byte(page)); err != nil || a.Text != "x" {
		t.Errorf("%v, %q", err, a.Text)
	}
	page = `{"uri":"x","bodies":[{"contentType":"text/html","value":"` + strings.Repeat("<p>", mostElements+1) + `x"}]}`
	if _, err := Ninjs([]byte(page)); err == nil {
		t.Error("too many elements were read")
	}
	if _, err := Ninjs([]byte(`{"uri":[` + strings.Repeat("0,", mostValues) + `0]}`)); err == nil {
		t.Error("too many values were read")
	}
	messages := `<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/">` + strings.Repeat("<a>", 10_000)
	if err := NewsML(messages, func(Item) error { return nil }); err == nil || !strings.Contains(err.Error(), "deep") {
		t.Errorf("deep between the items: %v", err)
	}
}

func TestItemsOfOtherKindsAreNoArticles(t *testing.T) {
	for _, text := range []string{
		`<packageItem xmlns="http://iptc.org/std/nar/2006-10-01/"/>`, `<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"/>`,
	} {
		if err := NewsML(text, func(Item) error { return errors.New("there is one") }); !errors.Is(err, ErrNoArticle) {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func TestHTMLIsReadAsItIsWritten(t *testing.T) {
	for text, want := range map[string]string{
		"<p>One<p>Two <b>three<p>Four</b> five":                     "One|Two three|Four five",
		"<ul><li>a<li>b<ul><li>c</ul></ul>d":                        "a|b|c|d",
		"a<br>b<br/>c":                                              "a\nb\nc",
		"<h1>H</h1><h2>S</h2>x</h2></div>y":                         "H|subhead:S|xy",
		"<script>var p = '<p>no'</script><style>p{}</style>a":       "a",
		"<pre>  a\n   b</pre>c":                                     "a\n   b|c",
		"&lt;b&gt; &amp; &eacute;&nbsp;!":                           "<b> & é\u00a0!",
		"<figure><img><figcaption>F</figcaption></figure>a<!--x-->": "caption:F|a",
		"<table><tr><td>a<td>b<tr><td>c</table>":                    "a b|c",
		"a <i> b</i>, c":                                            "a b, c",
		"<a":                                                        "",
	} {
		e, err := parseHTML(text)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, b := range blocks(e) {
			if b.part != "" {
				b.text = b.part + ":" + b.text
			}
			got = append(got, b.text)
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%s: got %q, want %q", text, strings.Join(got, "|"), want)
		}
	}
}

func TestKindOf(t *testing.T) {
	wide := func(s string) string {
		out := "\xff\xfe"
		for _, b := range []byte(s) {
			out += string([]byte{b, 0})
		}
		return out
	}
	cases := []struct {
		head string
		want Kind
	}{
		{sample(t, "alder.nitf.xml"), KindNITF}, {sample(t, "alder.message.xml"), KindMessage},
		{sample(t, "alder.ninjs1.json"), KindNinjs}, {sample(t, "alder.ninjs3.json"), KindNinjses},
		{sample(t, "alder.ninjs1.json")[:150], KindNinjs}, {sample(t, "alder.nitf.xml")[:250], KindNITF},
		{`<?xml version="1.0" encoding="windows-1251"?><!-- ` + "\xcf\xf3" + ` --><nitf title="` + "\xcf" + `">`, KindNITF},
		{wide(`<?xml version="1.0" encoding="UTF-16"?><nitf>`), KindNITF},
		{`<n:nitf xmlns:n="http://iptc.org/std/NITF/2006-10-18/">`, KindNITF}, {`<nitf xmlns="urn:other">`, Other},
		{`<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/">`, KindItem}, {`<newsItem>`, Other}, {`<packageItem xmlns="http://iptc.org/std/nar/2006-10-01/">`, KindItem},
		{`<rss version="2.0">`, Other}, {`<html>`, Other}, {`{"uri": "x", "text": "y"}`, Other}, {`{"$schema": "x", "title": "ninjs"}`, Other},
		{`[{"text": "y"}]`, Other}, {`plain`, Other}, {``, Other}, {`<`, Other},
	}
	for _, c := range cases {
		if got := KindOf([]byte(c.head)); got != c.want {
			t.Errorf("%.60q: %v, want %v", c.head, got, c.want)
		}
	}
}

// sound holds what every article has to the text.
func sound(t *testing.T, a compose.Article, size int) {
	t.Helper()
	if !utf8.ValidString(a.Text) || strings.TrimSpace(a.Text) == "" || len(a.Text) > 4*size+64 {
		t.Fatalf("%d bytes of text of %d: %.80q", len(a.Text), size, a.Text)
	}
	stated(t, a)
	end := 0
	for _, z := range a.Zones {
		if int(z.Start) < end || z.End <= z.Start || int(z.End) > len(a.Text) || strings.TrimSpace(a.Text[z.Start:z.End]) != a.Text[z.Start:z.End] {
			t.Fatalf("zone %+v of %d bytes", z, len(a.Text))
		}
		end = int(z.End)
	}
	for field, value := range a.Meta {
		if !utf8.ValidString(value) || value == "" {
			t.Fatalf("%s is %q", field, value)
		}
	}
}

func FuzzXML(f *testing.F) {
	f.Add(sample(f, "alder.nitf.xml"))
	f.Add(sample(f, "alder.message.xml"))
	f.Add(`<contentSet><inlineData contenttype="text/html">&lt;p>a&lt;h2>b</inlineData></contentSet>`)
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			return // files are decoded before
		}
		if a, err := NITF(text); err == nil {
			sound(t, a, len(text))
		}
		// The error is one of the file; the fuzzer looks at the items.
		_ = NewsML(text, func(item Item) error {
			if item.Err == nil {
				sound(t, item.Article, len(text))
			}
			return nil
		})
		KindOf([]byte(text))
	})
}

func FuzzNinjs(f *testing.F) {
	f.Add([]byte(sample(f, "alder.ninjs1.json")))
	f.Add([]byte(sample(f, "alder.ninjs3.json")))
	f.Fuzz(func(t *testing.T, raw []byte) {
		if a, err := Ninjs(raw); err == nil {
			sound(t, a, len(raw))
		}
		// The error is one of the file; the fuzzer looks at the items.
		_ = NinjsItems(raw, func(item Item) error {
			if item.Err == nil {
				sound(t, item.Article, len(raw))
			}
			return nil
		})
		KindOf(raw)
	})
}
