package main

import (
	"fmt"

	"bluepencil/annotate/format"
	"bluepencil/annotate/text"

	"github.com/spf13/cobra"
)

type exportReport struct {
	Articles    int      `json:"articles"`
	Annotations int      `json:"annotations"`
	Bytes       int64    `json:"bytes"`
	Problems    []string `json:"problems"` // articles left out, and why
	Losses      []loss   `json:"losses"`   // what the format cannot carry
}

type loss struct {
	What     string   `json:"what"`
	Count    int      `json:"count"`
	Examples []string `json:"examples"`
}

func reportExport(cmd *cobra.Command, report format.Report, f exportFlags) error {
	diagnostics := cmd.ErrOrStderr()
	public := exportReport{Articles: report.Articles, Annotations: report.Annotations, Bytes: report.Bytes, Problems: []string{}, Losses: []loss{}}
	for _, p := range report.Problems {
		public.Problems = append(public.Problems, p.Article+": "+p.What)
		fmt.Fprintf(diagnostics, "left out: %s: %s\n", printable(p.Article), printable(p.What))
	}
	for _, l := range report.Losses {
		public.Losses = append(public.Losses, loss(l))
		fmt.Fprintf(diagnostics, "not carried: %d %s\n", l.Count, l.What)
	}
	if f.json {
		out := cmd.OutOrStdout()
		if f.out == "" && !f.dryRun {
			out = diagnostics
		}
		if err := writeJSON(out, public); err != nil {
			return err
		}
	}
	done := "exported"
	if f.dryRun {
		done = "nothing was written; would be exported:"
	}
	fmt.Fprintf(diagnostics, "%s %s with %s, every span verified\n", done, text.Count(report.Articles, "article"), text.Count(report.Annotations, "annotation"))
	nothing := report.Articles == 0 || len(f.articles) > 0 && report.Annotations == 0
	if nothing && len(report.Problems) == 0 && f.status == "submitted" {
		fmt.Fprintln(diagnostics, "nothing is submitted yet; --status all exports unfinished work too")
	}
	if len(report.Problems) > 0 {
		return errPartly
	}
	return nil
}
