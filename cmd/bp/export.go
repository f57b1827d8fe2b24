package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/format"
	"bluepencil/annotate/format/bluepencil"
	"bluepencil/annotate/format/claimreview"
	"bluepencil/annotate/text"
	"bluepencil/storage"

	"github.com/spf13/cobra"
)

type exportFlags struct {
	format, layer, out, unit, status string
	publisher, site                  string
	noText, json                     bool
}

func newExport() *cobra.Command {
	var f exportFlags
	cmd := &cobra.Command{
		Use:   "export PROJECT",
		Short: "Write articles and annotations, every span verified",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			options, err := f.options()
			if err != nil {
				return usageError{err}
			}
			return withProject(cmd, args[0], func(p *storage.Project) error { return export(cmd, p, f, options) })
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&f.format, "format", "bluepencil", "one of those of bp formats")
	flags.StringVar(&f.layer, "layer", "all", "a person's handle, gold, or all")
	flags.StringVar(&f.out, "out", "", "the file, or the folder for it; project.json goes beside it; without it, to stdout")
	flags.StringVar(&f.unit, "unit", "codepoint", "what offsets count: codepoint, utf16, byte, grapheme")
	flags.BoolVar(&f.noText, "no-text", false, "leave the texts out: offsets, hashes and at most 20 characters of each span")
	flags.StringVar(&f.status, "status", "submitted", "submitted, or all for what nobody has finished too")
	flags.StringVar(&f.publisher, "publisher", "", "who publishes the checks, for claimreview")
	flags.StringVar(&f.site, "site", "", "the publisher's address, for claimreview")
	flags.BoolVar(&f.json, "json", false, "report as JSON (on stderr when the data goes to stdout)")
	return cmd
}

func (f *exportFlags) options() (bluepencil.Options, error) {
	if !slices.ContainsFunc(formats, func(r formatRow) bool { return r.Export && r.Name == f.format }) {
		return bluepencil.Options{}, fmt.Errorf("unknown format %q; bp formats lists them", f.format)
	}
	if f.status != "submitted" && f.status != "all" {
		return bluepencil.Options{}, fmt.Errorf("unknown status %q: it is submitted or all", f.status)
	}
	unit, err := text.ParseUnit(f.unit)
	return bluepencil.Options{Unit: unit, NoText: f.noText}, err
}

func export(cmd *cobra.Command, p *storage.Project, f exportFlags, o bluepencil.Options) error {
	filter, err := f.filter(p)
	if err != nil {
		return usageError{err}
	}
	out, err := f.file(p)
	if err != nil {
		return usageError{err}
	}
	common, err := p.Common()
	if err != nil {
		return err
	}
	show, end := progress(cmd, "exporting")
	articles := p.Bundles(filter, show)
	report, err := f.write(cmd, out, common, articles, o)
	end()
	if errors.Is(err, format.ErrTarget) {
		return usageError{err}
	}
	if err != nil {
		return err
	}
	return reportExport(cmd, report, f)
}

// write writes the articles in the format that is asked for.
func (f *exportFlags) write(cmd *cobra.Command, out string, common *format.Common, articles format.Articles, o bluepencil.Options) (format.Report, error) {
	if f.format == claimreview.Name {
		return f.writeClaims(cmd, out, articles, claimreview.NewWriter(common, claimreview.Publisher{Name: f.publisher, URL: f.site}))
	}
	if out == "" {
		return bluepencil.Stream(cmd.Context(), cmd.OutOrStdout(), common, articles, o)
	}
	return bluepencil.Export(cmd.Context(), out, common, articles, o)
}

// writeClaims writes the claims alone, so these are what was exported.
func (f *exportFlags) writeClaims(cmd *cobra.Command, out string, articles format.Articles, w *claimreview.Writer) (report format.Report, err error) {
	if out == "" {
		report, err = format.Stream(cmd.Context(), cmd.OutOrStdout(), articles, w)
	} else {
		report, err = format.Export(cmd.Context(), out, articles, w)
	}
	report.Annotations = w.Written()
	return report, err
}

// filter says which layers are exported.
func (f *exportFlags) filter(p *storage.Project) (storage.ExportFilter, error) {
	filter := storage.ExportFilter{All: f.status == "all"}
	if f.layer == "all" {
		return filter, nil
	}
	if f.layer == annotate.GoldHandle {
		found, err := p.Adjudicates()
		if err == nil && !found {
			err = errors.New("there is no gold layer: nothing was adjudicated yet")
		}
		filter.Person = annotate.GoldLayer
		return filter, err
	}
	person, err := p.PersonByHandle(f.layer)
	if errors.Is(err, annotate.ErrNotFound) {
		var handles []string
		people, _ := p.People() // they were read a moment ago
		for _, other := range people {
			handles = append(handles, other.Handle)
		}
		return filter, fmt.Errorf("nobody has the handle %q; there are: %s", f.layer, strings.Join(handles, ", "))
	}
	filter.Person = person.ID
	return filter, err
}

// file is the file to write, or "" for stdout. The project itself is never
// written over.
func (f *exportFlags) file(p *storage.Project) (string, error) {
	if f.out == "" || f.out == "-" || f.out == "/dev/stdout" {
		f.out = ""
		return "", nil
	}
	out := f.out
	if info, err := os.Stat(out); err == nil && info.IsDir() || strings.HasSuffix(out, string(filepath.Separator)) {
		out = filepath.Join(out, p.Name()+".jsonl")
	}
	own, ownErr := os.Stat(p.Path())
	there, thereErr := os.Stat(out)
	if ownErr == nil && thereErr == nil && os.SameFile(own, there) {
		return "", fmt.Errorf("%s is the project itself; name another file", f.out)
	}
	return out, nil
}
