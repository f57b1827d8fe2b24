package main

import (
	"errors"
	"fmt"
	"io"
	"time"

	"bluepencil/annotate"
	"bluepencil/annotate/text"
	"bluepencil/storage"

	"github.com/spf13/cobra"
)

type conflictFlags struct {
	settle, join, person string
	take                 int
	json                 bool
}

func newConflicts() *cobra.Command {
	var f conflictFlags
	cmd := &cobra.Command{
		Use:   "conflicts PROJECT [--settle KEY --take N --as PERSON | --join ARTICLE --as PERSON]",
		Short: "List what people have set without knowing of each other, and settle it",
		Long: "Conflicts lists the fields that people have set without knowing of each other, with all that was\n" +
			"set: 1 is what stands meanwhile. --settle takes one of them, and is a step of undo. What is in a\n" +
			"person's own layer only they may settle. Articles that were imported twice are listed too; --join\n" +
			"leaves the first in the lists, and what was marked in the others waits in everybody's tray.",
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if f.settle != "" && f.join != "" || f.settle != "" && f.take < 1 || (f.settle != "" || f.join != "") && f.person == "" {
				return usageError{errors.New("settle with --settle KEY --take N --as PERSON, or join with --join ARTICLE --as PERSON")}
			}
			return withProject(cmd, args[0], func(p *storage.Project) error { return f.run(cmd, p) })
		},
	}
	cmd.Flags().StringVar(&f.settle, "settle", "", "the key of the conflict to settle")
	cmd.Flags().IntVar(&f.take, "take", 0, "which choice it is settled for, from 1")
	cmd.Flags().StringVar(&f.join, "join", "", "an article that was imported twice, by its id")
	cmd.Flags().StringVar(&f.person, "as", "", "the handle of who does it")
	cmd.Flags().BoolVar(&f.json, "json", false, "as JSON")
	return cmd
}

func (f *conflictFlags) run(cmd *cobra.Command, p *storage.Project) error {
	if f.settle == "" && f.join == "" {
		return f.list(cmd, p)
	}
	person, err := member(p, f.person)
	if err != nil {
		return err
	}
	if f.join != "" {
		return f.joinTwins(cmd, p, person.ID)
	}
	var found *storage.Dispute
	err = p.Disputes(func(d storage.Dispute) bool {
		if d.Key() == f.settle {
			found = &d
		}
		return found == nil
	})
	if err != nil {
		return err
	}
	if found == nil {
		return usageError{fmt.Errorf("there is no conflict %q; it may be settled, or somebody has added to it: bp conflicts lists what there is", f.settle)}
	}
	if _, err := p.Settle(person.ID, *found, f.take-1); err != nil {
		return err
	}
	fmt.Fprintf(cmd.ErrOrStderr(), "settled: %s\n", printable(found.Field))
	return nil
}

func (f *conflictFlags) joinTwins(cmd *cobra.Command, p *storage.Project, person annotate.ID) error {
	all, err := p.AllTwins()
	if err != nil {
		return err
	}
	for _, twins := range all {
		for _, id := range twins.Articles {
			if id.String() != f.join {
				continue
			}
			if err := p.JoinTwins(person, twins); err != nil {
				return err
			}
			fmt.Fprintf(cmd.ErrOrStderr(), "joined %s: article %s stays\n", text.Count(len(twins.Articles), "article"), twins.Articles[0])
			return nil
		}
	}
	return usageError{fmt.Errorf("article %q has no twin; bp conflicts lists those that have", f.join)}
}

type conflictReport struct {
	Conflicts []conflict  `json:"conflicts"`
	Twins     []twinsLine `json:"twins"`
}

type twinsLine struct {
	Title    string        `json:"title"`
	Articles []annotate.ID `json:"articles"`
}

type conflict struct {
	Key     string           `json:"key"`
	Kind    string           `json:"kind"`
	ID      annotate.ID      `json:"id"`
	Article annotate.ID      `json:"article"`
	Title   string           `json:"title"`
	Layer   string           `json:"layer"` // whose it is to settle, or empty
	Field   string           `json:"field"`
	Choices []conflictChoice `json:"choices"`
}

type conflictChoice struct {
	Value  string    `json:"value"`
	Set    bool      `json:"set"` // false: it was taken away
	Person string    `json:"person"`
	When   time.Time `json:"when"`
}

func (f *conflictFlags) list(cmd *cobra.Command, p *storage.Project) error {
	report, err := conflictsOf(p)
	if err != nil {
		return err
	}
	if f.json {
		return writeJSON(cmd.OutOrStdout(), report)
	}
	report.write(cmd.OutOrStdout())
	return nil
}

func conflictsOf(p *storage.Project) (*conflictReport, error) {
	report := &conflictReport{Conflicts: []conflict{}, Twins: []twinsLine{}}
	handles, err := handlesOf(p)
	if err != nil {
		return nil, err
	}
	err = p.Disputes(func(d storage.Dispute) bool {
		c := conflict{Key: d.Key(), Kind: d.Ref.Kind.String(), ID: d.Ref.ID, Article: d.Ref.Article, Layer: handles[d.Owner()], Field: d.Field}
		if d.Ref.Kind == annotate.KindArticle {
			c.Article = d.Ref.ID
		}
		for _, s := range d.Choices {
			c.Choices = append(c.Choices, conflictChoice{Value: s.Value.Plain(), Set: s.Value != nil, Person: handles[s.Person], When: s.Stamp.Time().UTC()})
		}
		report.Conflicts = append(report.Conflicts, c)
		return true
	})
	if err != nil {
		return nil, err
	}
	for i := range report.Conflicts {
		report.Conflicts[i].Title = articleTitle(p, report.Conflicts[i].Article)
	}
	twins, err := p.AllTwins()
	for _, t := range twins {
		report.Twins = append(report.Twins, twinsLine{Title: articleTitle(p, t.Articles[0]), Articles: t.Articles})
	}
	return report, err
}

// articleTitle is what an article is called, or nothing where it cannot be seen.
func articleTitle(p *storage.Project, id annotate.ID) string {
	a, err := p.Article(id)
	if id.IsZero() || err != nil {
		return ""
	}
	return a.Title()
}

func (r *conflictReport) write(out io.Writer) {
	for _, c := range r.Conflicts {
		where := c.Kind
		if c.Title != "" {
			where += " in " + c.Title
		}
		if c.Layer != "" {
			where += ", for " + c.Layer + " to settle"
		}
		fmt.Fprintf(out, "%s  %s of %s\n", c.Key, printable(c.Field), printable(where))
		for i, choice := range c.Choices {
			value := choice.Value
			if !choice.Set {
				value = "nothing"
			}
			fmt.Fprintf(out, "    %d  %s (%s, %s)\n", i+1, printable(value), printable(choice.Person), choice.When.Local().Format(time.DateTime))
		}
	}
	for _, t := range r.Twins {
		fmt.Fprintf(out, "imported %d times: %s\n", len(t.Articles), printable(t.Title))
		for _, id := range t.Articles {
			fmt.Fprintf(out, "    %s\n", id)
		}
	}
}
