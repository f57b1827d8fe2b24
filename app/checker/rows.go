package checker

import (
	"fmt"
	"slices"
	"strings"

	"bluepencil/annotate/lint"
	"bluepencil/annotate/text"
)

// Filter says which findings are listed.
type Filter struct {
	Least lint.Severity // the lightest that is shown
	Rule  lint.RuleID   // only this rule's; empty for all
}

// Row is a row of the list: a finding, or the place that the next ones are at
// where Head is set.
type Row struct {
	Head    string
	Count   int // how many findings stand below a head
	Finding lint.Finding
	Words   string // what it is about, on one line
}

// wordsShown is how many code points of the text a row shows.
const wordsShown = 60

// SetFilter narrows the list.
func (c *Checker) SetFilter(f Filter) {
	if f == c.filter {
		return
	}
	var chosen *lint.Finding
	if one, ok := c.Chosen(); ok {
		chosen = &one
	}
	c.filter = f
	c.list(chosen)
	c.o.Show()
}

// Filter is what the list is narrowed to.
func (c *Checker) Filter() Filter { return c.filter }

// entry is a row: a finding by its number, or the head of those at its place.
type entry struct {
	finding int32
	count   int32 // of the findings below a head
	head    bool
}

// list makes the rows; what was chosen stays so where it is still found.
func (c *Checker) list(chosen *lint.Finding) {
	c.rows, c.at = nil, -1
	if c.result == nil {
		return
	}
	c.rows = make([]entry, 0, len(c.result.findings)+8)
	place, head := -1, 0
	for i := range c.result.findings {
		f := &c.result.findings[i]
		if f.Severity < c.filter.Least || c.filter.Rule != "" && f.Rule != c.filter.Rule {
			continue
		}
		if here := c.result.paragraphs[i]; here != place {
			place, head = here, len(c.rows)
			c.rows = append(c.rows, entry{finding: int32(i), head: true})
		}
		if chosen != nil && c.at < 0 && f.Same(chosen) {
			c.at = len(c.rows)
		}
		c.rows[head].count++
		c.rows = append(c.rows, entry{finding: int32(i)})
	}
}

// Len is how many rows there are.
func (c *Checker) Len() int { return len(c.rows) }

// Row is a row of the list.
func (c *Checker) Row(i int) Row {
	e := c.rows[i]
	f := c.result.findings[e.finding]
	switch {
	case e.head && c.result.paragraphs[e.finding] == 0:
		return Row{Head: "The article", Count: int(e.count)}
	case e.head:
		return Row{Head: fmt.Sprintf("Paragraph %d", c.result.paragraphs[e.finding]), Count: int(e.count)}
	case f.Range.Empty():
		return Row{Finding: f}
	}
	return Row{Finding: f, Words: oneLine(c.result.text, f.Range)}
}

// oneLine is the beginning of a range of a text.
func oneLine(whole string, r text.Range) string {
	const enough = wordsShown * 16 // bytes: graphemes are rarely longer
	end := text.Nearest(whole, min(r.End, r.Start+enough))
	return text.Shorten(strings.Join(strings.Fields(whole[r.Start:max(end, r.Start)]), " "), wordsShown)
}

// Rules lists the rules that found something, in the order of the manual.
func (c *Checker) Rules() []lint.RuleID {
	found := map[lint.RuleID]bool{}
	for _, f := range c.Findings() {
		found[f.Rule] = true
	}
	var list []lint.RuleID
	for _, r := range lint.Rules() {
		if found[r.ID] || r.ID == c.filter.Rule {
			list = append(list, r.ID)
		}
	}
	return list
}

// Words say in short how many findings of each weight there are.
func (c *Checker) Words() string {
	if c.result == nil {
		return ""
	}
	var parts []string
	for _, s := range slices.Backward([]lint.Severity{lint.Note, lint.Warning, lint.Error}) {
		if n := c.result.counts[s]; n > 0 {
			parts = append(parts, text.Count(n, s.String()))
		}
	}
	if len(parts) == 0 {
		return "Nothing found"
	}
	return strings.Join(parts, " · ")
}
