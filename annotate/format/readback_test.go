package format

import (
	"bufio"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestReadingBackFindsWhatTheDiskDid: a byte changed, lost or added.
func TestReadingBackFindsWhatTheDiskDid(t *testing.T) {
	for name, c := range map[string]struct{ onDisk, want string }{
		"as written":   {"first\nsecond\n", ""},
		"changed":      {"first\nsecend\n", "article 2 reads back differently"},
		"cut short":    {"first\nsec", "read article 2 back"},
		"grown":        {"first\nsecond\nthird\n", "longer than what was written"},
		"gone":         {"", "read article 1 back"},
		"out of order": {"second\nfirst\n", "article 1 reads back differently"},
	} {
		file, err := os.Create(filepath.Join(t.TempDir(), "export"))
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		e := &exporter{out: bufio.NewWriter(&strings.Builder{}), report: &Report{}}
		for _, record := range []string{"first\n", "second\n"} {
			if err := e.write(&job{bundle: &Bundle{}, record: []byte(record)}); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := file.WriteString(c.onDisk); err != nil {
			t.Fatal(err)
		}
		err = e.readBack(context.Background(), &temporary{File: file})
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want a word of %q", name, err, c.want)
		}
	}
}
