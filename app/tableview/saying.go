package tableview

import (
	"fmt"

	"bluepencil/annotate"
	"bluepencil/annotate/tables"
	"bluepencil/annotate/text"
)

// Words say in a sentence what is shown.
func (v *View) Words() string {
	switch {
	case v.failed != nil:
		return "The project could not be read: " + v.failed.Error()
	case v.collected == nil:
		return v.progress
	}
	said := text.Count(len(v.table.Rows), "row")
	if v.kind == tables.Balance && len(v.shares) > 0 {
		said = fmt.Sprintf("%s with %s", text.Count(v.shares[0].Quotes, "quote"), text.Count(v.shares[0].Words, "word"))
	}
	if n := len(v.chosen); n > 0 {
		said += fmt.Sprintf(", %d chosen", n)
	}
	if v.people > 1 {
		said += fmt.Sprintf("; the markings of %d people, counted together", v.people)
	}
	if n := v.collected.Left(); n > 0 {
		said += fmt.Sprintf("; %s left out, there are too many", text.Count(n, "marking"))
	}
	if v.progress != "" {
		said += ". " + v.progress
	}
	return said
}

// Place is where a row is in the project.
type Place struct {
	Article    annotate.ID
	Annotation annotate.ID // zero where it is not the person's own
	Range      text.Range  // bytes of the article's text
}

// Place is where the current row is; a row of names is at its first mention.
func (v *View) Place() (Place, bool) {
	r := v.Row()
	if r == nil || r.Article == nil {
		return Place{}, false
	}
	p := Place{Article: r.Article.ID, Range: text.Range{Start: int(r.Start), End: int(r.End)}}
	if r.Layer.Person == v.o.Person {
		p.Annotation = r.ID
	}
	return p, true
}
