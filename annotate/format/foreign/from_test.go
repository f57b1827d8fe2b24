package foreign

import (
	"strings"
	"testing"

	"bluepencil/annotate"
)

// What an article is called as a file is a name that every file system takes.
func TestBaseNames(t *testing.T) {
	id := annotate.NewID()
	for name, want := range map[string]string{
		"ferry.txt": "ferry", "a.b.c.html": "a.b.c", "../../etc/passwd": "-..-etc-passwd", "...": id.String(), "": id.String(), " . ": id.String(),
		"x\x00y\nz": "x-y-z", "C:\\new": "C--new", "ferry.": "ferry", "v1.2 final": "v1.2 final", strings.Repeat("界", 300): strings.Repeat("界", 50),
	} {
		a := annotate.Article{ID: id, Content: annotate.ArticleContent{SourceName: name}}
		if got := BaseName(&a); got != want {
			t.Errorf("%q is called %q, want %q", name, got, want)
		}
	}
}
