package bluepencil

import (
	"bytes"
	"strings"

	"bluepencil/annotate/format/jsonio"
)

// RecogniseBytes is how many bytes of a file Recognise needs to see.
const RecogniseBytes = 1 << 12

// Recognise tells whether a file that begins like this is an export in this
// format, of whatever version: its first line says so.
func Recognise(head []byte) bool {
	ours := false
	d := jsonio.NewDecoder(bytes.TrimPrefix(head, []byte("\ufeff")))
	// The line may be cut off, or be no JSON at all; what came before tells.
	_ = d.Object(func(key string) error {
		if key != "format" || d.Kind() != '"' {
			return d.Skip()
		}
		value, err := d.Text()
		name, _, _ := strings.Cut(Version, "/")
		ours = ours || strings.HasPrefix(value, name+"/")
		return err
	})
	return ours
}
