package source

import (
	"bytes"
	"path/filepath"
	"strings"
	"unicode/utf8"
)

// format is a kind of file that is read as an article.
type format struct {
	name       string
	extensions []string
	describe   func(text string) (title string, meta map[string]string)
}

// formats are the kinds of file there are; the first one takes what no other does.
var formats = []format{
	{"text", []string{".txt", ".text", ""}, describePlain},
	{"markdown", []string{".md", ".markdown", ".mdown"}, describeMarkdown},
}

func formatOf(name string) format {
	extension := strings.ToLower(filepath.Ext(name))
	for _, f := range formats {
		for _, e := range f.extensions {
			if e == extension {
				return f
			}
		}
	}
	return formats[0]
}

// Known tells whether a file of this name is taken up when its folder is opened.
func Known(name string) bool {
	extension := strings.ToLower(filepath.Ext(name))
	for _, f := range formats {
		for _, e := range f.extensions {
			if e == extension {
				return true
			}
		}
	}
	return false
}

// longestTitle is how many code points a first line may have to pass for a title.
const longestTitle = 160

// describePlain takes the first line that is not blank for the title, if it
// is short enough to be one.
func describePlain(text string) (string, map[string]string) {
	for line := range strings.Lines(text[:min(len(text), 4096)]) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		if utf8.RuneCountInString(line) > longestTitle {
			return "", nil
		}
		return line, nil
	}
	return "", nil
}

// describeMarkdown reads the front matter's plain "key: value" lines, and the
// first heading.
func describeMarkdown(text string) (string, map[string]string) {
	meta, body := frontMatter(text)
	title := meta["title"]
	for line := range strings.Lines(body) {
		if title != "" {
			break
		}
		if heading, ok := strings.CutPrefix(strings.TrimSpace(line), "# "); ok {
			title = strings.TrimSpace(strings.TrimRight(heading, "#"))
		}
	}
	if title == "" {
		title, _ = describePlain(body)
	}
	delete(meta, "title")
	return title, meta
}

// frontMatterKeys maps the keys writers use to document fields.
var frontMatterKeys = map[string]string{
	"title": "title", "headline": "title", "outlet": "outlet", "publisher": "outlet", "source": "outlet",
	"author": "byline", "byline": "byline", "date": "published", "published": "published", "url": "url",
	"link": "url", "language": "language", "lang": "language", "section": "section",
}

func frontMatter(text string) (meta map[string]string, body string) {
	meta = map[string]string{}
	rest, ok := strings.CutPrefix(text, "---\n")
	if !ok {
		if rest, ok = strings.CutPrefix(text, "---\r\n"); !ok {
			return meta, text
		}
	}
	for line := range strings.Lines(rest) {
		body = body + line
		trimmed := strings.TrimSpace(line)
		if trimmed == "---" {
			return meta, rest[len(body):]
		}
		key, value, found := strings.Cut(trimmed, ":")
		if field, known := frontMatterKeys[strings.ToLower(strings.TrimSpace(key))]; found && known {
			meta[field] = strings.Trim(strings.TrimSpace(value), `"'`)
		}
		if len(body) > 8192 {
			break
		}
	}
	return map[string]string{}, text // never closed: no front matter
}

// signatures are the first bytes of files that are no text, and what they are.
var signatures = []struct{ prefix, kind string }{
	{"%PDF-", "a PDF; save its text as .txt first"},
	{"PK\x03\x04", "a ZIP archive or an office document; save its text as .txt first"},
	{"\x89PNG", "a PNG picture"}, {"\xff\xd8\xff", "a JPEG picture"}, {"GIF8", "a GIF picture"},
	{"\x7fELF", "a program"}, {"MZ\x90", "a program"}, {"\x1f\x8b", "a gzip archive; unpack it first"},
	{"\xd0\xcf\x11\xe0", "an old office document; save its text as .txt first"},
	{"{\\rtf", "an RTF document; save its text as .txt first"}, {"SQLite format 3\x00", "a database"},
	{"OggS", "a sound file"}, {"ID3", "a sound file"}, {"7z\xbc\xaf", "an archive; unpack it first"},
}

func foreign(raw []byte) string {
	for _, s := range signatures {
		if bytes.HasPrefix(raw, []byte(s.prefix)) {
			return s.kind
		}
	}
	return ""
}
