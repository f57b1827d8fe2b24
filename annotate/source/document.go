package source

import (
	"crypto/sha256"
	"errors"
)

// MaxSize is the largest file that is read, in bytes.
const MaxSize = 16 << 20

// The reasons why a file is not an article. Each is worded for the report a
// person reads.
var (
	ErrEmpty       = errors.New("the file is empty")
	ErrBinary      = errors.New("this is no text")
	ErrUndecodable = errors.New("the text cannot be decoded")
	ErrTooLarge    = errors.New("larger than 16 MB; split it")
	ErrUnsupported = errors.New("files of this kind are not read")
	ErrNotFile     = errors.New("neither a file nor a folder")
	ErrDangling    = errors.New("the link points to nothing")
	ErrEncoding    = errors.New("unknown encoding")
)

// Document is an article as it was read. Text is exactly what the file says,
// never trimmed or normalised; only a byte-order mark is not part of it.
type Document struct {
	Text           string
	Title          string // the first heading or short first line; may be empty
	Name           string // the file's name without its folders
	Format         string // "text" or "markdown"
	Encoding       string // "utf-8", "utf-16le", "windows-1251", …
	EncodingSource string // how the encoding was found: see the constants
	TextSHA256     [sha256.Size]byte
	SourceSHA256   [sha256.Size]byte
	SourceSize     int64             // bytes
	Meta           map[string]string // document fields the file states itself
}

// How the encoding of a document was found.
const (
	ByMark     = "byte-order mark"
	ByValidity = "valid UTF-8"
	ByName     = "named"
	ByGuess    = "detected"
)

// Options say how files are read.
type Options struct {
	// Encoding names the encoding of all files; empty means to find it out.
	Encoding string
}

// Read makes a document of a file's bytes. The name decides, with the bytes,
// what kind of file it is.
func Read(raw []byte, name string, o Options) (Document, error) {
	if len(raw) == 0 {
		return Document{}, ErrEmpty
	}
	if len(raw) > MaxSize {
		return Document{}, ErrTooLarge
	}
	if kind := foreign(raw); kind != "" {
		return Document{}, errors.Join(ErrBinary, errors.New(kind))
	}
	d, err := decode(raw, o.Encoding)
	if err != nil {
		return Document{}, err
	}
	d.Name, d.SourceSize, d.SourceSHA256 = name, int64(len(raw)), sha256.Sum256(raw)
	return describe(d)
}

// FromText makes a document of a text that has no file, such as a pasted one.
func FromText(name, text string) (Document, error) {
	d, err := Read([]byte(text), name, Options{Encoding: "utf-8"})
	d.EncodingSource = ByValidity
	return d, err
}

func describe(d Document) (Document, error) {
	if d.Text == "" {
		return Document{}, ErrEmpty
	}
	d.TextSHA256 = sha256.Sum256([]byte(d.Text))
	format := formatOf(d.Name)
	d.Format = format.name
	d.Title, d.Meta = format.describe(d.Text)
	return d, nil
}
