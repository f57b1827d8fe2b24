package adjudicator

import (
	"context"
	"fmt"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/review"
	"bluepencil/annotate/text"
	"bluepencil/storage"
)

// Otherwise is one thing that was settled otherwise than a person had it, in
// words.
type Otherwise struct {
	Article annotate.ID
	Title   string
	Range   text.Range
	Mark    annotate.ID // the person's own, or zero
	What    string      // the kind of it
	Yours   string
	Gold    string
	Why     string // by whom or what, the reason, and the rule
}

// Differences lists what was settled otherwise than a person had it, in all
// articles, and names the articles that could not be read. It is for the
// background; progress may be nil.
func Differences(ctx context.Context, p *storage.Project, person annotate.ID, progress func(done, total int)) (list []Otherwise, failed []string, err error) {
	reviewer, err := p.Reviewer()
	if err != nil {
		return nil, nil, err
	}
	people, err := p.People()
	if err != nil {
		return nil, nil, err
	}
	names := map[string]string{}
	for _, one := range people {
		names[one.Handle] = one.Name
	}
	broken := func(id annotate.ID, err error) { failed = append(failed, fmt.Sprintf("%s: %v", id, err)) }
	err = reviewer.EachDifference(ctx, person, progress, broken, func(s *review.Sheet, found []review.Otherwise) error {
		article, err := p.Article(s.Article)
		for i := range found {
			list = append(list, otherwise(s, &found[i], article.Title(), names))
		}
		return err
	})
	return list, failed, err
}

func otherwise(s *review.Sheet, o *review.Otherwise, title string, names map[string]string) Otherwise {
	book := s.Scheme.Codebook
	row := Otherwise{Article: s.Article, Title: title, Range: o.Range, What: string(o.Kind), Yours: saidBy(book, o.Yours), Gold: saidBy(book, o.Gold)}
	if o.Yours != nil {
		row.Mark = o.Yours.ID
	}
	switch {
	case o.Kind == review.OtherValue:
		attribute, _ := book.Attribute(o.Attribute)
		row.What = "attribute: " + attribute.Name
	case o.Kind == review.OtherLink:
		role, _ := book.Role(o.Role)
		row.What = "link: " + role.Name
	case o.Yours == nil:
		row.What = "you have missed it"
	case o.Gold == nil:
		row.What = "it was not taken"
	}
	row.Why = why(book, o, names)
	return row
}

func saidBy(book *annotate.Codebook, a *annotate.Annotation) string {
	if a == nil {
		return "nothing"
	}
	return fmt.Sprintf("%s “%s”", book.LabelName(a.Label), shortened(a.Text()))
}

// why says by whom or what it was settled so, and for what reason.
func why(book *annotate.Codebook, o *review.Otherwise, names map[string]string) string {
	by := o.By
	if name := names[by]; name != "" {
		by = name
	}
	words := "merged: " + by
	if o.Choice != "" {
		words = fmt.Sprintf("%s, %s", by, o.When.Local().Format("2 Jan 15:04"))
	}
	parts := []string{words}
	if o.Reason != "" {
		parts = append(parts, o.Reason)
	}
	if c, _, ok := book.Clause(o.Clause); ok {
		parts = append(parts, fmt.Sprintf("rule %s: %s", c.ID, c.Text))
	}
	if o.Changed {
		parts = append(parts, "somebody has submitted anew since")
	}
	return strings.Join(parts, " · ")
}
