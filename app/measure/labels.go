package measure

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"bluepencil/annotate/agreement/page"
	"bluepencil/annotate/agreement/report"
)

const noAlphaOfAll = "labels overlap, so that there is no α of all of them"

// labels is the table of labels, with all of them together as its last line.
func (v *View) labels(t *Table) {
	t.Note = "F1 is the mean over all pairs of people. The boundary gap is by how many characters the borders of partners differ together. |uα is corrected for chance, character by character."
	for i := range v.report.Labels {
		t.Lines = append(t.Lines, v.labelLine(&v.report.Labels[i]))
	}
	all := &v.report.All
	line := v.labelLine(all)
	line.last = true
	line.Cells[0].Text = "All labels"
	line.Cells[2] = number(all.Articles)
	line.Cells[5], line.Cells[6], line.Cells[8] = undefined("it is a matter of one label"), undefined(noAlphaOfAll), undefined(noAlphaOfAll)
	line.Cells[9] = words("")
	t.Lines = append(t.Lines, line)
}

func (v *View) labelLine(r *report.Row) Line {
	q := func(title string, kinds ...report.Kind) *query {
		return &query{title: cmp.Or(r.Name, "All labels") + ": " + title, labels: labelsOf(r), kinds: kinds}
	}
	partner := q("no partner", report.Missed, report.OtherLabel)
	exact := q("no partner, or other borders", report.Missed, report.OtherLabel, report.Boundary)
	all := q("every disagreement")
	overlap := percent(&r.F1.OverlapType).behind(partner)
	if r.Lowest != nil {
		overlap = overlap.saying("Lowest: %s with %s.", v.people(r.Lowest.Layers[:]), percent(&r.Lowest.OverlapType).Text)
	}
	of := "of |uα"
	if r.UAlpha == nil {
		of = "of F1 overlap"
	}
	return Line{Cells: []Cell{
		v.labelCell(r).behind(all), v.spans(r).behind(q("missed", report.Missed)),
		{Text: fmt.Sprintf("%d of %d", r.With, r.Articles), order: float64(r.With), Why: "In so many of the articles that two people have finished anybody has it.", query: all},
		overlap, percent(&r.F1.Exact).behind(exact), decimal(r.Gap).behind(q("other borders", report.Boundary)), decimal(r.UAlpha).behind(exact),
		interval(r.CI, r.Undefined["ci"], of).behind(exact), bandCell(r).behind(exact), v.commonest(r),
	}}
}

// labelsOf selects the label of a row, or all of them.
func labelsOf(r *report.Row) []string {
	if r.Label == "" {
		return nil
	}
	return []string{r.Label}
}

// labelCell names the label, and says all that is to be known of its line.
func (v *View) labelCell(r *report.Row) Cell {
	c := words(r.Name)
	if r.Only != "" {
		c = c.saying("Only %s uses this label.", v.person(r.Only).Name)
	}
	for _, measure := range sortedKeys(r.Undefined) {
		c = c.saying("%s is undefined: %s.", measureName(measure), r.Undefined[measure])
	}
	if r.F1CI != nil {
		c = c.saying("95 %% interval of F1 overlap: %.1f to %.1f %%.", 100*r.F1CI[0], 100*r.F1CI[1])
	}
	return c
}

// measureName is how the window calls a measure of a row.
func measureName(path string) string {
	names := map[string]string{"f1.strict": "F1 strict", "f1.exact": "F1 exact", "f1.overlap_type": "F1 overlap", "f1.partial": "F1 partial", "f1.iou_type": "F1 by IoU",
		"boundary_gap": "Boundary gap", "u_alpha_binary": "|uα", "ci": "The 95 % interval", "f1_ci": "The interval of F1", "coverage": "Coverage", "percent": "Same",
		"alpha": "α", "alpha_nominal": "Nominal α", "kappa": "κ", "link_f1.end_to_end": "F1 end to end", "link_f1.given_spans": "F1 given spans"}
	return cmp.Or(names[path], path)
}

func sortedKeys(m map[string]string) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// spans says how many spans, or links, each person has.
func (v *View) spans(r *report.Row) Cell {
	of := r.Spans
	if of == nil {
		of = r.Count
	}
	var short, long []string
	total := 0
	for _, handle := range r.Layers {
		if n, ok := of[handle]; ok {
			p := v.person(handle)
			short = append(short, fmt.Sprintf("%s %d", p.Initials, n))
			long = append(long, fmt.Sprintf("%s %d", p.Name, n))
			total += n
		}
	}
	return Cell{Text: strings.Join(short, "  "), order: float64(total), Why: strings.Join(long, ", ") + "."}
}

// bandCell says in words how far a label can be relied on.
func bandCell(r *report.Row) Cell {
	band := page.BandOf(r)
	if band == page.Unknown {
		return undefined(cmp.Or(r.Undefined["ci"], "without an interval nothing is said"))
	}
	return Cell{Text: string(band), Why: "By the lower end of the interval of |uα: reliable from 0.80, tentative from 0.667, and below that the guideline is to be discussed."}
}

func (v *View) commonest(r *report.Row) Cell {
	c := r.Commonest
	if c == nil {
		return words("none")
	}
	q := &query{title: r.Name + ": ", labels: labelsOf(r), kinds: []report.Kind{c.Kind}}
	cell := Cell{order: float64(c.Count)}
	switch c.Kind {
	case report.Missed:
		cell.Text, q.missedBy = "missed by "+v.person(c.By).Name, c.By
	case report.OtherLabel:
		cell.Text, q.other = "called "+v.labelName(c.Label)+" instead", c.Label
	case report.Boundary:
		cell.Text = "other borders"
	case report.AnAttribute:
		cell.Text = "an attribute differs"
	case report.ALink:
		cell.Text = "a link differs"
	default:
		cell.Text = "another entry of the register"
	}
	q.title += cell.Text
	cell.Text = fmt.Sprintf("%s (%d)", cell.Text, c.Count)
	var all []string
	for _, kind := range report.Kinds {
		if n := r.Disagreements[kind]; n > 0 {
			all = append(all, fmt.Sprintf("%s %d", kind, n))
		}
	}
	return cell.saying("All: %s.", strings.Join(all, ", ")).behind(q)
}
