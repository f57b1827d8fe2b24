package source

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"unicode/utf16"
)

// ErrNotTheBytes: the bytes of a file cannot be made again from its text.
var ErrNotTheBytes = errors.New("the file's bytes cannot be made again from the text; import the file once more and name its encoding")

// ErrSameText: a file reads the same in another encoding.
var ErrSameText = errors.New("the text stays the same")

// Redecode reads a document once more in another encoding. Of the old document
// it needs name, format, text, encoding and SourceSHA256: the text, encoded
// back, gives the very bytes of the file, which the hash proves. It fails with
// ErrUnsupported where the text is not the file as it is, ErrNotTheBytes,
// ErrSameText, ErrEncoding, and as Read does where the bytes are no text in
// the new encoding.
func Redecode(old Document, encoding string) (Document, error) {
	if !textIsFile(old.Format) {
		return Document{}, &kindError{"its text was put together from a file of the format " + old.Format + "; import the file once more and name its encoding", []error{ErrUnsupported}}
	}
	if _, _, err := codecOf(encoding); err != nil {
		return Document{}, err
	}
	raw, err := bytesOf(old)
	if err != nil {
		return Document{}, err
	}
	d, err := Read(raw, old.Name, Options{Encoding: encoding, Format: formats[0].name})
	switch {
	case err != nil:
		return Document{}, err
	case d.Text == old.Text && d.BOM:
		return Document{}, fmt.Errorf("the file begins with a mark that says %s: %w", d.Encoding, ErrSameText)
	case d.Text == old.Text:
		return Document{}, fmt.Errorf("read as %s: %w", d.Encoding, ErrSameText)
	}
	return d, nil
}

// textIsFile tells of the formats whose text is the file as it is.
func textIsFile(name string) bool {
	for i := range formats {
		if formats[i].name == name {
			return formats[i].describe != nil
		}
	}
	return name == "" // articles from before formats were noted
}

// bytesOf makes the file's bytes of its text. Whether there was a byte-order
// mark only the hash tells.
func bytesOf(d Document) ([]byte, error) {
	raw, err := encode(d.Text, d.Encoding)
	if err != nil {
		return nil, err
	}
	if sha256.Sum256(raw) == d.SourceSHA256 {
		return raw, nil
	}
	for _, m := range byteOrderMarks {
		if m.encoding == d.Encoding {
			marked := append([]byte(m.bytes), raw...)
			if sha256.Sum256(marked) == d.SourceSHA256 {
				return marked, nil
			}
		}
	}
	return nil, ErrNotTheBytes
}

// encode writes a text in an encoding, without a mark.
func encode(text, name string) ([]byte, error) {
	codec, canonical, err := codecOf(name)
	if err != nil {
		return nil, err
	}
	if codec != nil {
		raw, err := codec.NewEncoder().Bytes([]byte(text))
		if err != nil {
			return nil, ErrNotTheBytes
		}
		return raw, nil
	}
	var order binary.AppendByteOrder = binary.LittleEndian
	if canonical == "utf-16be" || canonical == "utf-32be" {
		order = binary.BigEndian
	}
	switch canonical {
	case "utf-8":
		return []byte(text), nil
	case "utf-16le", "utf-16be":
		raw := make([]byte, 0, 2*len(text))
		for _, r := range text {
			for _, unit := range utf16.AppendRune(nil, r) {
				raw = order.AppendUint16(raw, unit)
			}
		}
		return raw, nil
	}
	raw := make([]byte, 0, 4*len(text))
	for _, r := range text {
		raw = order.AppendUint32(raw, uint32(r))
	}
	return raw, nil
}
