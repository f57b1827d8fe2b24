package source

import (
	"crypto/sha256"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"bluepencil/annotate"
	"bluepencil/annotate/source/compose"
)

// MaxSize is the largest file that is read, and the largest text, in bytes.
const MaxSize = 16 << 20

// Document is an article as it was read. Text is exactly what the file says,
// never trimmed or normalised; only a byte-order mark at its start is not part
// of it.
type Document struct {
	Text           string
	Title          string // the first heading or short first line; may be empty
	Name           string // the file's name without its folders
	Format         string // "text", "markdown", "docx", …
	Encoding       string // "utf-8", "utf-16le", "windows-1251", …
	EncodingSource string // how the encoding was found: see the constants
	BOM            bool   // the file begins with a byte-order mark
	TextSHA256     [sha256.Size]byte
	SourceSHA256   [sha256.Size]byte
	SourceSize     int64             // bytes
	Meta           map[string]string // document fields the file states itself
	Zones          []annotate.Zone   // parts of the text the file states itself, in order
	Marks          []compose.Mark    // names and quotes in the text that the file states itself
}

// How the encoding of a document was found.
const (
	ByMark     = "bom"      // a byte-order mark
	ByValidity = "utf-8"    // the bytes are valid UTF-8
	ByDeclared = "declared" // the file says so itself, as XML does
	ByName     = "named"    // Options.Encoding says so
	ByGuess    = "detected" // by what texts in it look like
)

// Options say how files are read.
type Options struct {
	// Encoding names the encoding of all files that do not begin with a
	// byte-order mark; empty means to find it out.
	Encoding string
	// Columns maps the columns of tables and the keys of JSON records to what
	// they hold: a document field, a part, TextColumn for the text, or "" for
	// nothing. Those that are not named here go by their names.
	Columns map[string]string
	// Format names the format of all files, "text" for plain text and Markdown,
	// the others as Document.Format has them; empty means to find it out.
	Format string
}

// TextColumn is what Options.Columns calls the body of an article.
const TextColumn = "text"

// Read makes a document of a file's bytes, which it does not keep. The name
// decides, with the bytes, what kind of file it is. It fails with ErrEmpty,
// ErrBinary, ErrUndecodable, ErrTooLarge, ErrUnsupported or ErrEncoding.
func Read(raw []byte, name string, o Options) (Document, error) {
	if len(raw) == 0 {
		return Document{}, ErrEmpty
	}
	if len(raw) > MaxSize {
		return Document{}, ErrTooLarge
	}
	format, err := formatFor(name, raw, o)
	if err != nil {
		return Document{}, err
	}
	d, err := format.read(raw, o)
	if err != nil {
		return Document{}, err
	}
	d.Name, d.Format, d.SourceSize, d.SourceSHA256 = name, format.name, int64(len(raw)), sha256.Sum256(raw)
	return d.settle(string(raw) == d.Text)
}

// FromText makes a document of a text that has no file, such as a pasted one;
// the text must be UTF-8, and a byte-order mark at its start is left out. The name says how it is to be taken: "paste.md" is
// Markdown. It fails as Read does.
func FromText(name, text string) (Document, error) {
	switch {
	case len(text) > MaxSize:
		return Document{}, ErrTooLarge
	case !utf8.ValidString(text):
		return Document{}, undecodable("utf-8", invalidUTF8([]byte(text)))
	case isBinary(text):
		return Document{}, errControls
	}
	format := byExtension(name)
	if format == nil || format.describe == nil {
		format = &formats[0]
	}
	d := Document{Name: name, Format: format.name, Encoding: "utf-8", EncodingSource: ByValidity}
	d.SourceSize, d.SourceSHA256 = int64(len(text)), sha256.Sum256([]byte(text))
	d.Text, d.BOM = strings.CutPrefix(text, "\ufeff")
	d.Title, d.Meta = format.describe(d.Text)
	return d.settle(text == d.Text)
}

// with gives a document the article that was put together of what its file says.
func (d Document) with(a compose.Article) Document {
	d.Text, d.Title, d.Meta, d.Zones, d.Marks = a.Text, a.Title, a.Meta, a.Zones, a.Marks
	return d
}

// titled takes the first line for the title where no part is one.
func (d Document) titled() Document {
	if strings.TrimSpace(d.Title) == "" {
		d.Title, _ = describePlain(d.Text)
	}
	return d
}

// settle checks the text and hashes it. A text that is the very bytes of the
// source has the source's hash already. Names and fields may be of any bytes,
// as file names are; what is no character in them is shown as such.
func (d Document) settle(same bool) (Document, error) {
	d.Name, d.Title = strings.ToValidUTF8(d.Name, "\ufffd"), strings.ToValidUTF8(d.Title, "\ufffd")
	for field, value := range d.Meta {
		d.Meta[field] = strings.ToValidUTF8(value, "\ufffd")
	}
	if strings.TrimFunc(d.Text, isBlank) == "" {
		return Document{}, ErrEmpty
	}
	if len(d.Text) > MaxSize {
		return Document{}, fmt.Errorf("as UTF-8 it is %w", ErrTooLarge)
	}
	if same {
		d.TextSHA256 = d.SourceSHA256
	} else {
		d.TextSHA256 = sha256.Sum256([]byte(d.Text))
	}
	return d, nil
}

// isBlank tells of characters that leave nothing to read.
func isBlank(r rune) bool { return unicode.IsSpace(r) || r == '\ufeff' || r == '\u200b' }
