package main

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"bluepencil/annotate"
	"bluepencil/storage"

	"github.com/spf13/cobra"
)

type articleRow struct {
	ID          annotate.ID       `json:"id"`
	Title       string            `json:"title"`
	Outlet      string            `json:"outlet,omitempty"`
	Published   string            `json:"published,omitempty"`
	Source      string            `json:"source"`
	Bytes       int               `json:"bytes"`
	Added       time.Time         `json:"added"`
	Annotations int               `json:"annotations"`
	Layers      map[string]string `json:"layers"`            // status by handle
	Replaces    annotate.ID       `json:"replaces,omitzero"` // the version before
}

func newArticles() *cobra.Command {
	var asJSON bool
	var filter storage.ArticleFilter
	cmd := &cobra.Command{
		Use:   "articles PROJECT",
		Short: "List the articles",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return withProject(cmd, args[0], func(p *storage.Project) error {
				if asJSON {
					list := &jsonList{out: cmd.OutOrStdout()}
					err := eachArticle(cmd, p, filter, func(r articleRow) error { list.add(r); return list.err })
					if err != nil {
						return err
					}
					return list.end()
				}
				return articleTable(cmd, p, filter)
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "as JSON")
	cmd.Flags().BoolVar(&filter.AllVersions, "all-versions", false, "articles that a newer version replaces, too")
	return cmd
}

// rowsAtOnce is how many articles are read and lined up together.
const rowsAtOnce = 256

// articleTable writes the articles in columns. They are lined up by a few
// hundred, so that the first stand there at once.
func articleTable(cmd *cobra.Command, p *storage.Project, filter storage.ArticleFilter) error {
	table := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 4, 2, ' ', 0)
	fmt.Fprintln(table, "ID\tMARKED\tBYTES\tTITLE\tWHERE IT STANDS")
	n := 0
	err := eachArticle(cmd, p, filter, func(r articleRow) error {
		fmt.Fprintf(table, "%s\t%d\t%d\t%s\t%s\n", r.ID, r.Annotations, r.Bytes, printable(r.Title), r.standing())
		if n++; n%rowsAtOnce == 0 {
			return table.Flush()
		}
		return nil
	})
	return errors.Join(err, table.Flush())
}

// standing is where everybody stands with the article.
func (r *articleRow) standing() string {
	var parts []string
	for _, handle := range slices.Sorted(maps.Keys(r.Layers)) {
		parts = append(parts, handle+": "+r.Layers[handle])
	}
	if len(parts) == 0 {
		return string(annotate.StatusNew)
	}
	return printable(strings.Join(parts, ", "))
}

// eachArticle gives the articles in the order they were added.
func eachArticle(cmd *cobra.Command, p *storage.Project, filter storage.ArticleFilter, each func(articleRow) error) error {
	handles, err := handlesOf(p)
	if err != nil {
		return err
	}
	list, err := p.List(cmd.Context(), filter)
	if err != nil {
		return err
	}
	for at := 0; at < list.Len(); at += rowsAtOnce {
		if err := cmd.Context().Err(); err != nil {
			return err
		}
		rows, err := list.Rows(at, rowsAtOnce)
		if err != nil {
			return err
		}
		for _, r := range rows {
			row, err := articleRowOf(p, r, handles)
			if err != nil {
				return err
			}
			if err := each(row); err != nil {
				return err
			}
		}
	}
	return nil
}

func articleRowOf(p *storage.Project, r storage.ArticleRow, handles map[annotate.ID]string) (articleRow, error) {
	row := articleRow{ID: r.ID, Title: r.Title, Outlet: r.Outlet, Published: r.Published, Source: r.SourceName,
		Bytes: r.Bytes, Added: r.Added.UTC(), Annotations: r.Marked, Layers: map[string]string{}, Replaces: r.Replaces}
	layers, err := p.Layers(r.ID)
	for _, l := range layers {
		row.Layers[handles[l.Person]] = string(l.Status)
	}
	return row, err
}
