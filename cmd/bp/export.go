package main

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/format"
	"bluepencil/annotate/format/bluepencil"
	"bluepencil/annotate/format/claimreview"
	"bluepencil/annotate/format/dataset"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/text"
	"bluepencil/storage"
	"bluepencil/storage/outgoing"

	"github.com/spf13/cobra"
)

type exportFlags struct {
	format, layer, out, unit, status string
	publisher, site                  string
	split, flat, suggestions         string
	licence                          string
	stratify, priority               []string
	articles                         []string // only these
	seed                             uint64
	noText, card, dryRun, json       bool
}

func newExport() *cobra.Command {
	var f exportFlags
	cmd := &cobra.Command{
		Use:   "export PROJECT",
		Short: "Write articles and annotations, every span verified",
		Long: "Write articles and annotations in one of the formats of bp formats. What a format cannot\n" +
			"carry is counted and listed in a report beside the data; --dry-run shows it before anything\n" +
			"is written.\n\n" +
			"Formats that know no annotator get a file for each person, formats that know no overlap\n" +
			"what --flat chooses. --split gives each article to one part; copies of one story stay\n" +
			"together, and --stratify keeps outlets or labels in balance.",
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			options, err := f.options()
			if err != nil {
				return usageError{err}
			}
			return withProject(cmd, args[0], func(p *storage.Project) error { return export(cmd, p, f, options) })
		},
	}
	f.add(cmd)
	return cmd
}

func (f *exportFlags) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.format, "format", bluepencil.Name, "one of those of bp formats")
	flags.StringArrayVar(&f.articles, "article", nil, "only this article, named by its id (or the beginning of it), title or file name; may be given several times")
	flags.StringVar(&f.layer, "layer", "all", "a person's handle, gold, or all")
	flags.StringVar(&f.out, "out", "", "the file, or the folder; without it, to stdout")
	flags.StringVar(&f.unit, "unit", "", "what offsets count, where the format leaves a choice: codepoint, utf16, byte, grapheme")
	flags.BoolVar(&f.noText, "no-text", false, "leave the texts out: offsets, hashes and at most 20 characters of each span")
	flags.StringVar(&f.status, "status", "submitted", "submitted, or all for what nobody has finished too")
	flags.StringVar(&f.split, "split", "", "parts and their shares, as in train=80,dev=10,test=10")
	flags.Uint64Var(&f.seed, "seed", 0, "what the split depends on")
	flags.StringSliceVar(&f.stratify, "stratify", nil, "what the split is balanced by: outlet, label")
	flags.StringVar(&f.flat, "flat", "longest", "which of overlapping markings a flat format keeps: longest, first, priority, or files for a file a label")
	flags.StringSliceVar(&f.priority, "priority", nil, "labels in the order of --flat priority")
	flags.StringVar(&f.suggestions, "suggestions", "keep", "what becomes of markings that began as suggestions: keep, mark, leave")
	flags.StringVar(&f.licence, "licence", "", "the licence the data set's card states")
	flags.BoolVar(&f.card, "card", false, "write a card beside a single file, too")
	flags.StringVar(&f.publisher, "publisher", "", "who publishes the checks, for claimreview")
	flags.StringVar(&f.site, "site", "", "the publisher's address, for claimreview")
	flags.BoolVar(&f.dryRun, "dry-run", false, "say what would be lost and write nothing")
	flags.BoolVar(&f.json, "json", false, "report as JSON (on stderr when the data goes to stdout)")
}

func (f *exportFlags) options() (outgoing.Options, error) {
	o := outgoing.Options{Format: f.format, All: f.status == "all", NoText: f.noText, Flat: foreign.Flat(f.flat), Priority: f.priority,
		Suggested: foreign.Suggested(f.suggestions), Seed: f.seed, Licence: f.licence, Card: f.card, Publisher: claimreview.Publisher{Name: f.publisher, URL: f.site}}
	if _, ok := outgoing.FormatNamed(f.format); !ok || f.format == "" {
		return o, fmt.Errorf("unknown format %q; bp formats lists them", f.format)
	}
	if f.status != "submitted" && f.status != "all" {
		return o, fmt.Errorf("unknown status %q: it is submitted or all", f.status)
	}
	if !slices.Contains(foreign.Flats, o.Flat) {
		return o, fmt.Errorf("unknown way %q for --flat: it is longest, first, priority or files", f.flat)
	}
	if !slices.Contains(foreign.SuggestedWays, o.Suggested) {
		return o, fmt.Errorf("unknown way %q for --suggestions: it is keep, mark or leave", f.suggestions)
	}
	for _, by := range f.stratify {
		if !slices.Contains(outgoing.Strata, outgoing.Stratum(by)) {
			return o, fmt.Errorf("unknown --stratify %q: it is outlet or label", by)
		}
		o.Stratify = append(o.Stratify, outgoing.Stratum(by))
	}
	if f.split != "" {
		var err error
		if o.Shares, err = dataset.ParseShares(f.split); err != nil {
			return o, err
		}
	}
	if f.unit == "" {
		return o, nil
	}
	unit, err := text.ParseUnit(f.unit)
	o.Unit = &unit
	return o, err
}

func export(cmd *cobra.Command, p *storage.Project, f exportFlags, o outgoing.Options) error {
	var err error
	if o.Person, err = f.person(p); err != nil {
		return usageError{err}
	}
	if err := f.file(p); err != nil {
		return usageError{err}
	}
	if o.Articles, err = f.only(p); err != nil {
		return err
	}
	show, end := progress(cmd, "exporting")
	o.Progress = show
	report, err := f.write(cmd, p, o)
	end()
	if errors.Is(err, format.ErrTarget) || errors.Is(err, outgoing.ErrOptions) {
		return usageError{err}
	}
	if err != nil {
		return err
	}
	return reportExport(cmd, report, f)
}

// write writes the articles to where they are to go.
func (f *exportFlags) write(cmd *cobra.Command, p *storage.Project, o outgoing.Options) (format.Report, error) {
	switch {
	case f.dryRun:
		return outgoing.Rehearse(cmd.Context(), p, o)
	case f.out == "":
		return outgoing.Stream(cmd.Context(), p, cmd.OutOrStdout(), o)
	}
	return outgoing.Write(cmd.Context(), p, f.out, o)
}

// only are the articles that are named, each once, in the order an export has
// them; nil where none is.
func (f *exportFlags) only(p *storage.Project) ([]annotate.ID, error) {
	ids, err := findArticles(p, f.articles)
	slices.SortFunc(ids, annotate.ID.Compare)
	return slices.Compact(ids), err
}

// person is whose layers are exported; zero is everybody.
func (f *exportFlags) person(p *storage.Project) (annotate.ID, error) {
	if f.layer == "all" {
		return annotate.ID{}, nil
	}
	if f.layer == annotate.GoldHandle {
		found, err := p.Adjudicates()
		if err == nil && !found {
			err = errors.New("there is no gold layer: nothing was adjudicated yet")
		}
		return annotate.GoldLayer, err
	}
	person, err := p.PersonByHandle(f.layer)
	if errors.Is(err, annotate.ErrNotFound) {
		var handles []string
		people, _ := p.People() // they were read a moment ago
		for _, other := range people {
			handles = append(handles, other.Handle)
		}
		return annotate.ID{}, fmt.Errorf("nobody has the handle %q; there are: %s", f.layer, strings.Join(handles, ", "))
	}
	return person.ID, err
}

// file looks at where the export is to go. The project itself is never written over.
func (f *exportFlags) file(p *storage.Project) error {
	if f.out == "" || f.out == "-" || f.out == "/dev/stdout" {
		f.out = ""
		return nil
	}
	own, ownErr := os.Stat(p.Path())
	there, thereErr := os.Stat(f.out)
	if ownErr == nil && thereErr == nil && os.SameFile(own, there) {
		return fmt.Errorf("%s is the project itself; name another file", f.out)
	}
	return nil
}
