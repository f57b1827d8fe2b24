package source

import (
	"crypto/sha256"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A text is what its file says, to the last blank.
func TestTextIsNeverChanged(t *testing.T) {
	for _, text := range []string{
		"\r\n  Leading, trailing \t\r\n\r\n", "a\u00a0b\u00adc\u200b", "Cafe\u0301 Café", "one\rtwo\u2028three\u0085four\f",
		"in the \ufeffmiddle", "a\x1b[0mb, one control \x7f of many letters", "\u2066bidi\u2069",
	} {
		for _, name := range []string{"a.txt", "a.md"} {
			d, err := Read([]byte(text), name, Options{})
			if err != nil || d.Text != text {
				t.Errorf("%q became %q, %v", text, d.Text, err)
			}
		}
		if d, err := FromText("pasted", text); err != nil || d.Text != text || d.Encoding != "utf-8" {
			t.Errorf("pasted %q became %q, %v", text, d.Text, err)
		}
	}
}

func TestDocument(t *testing.T) {
	const text = "A headline\n\nSome text.\n"
	raw := "\xef\xbb\xbf" + text
	d, err := Read([]byte(raw), "story.TXT", Options{})
	if err != nil {
		t.Fatal(err)
	}
	if d.Text != text || d.Title != "A headline" || d.Name != "story.TXT" || d.Format != "text" || d.SourceSize != int64(len(raw)) {
		t.Errorf("%+v", d)
	}
	if d.TextSHA256 != sha256.Sum256([]byte(text)) || d.SourceSHA256 != sha256.Sum256([]byte(raw)) {
		t.Error("the hashes are those of the text and of the bytes")
	}
	if d, err = Read([]byte(text), "story", Options{}); err != nil || d.TextSHA256 != sha256.Sum256([]byte(text)) || d.SourceSHA256 != d.TextSHA256 {
		t.Errorf("without a mark both hashes are the same: %v", err)
	}
	if d, err = FromText("pasted.md", "\ufeff# Title\n"); err != nil || !d.BOM || d.Text != "# Title\n" || d.Title != "Title" || d.Format != "markdown" {
		t.Errorf("pasted: %+v, %v", d, err)
	}
}

func TestTitleAndFields(t *testing.T) {
	long := strings.Repeat("long ", 40)
	cases := []struct {
		name, text, title string
		meta              map[string]string
	}{
		{"a.txt", "\r\n  Talks go on \r\nBody.", "Talks go on", nil},
		{"a.txt", long + "\nBody.", "", nil},
		{"a.txt", "# Not a heading in plain text", "# Not a heading in plain text", nil},
		{"a.text", "\u00a0\n\u2028Talks\u2028go on", "Talks", nil},
		{"a.md", "Dateline.\n\n# Talks go on #\n", "Talks go on", nil},
		{"a.md", "Dateline.\n\nTalks go on\n===\n", "Talks go on", nil},
		{"a.md", "```\n# comment\n```\n# Talks\n", "Talks", nil},
		{"a.md", "## Second level only\n", "## Second level only", nil},
		{"a.markdown", "---\ntitle: \"Talks: go on\"\nauthor: Mina Ode\ndate: 2024-05-01\ntags: [a, b]\nlang: 'en'\nunknown: x\nlink: https://example.org/a\n---\n# Other\n",
			"Talks: go on", map[string]string{"byline": "Mina Ode", "published": "2024-05-01", "language": "en", "url": "https://example.org/a"}},
		{"a.md", "---\r\nsource: The Desk\r\nauthor: [A, B]\r\n...\r\n# Talks\r\n", "Talks", map[string]string{"outlet": "The Desk"}},
		{"a.md", "---\ntitle: never closed\n\n# Talks\n", "Talks", nil},
		{"a.md", "Text\n---\ntitle: a table\n---\n", "Text", nil},
	}
	for _, c := range cases {
		d, err := Read([]byte(c.text), c.name, Options{})
		if err != nil || d.Title != c.title || d.Text != c.text || !maps.Equal(d.Meta, c.meta) {
			t.Errorf("%s %q: title %q, want %q; fields %v, want %v; %v", c.name, c.text, d.Title, c.title, d.Meta, c.meta, err)
		}
	}
}

func TestWhatIsNoArticle(t *testing.T) {
	cases := []struct {
		what, name, raw string
		want            error
		says            string
	}{
		{"nothing", "a.txt", "", ErrEmpty, "no text"},
		{"a mark alone", "a.txt", "\xef\xbb\xbf", ErrEmpty, "no text"},
		{"a UTF-16 mark alone", "a.txt", "\xff\xfe", ErrEmpty, "no text"},
		{"blanks", "a.txt", " \r\n\t\u00a0\u3000\ufeff\n", ErrEmpty, "no text"},
		{"zeros", "a.txt", "text\x00text text", ErrBinary, "zero bytes"},
		{"a string of C", "a.txt", "hello world\x00", ErrBinary, "zero bytes"},
		{"zeros everywhere", "a.txt", strings.Repeat("\x00\x01\x00\x02", 50), ErrBinary, "zero bytes"},
		{"zeros in UTF-16", "a.txt", "\xff\xfea\x00\x00\x00b\x00", ErrBinary, "control characters"},
		{"zeros in a named encoding", "a.txt", "\x00abc", ErrBinary, "zero bytes"},
		{"controls", "a.txt", strings.Repeat("ab\x01\x02", 50), ErrBinary, "control characters"},
		{"a picture", "a.txt", "\x89PNG\r\n\x1a\n\x00\x00", ErrBinary, "PNG"},
		{"a photograph", "a", "\xff\xd8\xff\xe0JFIF", ErrBinary, "JPEG"},
		{"a program", "a", "\x7fELF\x02\x01", ErrBinary, "program"},
		{"a packed file", "a.txt", "\x1f\x8b\x08\x00", ErrBinary, "unpack"},
		{"an office document", "a.docx", "PK\x03\x04\x14\x00", ErrUnsupported, "office document"},
		{"an RTF document", "a.rtf", "{\\rtf1\\ansi Hello}", ErrUnsupported, "RTF"},
		{"a web page without an article", "a.html", "\n<!DOCTYPE html><html><p>Hello", ErrEmpty, "copy its text"},
		{"a web page by its bytes", "a.2024", "\n<!DOCTYPE html><html><p>Hello", ErrEmpty, "copy its text"},
		{"a project", "a.bluepencil", "anything", ErrUnsupported, "open it"},
		{"a large one", "a.txt", strings.Repeat("a", MaxSize+1), ErrTooLarge, "16 MB"},
		{"a large one as UTF-8", "a.txt", "\xff\xfe" + strings.Repeat("\x2d\x4e", 6<<20), ErrTooLarge, "16 MB"},
	}
	for _, c := range cases {
		_, err := Read([]byte(c.raw), c.name, Options{})
		if !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.says) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v; want %v saying %q", c.what, err, c.want, c.says)
		}
	}
}

// Texts that begin like other kinds of files are texts.
func TestWhatOnlyLooksForeign(t *testing.T) {
	for _, text := range []string{"ID3 tags are old.", "GIF89 was a format.", "BZh is no word, is it?", "MZ is a group.", "OggS again.", "PK lost.",
		"<html> in a text file is text", strings.Repeat("a", MaxSize)} {
		if d, err := Read([]byte(text), "a.txt", Options{}); err != nil || d.Text != text {
			t.Errorf("%.40q: %v", text, err)
		}
	}
	if d, err := Read([]byte("a strange name"), "a.2024", Options{}); err != nil || d.Format != "text" {
		t.Errorf("a name of an unknown kind is tried as text: %v", err)
	}
}

func TestPastedTextThatIsNone(t *testing.T) {
	for text, want := range map[string]error{"": ErrEmpty, " \n": ErrEmpty, "a\x00b": ErrBinary, "a\xff": ErrUndecodable, strings.Repeat("a", MaxSize+1): ErrTooLarge} {
		if _, err := FromText("pasted", text); !errors.Is(err, want) {
			t.Errorf("%.20q: %v, want %v", text, err, want)
		}
	}
}

// A new kind of file is a row of the table: by its bytes, else by its name.
func TestFormatsAreATable(t *testing.T) {
	saved := formats
	defer func() { formats = saved }()
	loud := format{name: "loud", extensions: []string{".loud"},
		recognise: func(raw []byte) bool { return strings.HasPrefix(string(raw), "%LOUD-") },
		read: func(raw []byte, _ Options) (Document, error) {
			return Document{Text: strings.ToUpper(string(raw)), Title: "LOUD", Encoding: "utf-8", EncodingSource: ByValidity}, nil
		}}
	formats = append(formats[:len(formats):len(formats)], loud)
	for name, raw := range map[string]string{"a.loud": "hello, it is", "a.txt": "%LOUD-1.7"} {
		d, err := Read([]byte(raw), name, Options{})
		if err != nil || d.Format != "loud" || d.Text != strings.ToUpper(raw) || d.TextSHA256 != sha256.Sum256([]byte(d.Text)) {
			t.Errorf("%s: %+v, %v", name, d, err)
		}
	}
	if !Known("x.LOUD") || Known("x.quiet") {
		t.Error("what is known follows the table")
	}
}

func BenchmarkRead(b *testing.B) {
	for name, piece := range map[string]string{"english": english, "russian": russian, "chinese": chinese} {
		raw := []byte(strings.Repeat(piece, 4<<20/len(piece)))
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(raw)))
			for b.Loop() {
				if _, err := Read(raw, "a.txt", Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	detected := encoded(b, "windows-1251", strings.Repeat(russian, 4<<20/len(russian)))
	b.Run("windows-1251 detected", func(b *testing.B) {
		b.SetBytes(int64(len(detected)))
		for b.Loop() {
			if _, err := Read(detected, "a.txt", Options{}); err != nil {
				b.Fatal(err)
			}
		}
	})
	wide := append([]byte("\xff\xfe"), encoded(b, "utf-16le", strings.Repeat(russian, 4<<20/len(russian)))...)
	b.Run("utf-16le", func(b *testing.B) {
		b.SetBytes(int64(len(wide)))
		for b.Loop() {
			if _, err := Read(wide, "a.txt", Options{}); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkReadFile is what importing a folder costs before the project: a
// file of the usual size, from the disk's cache, with both hashes.
func BenchmarkReadFile(b *testing.B) {
	path := filepath.Join(b.TempDir(), "a.txt")
	raw := []byte(strings.Repeat(english, 5000/len(english)))
	if err := os.WriteFile(path, raw, 0o644); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(raw)))
	for b.Loop() {
		if _, err := ReadFile(path, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
