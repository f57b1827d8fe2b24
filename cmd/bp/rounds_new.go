package main

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/rounds"
	"bluepencil/annotate/text"
	"bluepencil/storage"

	"github.com/spf13/cobra"
)

type roundFlags struct {
	people, quotas, articles    []string
	perArticle, overlapBy       int
	overlap, stratify           string
	seed                        uint64
	instructions, by            string
	open, empty, dryRun, asJSON bool
}

func newRoundsNew() *cobra.Command {
	var f roundFlags
	cmd := &cobra.Command{
		Use:   "new PROJECT NAME",
		Short: "Give out articles by a rule",
		Long: "Give out articles by a rule: every article to --per-article people, a share of them\n" +
			"(--overlap 20%) to everybody or to --overlap-by people. Everybody gets the same number,\n" +
			"or one more, as far as --quota allows, and the same part of each outlet or month with\n" +
			"--stratify. The same rule, articles and people give the same plan. --dry-run shows it.",
		Args: cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			return withProject(cmd, args[0], func(p *storage.Project) error { return f.run(cmd, p, args[1]) })
		},
	}
	flags := cmd.Flags()
	flags.StringSliceVar(&f.people, "people", nil, "handles of who gets articles; else everybody who is not retired")
	flags.IntVar(&f.perArticle, "per-article", 1, "how many people mark an article")
	flags.StringVar(&f.overlap, "overlap", "0%", "the share of articles that more people mark")
	flags.IntVar(&f.overlapBy, "overlap-by", 0, "how many people that is; 0 is everybody")
	flags.StringSliceVar(&f.quotas, "quota", nil, "the most articles somebody gets, as HANDLE=NUMBER")
	flags.StringVar(&f.stratify, "stratify", "", "outlet or month: spread each evenly")
	flags.Uint64Var(&f.seed, "seed", 1, "another number gives another plan")
	flags.StringArrayVar(&f.articles, "articles", nil, "an article to give out, by id, title or file; may be given several times; else all")
	flags.StringVar(&f.instructions, "instructions", "", "what the people should know")
	flags.BoolVar(&f.open, "open", false, "people see each other's submissions before they submit")
	flags.BoolVar(&f.empty, "empty", false, "give out nothing yet: bp rounds assign does")
	flags.BoolVar(&f.dryRun, "dry-run", false, "show the plan and write nothing")
	flags.BoolVar(&f.asJSON, "json", false, "the plan as JSON on stdout")
	addActor(cmd, &f.by)
	return cmd
}

func (f *roundFlags) run(cmd *cobra.Command, p *storage.Project, name string) error {
	r := rounds.Round{Name: strings.TrimSpace(name), Instructions: f.instructions, Open: f.open}
	if r.Name == "" {
		return usageError{errors.New("a round needs a name")}
	}
	plan := &rounds.Plan{}
	var err error
	if !f.empty {
		if r.Rule, err = f.rule(p); err != nil {
			return err
		}
		if plan, err = f.plan(cmd, p, *r.Rule); err != nil {
			return err
		}
	}
	if f.dryRun {
		return nil
	}
	me, err := actor(p, f.by)
	if err != nil {
		return err
	}
	if r, err = p.AddRound(me.ID, r, plan.Cells); errors.Is(err, annotate.ErrInvalid) {
		return usageError{err}
	} else if err != nil {
		return err
	}
	fmt.Fprintf(cmd.ErrOrStderr(), "started the round %s: %s, given out %s\n", printable(r.Name), text.Count(plan.Articles, "article"), text.Count(len(plan.Cells), "time"))
	return nil
}

// plan makes the plan and shows it.
func (f *roundFlags) plan(cmd *cobra.Command, p *storage.Project, rule rounds.Rule) (*rounds.Plan, error) {
	articles, err := findArticles(p, f.articles)
	if err != nil {
		return nil, err
	}
	plan, err := p.PlanRound(cmd.Context(), rule, articles)
	if errors.Is(err, rounds.ErrRule) {
		return nil, usageError{err}
	}
	if err != nil {
		return nil, err
	}
	return plan, f.preview(cmd.OutOrStdout(), p, plan)
}

func (f *roundFlags) rule(p *storage.Project) (*rounds.Rule, error) {
	rule := &rounds.Rule{PerArticle: f.perArticle, OverlapBy: f.overlapBy, Stratify: rounds.Stratify(f.stratify), Seed: f.seed}
	if f.stratify == "date" {
		rule.Stratify = rounds.StratifyMonth
	}
	var err error
	if rule.Overlap, err = share(f.overlap); err != nil {
		return nil, usageError{fmt.Errorf("--overlap: %w", err)}
	}
	people, err := f.team(p)
	if err != nil {
		return nil, err
	}
	for _, m := range people {
		rule.People = append(rule.People, m.ID)
	}
	for _, quota := range f.quotas {
		name, number, _ := strings.Cut(quota, "=")
		n, err := strconv.Atoi(number)
		if err != nil {
			return nil, usageError{fmt.Errorf("--quota needs HANDLE=NUMBER, %q is none", quota)}
		}
		m, err := member(p, name)
		if err != nil {
			return nil, err
		}
		rule.Quotas = append(rule.Quotas, rounds.Quota{Person: m.ID, Articles: n})
	}
	return rule, nil
}

// team is who gets articles.
func (f *roundFlags) team(p *storage.Project) ([]annotate.Person, error) {
	if len(f.people) > 0 {
		return members(p, f.people)
	}
	people, err := p.People()
	var list []annotate.Person
	for _, m := range people {
		if !m.Retired {
			list = append(list, m)
		}
	}
	return list, err
}

// share reads "20%", or "0.2".
func share(s string) (float64, error) {
	digits, percent := strings.CutSuffix(s, "%")
	n, err := strconv.ParseFloat(strings.TrimSpace(digits), 64)
	if percent {
		n /= 100
	}
	if err != nil || math.IsNaN(n) || n < 0 || n > 1 {
		return 0, fmt.Errorf("%q is no share; write one as 20%% or 0.2", s)
	}
	return n, nil
}

func findArticles(p *storage.Project, names []string) ([]annotate.ID, error) {
	var list []annotate.ID
	for _, name := range names {
		id, err := p.FindArticle(name)
		if err != nil {
			return nil, usageError{err}
		}
		list = append(list, id)
	}
	return list, nil
}
