package bluepencil_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"bluepencil/annotate/format"
	"bluepencil/annotate/format/bluepencil"
	"bluepencil/annotate/text"
)

// load are articles like those of a newsroom: 4.7 KB of text, and as many
// annotations as named.
func load(articles, annotations int) []*format.Bundle {
	r := rand.New(rand.NewPCG(5, 6))
	words := strings.Fields("the council said on Tuesday that “the bridge – naïve as it sounds” would cost more than expected")
	var list []*format.Bundle
	for n := range articles {
		var body strings.Builder
		for body.Len() < 4700 {
			body.WriteString(words[r.IntN(len(words))] + " ")
			if r.IntN(80) == 0 {
				body.WriteString("\n\n")
			}
		}
		list = append(list, random(r, uint64(2000+n), body.String(), annotations))
	}
	return list
}

// BenchmarkExport is the verified export to a file, in bytes of output.
func BenchmarkExport(b *testing.B) {
	for _, annotations := range []int{0, 73} {
		for _, unit := range []text.Unit{text.CodePoint, text.Grapheme} {
			b.Run(fmt.Sprintf("%d annotations, %s", annotations, unit), func(b *testing.B) {
				bundles := load(2000/(annotations+1)+50, max(annotations, 1))
				for i := range bundles {
					bundles[i].Annotations = bundles[i].Annotations[:annotations]
				}
				path := filepath.Join(b.TempDir(), "out.jsonl")
				var written int64
				for b.Loop() {
					report, err := bluepencil.Export(context.Background(), path, team(), feed(bundles...), bluepencil.Options{Unit: unit})
					if err != nil || len(report.Problems) > 0 {
						b.Fatal(err, report.Problems)
					}
					written = report.Bytes
				}
				b.SetBytes(written)
			})
		}
	}
}

// BenchmarkRead is the reading of such a file, spans checked.
func BenchmarkRead(b *testing.B) {
	var out bytes.Buffer
	if _, err := bluepencil.Stream(context.Background(), &out, team(), feed(load(50, 73)...), bluepencil.Options{Unit: text.CodePoint}); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(out.Len()))
	for b.Loop() {
		r := bluepencil.NewReader(bytes.NewReader(out.Bytes()), bluepencil.ReadOptions{})
		for n := 0; ; n++ {
			if _, err := r.Next(); err != nil {
				if n != 50 {
					b.Fatal(n, err)
				}
				break
			}
		}
	}
}
