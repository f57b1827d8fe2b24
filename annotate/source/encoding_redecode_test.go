package source

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"strings"
	"testing"
)

// A text that was read in the wrong encoding is read once more in the right
// one, and is then what it would have been.
func TestRedecode(t *testing.T) {
	cases := []struct{ text, right, wrong string }{
		{russian, "windows-1251", "koi8-r"}, {russian, "koi8-r", "windows-1251"}, {russian, "windows-1251", "iso-8859-5"},
		{polish, "windows-1250", "windows-1252"}, {scripts[5].text, "iso-8859-7", "windows-1253"}, {turkish, "windows-1254", "windows-1252"},
		{nippon, "shift_jis", "koi8-r"}, {nippon, "utf-8", "koi8-r"}, {taiwan, "big5", "koi8-r"}, {"# " + german, "windows-1252", "koi8-r"},
	}
	for _, c := range cases {
		raw := encoded(t, c.right, c.text)
		old, err := Read(raw, "a.md", Options{Encoding: c.wrong})
		if err != nil || old.Text == c.text {
			t.Fatalf("%s as %s: %v", c.right, c.wrong, err)
		}
		want, err := Read(raw, "a.md", Options{Encoding: c.right})
		if err != nil {
			t.Fatal(err)
		}
		d, err := Redecode(old, strings.ToUpper(c.right))
		if err != nil || d.Text != want.Text || d.Title != want.Title || d.Encoding != want.Encoding || d.SourceSHA256 != sha256.Sum256(raw) || d.TextSHA256 != want.TextSHA256 || d.Name != "a.md" || d.Format != "markdown" {
			t.Errorf("%s as %s: %v, %.60q", c.right, c.wrong, err, d.Text)
		}
	}
}

func TestWhatIsNotRedecoded(t *testing.T) {
	read := func(raw, encoding string) Document {
		d, err := Read([]byte(raw), "a.txt", Options{Encoding: encoding})
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	changed := read("caf\xe9 is late", "windows-1252")
	changed.SourceSHA256[0]++
	composed := read("text", "")
	composed.Format = "csv"
	unsayable := read("text", "windows-1252")
	unsayable.Text += "東京"
	// Big5 has two codes for some characters; which one stood in the file is lost.
	twice := read("a\xf9\xf9b\xa2\xcc", "big5")
	for name, c := range map[string]struct {
		d        Document
		encoding string
		want     error
	}{
		"a file of another format":       {composed, "utf-8", ErrUnsupported},
		"an encoding that nobody knows":  {read("text", ""), "klingon", ErrEncoding},
		"a text that is not of the file": {changed, "windows-1251", ErrNotTheBytes},
		"a text it cannot say":           {unsayable, "utf-8", ErrNotTheBytes},
		"two codes for a character":      {twice, "windows-1252", ErrNotTheBytes},
		"plain ASCII":                    {read("text", ""), "windows-1251", ErrSameText},
		"a byte-order mark":              {read("\xef\xbb\xbfcafé", ""), "windows-1251", ErrSameText},
		"bytes that do not fit":          {read("caf\xe9 is late", "windows-1252"), "utf-8", ErrUndecodable},
	} {
		if d, err := Redecode(c.d, c.encoding); !errors.Is(err, c.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v, %q; want %v", name, err, d.Text, c.want)
		}
	}
}

// Encoding is the way back from every decoding that is exact.
func TestEncodeIsTheWayBack(t *testing.T) {
	for _, s := range scripts {
		for _, name := range append(s.encodings, "utf-8", "utf-16le", "utf-16be", "utf-32le", "utf-32be") {
			raw, err := encode(s.text+" ", name)
			if err != nil || !bytes.Equal(raw, encoded(t, name, s.text+" ")) {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

// Whatever the bytes and the encodings, reading once more is reading rightly.
func FuzzRedecode(f *testing.F) {
	f.Add(encoded(f, "windows-1251", russian), "koi8-r", "windows-1251")
	f.Add(encoded(f, "shift_jis", nippon), "gb18030", "shift_jis")
	f.Add([]byte("\xff\xfea\x00"), "utf-16", "windows-1252")
	f.Fuzz(func(t *testing.T, raw []byte, wrong, right string) {
		old, err := Read(raw, "a.txt", Options{Encoding: wrong, Format: "text"})
		if err != nil {
			return
		}
		d, err := Redecode(old, right)
		if err != nil {
			return
		}
		want, err := Read(raw, "a.txt", Options{Encoding: right, Format: "text"})
		if err != nil || d.Text != want.Text || d.Encoding != want.Encoding || d.SourceSHA256 != old.SourceSHA256 {
			t.Fatalf("%q as %s, then as %s: %v, %q", raw, wrong, right, err, d.Text)
		}
	})
}
