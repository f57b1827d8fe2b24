package newswire

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"bluepencil/annotate/source/compose"
)

// stated are the marks of an article, as "label: words | words".
func stated(t testing.TB, a compose.Article) (list []string) {
	t.Helper()
	for _, m := range a.Marks {
		var words []string
		end := -1
		for _, s := range m.Spans {
			if a.Text[s.Start:s.End] != s.Text || strings.TrimSpace(s.Text) != s.Text || s.Text == "" || s.Start < end {
				t.Fatalf("%s: %+v in %q", m.Label, s, a.Text)
			}
			end = s.End
			words = append(words, s.Text)
		}
		list = append(list, m.Label+": "+strings.Join(words, " | "))
	}
	return list
}

func TestInlineMarkupIsMarked(t *testing.T) {
	a, err := NITF(sample(t, "alder.nitf.xml"))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := stated(t, a), []string{"person: Ada Lund", "quote: It is not safe,", "person: Reyle"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestMarksInEveryArrangement(t *testing.T) {
	for body, want := range map[string]string{
		"<p> <person> Ada\n  Lund </person>, <org>Alder  <b>Docks</b></org>.</p>":          "Ada Lund , Alder Docks.;person: Ada Lund;organisation: Alder Docks",
		"<p><q>We wait, <person>Reyle</person> said, </q>twice.</p>":                       "We wait, Reyle said, twice.;quote: We wait, Reyle said,;person: Reyle",
		"<p>He: <q>one</q></p><p><q> </q><q/>two</p>":                                      "He: one\n\ntwo;quote: one",
		"<q><p>One.</p><p>Two <location>Alder</location>.</p></q><p>After.</p>":            "One.\n\nTwo Alder.\n\nAfter.;quote: One. | Two Alder.;place: Alder",
		"<pre>  <person> Ada </person>\n x</pre>":                                          "Ada \n x;person: Ada",
		"<p>a<br/><location>Port<br/>Alder</location></p>":                                 "a\nPort\nAlder;place: Port\nAlder",
		"<p>x</p><hl2>To <location>Alder</location></hl2>":                                 "x\n\nTo Alder;place: Alder",
		"<p>no <person><media><media-reference>x</media-reference></media></person> p</p>": "no\n\np",
	} {
		a, err := NITF("<nitf><body><body.content>" + body + "</body.content></body></nitf>")
		if err != nil {
			t.Errorf("%s: %v", body, err)
			continue
		}
		got := strings.Join(append([]string{a.Text}, sortedMarks(stated(t, a), want)...), ";")
		if got != want {
			t.Errorf("%s: got %q, want %q", body, got, want)
		}
	}
}

// sortedMarks puts marks in the order in which they are expected.
func sortedMarks(list []string, want string) []string {
	slices.SortStableFunc(list, func(a, b string) int { return strings.Index(want, ";"+a) - strings.Index(want, ";"+b) })
	return list
}

func TestMarksOfAHeadlineAndOfAllFormats(t *testing.T) {
	const nitf = `<nitf><body><body.head><hedline><hl1><person>Reyle</person> leaves <org>Alder Docks</org></hl1></hedline></body.head><body.content><p>In <location>Alder</location>.</p></body.content></body></nitf>`
	want := []string{"person: Reyle", "organisation: Alder Docks", "place: Alder"}
	a, err := NITF(nitf)
	if got := stated(t, a); err != nil || !slices.Equal(got, want) {
		t.Errorf("NITF: %v, %q", err, got)
	}
	item := `<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/"><contentSet><inlineXML contenttype="application/nitf+xml">` + nitf + `</inlineXML></contentSet></newsItem>`
	err = NewsML(item, func(i Item) error {
		if got := stated(t, i.Article); i.Err != nil || !slices.Equal(got, want) {
			t.Errorf("NewsML-G2: %v, %q", i.Err, got)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	for key, body := range map[string]string{"body_nitf": nitf, "body_xhtml": `<body><p><person>Reyle</person> said <q>no</q>.</p></body>`} {
		a, err := Ninjs(fmt.Appendf(nil, `{"uri":"urn:x","%s":%q}`, key, body))
		if got := stated(t, a); err != nil || len(got) < 2 || got[0] != want[0] {
			t.Errorf("ninjs, %s: %v, %q", key, err, got)
		}
	}
}
