package bluepencil

import (
	"encoding/hex"
	"fmt"

	"bluepencil/annotate"
	"bluepencil/annotate/source"
)

// Document is the article of a line that carries its text, as an import takes
// it. It fails where the text does not have the line's hash.
func (l *Line) Document() (source.Document, error) {
	if l.Text == nil {
		return source.Document{}, fmt.Errorf("article %s came without its text", l.ID)
	}
	digest := annotate.TextDigest(*l.Text)
	if digest.String() != l.TextSHA256 {
		return source.Document{}, fmt.Errorf("%w: the text does not have the hash of the line", annotate.ErrSpan)
	}
	d := source.Document{Text: *l.Text, Title: l.Meta[annotate.MetaTitle], Name: l.Source.Name, Format: l.Source.Format,
		Encoding: l.Source.Encoding, EncodingSource: source.ByName, TextSHA256: digest, SourceSize: int64(len(*l.Text)), Meta: l.Meta}
	raw, err := hex.DecodeString(l.SourceSHA256)
	if err != nil || len(raw) != len(d.SourceSHA256) {
		return d, fmt.Errorf("the hash of the source, %q, is none", l.SourceSHA256)
	}
	copy(d.SourceSHA256[:], raw)
	return d, nil
}
