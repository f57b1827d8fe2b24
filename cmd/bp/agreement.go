package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/agreement/page"
	comparison "bluepencil/annotate/agreement/report"
	"bluepencil/storage"

	"github.com/spf13/cobra"
)

type agreementFlags struct {
	cases              string
	layers             []string
	json               bool
	html, csv          string
	seed               uint64
	resamples, cased   int
	all, first         bool
	withoutSuggestions bool
	keepEdges, expert  bool
}

func newAgreement() *cobra.Command {
	var f agreementFlags
	cmd := &cobra.Command{
		Use:   "agreement PROJECT | agreement --cases FILE",
		Short: "Measure how far people agree in what they submitted",
		Long: "Measure how far people agree, label by label, on what each of them submitted first: span F1, α,\n" +
			"attributes, links, and what they disagree about. What is undefined is said with the reason, never\n" +
			"shown as 0 or 100 %. With --cases it computes a file of reference cases instead.",
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case f.cases != "" && len(args) > 0:
				return usageError{errors.New("name a project or --cases FILE, not both")}
			case f.cases != "":
				return f.runCases(cmd)
			case len(args) == 0:
				return usageError{errors.New("name a project, or --cases FILE")}
			}
			return withProject(cmd, args[0], func(p *storage.Project) error { return f.run(cmd, p) })
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&f.cases, "cases", "", "a file of reference cases to compute")
	flags.StringSliceVar(&f.layers, "layers", nil, "handles of the people to compare, or gold; all of the people without it")
	flags.BoolVar(&f.json, "json", false, "as JSON")
	flags.StringVar(&f.html, "html", "", "write the report to this file as a page, too")
	flags.StringVar(&f.csv, "csv", "", "write the report to this file as a table, too")
	flags.Uint64Var(&f.seed, "seed", 1, "what chance begins with in intervals and samples")
	flags.IntVar(&f.resamples, "resamples", 1000, "how many times the articles are drawn again for the intervals")
	flags.IntVar(&f.cased, "examples", 200, "how many disagreements of each kind, label and pair of people the JSON lists")
	flags.BoolVar(&f.first, "first", false, "what each submitted first, before any feedback; this is so without it")
	flags.BoolVar(&f.all, "all", false, "also what was submitted after feedback: the last submission of each")
	flags.BoolVar(&f.withoutSuggestions, "without-suggestions", false, "leave out what was accepted from a suggestion")
	flags.BoolVar(&f.keepEdges, "keep-edges", false, "count blanks and punctuation at the edges of spans")
	flags.BoolVar(&f.expert, "expert", false, "add uα, cuα, (k)uα and γ of groups of labels, which takes long")
	cmd.MarkFlagsMutuallyExclusive("all", "first")
	return cmd
}

func (f *agreementFlags) run(cmd *cobra.Command, p *storage.Project) error {
	filter, err := f.filter(p)
	if err != nil {
		return err
	}
	show, end := progress(cmd, "comparing")
	r, err := p.Agreement(cmd.Context(), filter, show)
	end()
	if err != nil {
		return err
	}
	if err := f.write(cmd, p, r); err != nil {
		return err
	}
	for _, failed := range r.Failed {
		fmt.Fprintln(cmd.ErrOrStderr(), "not compared:", printable(failed))
	}
	if len(r.Failed) > 0 {
		return errPartly
	}
	return nil
}

func (f *agreementFlags) filter(p *storage.Project) (storage.AgreementFilter, error) {
	filter := storage.AgreementFilter{Latest: f.all, WithoutSuggestions: f.withoutSuggestions, KeepEdges: f.keepEdges,
		Resamples: f.resamples, Seed: f.seed, MostCases: f.cased, Expert: f.expert}
	if f.resamples < 1 || f.cased < 1 {
		return filter, usageError{errors.New("--resamples and --examples are numbers from 1 on")}
	}
	for _, handle := range f.layers {
		id, err := comparedLayer(p, handle)
		if err != nil {
			return filter, usageError{err}
		}
		filter.People = append(filter.People, id)
	}
	return filter, nil
}

// comparedLayer is the layer of a handle, the adjudicated one too.
func comparedLayer(p *storage.Project, handle string) (annotate.ID, error) {
	if handle == annotate.GoldHandle {
		found, err := p.Adjudicates()
		if err == nil && !found {
			err = errors.New("there is no gold layer: nothing was adjudicated yet")
		}
		return annotate.GoldLayer, err
	}
	person, err := p.PersonByHandle(handle)
	return person.ID, err
}

// write writes the report to where it was asked for.
func (f *agreementFlags) write(cmd *cobra.Command, p *storage.Project, r *comparison.Report) error {
	if f.html != "" {
		if err := writeFile(f.html, func(out io.Writer) error { return page.HTML(out, p.Name(), r) }); err != nil {
			return err
		}
	}
	if f.csv != "" {
		if err := writeFile(f.csv, func(out io.Writer) error { return page.CSV(out, r) }); err != nil {
			return err
		}
	}
	if f.json {
		return page.JSON(cmd.OutOrStdout(), r)
	}
	var lines strings.Builder
	if err := page.Text(&lines, r); err != nil {
		return err
	}
	_, err := io.WriteString(cmd.OutOrStdout(), printableLines(lines.String()))
	return err
}

// writeFile writes a file and closes it.
func writeFile(path string, content func(io.Writer) error) error {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	return errors.Join(content(file), file.Close())
}
