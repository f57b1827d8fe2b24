package page

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"strings"

	"bluepencil/annotate/agreement/report"
)

// CSV writes a line for every label, for all labels together, for every pair
// of people, attribute and role, and for each of these and a pair. What is undefined is an
// empty cell; the last column has the reasons.
func CSV(out io.Writer, r *report.Report) error {
	w := csv.NewWriter(out)
	w.UseCRLF = true
	err := w.Write([]string{"row", "label", "attribute", "role", "name", "layers", "articles", "spans", "f1_strict", "f1_exact", "f1_overlap_type", "f1_partial", "f1_iou_type",
		"boundary_gap", "u_alpha_binary", "coverage", "percent", "alpha", "alpha_of", "kappa", "link_f1_end_to_end", "link_f1_given_spans",
		"ci_low", "ci_high", "ci_of", "missed", "boundary", "other_label", "attribute_differs", "link_differs", "entity_differs", "only", "undefined"})
	rows := func(kind string, list []report.Row) {
		for i := range list {
			err = errors.Join(err, w.Write(line(kind, &list[i])))
			for k := range list[i].Pairs {
				err = errors.Join(err, w.Write(line(kind+", pair", &list[i].Pairs[k])))
			}
		}
	}
	rows("label", r.Labels)
	rows("all labels", []report.Row{r.All})
	rows("pair", r.Pairs)
	rows("attribute", r.Attributes)
	rows("link", r.Links)
	w.Flush()
	return errors.Join(err, w.Error())
}

func line(kind string, r *report.Row) []string {
	cells := []string{kind, guarded(r.Label), guarded(r.Attribute), guarded(r.Role), guarded(r.Name), guarded(strings.Join(r.Layers, " ")), strconv.Itoa(r.Articles), counts(r)}
	f1 := report.F1{}
	if r.F1 != nil {
		f1 = *r.F1
	}
	for _, v := range []*report.Value{&f1.Strict, &f1.Exact, &f1.OverlapType, &f1.Partial, &f1.IoUType} {
		if r.F1 == nil {
			v = nil
		}
		cells = append(cells, cell(v))
	}
	cells = append(cells, cell(r.Gap), cell(r.UAlpha), cell(r.Coverage), cell(r.Percent), cell(r.Alpha), r.AlphaOf, cell(r.Kappa))
	if r.LinkF1 != nil {
		cells = append(cells, cell(&r.LinkF1.EndToEnd), cell(&r.LinkF1.GivenSpans))
	} else {
		cells = append(cells, "", "")
	}
	if r.CI != nil {
		cells = append(cells, decimal(r.CI[0]), decimal(r.CI[1]))
	} else {
		cells = append(cells, "", "")
	}
	cells = append(cells, r.CIOf)
	for _, k := range report.Kinds {
		n := ""
		if r.Disagreements != nil {
			n = strconv.Itoa(r.Disagreements[k])
		}
		cells = append(cells, n)
	}
	return append(cells, guarded(r.Only), guarded(strings.Join(reasons(r), "; ")))
}

// counts lists how many spans or links everybody has.
func counts(r *report.Row) string {
	of := r.Spans
	if of == nil {
		of = r.Count
	}
	var parts []string
	for _, layer := range r.Layers {
		if n, ok := of[layer]; ok {
			parts = append(parts, layer+": "+strconv.Itoa(n))
		}
	}
	return guarded(strings.Join(parts, ", "))
}

func cell(v *report.Value) string {
	if v == nil || !v.Defined() {
		return ""
	}
	return decimal(v.Number)
}

func decimal(x float64) string { return strconv.FormatFloat(x, 'f', 6, 64) }

// guarded puts an apostrophe before what a spreadsheet would take for a formula.
func guarded(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r\n", rune(s[0])) {
		return "'" + s
	}
	return s
}

// JSON writes the whole report.
func JSON(out io.Writer, r *report.Report) error {
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(r)
}
