package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/lint"
	"bluepencil/annotate/text"
	"bluepencil/storage"

	"github.com/spf13/cobra"
)

type lintFlags struct {
	layer, profile string
	rules, off     []string
	json           bool
}

func newLint() *cobra.Command {
	var f lintFlags
	cmd := &cobra.Command{
		Use:   "lint PROJECT",
		Short: "Check what is marked: what is wrong, missing or doubtful",
		Long:  "Check what is marked, article by article: what is wrong, missing or doubtful, by the rules the project\nhas switched on and its profile. It ends with code 1 where anything was found.\n\nThe rules:\n" + ruleList(),
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return withProject(cmd, args[0], func(p *storage.Project) error {
				filter, err := f.filter(p, cmd.Flags().Changed("profile"))
				if err != nil {
					return err
				}
				return runLint(cmd, p, filter, f.json)
			})
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&f.layer, "layer", "all", "a person's handle, or all")
	flags.StringSliceVar(&f.rules, "rules", nil, "these rules only, switched off in the project or not")
	flags.StringSliceVar(&f.off, "off", nil, "not these rules")
	flags.StringVar(&f.profile, "profile", "", "none, polnear or journalism-ai instead of the project's own")
	flags.BoolVar(&f.json, "json", false, "one finding a line as JSON, offsets in code points")
	return cmd
}

// ruleList is the table of rules for the help.
func ruleList() string {
	var list strings.Builder
	for _, r := range lint.Rules() {
		fmt.Fprintf(&list, "  %-22s %s\n", r.ID, r.Severity)
	}
	return strings.TrimRight(list.String(), "\n")
}

// filter is what the project has chosen, and then what the flags say.
func (f *lintFlags) filter(p *storage.Project, profile bool) (storage.LintFilter, error) {
	settings, err := p.Checks()
	if err != nil {
		return storage.LintFilter{}, err
	}
	filter := storage.LintFilter{Settings: settings}
	if profile {
		filter.Settings.Profile = lint.Profile(f.profile)
		if f.profile == "none" {
			filter.Settings.Profile = lint.ProfileOwn
		}
		if f.profile == "" || !filter.Settings.Profile.Known() {
			return filter, usageError{fmt.Errorf("there is no profile %q; there are none, %s and %s", f.profile, lint.ProfilePolnear, lint.ProfileJournalism)}
		}
	}
	if err := f.switches(filter.Settings.Off); err != nil {
		return filter, usageError{err}
	}
	layers := exportFlags{layer: f.layer}
	if filter.Person, err = layers.person(p); err != nil {
		return filter, usageError{err}
	}
	return filter, nil
}

// switches carries out --rules and --off.
func (f *lintFlags) switches(off map[lint.RuleID]bool) error {
	for _, id := range slices.Concat(f.rules, f.off) {
		if _, ok := lint.RuleByID(lint.RuleID(id)); !ok {
			return fmt.Errorf("there is no rule %q; bp lint --help lists them", id)
		}
	}
	if len(f.rules) > 0 {
		for _, r := range lint.Rules() {
			off[r.ID] = !slices.Contains(f.rules, string(r.ID))
		}
	}
	for _, id := range f.off {
		off[lint.RuleID(id)] = true
	}
	return nil
}

func runLint(cmd *cobra.Command, p *storage.Project, filter storage.LintFilter, asJSON bool) error {
	handles, err := handlesOf(p)
	if err != nil {
		return err
	}
	found := 0
	var complete lint.Completeness
	show, end := progress(cmd, "checking")
	report, err := p.LintAll(cmd.Context(), filter, show, func(l storage.LintedLayer) error {
		found += len(l.Findings)
		complete.Add(l.Complete)
		return writeFindings(cmd.OutOrStdout(), l, handles[l.Person], asJSON)
	})
	end()
	if err != nil {
		return err
	}
	reportLint(cmd.ErrOrStderr(), report, found, complete)
	if found > 0 || len(report.Failed) > 0 {
		return errPartly
	}
	return nil
}

func reportLint(out io.Writer, report storage.LintReport, found int, c lint.Completeness) {
	for _, failed := range report.Failed {
		fmt.Fprintln(out, "not checked:", printable(failed))
	}
	if report.Missed > 0 {
		fmt.Fprintf(out, "%s not compared: the project has too many different names\n", text.Count(report.Missed, "mention"))
	}
	fmt.Fprintf(out, "%s of %s: %s\n", text.Count(report.Layers, "layer"), text.Count(report.Articles, "article"), text.Count(found, "finding"))
	fmt.Fprintf(out, "marked as quotes: %d of %d quoted characters; with a speaker: %d of %s; filled in: %d of %s, %d of %s\n",
		c.Quoted.Done, c.Quoted.All, c.Speakers.Done, text.Count(c.Speakers.All, "quote"),
		c.Attributes.Done, text.Count(c.Attributes.All, "required attribute"), c.Fields.Done, text.Count(c.Fields.All, "required field"))
}

// findingRow is a finding for machines.
type findingRow struct {
	Article    annotate.ID `json:"article"`
	Title      string      `json:"title"`
	Layer      string      `json:"layer"`
	Rule       lint.RuleID `json:"rule"`
	Severity   string      `json:"severity"`
	Start      int         `json:"start"`
	End        int         `json:"end"`
	Line       int         `json:"line"`
	Column     int         `json:"column"`
	Text       string      `json:"text"`
	Annotation annotate.ID `json:"annotation,omitzero"`
	Reason     string      `json:"reason"`
	Fix        string      `json:"fix,omitempty"`
}

func writeFindings(out io.Writer, l storage.LintedLayer, handle string, asJSON bool) error {
	if len(l.Findings) == 0 {
		return nil
	}
	places := newPlaces(l.Text)
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for _, f := range l.Findings {
		row := findingRow{Article: l.Article.ID, Title: l.Article.Title(), Layer: handle, Rule: f.Rule, Severity: f.Severity.String(),
			Text: l.Text[f.Range.Start:f.Range.End], Annotation: f.Annotation, Reason: f.Reason}
		if f.Fix != nil {
			row.Fix = f.Fix.Name
		}
		var failed, err error
		row.Start, row.End, row.Line, row.Column, failed = places.of(f.Range)
		if asJSON {
			err = encoder.Encode(row)
		} else {
			_, err = fmt.Fprintf(out, "%s:%d:%d: %s: %s: %s (%s)\n", printable(row.Title), row.Line, row.Column, row.Severity, row.Rule, printable(row.Reason), handle)
		}
		if err := errors.Join(failed, err); err != nil {
			return err
		}
	}
	return nil
}
