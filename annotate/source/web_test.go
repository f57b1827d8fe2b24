package source

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"bluepencil/annotate"
)

const (
	westernStory  = "Café Lund schließt – „nur für den Winter“, sagt die Besitzerin. Die Fähre fährt weiter, und im Hafen bleibt das Büro von Sprecher Reyle geöffnet."
	japaneseStory = "港の事務所によると、フェリーは日曜日の朝に運航を再開した。広報のレイレ氏は「長くかかって申し訳ない」と述べた。町長のアダ・ルンド氏は運賃を妥当だと語り、秋に見直すとしている。"
)

// A mark is believed before the user, the user before the page, the page before
// what its bytes look like.
func TestEncodingOfPages(t *testing.T) {
	page := func(charset, story string) string {
		return `<html><head><meta http-equiv="Content-Type" content="text/html; charset=` + charset + `"><title>Alder</title></head><body><p>` + story + "</p></body></html>"
	}
	cases := []struct {
		what, raw, named, story, encoding, how string
	}{
		{"windows-1252", string(encoded(t, "windows-1252", page("windows-1252", westernStory))), "", westernStory, "windows-1252", ByDeclared},
		{"its older name", string(encoded(t, "windows-1252", page("iso-8859-1", westernStory))), "", westernStory, "windows-1252", ByDeclared},
		{"Shift_JIS", string(encoded(t, "shift_jis", page("Shift_JIS", japaneseStory))), "", japaneseStory, "shift_jis", ByDeclared},
		{"a mark", "\xef\xbb\xbf" + page("windows-1252", westernStory), "", westernStory, "utf-8", ByMark},
		{"the user", string(encoded(t, "windows-1252", page("utf-8", westernStory))), "windows-1252", westernStory, "windows-1252", ByName},
		{"an old statement", page("iso-8859-1", westernStory), "", westernStory, "utf-8", ByValidity},
		{"an unknown statement", page("alder-8", westernStory), "", westernStory, "utf-8", ByValidity},
		{"UTF-16", "\xff\xfe" + string(encoded(t, "utf-16le", page("utf-16", westernStory))), "", westernStory, "utf-16le", ByMark},
	}
	for _, c := range cases {
		d, err := Read([]byte(c.raw), "page.html", Options{Encoding: c.named})
		if err != nil || !strings.HasSuffix(d.Text, c.story) || d.Encoding != c.encoding || d.EncodingSource != c.how || d.Format != "html" {
			t.Errorf("%s: %q as %s by %s (%s), %v", c.what, d.Text, d.Encoding, d.EncodingSource, d.Format, err)
		}
	}
	if d, err := Read([]byte(page("utf-8", westernStory+"\xe9")), "page.html", Options{}); !errors.Is(err, ErrUndecodable) {
		t.Errorf("broken UTF-8 is refused: %q, %v", d.Text, err)
	}
	if d, err := Read([]byte(page("shift_jis", "\x81\xff\xfe\x81")), "page.html", Options{}); !errors.Is(err, ErrUndecodable) {
		t.Errorf("what does not fit is refused, not replaced: %q, %v", d.Text, err)
	}
}

func TestPagesAreKnownByNameAndBytes(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join("webpage", "testdata", "story.html"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"a.html", "a.HTM", "a.xhtml", "a.2031", "a"} {
		d, err := Read(raw, name, Options{})
		if err != nil || d.Format != "html" || d.Title != "Ferry to Alder sails again" || d.Meta[annotate.MetaByline] != "Nora Vik" || len(d.Zones) != 5 {
			t.Errorf("%s: %s, %q, %v, %v; %v", name, d.Format, d.Title, d.Meta, d.Zones, err)
		}
	}
	wide := append([]byte("\xff\xfe"), encoded(t, "utf-16le", string(raw))...)
	if d, err := Read(wide, "page.2031", Options{}); err != nil || d.Format != "html" {
		t.Errorf("in UTF-16: %s, %v", d.Format, err)
	}
}
