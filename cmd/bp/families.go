package main

import (
	"fmt"
	"io"
	"strings"

	"bluepencil/annotate"
	"bluepencil/storage"
	"bluepencil/storage/near"

	"github.com/spf13/cobra"
)

type familyRow struct {
	Members []memberRow `json:"members"` // the oldest first
}

type memberRow struct {
	near.Member
	Title  string `json:"title"`
	Outlet string `json:"outlet,omitempty"`
}

func newFamilies() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "families PROJECT",
		Short: "List articles that are copies or versions of one story",
		Long: "List articles that are copies or versions of one story. The index of copies lies in a\n" +
			"folder beside the project and is brought up to date first.",
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return withProject(cmd, args[0], func(p *storage.Project) error {
				rows, err := familiesOf(cmd, p)
				if err != nil {
					return err
				}
				if asJSON {
					return writeJSON(cmd.OutOrStdout(), rows)
				}
				return writeFamilies(cmd.OutOrStdout(), rows)
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "as JSON")
	return cmd
}

func familiesOf(cmd *cobra.Command, p *storage.Project) ([]familyRow, error) {
	index, err := near.Open(p)
	if err != nil {
		return nil, err
	}
	show, end := progress(cmd, "comparing")
	err = index.Update(cmd.Context(), show)
	end()
	if err != nil {
		return nil, err
	}
	rows := []familyRow{}
	for _, f := range index.Families() {
		row := familyRow{}
		for _, m := range f.Members {
			a, err := p.Article(m.Article)
			if err != nil {
				return nil, err
			}
			row.Members = append(row.Members, memberRow{m, a.Title(), a.Meta[annotate.MetaOutlet]})
		}
		rows = append(rows, row)
	}
	return rows, nil
}

func writeFamilies(out io.Writer, rows []familyRow) error {
	var b strings.Builder
	for n, row := range rows {
		if n > 0 {
			b.WriteString("\n")
		}
		for _, m := range row.Members {
			fmt.Fprintf(&b, "%s  %s%s\n", m.Article, printable(m.Title), m.said())
		}
	}
	_, err := io.WriteString(out, b.String())
	return err
}

// said is what makes a member one of the family.
func (m *memberRow) said() string {
	switch {
	case m.Like.IsZero():
		return ""
	case m.Share == 0:
		return fmt.Sprintf("  (%s of %s)", m.Kind, m.Like)
	}
	return fmt.Sprintf("  (%s of %s, %.0f %%)", m.Kind, m.Like, 100*m.Share)
}
