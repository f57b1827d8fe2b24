package lint_test

import (
	"fmt"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/lint"
)

// ordinary is one paragraph of news with its markings; so many of them make
// an article.
const ordinary = "⟦person|Mayor Ada Lund⟧ met the ⟦organisation|harbour board⟧ on ⟦date|Tuesday⟧ to talk about the old bridge, which has been closed since ⟦date|last spring⟧. " +
	"⟦quote speaker=%[1]d-she cue=%[1]d-said type:direct|“It is late,”⟧ ⟦source %[1]d-she|she⟧ ⟦cue %[1]d-said|said⟧, “but it is not too late.” " +
	"⟦person|Tomas Reyle⟧ of the ⟦organisation|Free Citizens⟧ doubted ⟦claim claim-kind:quantity verifiable:no|that it would cost 212 million crowns⟧.\n\n"

func invented(t testing.TB, paragraphs int) lint.Input {
	var source strings.Builder
	for n := range paragraphs {
		fmt.Fprintf(&source, ordinary, n)
	}
	return read(t, source.String())
}

// BenchmarkCheck: an article of usual size (73 markings, 760 words) is to take
// less than a frame of 16 ms, and one of a megabyte no more in proportion.
func BenchmarkCheck(b *testing.B) {
	for _, paragraphs := range []int{7, 13, 1000, 2500} {
		in := invented(b, paragraphs)
		b.Run(fmt.Sprintf("%d_bytes_%d_markings", len(in.Text), len(in.Annotations)), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				check(b, in)
			}
		})
	}
}

func BenchmarkMeasure(b *testing.B) {
	in := invented(b, 13)
	for b.Loop() {
		lint.Measure(in)
	}
}

// Long texts and many markings cost in proportion: pathological ones come to
// an end.
func TestPathologicalArticlesAreChecked(t *testing.T) {
	const n = 8_000
	for _, unit := range []string{"“a", "a” ", "“a” ", "a ", "he\n"} {
		text := strings.Repeat(unit, n)
		in := lint.Input{Text: text, Codebook: newsDesk(t)}
		for i := range n / 4 {
			m := annotate.Annotation{ID: annotate.NewID(), Label: []annotate.LabelID{"quote", "person", "source"}[i%3]}
			span, err := annotate.SpanOf(text, 0, len(text)-len(unit)*i)
			if i%2 == 0 {
				span, err = annotate.SpanOf(text, len(unit)*i, len(unit)*(i+1))
			}
			if err != nil {
				t.Fatal(err)
			}
			m.Spans = []annotate.Span{span}
			if i > 0 && m.Label == "quote" {
				m.Links = []annotate.Link{{ID: annotate.NewID(), Role: "speaker", To: in.Annotations[i-1].ID}}
			}
			in.Annotations = append(in.Annotations, m)
		}
		if len(check(t, in)) == 0 {
			t.Errorf("nothing was found in %q", unit)
		}
	}
}
