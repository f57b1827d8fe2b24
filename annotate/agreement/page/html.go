package page

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"strings"

	"bluepencil/annotate/agreement/report"
)

//go:embed page.html
var source string

// HTML writes the report as a page that needs nothing else: no script, no
// other file, no network. It is light or dark as the reader's system is.
func HTML(out io.Writer, title string, r *report.Report) error {
	t, err := template.New("page").Funcs(template.FuncMap{"value": show, "percent": percent, "interval": interval, "band": BandOf, "reasons": reasons,
		"commonest": commonest, "spans": spansOf, "join": strings.Join, "matrix": matrixOf, "confusion": confusionOf, "kinds": kindsOf, "againstGold": againstGold}).Parse(source)
	if err != nil {
		return err
	}
	err = t.Execute(out, struct {
		Title string
		*report.Report
		Alone string
	}{title, r, alone})
	if err != nil {
		return fmt.Errorf("write the page: %w", err)
	}
	return nil
}

// againstGold lists how everybody stands to the adjudicated layer.
func againstGold(r *report.Report) (list []*report.AgainstGold) {
	for i := range r.Pairs {
		if g := r.Pairs[i].Gold; g != nil {
			list = append(list, g)
		}
	}
	return list
}

// undefinedMark stands for a value that is undefined; the reason is beside it.
const undefinedMark = "–"

// show is a value with two digits.
func show(v any) string {
	switch v := v.(type) {
	case *report.Value:
		if v == nil {
			return ""
		}
		return show(*v)
	case report.Value:
		if !v.Defined() {
			return undefinedMark
		}
		return fmt.Sprintf("%.2f", v.Number)
	}
	return ""
}

// percent is a value as a share of a hundred.
func percent(v any) string {
	p, ok := v.(*report.Value)
	if w, plain := v.(report.Value); plain {
		p, ok = &w, true
	}
	switch {
	case !ok || p == nil:
		return ""
	case !p.Defined():
		return undefinedMark
	}
	return fmt.Sprintf("%.1f %%", 100*p.Number)
}

func interval(r *report.Row) string {
	if r.CI == nil {
		return undefinedMark
	}
	return fmt.Sprintf("%.2f to %.2f", r.CI[0], r.CI[1])
}

// commonest says the most frequent disagreement in words.
func commonest(r *report.Row) string {
	c := r.Commonest
	switch {
	case c == nil:
		return "none"
	case c.Kind == report.Missed:
		return fmt.Sprintf("missed by %s (%d)", c.By, c.Count)
	case c.Kind == report.OtherLabel:
		return fmt.Sprintf("called %s instead (%d)", c.Label, c.Count)
	}
	return fmt.Sprintf("%s (%d)", c.Kind, c.Count)
}

func spansOf(r *report.Row) string {
	of := r.Spans
	if of == nil {
		of = r.Count
	}
	var parts []string
	for _, layer := range r.Layers {
		if n, ok := of[layer]; ok {
			parts = append(parts, fmt.Sprintf("%s %d", layer, n))
		}
	}
	return strings.Join(parts, ", ")
}

// kindsOf lists the counts of disagreements.
func kindsOf(r *report.Row) string {
	var parts []string
	for _, k := range report.Kinds {
		if n := r.Disagreements[k]; n > 0 {
			parts = append(parts, fmt.Sprintf("%s %d", k, n))
		}
	}
	return strings.Join(parts, ", ")
}
