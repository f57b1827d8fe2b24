package main

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"bluepencil/annotate"
	"bluepencil/annotate/review"
	"bluepencil/annotate/text"
	"bluepencil/storage"

	"github.com/spf13/cobra"
)

func newDifferences() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "differences PROJECT PERSON",
		Short: "Show what was settled otherwise than a person had it, and why",
		Long:  "Show, of what is decided or merged, what is otherwise than the person with this handle has submitted it:\nhow, by whom, why, and by which rule of the guideline.",
		Args:  cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			return withProject(cmd, args[0], func(p *storage.Project) error { return differences(cmd, p, args[1], asJSON) })
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "as JSON, offsets in code points")
	return cmd
}

// differenceRow is one thing that was settled otherwise, for machines.
type differenceRow struct {
	Article   annotate.ID          `json:"article"`
	Title     string               `json:"title"`
	Kind      review.Kind          `json:"kind"`
	Group     annotate.Group       `json:"group"`
	Start     int                  `json:"start"`
	End       int                  `json:"end"`
	Yours     *differingRow        `json:"yours"` // null where the person has missed it
	Gold      *differingRow        `json:"gold"`  // null where it was rejected
	Attribute annotate.AttributeID `json:"attribute,omitempty"`
	Role      annotate.RoleID      `json:"role,omitempty"`
	By        string               `json:"by"`
	Choice    annotate.Verdict     `json:"choice,omitempty"`
	When      *time.Time           `json:"when,omitempty"`
	Reason    string               `json:"reason,omitempty"`
	Clause    string               `json:"clause,omitempty"`
	Changed   bool                 `json:"changed"`
}

type differingRow struct {
	ID    annotate.ID      `json:"id"`
	Label annotate.LabelID `json:"label"`
	Text  string           `json:"text"`
}

func differences(cmd *cobra.Command, p *storage.Project, handle string, asJSON bool) error {
	person, err := memberOf(p, handle)
	if err != nil {
		return err
	}
	r, err := p.Reviewer()
	if err != nil {
		return err
	}
	out := differenceList{p: p, cmd: cmd, json: asJSON, rows: jsonList{out: cmd.OutOrStdout()}}
	show, end := progress(cmd, "comparing")
	err = r.EachDifference(cmd.Context(), person, show, out.failed, out.article)
	end()
	if asJSON && err == nil {
		err = out.rows.end()
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(cmd.ErrOrStderr(), "%s in %s\n", text.Count(out.found, "difference"), text.Count(out.articles, "article"))
	if out.broken > 0 {
		return errPartly
	}
	return nil
}

// differenceList writes differences as they come.
type differenceList struct {
	p                       *storage.Project
	cmd                     *cobra.Command
	json                    bool
	rows                    jsonList
	found, articles, broken int
}

func (l *differenceList) failed(id annotate.ID, err error) {
	l.broken++
	fmt.Fprintf(l.cmd.ErrOrStderr(), "not compared: %s: %v\n", id, err)
}

func (l *differenceList) article(s *review.Sheet, list []review.Otherwise) error {
	l.found, l.articles = l.found+len(list), l.articles+1
	a, err := l.p.Article(s.Article)
	if err != nil {
		return err
	}
	offsets := text.NewOffsets(s.Text, text.CodePoint)
	for i := range list {
		row, err := differenceRowOf(&a, offsets, &list[i])
		if err != nil {
			return err
		}
		if l.json {
			l.rows.add(row)
		} else if err := row.write(l.cmd.OutOrStdout()); err != nil {
			return err
		}
	}
	return l.rows.err
}

func differenceRowOf(a *annotate.Article, offsets *text.Offsets, o *review.Otherwise) (differenceRow, error) {
	row := differenceRow{Article: a.ID, Title: a.Title(), Kind: o.Kind, Group: o.Group, Yours: differing(o.Yours), Gold: differing(o.Gold),
		Attribute: o.Attribute, Role: o.Role, By: o.By, Choice: o.Choice, Reason: o.Reason, Clause: o.Clause, Changed: o.Changed}
	if !o.When.IsZero() {
		when := o.When.UTC()
		row.When = &when
	}
	var startErr, endErr error
	row.Start, startErr = offsets.FromByte(o.Range.Start)
	row.End, endErr = offsets.FromByte(o.Range.End)
	return row, errors.Join(startErr, endErr)
}

func differing(a *annotate.Annotation) *differingRow {
	if a == nil {
		return nil
	}
	return &differingRow{a.ID, a.Label, a.Text()}
}

// write says it in a line.
func (row *differenceRow) write(out io.Writer) error {
	said := func(d *differingRow) string {
		if d == nil {
			return "nothing"
		}
		return fmt.Sprintf("%s %q", d.Label, text.Shorten(d.Text, 60))
	}
	what := []string{string(row.Kind)}
	if detail := string(row.Attribute) + string(row.Role); detail != "" {
		what = append(what, detail)
	}
	line := fmt.Sprintf("%s:%d–%d: %s: you have %s, gold has %s (%s", printable(row.Title), row.Start, row.End, strings.Join(what, " "), said(row.Yours), said(row.Gold), row.By)
	if row.Clause != "" {
		line += ", by rule " + row.Clause
	}
	if row.Reason != "" {
		line += ": " + row.Reason
	}
	_, err := fmt.Fprintln(out, printable(line+")"))
	return err
}
