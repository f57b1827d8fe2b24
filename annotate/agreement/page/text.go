package page

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"bluepencil/annotate/agreement/report"
)

// Text writes the rows of the labels for a terminal, and what is not there.
func Text(out io.Writer, r *report.Report) error {
	if len(r.Layers) < 2 {
		fmt.Fprintln(out, alone)
	} else {
		fmt.Fprintf(out, "%d articles, finished by at least two of %s\n", r.Articles, strings.Join(r.Layers, ", "))
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "label\tspans\tarticles\tF1 overlap\tF1 exact\tgap\t|u-alpha\t95 %\tcommonest disagreement")
	for i := range r.Labels {
		l := &r.Labels[i]
		only := ""
		if l.Only != "" {
			only = "; only " + l.Only + " uses this label"
		}
		fmt.Fprintf(w, "%s\t%s\t%d\t%s\t%s\t%s\t%s\t%s\t%s%s\n", l.Name, spansOf(l), l.With, percent(l.F1.OverlapType), percent(l.F1.Exact), show(l.Gap), show(l.UAlpha), interval(l), commonest(l), only)
	}
	fmt.Fprintf(w, "all labels\t%s\t%d\t%s\t%s\t\t\t%s\t\n", spansOf(&r.All), r.All.Articles, percent(r.All.F1.OverlapType), percent(r.All.F1.Exact), interval(&r.All))
	for i := range r.Attributes {
		a := &r.Attributes[i]
		fmt.Fprintf(w, "%s: %s\t%d compared\t%d\t\t\t\t%s\t%s\tsame %s, coverage %s\n", a.Label, a.Name, a.Matched, a.Articles, show(a.Alpha), interval(a), percent(a.Percent), percent(a.Coverage))
	}
	for i := range r.Links {
		l := &r.Links[i]
		fmt.Fprintf(w, "link %s\t\t%d\t%s\t\t\t\t%s\tgiven spans %s\n", l.Name, l.Articles, percent(l.LinkF1.EndToEnd), interval(l), percent(l.LinkF1.GivenSpans))
	}
	if n := len(r.NotComparable); n > 0 {
		fmt.Fprintf(w, "%d not comparable: only one person has finished them\n", n)
	}
	return w.Flush()
}
