package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"bluepencil/annotate"
	"bluepencil/annotate/rounds"
	"bluepencil/storage"

	"github.com/spf13/cobra"
)

type roundRow struct {
	ID           annotate.ID     `json:"id"`
	Name         string          `json:"name"`
	Instructions string          `json:"instructions,omitempty"`
	Open         bool            `json:"open"`
	Closed       bool            `json:"closed"`
	Created      time.Time       `json:"created"`
	Progress     []progressRow   `json:"progress"`
	Assignments  []assignmentRow `json:"assignments,omitempty"`
}

type progressRow struct {
	Person      string                  `json:"person"`
	Assigned    int                     `json:"assigned"`
	Finished    int                     `json:"finished"`
	Status      map[annotate.Status]int `json:"status"` // articles by where the person stands
	Annotations int                     `json:"annotations"`
}

type assignmentRow struct {
	Article annotate.ID     `json:"article"`
	Person  string          `json:"person"`
	Status  annotate.Status `json:"status"`
	Reason  string          `json:"reason,omitempty"`
}

func newRounds() *cobra.Command {
	var asJSON, assignments bool
	cmd := &cobra.Command{
		Use:   "rounds PROJECT",
		Short: "Say who marks which articles, and how far everybody is",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return withProject(cmd, args[0], func(p *storage.Project) error {
				rows, err := roundRows(cmd, p, assignments)
				if err != nil {
					return err
				}
				if asJSON {
					return writeJSON(cmd.OutOrStdout(), rows)
				}
				return writeRounds(cmd.OutOrStdout(), rows)
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "as JSON")
	cmd.Flags().BoolVar(&assignments, "assignments", false, "list every article of every person, too")
	cmd.AddCommand(newRoundsNew(), newRoundsAssign(), newRoundsUnassign())
	for _, state := range roundStates {
		cmd.AddCommand(state.command())
	}
	return cmd
}

func roundRows(cmd *cobra.Command, p *storage.Project, assignments bool) ([]roundRow, error) {
	all, err := p.Rounds()
	if err != nil {
		return nil, err
	}
	handles, err := handlesOf(p)
	if err != nil {
		return nil, err
	}
	rows := []roundRow{}
	for _, r := range all {
		row := roundRow{ID: r.ID, Name: r.Name, Instructions: r.Instructions, Open: r.Open, Closed: r.Closed, Created: r.Created.UTC(), Progress: []progressRow{}}
		progress, err := p.Progress(cmd.Context(), r.ID)
		if err != nil {
			return nil, err
		}
		for _, one := range progress {
			row.Progress = append(row.Progress, progressRow{handles[one.Person], one.Assigned, one.Finished(), one.By, one.Annotations})
		}
		if assignments {
			if row.Assignments, err = assignmentRows(p, r.ID, handles); err != nil {
				return nil, err
			}
		}
		rows = append(rows, row)
	}
	return rows, nil
}

func assignmentRows(p *storage.Project, round annotate.ID, handles map[annotate.ID]string) ([]assignmentRow, error) {
	list, err := p.Assignments(storage.AssignmentFilter{Round: round})
	if err != nil {
		return nil, err
	}
	var rows []assignmentRow
	for _, a := range list {
		l, err := p.Layer(a.Article, a.Person)
		if err != nil {
			return nil, err
		}
		rows = append(rows, assignmentRow{a.Article, handles[a.Person], l.Status, l.Reason})
	}
	return rows, nil
}

func writeRounds(out io.Writer, rows []roundRow) error {
	for i, r := range rows {
		if i > 0 {
			fmt.Fprintln(out)
		}
		fmt.Fprintf(out, "%s  %s (%s)\n", r.ID, printable(r.Name), r.state())
		table := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
		fmt.Fprint(table, "PERSON\tARTICLES")
		for _, status := range annotate.Statuses {
			fmt.Fprint(table, "\t", strings.ToUpper(string(status)))
		}
		fmt.Fprintln(table, "\tMARKED")
		for _, one := range r.Progress {
			fmt.Fprintf(table, "%s\t%d", printable(one.Person), one.Assigned)
			for _, status := range annotate.Statuses {
				fmt.Fprintf(table, "\t%d", one.Status[status])
			}
			fmt.Fprintf(table, "\t%d\n", one.Annotations)
		}
		if err := table.Flush(); err != nil {
			return err
		}
		for _, a := range r.Assignments {
			said := string(a.Status)
			if a.Reason != "" {
				said += ": " + a.Reason
			}
			fmt.Fprintf(out, "%s  %s  %s\n", a.Article, printable(a.Person), printable(said))
		}
	}
	return nil
}

func (r *roundRow) state() string {
	state := "blind"
	if r.Open {
		state = "open"
	}
	if r.Closed {
		state += ", closed"
	}
	return state
}

// roundState is a command that changes how a round stands.
type roundState struct {
	name, short string
	set         func(*rounds.Round)
}

var roundStates = []roundState{
	{"open", "Let everybody see what others have submitted", func(r *rounds.Round) { r.Open = true }},
	{"blind", "Hide what others have submitted until one has submitted oneself", func(r *rounds.Round) { r.Open = false }},
	{"close", "Give out no more of a round", func(r *rounds.Round) { r.Closed = true }},
	{"reopen", "Take up a round again that was closed", func(r *rounds.Round) { r.Closed = false }},
}

func (s roundState) command() *cobra.Command {
	var by string
	cmd := &cobra.Command{
		Use:   s.name + " PROJECT ROUND",
		Short: s.short,
		Args:  cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			return withProject(cmd, args[0], func(p *storage.Project) error {
				r, me, err := roundAndActor(p, args[1], by)
				if err != nil {
					return err
				}
				s.set(&r)
				return p.EditRound(me.ID, r)
			})
		},
	}
	addActor(cmd, &by)
	return cmd
}

func roundAndActor(p *storage.Project, round, by string) (rounds.Round, annotate.Person, error) {
	r, err := p.FindRound(round)
	if err != nil {
		return r, annotate.Person{}, usageError{err}
	}
	me, err := actor(p, by)
	return r, me, err
}
