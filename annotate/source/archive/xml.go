package archive

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
)

// deepest is how deep elements may lie in each other. No writer of documents
// comes near it, and whoever reads them may use recursion below it.
const deepest = 500

func tokens(r io.Reader, visit func(xml.Token) error) error {
	d := xml.NewDecoder(r)
	depth := 0
	for {
		token, err := d.Token()
		switch {
		case err == io.EOF:
			return nil
		case errors.Is(err, ErrTooLarge) || errors.Is(err, ErrDamaged):
			return err
		case err != nil: // of the XML
			return fmt.Errorf("%w: %w", ErrDamaged, err)
		}
		switch token.(type) {
		case xml.StartElement:
			depth++
		case xml.EndElement:
			depth--
		}
		if depth > deepest {
			return fmt.Errorf("%w: its elements lie too deep in each other", ErrDamaged)
		}
		if err := visit(token); err != nil {
			return err
		}
	}
}

// Attribute is the value of an attribute by its local name, or "".
func Attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// EachToken visits the tokens of an XML file in an archive, unpacked to at
// most limit bytes. No file, nil, has no tokens.
func EachToken(f *zip.File, limit int64, visit func(xml.Token) error) error {
	if f == nil {
		return nil
	}
	r, err := Unpack(f, limit)
	if err == nil {
		defer r.Close()
		err = tokens(r, visit)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", Name(f), err)
	}
	return nil
}
