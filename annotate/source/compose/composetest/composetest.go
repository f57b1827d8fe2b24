// Package composetest serves the tests of the readers of article files.
package composetest

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"bluepencil/annotate/source/compose"
)

// Marked shows an article's text with its zones in marks: "<headline>…</>".
func Marked(a compose.Article) string {
	var b strings.Builder
	at := uint64(0)
	for _, z := range a.Zones {
		fmt.Fprintf(&b, "%s<%s>%s</>", a.Text[at:z.Start], z.Part, a.Text[z.Start:z.End])
		at = z.End
	}
	return b.String() + a.Text[at:]
}

// Packed makes an archive of names and contents, in pairs. Large contents are
// packed, small ones stored.
func Packed(t testing.TB, files ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		method := zip.Store
		if len(files[i+1]) > 1<<20 {
			method = zip.Deflate
		}
		f, err := w.CreateHeader(&zip.FileHeader{Name: files[i], Method: method})
		if err == nil {
			_, err = io.WriteString(f, files[i+1])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
