package html

import (
	"bytes"
	"flag"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/foreign/foreigntest"

	"golang.org/x/net/html"
)

var update = flag.Bool("update", false, "write the golden files anew")

// page is a whole page.
func page(t testing.TB, review Review, docs ...*foreign.Document) string {
	t.Helper()
	w, err := NewWriter(foreign.Setting{Common: foreigntest.Common()}, review)
	if err != nil {
		t.Fatal(err)
	}
	c := Codec()
	frame := foreign.FrameOf(&c, w)
	var b bytes.Buffer
	b.WriteString(frame.Begin)
	for _, d := range docs {
		pieces, err := w.Encode(d)
		if err != nil {
			t.Fatal(err)
		}
		b.Write(pieces[0].Data)
	}
	b.WriteString(frame.End)
	return b.String()
}

func remarks(string) []Remark {
	at := time.Date(2026, 1, 6, 9, 0, 0, 0, time.UTC)
	return []Remark{{Author: "Nora Vik", Time: at, Text: "Ready to print?"},
		{Author: "Nora Vik", Time: at, Mark: "01KE6Z1S8A0000000000000001", Decision: "accepted", Text: "Both <pieces>."}}
}

func TestGolden(t *testing.T) {
	got := page(t, remarks, foreigntest.Harbour())
	path := filepath.Join("testdata", "harbour.golden.html")
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil || string(want) != got {
		t.Errorf("%v, got\n%s", err, got)
	}
}

// shown is the text in the element of a class, without the tags of marks.
func shown(n *html.Node, class string, inside bool) string {
	for _, a := range n.Attr {
		if a.Key == "class" {
			inside = inside || a.Val == class
			if strings.HasPrefix(a.Val, "end ") {
				return ""
			}
		}
	}
	if n.Type == html.TextNode && inside {
		return n.Data
	}
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.WriteString(shown(c, class, inside))
	}
	return b.String()
}

// Whatever is marked, the page has the article's text, and its elements nest.
func TestTheTextIsWhole(t *testing.T) {
	for seed := range uint64(200) {
		d := foreigntest.Random(rand.New(rand.NewPCG(seed, 5)))
		root, err := html.Parse(strings.NewReader(page(t, nil, d)))
		if err != nil {
			t.Fatal(err)
		}
		if got := shown(root, "text", false); got != d.Text {
			t.Fatalf("seed %d: %q, not %q", seed, got, d.Text)
		}
	}
}

// walk visits all elements.
func walk(n *html.Node, visit func(*html.Node)) {
	visit(n)
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		walk(c, visit)
	}
}

func TestHostileTextIsOnlyText(t *testing.T) {
	const evil = "</div></details><script>alert(1)</script><img src=x onerror=alert(1)>\" onclick=\"x\x00\u202e'{{.}}"
	d := foreigntest.Harbour()
	d.Text, d.Name, d.Head.Note, d.Head.Zones = evil, evil, evil, nil
	d.Head.Meta = map[string]string{evil: evil, "title": evil}
	l := &d.Layers[0]
	l.Person, l.Reason = evil, evil
	l.Marks = []foreign.Mark{{ID: evil, Label: evil, Note: evil, Entity: evil, Spans: []foreign.Span{{Start: 3, End: 20}, {Start: 22, End: 40}},
		Attributes: []foreign.Attribute{{Name: evil, Value: []string{evil, evil}}}, Links: []foreign.Link{{Role: evil, To: evil}, {Role: evil, To: evil, ToEntity: true}}}}
	d.Layers = d.Layers[:1]
	got := page(t, func(string) []Remark {
		return []Remark{{Author: evil, Mark: evil, Decision: evil, Text: evil}, {Text: evil}}
	}, d)
	root, err := html.Parse(strings.NewReader(got))
	if err != nil {
		t.Fatal(err)
	}
	scripts := 0
	walk(root, func(n *html.Node) {
		if n.Type != html.ElementNode {
			return
		}
		switch n.Data {
		case "script":
			scripts++
		case "img":
			t.Error("an image was made of text")
		}
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") || a.Key == "src" || a.Key == "href" && !strings.HasPrefix(a.Val, "#") {
				t.Errorf("%s has %s=%q", n.Data, a.Key, a.Val)
			}
		}
	})
	if scripts != 1 || strings.Contains(got, "\x00") {
		t.Errorf("%d scripts", scripts)
	}
}

// Anchors are there once, and what is linked to is there.
func TestLinksLeadSomewhere(t *testing.T) {
	root, err := html.Parse(strings.NewReader(page(t, remarks, foreigntest.Harbour(), foreigntest.Random(rand.New(rand.NewPCG(3, 5))))))
	if err != nil {
		t.Fatal(err)
	}
	ids, links := map[string]int{}, []string{}
	walk(root, func(n *html.Node) {
		for _, a := range n.Attr {
			switch a.Key {
			case "id":
				ids[a.Val]++
			case "href", "for":
				links = append(links, strings.TrimPrefix(a.Val, "#"))
			}
		}
	})
	for id, n := range ids {
		if n != 1 {
			t.Errorf("%s is there %d times", id, n)
		}
	}
	for _, to := range links {
		if ids[to] != 1 {
			t.Errorf("a link leads to %q", to)
		}
	}
	if len(links) < 20 {
		t.Errorf("only %d links", len(links))
	}
}

// Many marks on the same words make the page no larger than the marks.
func TestDeepOverlapIsBounded(t *testing.T) {
	d := foreigntest.Harbour()
	d.Layers = d.Layers[:1]
	l := &d.Layers[0]
	l.Marks = nil
	for n := range 3000 {
		end := len("Harbour to close") + n%20
		l.Marks = append(l.Marks, foreign.Mark{Label: "quote", Spans: []foreign.Span{{Start: n % 7, End: end - 10}}})
	}
	if size := len(page(t, nil, d)); size > 3000*1000 {
		t.Errorf("%d bytes", size)
	}
}
