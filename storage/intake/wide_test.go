package intake_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"bluepencil/annotate/format/bluepencil"
	"bluepencil/storage"
	"bluepencil/storage/intake"

	"golang.org/x/text/encoding/unicode"
)

// TestAnnotationsInUTF16AreRefused: such a file is known for what it is, so that it
// is not taken for articles without annotations, and the report says what to do.
func TestAnnotationsInUTF16AreRefused(t *testing.T) {
	from, _, _, _ := marked(t)
	own, err := os.ReadFile(exported(t, from, storage.ExportFilter{All: true}, bluepencil.Options{}))
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{
		"own.jsonl":     string(own),
		"doccano.jsonl": `{"text":"Ada Lund spoke.","label":[[0,8,"person"]]}` + "\n",
		"cas.xmi":       `<?xml version="1.0" encoding="UTF-8"?><xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" xmi:version="2.0"/>`,
		"rows.csv":      "article,mark,label,start,end,article_text\na,1,person,0,8,Ada Lund spoke.\n",
	} {
		for _, order := range []unicode.Endianness{unicode.LittleEndian, unicode.BigEndian} {
			wide, err := unicode.UTF16(order, unicode.UseBOM).NewEncoder().String(content)
			if err != nil {
				t.Fatal(err)
			}
			p := newProject(t)
			r := take(t, p, join(t, p, "Mina Orth"), intake.Options{ByHandle: true}, write(t, filepath.Join(t.TempDir(), name), wide))
			if lines := strings.Join(r.Lines(), "\n"); len(r.Failures) != 1 || !strings.Contains(lines, "save it as UTF-8") || len(r.Added) > 0 {
				t.Errorf("%s: %s\n%s", name, r.Summary(), lines)
			}
		}
	}
}
