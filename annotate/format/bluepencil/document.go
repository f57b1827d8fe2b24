package bluepencil

import (
	"encoding/hex"
	"fmt"
	"maps"

	"bluepencil/annotate"
	"bluepencil/annotate/source"
)

// Document is the article of a line that carries its text, as an import takes
// it. It fails where the text does not have the line's hash.
func (l *Line) Document() (source.Document, error) {
	if l.Text == nil {
		return source.Document{}, fmt.Errorf("article %s: %w", l.ID, ErrNoText)
	}
	return l.document()
}

// document is Document, without a text where the line has none.
func (l *Line) document() (source.Document, error) {
	d := source.Document{Title: l.Meta[annotate.MetaTitle], Name: l.Source.Name, Format: l.Source.Format,
		Encoding: l.Source.Encoding, EncodingSource: source.ByName, Meta: maps.Clone(l.Meta)}
	if d.Format == "" {
		d.Format = plainText
	}
	if err := digest(l.TextSHA256, &d.TextSHA256); err != nil {
		return d, fmt.Errorf("text_sha256: %w", err)
	}
	if err := digest(l.SourceSHA256, &d.SourceSHA256); err != nil {
		return d, fmt.Errorf("source_sha256: %w", err)
	}
	if l.Text == nil {
		return d, nil
	}
	if l.ID.IsZero() || *l.Text == "" || len(*l.Text) > source.MaxSize {
		return d, fmt.Errorf("the article has no id, no text, or more than %d MB of it", source.MaxSize>>20)
	}
	d.Text, d.SourceSize = *l.Text, int64(len(*l.Text))
	if annotate.TextDigest(d.Text) != d.TextSHA256 {
		return d, fmt.Errorf("%w: the text does not have the hash that the line gives", annotate.ErrSpan)
	}
	var err error
	d.Zones, err = l.zones(d.Text)
	return d, err
}

func digest(hexadecimal string, into *[32]byte) error {
	raw, err := hex.DecodeString(hexadecimal)
	if err != nil || len(raw) != len(into) {
		return fmt.Errorf("%q is not a SHA-256 in hexadecimal", hexadecimal)
	}
	copy(into[:], raw)
	return nil
}
