package main

import (
	"fmt"

	"bluepencil/annotate/format"
	"bluepencil/annotate/format/bluepencil"
	"bluepencil/annotate/text"
	"bluepencil/storage"

	"github.com/spf13/cobra"
)

type exportFlags struct {
	format, layer, out, unit, status string
	noText, json                     bool
}

func newExport() *cobra.Command {
	var f exportFlags
	cmd := &cobra.Command{
		Use:   "export PROJECT",
		Short: "Write articles and annotations, verified, as JSON Lines",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			unit, err := f.check()
			if err != nil {
				return usageError{err}
			}
			return withProject(cmd, args[0], func(p *storage.Project) error { return export(cmd, p, f, unit) })
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&f.format, "format", "bluepencil", "the format; bp formats lists them")
	flags.StringVar(&f.layer, "layer", "all", "a person's handle, gold, or all")
	flags.StringVar(&f.out, "out", "", "the file; project.json is written beside it; stdout without it")
	flags.StringVar(&f.unit, "unit", "codepoint", "what offsets count: codepoint, utf16, byte, grapheme")
	flags.BoolVar(&f.noText, "no-text", false, "leave the texts out: offsets, hashes and short quotes only")
	flags.StringVar(&f.status, "status", "submitted", "submitted, or all with what nobody has finished")
	flags.BoolVar(&f.json, "json", false, "report as JSON (on stderr when the data goes to stdout)")
	return cmd
}

func (f *exportFlags) check() (text.Unit, error) {
	if f.format != "bluepencil" {
		return 0, fmt.Errorf("unknown format %q; bp formats lists them", f.format)
	}
	if f.status != "submitted" && f.status != "all" {
		return 0, fmt.Errorf("unknown status %q: it is submitted or all", f.status)
	}
	return text.ParseUnit(f.unit)
}

func export(cmd *cobra.Command, p *storage.Project, f exportFlags, unit text.Unit) error {
	filter := storage.ExportFilter{All: f.status == "all"}
	if f.layer != "all" {
		person, err := p.PersonByHandle(f.layer)
		if err != nil {
			return usageError{err}
		}
		filter.Person = person.ID
	}
	common, err := p.Common()
	if err != nil {
		return err
	}
	show, end := progress(cmd, "exporting")
	articles := p.Bundles(filter, show)
	o := bluepencil.Options{Unit: unit, NoText: f.noText}
	var report format.Report
	if f.out == "" {
		report, err = bluepencil.Stream(cmd.Context(), cmd.OutOrStdout(), common, articles, o)
	} else {
		report, err = bluepencil.Export(cmd.Context(), f.out, common, articles, o)
	}
	end()
	if err != nil {
		return err
	}
	return reportExport(cmd, report, f)
}

func reportExport(cmd *cobra.Command, report format.Report, f exportFlags) error {
	diagnostics := cmd.ErrOrStderr()
	if f.json {
		out := cmd.OutOrStdout()
		if f.out == "" {
			out = diagnostics
		}
		if err := writeJSON(out, exportReport{report.Articles, report.Annotations, report.Bytes, problems(report)}); err != nil {
			return err
		}
	}
	for _, line := range problems(report) {
		fmt.Fprintln(diagnostics, "left out:", line)
	}
	fmt.Fprintf(diagnostics, "exported %d articles with %d annotations, every span verified\n", report.Articles, report.Annotations)
	if report.Articles == 0 && f.status == "submitted" {
		fmt.Fprintln(diagnostics, "nothing is submitted yet; --status all exports unfinished work too")
	}
	if len(report.Problems) > 0 {
		return errPartly
	}
	return nil
}

type exportReport struct {
	Articles    int      `json:"articles"`
	Annotations int      `json:"annotations"`
	Bytes       int64    `json:"bytes"`
	Problems    []string `json:"problems"`
}

func problems(report format.Report) []string {
	lines := []string{}
	for _, p := range report.Problems {
		lines = append(lines, p.Article+": "+p.What)
	}
	return lines
}
