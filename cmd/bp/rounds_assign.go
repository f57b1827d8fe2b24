package main

import (
	"errors"
	"fmt"
	"slices"

	"bluepencil/annotate"
	"bluepencil/annotate/rounds"
	"bluepencil/annotate/text"
	"bluepencil/storage"

	"github.com/spf13/cobra"
)

type assignFlags struct {
	people []string
	all    bool
	by     string
}

func newRoundsAssign() *cobra.Command {
	return assignCommand("assign", "Give articles to people", "all articles of the project",
		func(p *storage.Project, by, round annotate.ID, cells []rounds.Cell) (string, error) {
			n, err := p.Assign(by, round, cells)
			return text.Count(n, "article") + " given out", err
		})
}

func newRoundsUnassign() *cobra.Command {
	return assignCommand("unassign", "Take articles back from people; what they marked stays", "all that the round gives them",
		func(p *storage.Project, by, round annotate.ID, cells []rounds.Cell) (string, error) {
			n, err := p.Unassign(by, round, cells)
			return text.Count(n, "article") + " taken back", err
		})
}

// assignCommand is a command that changes cells of a round, and says in one
// line what it did.
func assignCommand(name, short, all string, do func(p *storage.Project, by, round annotate.ID, cells []rounds.Cell) (string, error)) *cobra.Command {
	var f assignFlags
	cmd := &cobra.Command{
		Use:   name + " PROJECT ROUND [ARTICLE...] --people HANDLES",
		Short: short,
		Args:  cobra.MinimumNArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(f.people) == 0 || f.all == (len(args) > 2) {
				return usageError{errors.New("say who with --people, and name the articles, or --all")}
			}
			return withProject(cmd, args[0], func(p *storage.Project) error {
				r, me, err := roundAndActor(p, args[1], f.by)
				if err != nil {
					return err
				}
				cells, err := f.cells(p, &r, args[2:], name == "assign")
				if err != nil {
					return err
				}
				said, err := do(p, me.ID, r.ID, cells)
				if errors.Is(err, annotate.ErrInvalid) {
					return usageError{err}
				}
				if err == nil {
					fmt.Fprintln(cmd.ErrOrStderr(), said)
				}
				return err
			})
		},
	}
	cmd.Flags().StringSliceVar(&f.people, "people", nil, "their handles")
	cmd.Flags().BoolVar(&f.all, "all", false, all)
	addActor(cmd, &f.by)
	return cmd
}

// cells are the articles named for each of the people; for all, those of the
// project where they are given out, or those of the round.
func (f *assignFlags) cells(p *storage.Project, r *rounds.Round, names []string, giving bool) ([]rounds.Cell, error) {
	people, err := members(p, f.people)
	if err != nil {
		return nil, err
	}
	if f.all && !giving {
		list, err := p.Assignments(storage.AssignmentFilter{Round: r.ID})
		var cells []rounds.Cell
		for _, a := range list {
			if slices.ContainsFunc(people, func(m annotate.Person) bool { return m.ID == a.Person }) {
				cells = append(cells, a.Cell)
			}
		}
		return cells, err
	}
	articles, err := findArticles(p, names)
	if err == nil && f.all {
		err = p.EachArticle(storage.ArticleFilter{}, func(a *annotate.Article) bool {
			articles = append(articles, a.ID)
			return true
		})
	}
	var cells []rounds.Cell
	for _, article := range articles {
		for _, m := range people {
			cells = append(cells, rounds.Cell{Article: article, Person: m.ID})
		}
	}
	return cells, err
}

func newReturn() *cobra.Command {
	var reason, by string
	cmd := &cobra.Command{
		Use:   "return PROJECT ARTICLE PERSON --reason TEXT",
		Short: "Give a submitted article back to its person, who works on it again",
		Args:  cobra.ExactArgs(3),
		RunE: func(cmd *cobra.Command, args []string) error {
			if reason == "" {
				return usageError{errors.New("say why with --reason TEXT: the person reads it")}
			}
			return withProject(cmd, args[0], func(p *storage.Project) error {
				article, err := p.FindArticle(args[1])
				if err != nil {
					return usageError{err}
				}
				person, err := member(p, args[2])
				if err != nil {
					return err
				}
				me, err := actor(p, by)
				if err != nil {
					return err
				}
				_, err = p.Return(me.ID, article, person.ID, reason)
				if errors.Is(err, annotate.ErrInvalid) {
					return usageError{err}
				}
				return err
			})
		},
	}
	cmd.Flags().StringVar(&reason, "reason", "", "why; the person reads it")
	addActor(cmd, &by)
	return cmd
}
