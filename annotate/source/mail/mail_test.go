package mail

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/htmlindex"

	"bluepencil/annotate"
)

func fileOf(t testing.TB, name string) []byte {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

var errUnfit = errors.New("does not fit")

// decode is a decoder as strict as that of the package above.
func decode(raw []byte, stated string) (string, error) {
	if utf8.Valid(raw) && !strings.Contains(string(raw), "\x1b") {
		return string(raw), nil
	}
	codec, err := htmlindex.Get(stated)
	if err != nil {
		return "", errUnfit
	}
	text, err := codec.NewDecoder().Bytes(raw)
	if err != nil || strings.ContainsRune(string(text), '\ufffd') {
		return "", errUnfit
	}
	return string(text), nil
}

func TestPlainTextIsPreferredAndUnwrapped(t *testing.T) {
	a, err := Read(fileOf(t, "flowed.eml"), decode)
	if err != nil {
		t.Fatal(err)
	}
	const want = "Ferry to Alder sails again café open\n\n" +
		"The ferry between the mainland and Alder takes up its service on Sunday. \n\n“It is worth it,” said harbour spokesman Reyle.\n" +
		"From May on it sails thrice a day.\n> What does it cost?\n-- \nPress office"
	if a.Text != want {
		t.Errorf("the text is\n%q, want\n%q", a.Text, want)
	}
	if len(a.Zones) != 1 || a.Zones[0].Part != annotate.PartHeadline || a.Title != "Ferry to Alder sails again café open" {
		t.Errorf("title %q, zones %v", a.Title, a.Zones)
	}
	for field, value := range map[string]string{
		annotate.MetaByline: "Press office of the harbour – Alder", annotate.MetaPublished: "2031-05-04T07:30:00+02:00", annotate.MetaIdentity: "4711@harbour.example",
	} {
		if a.Meta[field] != value {
			t.Errorf("%s is %q, want %q", field, a.Meta[field], value)
		}
	}
}

func TestANewsletterIsItsHTML(t *testing.T) {
	a, err := Read(fileOf(t, "newsletter.eml"), decode)
	if err != nil || a.Text != "Morning letter\n\n“Worth it,” said Reyle.\n\nThe café stays open." {
		t.Errorf("%q, %v", a.Text, err)
	}
	if a.Meta[annotate.MetaByline] != "newsletter@courier.example" || a.Meta[annotate.MetaPublished] != "yesterday" {
		t.Errorf("fields %v", a.Meta)
	}
}

func TestMailsThatAreNone(t *testing.T) {
	deep := "Subject: x\n"
	for range 100 {
		deep += "Content-Type: multipart/mixed; boundary=b\n\n--b\n"
	}
	// What is between the boundaries would take the library hours.
	crowded := "Subject: x\nContent-Type: multipart/mixed; boundary*=us-ascii''%62%62\n\n" + strings.Repeat("--bb\nContent-Type: text/plain\n\nhello\n", 300_000)
	for what, c := range map[string]struct {
		raw  string
		want error
	}{
		"nothing":            {"", ErrBroken},
		"a text":             {"The ferry sails.\n\nSaid Reyle.", ErrBroken},
		"attachments only":   {"Subject: tides\nContent-Type: application/pdf\n\n%PDF-", ErrNoText},
		"an empty one":       {"Subject: tides\n\n \n", ErrNoText},
		"deeply nested":      {deep, ErrBroken},
		"crowded":            {crowded, ErrBroken},
		"bytes that misfit":  {"Subject: x\nContent-Type: text/plain; charset=utf-8\n\ncaf\xe9 and pier", errUnfit},
		"a misfit in base64": {"Subject: x\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\nY2Fm6Q==\n", errUnfit},
		"a misfit above":     {"Subject: =?utf-8?Q?caf=E9?=\n\nThe pier.", ErrHeader},
		"another above":      {"Subject: x\nFrom: =?us-ascii?Q?caf=E9?= <a@courier.example>\n\nThe pier.", ErrHeader},
	} {
		if a, err := Read([]byte(c.raw), decode); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v; %q", what, err, c.want, a.Text)
		}
	}
}

func TestUnflowed(t *testing.T) {
	for text, want := range map[string]string{
		"one \ntwo\nthree": "one two\nthree", "one\n\ntwo ": "one\n\ntwo ", " From here": "From here",
		"> a \n> b\nc": "> a b\nc", "a \n> b": "a \n> b", "a \n-- \nb": "a \n-- \nb", "": "",
	} {
		if got := unflowed(text, false); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
	if got := unflowed("港の \n船", true); got != "港の船" {
		t.Errorf("with delsp: %q", got)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(fileOf(f, "flowed.eml"))
	f.Add(fileOf(f, "newsletter.eml"))
	f.Add([]byte("Subject: x\nContent-Type: text/html; charset=iso-2022-jp\nContent-Transfer-Encoding: base64\n\nPHA+eA=="))
	f.Fuzz(func(t *testing.T, raw []byte) {
		a, err := Read(raw, decode)
		if err != nil {
			return
		}
		if !utf8.ValidString(a.Text) || !utf8.ValidString(a.Title) {
			t.Fatalf("%q, %q", a.Title, a.Text)
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
