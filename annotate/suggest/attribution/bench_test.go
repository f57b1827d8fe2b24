package attribution_test

import (
	"strings"
	"testing"

	"bluepencil/annotate/suggest/attribution"
	"bluepencil/annotate/text"
)

// BenchmarkPropose proposes for a quote in the middle of a large article, and
// for one as large as an article: what is near the quote is all that is looked
// at.
func BenchmarkPropose(b *testing.B) {
	line := "“The harbour stays open,” Mayor Ada Lund said, and the board agreed with Reyle. "
	for name, content := range map[string]string{"lines": strings.Repeat(line+"\n", 20_000), "one line": strings.Repeat(line, 20_000)} {
		r := request(b, "")
		r.Text = content
		at := strings.Index(content[len(content)/2:], "“") + len(content)/2
		for size, q := range map[string]text.Range{"short": {Start: at, End: at + len("“The harbour stays open,”")}, "long": {Start: len("“The harbour stays open,” Mayor Ada Lund said, "), End: strings.LastIndex(content, "“")}} {
			r.Quote = []text.Range{q}
			b.Run(name+", "+size, func(b *testing.B) {
				for b.Loop() {
					attribution.Propose(r)
				}
			})
		}
	}
}
