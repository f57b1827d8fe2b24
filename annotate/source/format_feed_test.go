package source

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"bluepencil/annotate"
)

func partsOf(t *testing.T, name string, raw []byte, o Options) ([]Part, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, raw, 0o644); err != nil {
		t.Fatal(err)
	}
	var parts []Part
	err := ReadParts(context.Background(), path, o, func(p Part) error { parts = append(parts, p); return nil })
	return parts, err
}

func TestItemsOfAFeedAreArticles(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join("feed", "testdata", "rss.xml"))
	if err != nil {
		t.Fatal(err)
	}
	parts, err := partsOf(t, "news.xml", raw, Options{})
	if err != nil || len(parts) != 4 {
		t.Fatalf("%d parts, %v", len(parts), err)
	}
	first := parts[0].Document
	if parts[0].Where != "Ferry sails & docks again" || first.Format != "feed" || first.Name != "news.xml" || first.Encoding != "utf-8" ||
		first.TextSHA256 != annotate.TextDigest(first.Text) || first.SourceSize == 0 || first.Meta[annotate.MetaOutlet] != "Alder Courier" {
		t.Errorf("%+v", parts[0])
	}
	if !errors.Is(parts[2].Err, ErrEmpty) || parts[3].Err != nil {
		t.Errorf("an item without text is a part with an error, and the next one follows: %v, %v", parts[2].Err, parts[3].Err)
	}
}

func TestEncodingOfFeeds(t *testing.T) {
	feed := `<?xml version="1.0" encoding="windows-1252"?><rss version="2.0"><channel><title>Alder</title><item><description>` + westernStory + `</description></item></channel></rss>`
	parts, err := partsOf(t, "a.rss", encoded(t, "windows-1252", feed), Options{})
	if err != nil || len(parts) != 1 || parts[0].Document.Text != westernStory || parts[0].Document.EncodingSource != ByDeclared {
		t.Errorf("%+v, %v", parts, err)
	}
	if _, err := partsOf(t, "a.rss", []byte("no feed at all"), Options{}); !errors.Is(err, ErrUnsupported) {
		t.Errorf("a file named as a feed: %v", err)
	}
}

// In folders, files whose name may mean anything are taken only for what they hold.
func TestFoldersOfMixedFiles(t *testing.T) {
	folder := t.TempDir()
	for name, content := range map[string]string{
		"a.txt": "text", "b.html": "<p>page", "c.eml": "Subject: x\n\ntext", "feed.xml": "<rss><channel></channel></rss>", "tide.xml": "<tides/>",
		"data.json": `{"a": 1}`, "feed.json": `{"version": "https://jsonfeed.org/version/1", "items": []}`, "e.rss": "<rss/>", "f.jpg": "x",
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	files, failures, err := Files(context.Background(), []string{folder}, nil)
	for i := range files {
		files[i] = filepath.Base(files[i])
	}
	if want := []string{"a.txt", "b.html", "c.eml", "e.rss", "feed.json", "feed.xml"}; err != nil || len(failures) != 0 || !slices.Equal(files, want) {
		t.Errorf("%v, want %v; %v, %v", files, want, failures, err)
	}
	named := filepath.Join(folder, "tide.xml")
	if files, _, err := Files(context.Background(), []string{named}, nil); err != nil || len(files) != 1 {
		t.Errorf("what is named itself is tried: %v, %v", files, err)
	}
}

func TestEncodingOfMails(t *testing.T) {
	head := "From: Nora Vik <nora@courier.example>\nSubject: Tides\nContent-Type: text/plain; charset="
	for charset, story := range map[string]string{"windows-1252": westernStory, "shift_jis": japaneseStory} {
		raw := head + charset + "\n\n" + string(encoded(t, charset, story))
		d, err := Read([]byte(raw), "a.eml", Options{})
		if err != nil || !strings.HasSuffix(d.Text, story) || d.Encoding != charset || d.EncodingSource != ByDeclared || d.Format != "mail" {
			t.Errorf("%s: %q as %s by %s, %v", charset, d.Text, d.Encoding, d.EncodingSource, err)
		}
	}
	for what, raw := range map[string]string{"text": head + "utf-8\n\ncaf\xe9 and pier", "subject": "Subject: =?utf-8?Q?caf=E9?=\n\nThe pier."} {
		if d, err := Read([]byte(raw), "a.eml", Options{}); !errors.Is(err, ErrUndecodable) {
			t.Errorf("a %s that does not fit: %q, %v", what, d.Text, err)
		}
	}
	for raw, want := range map[string]error{"no mail": ErrUnsupported, "Subject: x\n\n": ErrEmpty} {
		if _, err := Read([]byte(raw), "a.eml", Options{}); !errors.Is(err, want) {
			t.Errorf("%q: %v, want %v", raw, err, want)
		}
	}
}
