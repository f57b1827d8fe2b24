package desk

import (
	"cmp"
	"slices"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/suggest/attribution"
	"bluepencil/annotate/text"
)

// QuoteFacts are the type of a quote in words, and what it lacks; nothing for
// what is no quote.
func (d *Desk) QuoteFacts(a *annotate.Annotation) (kind, lacks string) {
	if d.shownBook.Group(a.Label) != annotate.GroupQuote {
		return "", ""
	}
	for _, attribute := range d.shownBook.AttributesOf(a) {
		if attribute.ID == typeAttribute {
			kind = inWords(attribute, a.Attributes[typeAttribute])
		}
	}
	var names []string
	for _, gap := range d.missing(a) {
		names = append(names, strings.ToLower(gap.Name))
	}
	return kind, strings.Join(names, ", ")
}

// QuoteRow is a quote of the open article as a list shows it.
type QuoteRow struct {
	ID       annotate.ID
	Words    string // on one line
	Type     string
	Speaker  string   // the words, with whom they mean
	Speakers []string // whom they mean, or the words where nobody knows
	Cue      string
	Lacks    string // what it lacks
}

// Quotes lists the quotes of the open article, by place.
func (d *Desk) Quotes() (rows []QuoteRow) {
	if d.open == nil {
		return nil
	}
	all := d.Links()
	meant := d.meant()
	for i := range d.open.Marks {
		a := &d.open.Marks[i]
		if d.shownBook.Group(a.Label) != annotate.GroupQuote {
			continue
		}
		row := QuoteRow{ID: a.ID, Words: text.OneLine(a.Text())}
		row.Type, row.Lacks = d.QuoteFacts(a)
		var speakers, cues []string
		for _, l := range all[a.ID] {
			switch l.role {
			case attribution.SpeakerRole:
				speakers = append(speakers, l.Words)
				row.Speakers = append(row.Speakers, cmp.Or(meant[l.To], l.Words))
			case attribution.CueRole:
				cues = append(cues, l.Words)
			}
		}
		row.Speaker, row.Cue = strings.Join(speakers, ", "), strings.Join(cues, ", ")
		if row.Speaker == "" && d.orphaned(a) {
			row.Speaker = "unknown"
			row.Speakers = []string{row.Speaker}
		}
		rows = append(rows, row)
	}
	return rows
}

// meant are the names of the register's entries that annotations mean.
func (d *Desk) meant() map[annotate.ID]string {
	names := map[annotate.ID]string{}
	for i := range d.open.Marks {
		if a := &d.open.Marks[i]; !a.Entity.IsZero() {
			names[a.ID] = d.EntryName(a.Entity)
		}
	}
	return names
}

// QuoteOrder is how a list of quotes is sorted.
type QuoteOrder int

// The orders of lists of quotes; those that are alike stay in their order.
const (
	ByPlace QuoteOrder = iota
	BySpeaker
	ByType
)

// QuoteQuery is which quotes a list shows, and in which order.
type QuoteQuery struct {
	Words   string // anywhere in the row, without regard to case
	Type    string
	Speaker string
	Lacking bool // only those that lack something
	Order   QuoteOrder
}

// Choose gives the rows that a query asks for. The rows are not changed.
func (q *QuoteQuery) Choose(rows []QuoteRow) (chosen []QuoteRow) {
	words := strings.Fields(strings.ToLower(q.Words))
	for _, r := range rows {
		whole := strings.ToLower(strings.Join([]string{r.Words, r.Type, r.Speaker, r.Cue}, "\n"))
		missed := slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(whole, w) })
		switch {
		case missed, q.Type != "" && r.Type != q.Type, q.Lacking && r.Lacks == "", q.Speaker != "" && !slices.Contains(r.Speakers, q.Speaker):
			continue
		}
		chosen = append(chosen, r)
	}
	key := func(r *QuoteRow) string {
		switch q.Order {
		case BySpeaker:
			return strings.Join(r.Speakers, "\n")
		case ByType:
			return r.Type
		}
		return ""
	}
	slices.SortStableFunc(chosen, func(a, b QuoteRow) int { return lastIfEmpty(key(&a), key(&b)) })
	return chosen
}

// lastIfEmpty compares without regard to case, what says nothing last.
func lastIfEmpty(a, b string) int {
	if (a == "") != (b == "") {
		return cmp.Compare(b, a)
	}
	return cmp.Compare(strings.ToLower(a), strings.ToLower(b))
}
