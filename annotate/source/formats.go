package source

import (
	"bytes"
	"path/filepath"
	"slices"
	"strings"

	"bluepencil/annotate/source/newswire"
	"bluepencil/annotate/source/word"
)

// format is a kind of file that is read as an article.
type format struct {
	name       string
	extensions []string // lower case, with the dot; "" is a name without one
	// recognise tells by a file's bytes that it is of this kind, whatever its
	// name; nil where bytes do not tell.
	recognise func(raw []byte) bool
	// read decodes the bytes and describes what they say.
	read func(raw []byte, o Options) (Document, error)
	// describe finds the title and document fields in a text of this kind; nil
	// where an article's text is not the file as it is.
	describe func(text string) (title string, meta map[string]string)
}

// formats are the kinds of file there are; the first one takes what no other
// does.
var formats = []format{
	textual("text", describePlain, ".txt", ".text", ""),
	textual("markdown", describeMarkdown, ".md", ".markdown", ".mdown"),
	wireFormat(formatNITF, newswire.KindNITF, newswire.NITF),
	wireFormat(formatNewsML, newswire.KindItem, onlyItem),
	wireFormat(formatNinjs, newswire.KindNinjs, readNinjs),
	packaged(word.DOCX, ".docx", ".docm"),
	packaged(word.ODT, ".odt"),
	{name: formatPDF, extensions: []string{".pdf"}, recognise: func(raw []byte) bool { return isPDF("", raw) }, read: readSmallPDF},
	{name: "html", extensions: []string{".html", ".htm", ".xhtml"}, read: readPage},
	{name: "mail", extensions: []string{".eml"}, read: readMail},
}

// textual is a kind of file whose text is the file as it is.
func textual(name string, describe func(string) (string, map[string]string), extensions ...string) format {
	return format{name: name, extensions: extensions, describe: describe, read: func(raw []byte, o Options) (Document, error) {
		d, err := decode(raw, o.Encoding)
		if err == nil {
			d.Title, d.Meta = describe(d.Text)
		}
		return d, err
	}}
}

// formatFor is the format that Options name, or the one found out. Plain text
// and Markdown are one format by name.
func formatFor(name string, raw []byte, o Options) (*format, error) {
	if o.Format == "" {
		return formatOf(name, raw)
	}
	if o.Format == formats[0].name {
		if f := byExtension(name); f != nil && f.describe != nil {
			return f, foreign(name, raw)
		}
		return &formats[0], foreign(name, raw)
	}
	for i := range formats {
		if formats[i].name == o.Format {
			return &formats[i], nil
		}
	}
	return nil, &kindError{"as " + o.Format + " it is no single article", []error{ErrUnsupported}}
}

// formatOf finds the format by the bytes, else by the name. What is known to
// be no text is refused by its name; what is unknown is tried as text.
func formatOf(name string, raw []byte) (*format, error) {
	for i := range formats {
		if f := &formats[i]; f.recognise != nil && f.recognise(raw) {
			return f, nil
		}
	}
	if err := foreign(name, raw); err != nil {
		return nil, err
	}
	f := byExtension(name)
	if f != nil && extensionOf(name) != "" {
		return f, nil
	}
	if isPage(raw) {
		return byExtension(".html"), nil
	}
	if err := unknownMarkup(name, raw); err != nil {
		return nil, err
	}
	return &formats[0], nil
}

func byExtension(name string) *format {
	extension := extensionOf(name)
	for i := range formats {
		if slices.Contains(formats[i].extensions, extension) {
			return &formats[i]
		}
	}
	return nil
}

func extensionOf(name string) string { return strings.ToLower(filepath.Ext(name)) }

// Reads tells whether there is a format of articles with this name.
func Reads(format string) bool {
	for i := range formats {
		if formats[i].name == format {
			return true
		}
	}
	return slices.ContainsFunc(containers, func(c container) bool { return c.name == format })
}

// Known tells whether a file of this name is taken up when its folder is
// opened. Of names that say too little Walk looks at the beginning of the file.
func Known(name string) bool { return byExtension(name) != nil || holdsArticles(name) }

// projectExtension is that of Bluepencil's own files, which hold articles but
// are none.
const projectExtension = ".bluepencil"

// saveAsText is what to do about a document that is not read.
const saveAsText = "; save its text as .txt and import that"

// signatures are the first bytes of files that are no text, and what they are.
var signatures = []struct {
	prefix, kind string
	document     bool // there is an article in it, but in a format that is not read
}{
	{"{\\rtf", "this is an RTF document" + saveAsText, true},
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "this is an old office document, or one protected by a password" + saveAsText, true},
	{"PK\x03\x04", "this is an archive or an office document" + saveAsText, true},
	{"PK\x05\x06", "this is an empty archive", false},
	{"\x1f\x8b", "this is packed with gzip; unpack it first", false},
	{"BZh", "this is packed with bzip2; unpack it first", false},
	{"\xfd7zXZ\x00", "this is packed with xz; unpack it first", false},
	{"\x28\xb5\x2f\xfd", "this is packed with zstd; unpack it first", false},
	{"7z\xbc\xaf\x27\x1c", "this is a 7-Zip archive; unpack it first", false},
	{"Rar!\x1a\x07", "this is a RAR archive; unpack it first", false},
	{"\x89PNG\r\n\x1a\n", "this is a PNG picture", false},
	{"\xff\xd8\xff", "this is a JPEG picture", false},
	{"GIF87a", "this is a GIF picture", false}, {"GIF89a", "this is a GIF picture", false},
	{"II*\x00", "this is a TIFF picture", false}, {"MM\x00*", "this is a TIFF picture", false},
	{"\x7fELF", "this is a program", false}, {"MZ\x90\x00", "this is a program", false},
	{"SQLite format 3\x00", "this is a database", false},
	{"OggS\x00", "this is a sound file", false}, {"fLaC\x00", "this is a sound file", false},
	{"ID3\x02", "this is a sound file", false}, {"ID3\x03", "this is a sound file", false}, {"ID3\x04", "this is a sound file", false},
}

// foreign refuses files that are known to be no text.
func foreign(name string, raw []byte) error {
	if extensionOf(name) == projectExtension {
		return &kindError{"this is a Bluepencil project; open it instead of importing it", []error{ErrUnsupported}}
	}
	for _, s := range signatures {
		if !bytes.HasPrefix(raw, []byte(s.prefix)) || s.prefix == "BZh" && !isBzip2(raw) {
			continue
		}
		if s.prefix == "{\\rtf" {
			return &kindError{s.kind, []error{ErrUnsupported}}
		}
		if s.document {
			return &kindError{s.kind, []error{ErrUnsupported, ErrBinary}}
		}
		return &kindError{s.kind, []error{ErrBinary}}
	}
	return nil
}

// isBzip2 tells the packed file from a text that begins with the letters BZh.
func isBzip2(raw []byte) bool { return len(raw) > 10 && string(raw[4:10]) == "1AY&SY" }

// unknownMarkup refuses JSON and XML that no format recognised: as text it
// would be all brackets.
func unknownMarkup(name string, raw []byte) error {
	start := bytes.TrimLeft(raw[:min(len(raw), 512)], "\ufeff \t\r\n")
	switch extension := extensionOf(name); {
	case extension == ".json" && (bytes.HasPrefix(start, []byte("{")) || bytes.HasPrefix(start, []byte("["))):
		return &kindError{"no article is known in this JSON; if its records are articles, name the format jsonl and the key that holds the text", []error{ErrUnsupported}}
	case extension == ".xml" && bytes.HasPrefix(start, []byte("<")):
		return &kindError{"XML of this kind is not read; NITF, NewsML-G2 and feeds are", []error{ErrUnsupported}}
	}
	return nil
}

// looksLikeHTML tells whether the bytes begin as a web page does.
func looksLikeHTML(raw []byte) bool {
	head := bytes.ToLower(bytes.TrimLeft(raw[:min(len(raw), 512)], "\ufeff \t\r\n"))
	return bytes.HasPrefix(head, []byte("<!doctype html")) || bytes.HasPrefix(head, []byte("<html"))
}
