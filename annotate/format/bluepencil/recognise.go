package bluepencil

import (
	"bytes"
	"strings"

	"bluepencil/annotate/format/jsonio"
)

// RecogniseBytes is how much of a file is read at most to recognise it: a
// first line may be as long as an article with all its markings, and a program
// that sorted the names of its fields wrote "format" behind these.
const RecogniseBytes = 64 << 20

// Recognise tells whether a file is an export in this format, of whatever
// version: its first line says so. Where head is cut off before that, it is
// not recognised.
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
