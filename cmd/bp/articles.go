package main

import (
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
					err := eachArticle(cmd, p, filter, func(r articleRow) { list.add(r) })
					if err != nil {
						return err
					}
					return list.end()
				}
				table := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 4, 2, ' ', 0)
				fmt.Fprintln(table, "ID\tMARKED\tBYTES\tTITLE\tWHERE IT STANDS")
				if err := eachArticle(cmd, p, filter, func(r articleRow) {
					fmt.Fprintf(table, "%s\t%d\t%d\t%s\t%s\n", r.ID, r.Annotations, r.Bytes, r.Title, r.standing())
				}); err != nil {
					return err
				}
				return table.Flush()
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "as JSON")
	cmd.Flags().BoolVar(&filter.AllVersions, "all-versions", false, "articles that a newer version replaces, too")
	return cmd
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
	return strings.Join(parts, ", ")
}

// eachArticle gives the articles in the order they were added.
func eachArticle(cmd *cobra.Command, p *storage.Project, filter storage.ArticleFilter, each func(articleRow)) error {
	handles, err := handlesOf(p)
	if err != nil {
		return err
	}
	var rows []storage.ArticleRow // the details are read in transactions of their own
	if err := p.Articles(filter, func(r storage.ArticleRow) bool {
		rows = append(rows, r)
		return true
	}); err != nil {
		return err
	}
	for _, r := range rows {
		if err := cmd.Context().Err(); err != nil {
			return err
		}
		row, err := articleRowOf(p, r, handles)
		if err != nil {
			return err
		}
		each(row)
	}
	return nil
}

func articleRowOf(p *storage.Project, r storage.ArticleRow, handles map[annotate.ID]string) (articleRow, error) {
	row := articleRow{ID: r.ID, Title: r.Title, Outlet: r.Outlet, Published: r.Published, Source: r.SourceName,
		Bytes: r.Bytes, Added: r.Added.UTC(), Layers: map[string]string{}, Replaces: r.Replaces}
	var err error
	if row.Annotations, err = p.AnnotationCount(r.ID, annotate.ID{}); err != nil {
		return row, err
	}
	layers, err := p.Layers(r.ID)
	for _, l := range layers {
		row.Layers[handles[l.Person]] = string(l.Status)
	}
	return row, err
}
