package lint_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/lint"
	"bluepencil/assets"
)

func newsDesk(t testing.TB) *annotate.Codebook {
	t.Helper()
	codebook, err := assets.Codebook("news")
	if err != nil {
		t.Fatal(err)
	}
	return codebook
}

// written reads an article with its markings: ⟦label name key=value|words⟧.
// The name, which may be missing, is what links point to: speaker=name. What
// is written as attribute:value is an attribute, and + before a name makes the
// words a further piece of the marking of that name.
type written struct {
	text   strings.Builder
	marks  []*annotate.Annotation
	byName map[string]*annotate.Annotation
	links  []func()
}

func read(t testing.TB, source string) lint.Input {
	t.Helper()
	w := &written{byName: map[string]*annotate.Annotation{}}
	if rest := w.words(t, source); rest != "" {
		t.Fatalf("%q is left of %q", rest, source)
	}
	for _, link := range w.links {
		link()
	}
	in := lint.Input{Article: annotate.NewID(), Person: annotate.NewID(), Text: w.text.String(), Codebook: newsDesk(t),
		Meta: map[string]string{"title": "Port Alder votes", "outlet": "Alder Courier"}}
	for _, m := range w.marks {
		m.Article, m.Layer = in.Article, in.Person
		for n := range m.Spans {
			m.Spans[n].Text = in.Text[m.Spans[n].Start:m.Spans[n].End]
		}
		in.Annotations = append(in.Annotations, *m)
	}
	annotate.SortAnnotations(in.Annotations)
	return in
}

// words reads up to the end of a marking, or of the source.
func (w *written) words(t testing.TB, source string) string {
	for {
		n := strings.IndexAny(source, "⟦⟧")
		if n < 0 {
			w.text.WriteString(source)
			return ""
		}
		w.text.WriteString(source[:n])
		if strings.HasPrefix(source[n:], "⟧") {
			return source[n:]
		}
		head, rest, _ := strings.Cut(source[n+len("⟦"):], "|")
		m := w.mark(t, strings.Fields(head))
		start := w.text.Len()
		source = strings.TrimPrefix(w.words(t, rest), "⟧")
		m.Spans = append(m.Spans, annotate.Span{Start: start, End: w.text.Len()})
	}
}

func (w *written) mark(t testing.TB, head []string) *annotate.Annotation {
	if name, more := strings.CutPrefix(head[0], "+"); more {
		return w.byName[name]
	}
	m := &annotate.Annotation{ID: annotate.NewID(), Label: annotate.LabelID(head[0]), Attributes: map[annotate.AttributeID]annotate.AttributeValue{}}
	w.marks = append(w.marks, m)
	for _, word := range head[1:] {
		if role, to, ok := strings.Cut(word, "="); ok {
			w.links = append(w.links, func() {
				target, ok := w.byName[to]
				if !ok {
					t.Fatalf("nothing is called %q", to)
				}
				m.Links = append(m.Links, annotate.Link{ID: annotate.NewID(), Role: annotate.RoleID(role), To: target.ID})
			})
		} else if attribute, value, ok := strings.Cut(word, ":"); ok {
			m.Attributes[annotate.AttributeID(attribute)] = valueOf(attribute, value)
		} else {
			w.byName[word] = m
		}
	}
	return m
}

func valueOf(attribute, value string) annotate.AttributeValue {
	if attribute == "flags" {
		return []string{value}
	}
	return value
}

func check(t testing.TB, in lint.Input) []lint.Finding {
	t.Helper()
	findings, err := lint.Check(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	return findings
}

// fixed is the input after a fix.
func fixed(in lint.Input, fix *lint.Fix) lint.Input {
	d := fix.Draft()
	in.Annotations, _ = annotate.Preview(in.Annotations, &d)
	return in
}

// lawful fails the test where an annotation breaks a rule of the codebook.
func lawful(t testing.TB, in lint.Input) {
	t.Helper()
	around := annotate.Surroundings{Text: in.Text,
		Target: func(id annotate.ID) (annotate.LabelID, bool) {
			for _, m := range in.Annotations {
				if m.ID == id {
					return m.Label, true
				}
			}
			return "", false
		},
		Entity: func(annotate.ID) bool { return true },
	}
	for i := range in.Annotations {
		if err := in.Codebook.Check(&in.Annotations[i], around); err != nil {
			t.Fatalf("%+v: %v", in.Annotations[i], err)
		}
	}
}

// told writes the findings of a rule down by the words they are about.
func told(in lint.Input, findings []lint.Finding, rule lint.RuleID) string {
	var list []string
	for _, f := range findings {
		if f.Rule == rule {
			list = append(list, in.Text[f.Range.Start:f.Range.End])
		}
	}
	return strings.Join(list, "|")
}

// applied applies the fixes of a rule one after the other, each of which must
// make its finding go away, and writes the pieces of the markings down that
// are other than before.
func applied(t testing.TB, in lint.Input, rule lint.RuleID) string {
	t.Helper()
	before := map[string]bool{}
	for _, m := range in.Annotations {
		before[pieces(&m)] = true
	}
	for range 20 {
		f := firstFix(check(t, in), rule)
		if f == nil {
			break
		}
		in = fixed(in, f.Fix)
		lawful(t, in)
		for _, again := range check(t, in) {
			if again.Same(f) {
				t.Fatalf("%q is still there after %q: %s", rule, f.Fix.Name, again.Reason)
			}
		}
	}
	var list []string
	for _, m := range in.Annotations {
		if words := pieces(&m); !before[words] {
			list = append(list, words)
		}
	}
	return fmt.Sprintf("%d: %s", len(in.Annotations), strings.Join(list, "|"))
}

func firstFix(findings []lint.Finding, rule lint.RuleID) *lint.Finding {
	for i := range findings {
		if findings[i].Rule == rule && findings[i].Fix != nil {
			return &findings[i]
		}
	}
	return nil
}

func pieces(m *annotate.Annotation) string {
	var list []string
	for _, s := range m.Spans {
		list = append(list, s.Text)
	}
	return string(m.Label) + " " + strings.Join(list, "+")
}
