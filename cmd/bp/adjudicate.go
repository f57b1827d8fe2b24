package main

import (
	"fmt"

	"bluepencil/annotate"
	"bluepencil/annotate/review"
	"bluepencil/annotate/text"
	"bluepencil/storage"

	"github.com/spf13/cobra"
)

type adjudicateFlags struct {
	merge, person      string
	k                  int
	trim, dryRun, json bool
}

func newAdjudicate() *cobra.Command {
	var f adjudicateFlags
	cmd := &cobra.Command{
		Use:   "adjudicate PROJECT --merge RULE",
		Short: "Merge what several people have submitted into the gold layer",
		Long: "Merge what several people have submitted into the gold layer, by a rule:\n\n" +
			"  unanimous  what everybody has marked alike, attributes and links too\n" +
			"  majority   what more than half have, or as many as --k says, and more than anything else\n" +
			"  union      everything that anybody has marked\n" +
			"  PERSON     what the person with this handle has marked\n\n" +
			"What the rule does not settle is left to decide, and so is what somebody has decided already. An article\n" +
			"is adjudicated, and bp export --layer gold takes it, once nothing in it is left to decide.",
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if f.merge == "" || annotate.HandleOf(f.person) == "" {
				return usageError{fmt.Errorf("name a rule with --merge, and who merges with --as; see %s --help", cmd.CommandPath())}
			}
			return withProject(cmd, args[0], func(p *storage.Project) error {
				rule, err := f.rule(p, cmd.Flags().Changed("k"))
				if err != nil {
					return usageError{err}
				}
				return adjudicate(cmd, p, rule, f)
			})
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&f.merge, "merge", "", "unanimous, majority, union, or a person's handle")
	flags.IntVar(&f.k, "k", 0, "how many must agree for a majority; more than half without it")
	flags.StringVar(&f.person, "as", userName(), "who merges")
	flags.BoolVar(&f.trim, "trim-punctuation", false, "take markings that differ in punctuation at their edges for the same")
	flags.BoolVar(&f.dryRun, "dry-run", false, "count what would be merged and write nothing")
	flags.BoolVar(&f.json, "json", false, "report as JSON")
	return cmd
}

// rule is what --merge and its companions say.
func (f *adjudicateFlags) rule(p *storage.Project, k bool) (review.Rule, error) {
	rule := review.Rule{Strategy: review.Strategy(f.merge), K: f.k, Trim: f.trim}
	if k && (rule.Strategy != review.TakeMajority || f.k < 2) {
		return rule, fmt.Errorf("--k goes with --merge majority and is at least 2")
	}
	switch rule.Strategy {
	case review.TakeUnanimous, review.TakeMajority, review.TakeUnion:
		return rule, nil
	}
	person, err := memberOf(p, f.merge)
	if err != nil {
		return rule, fmt.Errorf("--merge is unanimous, majority, union, or the handle of a member: %w", err)
	}
	rule.Strategy, rule.Person = review.TakePerson, person
	return rule, nil
}

// mergeReport is what was merged, for machines.
type mergeReport struct {
	DryRun bool   `json:"dry_run"`
	Rule   string `json:"rule"`
	review.Preview
	States map[string]int `json:"states"`
	Failed []string       `json:"failed"`
}

func adjudicate(cmd *cobra.Command, p *storage.Project, rule review.Rule, f adjudicateFlags) error {
	r, err := p.Reviewer()
	if err != nil {
		return err
	}
	show, end := progress(cmd, "merging")
	var done storage.ReviewMerge
	if f.dryRun {
		done, err = r.Preview(cmd.Context(), rule, show)
	} else {
		var me annotate.Person
		if me, err = personNamed(p, f.person); err == nil {
			done, err = r.Merge(cmd.Context(), me.ID, rule, show)
		}
	}
	end()
	if err != nil {
		return err
	}
	if err := reportMerge(cmd, done, rule, f); err != nil {
		return err
	}
	if len(done.Failed) > 0 {
		return errPartly
	}
	return nil
}

func reportMerge(cmd *cobra.Command, done storage.ReviewMerge, rule review.Rule, f adjudicateFlags) error {
	out := cmd.ErrOrStderr()
	for _, line := range done.Failed {
		fmt.Fprintln(out, "not merged:", printable(line))
	}
	if f.json {
		report := mergeReport{f.dryRun, rule.String(), done.Preview, map[string]int{}, append([]string{}, done.Failed...)}
		for _, s := range review.States {
			report.States[s.String()] = done.States[s]
		}
		return writeJSON(cmd.OutOrStdout(), report)
	}
	for _, s := range review.States {
		fmt.Fprintf(out, "%6d  %s\n", done.States[s], s)
	}
	if done.Passed > 0 {
		fmt.Fprintf(out, "%s passed over: too few layers for this rule\n", text.Count(done.Passed, "article"))
	}
	if done.Lost > 0 {
		fmt.Fprintf(out, "%s left out: the codebook does not allow them any more\n", text.Count(done.Lost, "attribute or link"))
	}
	verb := ""
	if f.dryRun {
		verb = "would be: "
	}
	fmt.Fprintf(out, "%s%s: %s\n", verb, text.Count(done.Articles, "article"), done.Summary())
	return nil
}
