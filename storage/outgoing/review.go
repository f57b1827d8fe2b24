package outgoing

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"

	"bluepencil/annotate"
	"bluepencil/annotate/format"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/html"
	"bluepencil/annotate/talk"
)

// remarks are what was decided and said about the articles that are being
// written. The page asks for them while it writes an article, so that no more of
// them are kept than there are articles under way.
type remarks struct {
	codebook *annotate.Codebook
	handles  map[annotate.ID]string
	mu       sync.Mutex
	of       map[string][]html.Remark // by article
}

func newRemarks(c *format.Common) *remarks {
	return &remarks{codebook: c.Codebook, handles: format.Handles(c.People), of: map[string][]html.Remark{}}
}

// codec is the page's, with the remarks on it.
func (r *remarks) codec(c foreign.Codec) *foreign.Codec {
	c.NewWriter = func(s foreign.Setting) (foreign.Writer, error) { return html.NewWriter(s, r.about) }
	return &c
}

// about is an html.Review.
func (r *remarks) about(article string) []html.Remark {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.of[article]
}

// keep makes an article's remarks ready until they are let go.
func (r *remarks) keep(b *format.Bundle) (letGo func()) {
	list := r.list(b)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.of[b.Article.ID.String()] = list
	return func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		delete(r.of, b.Article.ID.String())
	}
}

// list are an article's remarks, the oldest first.
func (r *remarks) list(b *format.Bundle) []html.Remark {
	shown := make(map[annotate.ID]bool, len(b.Annotations))
	for i := range b.Annotations {
		shown[b.Annotations[i].ID] = true
	}
	var list []html.Remark
	decisions := map[annotate.ID]*annotate.Decision{}
	for i := range b.Decisions {
		d := &b.Decisions[i]
		decisions[d.ID] = d
		list = append(list, r.decision(d, shown)...)
	}
	for i := range b.Comments {
		list = append(list, r.comment(&b.Comments[i], decisions, shown)...)
	}
	slices.SortStableFunc(list, func(a, b html.Remark) int { return a.Time.Compare(b.Time) })
	return list
}

// marksOf are the marks on the page that a decision was about or made; one that
// has none there is said of the article.
func marksOf(d *annotate.Decision, shown map[annotate.ID]bool) (marks []string) {
	ids := slices.Clone(d.Gold)
	for i := range d.Options {
		ids = append(ids, d.Options[i].Annotation)
	}
	for _, id := range ids {
		if name := id.String(); shown[id] && !slices.Contains(marks, name) {
			marks = append(marks, name)
		}
	}
	if len(marks) == 0 {
		return []string{""}
	}
	return marks
}

func (r *remarks) decision(d *annotate.Decision, shown map[annotate.ID]bool) (list []html.Remark) {
	words := r.reason(d)
	for _, mark := range marksOf(d, shown) {
		one := html.Remark{Author: r.name(d.Person), Time: d.When(), Mark: mark, Decision: r.verdict(d), Text: words}
		if mark == "" {
			one.Text = strings.TrimSpace(optionWords(d) + "\n" + words)
		}
		list = append(list, one)
	}
	return list
}

// verdict is what was decided, in words.
func (r *remarks) verdict(d *annotate.Decision) string {
	switch d.Choice {
	case annotate.VerdictPerson:
		return "the version of " + r.name(d.Picked) + " was taken"
	case annotate.VerdictProposed:
		return "the version with the most votes was taken"
	case annotate.VerdictBoth:
		return "all versions were taken"
	case annotate.VerdictMerged:
		return "the versions were merged into one"
	case annotate.VerdictEdited:
		return "another version was made"
	case annotate.VerdictRejected:
		return "no version was taken"
	}
	return string(d.Choice)
}

// reason says why, with the rule of the guideline that was named.
func (r *remarks) reason(d *annotate.Decision) string {
	if d.Clause == "" {
		return d.Reason
	}
	rule := "Rule " + d.Clause
	if r.codebook != nil {
		if found, _, ok := r.codebook.Clause(d.Clause); ok {
			rule += ": " + found.Text
		}
	}
	return strings.TrimSpace(d.Reason + "\n" + rule)
}

// optionWords are the words that a decision was about.
func optionWords(d *annotate.Decision) string {
	var words []string
	for i := range d.Options {
		var pieces []string
		for _, s := range d.Options[i].Spans {
			pieces = append(pieces, s.Text)
		}
		one := fmt.Sprintf("%s: “%s”", d.Options[i].Label, strings.Join(pieces, " … "))
		if !slices.Contains(words, one) {
			words = append(words, one)
		}
	}
	return strings.Join(words, "\n")
}

// comment is a remark on each mark that it is about, in the end.
func (r *remarks) comment(c *talk.Comment, decisions map[annotate.ID]*annotate.Decision, shown map[annotate.ID]bool) (list []html.Remark) {
	marks := []string{""}
	switch {
	case c.About.Kind == annotate.KindAnnotation && shown[c.About.ID]:
		marks[0] = c.About.ID.String()
	case c.About.Kind == annotate.KindDecision && decisions[c.About.ID] != nil:
		marks = marksOf(decisions[c.About.ID], shown)
	}
	state := ""
	if c.Resolved {
		state = "settled"
	}
	for _, mark := range marks {
		list = append(list, html.Remark{Author: r.name(c.Author), Time: c.Written, Mark: mark, Decision: state, Text: c.Text})
	}
	return list
}

func (r *remarks) name(id annotate.ID) string { return cmp.Or(r.handles[id], "somebody") }

// reviewed is an export to another tool's format. What was decided and said
// stands on the page, and is a loss where the format is another.
type reviewed struct {
	format.Filer
	page *remarks // with the page alone
}

// Parts gives the article's parts.
func (w *reviewed) Parts(b *format.Bundle) ([]format.Part, []format.Loss, error) {
	if w.page != nil {
		defer w.page.keep(b)()
		return w.Filer.Parts(b)
	}
	parts, losses, err := w.Filer.Parts(b)
	return parts, append(losses, unsaid(b)...), err
}

// unsaid are the decisions and comments that go with no other format.
func unsaid(b *format.Bundle) (losses []format.Loss) {
	example := []string{foreign.BaseName(&b.Article)}
	if n := len(b.Decisions); n > 0 {
		losses = append(losses, format.Loss{What: "decisions about disagreements", Count: n, Examples: example})
	}
	if n := len(b.Comments); n > 0 {
		losses = append(losses, format.Loss{What: "comments", Count: n, Examples: example})
	}
	return losses
}
