package recordtest

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/foreign/foreigntest"
	"bluepencil/annotate/text"
)

// Summary gives the marks of a settled document, each as its id, label, words
// and links, and then its problems.
func Summary(d *foreign.Document, unit text.Unit) (list []string) {
	foreign.Settle(d, unit)
	for _, l := range d.Layers {
		for _, m := range l.Marks {
			one := []string{m.ID, m.Label}
			for _, s := range m.Spans {
				one = append(one, s.Text)
			}
			for _, k := range m.Links {
				one = append(one, k.Role+">"+k.To)
			}
			list = append(list, strings.Join(one, " "))
		}
	}
	return append(list, d.Problems...)
}

// Survive reads any bytes; and what was read, if it can be written, reads back
// as it was.
func Survive(t *testing.T, c *foreign.Codec, content []byte) {
	foreigntest.Survive(t, c, map[string][]byte{"file" + c.Extension: content}, "file"+c.Extension)
	docs, err := foreign.ReadAll(c, fstest.MapFS{"file" + c.Extension: {Data: content}}, "file"+c.Extension, foreign.ReadOptions{})
	if err != nil {
		return
	}
	for _, d := range docs {
		foreign.Settle(d, c.Unit)
		if _, err := foreigntest.RoundTrip(c, c.Unit, d); err != nil && (strings.HasPrefix(err.Error(), "read") || strings.Contains(err.Error(), foreign.ErrDifferent.Error())) {
			t.Fatal(fmt.Errorf("%q: %w", content, err))
		}
	}
}
