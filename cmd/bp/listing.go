package main

import (
	"fmt"
	"text/tabwriter"
	"time"

	"bluepencil/annotate"
	"bluepencil/annotate/format/bluepencil"
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
	Layers      map[string]string `json:"layers"` // status by handle
}

func newArticles() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "articles PROJECT",
		Short: "List the articles",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return withProject(cmd, args[0], func(p *storage.Project) error {
				rows, err := articleRows(p)
				if err != nil {
					return err
				}
				if asJSON {
					return writeJSON(cmd.OutOrStdout(), rows)
				}
				table := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 4, 2, ' ', 0)
				fmt.Fprintln(table, "ID\tMARKED\tBYTES\tTITLE")
				for _, r := range rows {
					fmt.Fprintf(table, "%s\t%d\t%d\t%s\n", r.ID, r.Annotations, r.Bytes, r.Title)
				}
				return table.Flush()
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "as JSON")
	return cmd
}

func articleRows(p *storage.Project) ([]articleRow, error) {
	rows := []articleRow{}
	if err := p.Articles(storage.ArticleFilter{}, func(r storage.ArticleRow) bool {
		rows = append(rows, articleRow{ID: r.ID, Title: r.Title, Outlet: r.Outlet, Published: r.Published, Source: r.SourceName,
			Bytes: r.Bytes, Added: r.Added.UTC(), Layers: map[string]string{}})
		return true
	}); err != nil {
		return nil, err
	}
	handles, err := handlesOf(p)
	if err != nil {
		return nil, err
	}
	for i := range rows {
		if rows[i].Annotations, err = p.AnnotationCount(rows[i].ID, annotate.ID{}); err != nil {
			return nil, err
		}
		layers, err := p.Layers(rows[i].ID)
		if err != nil {
			return nil, err
		}
		for _, l := range layers {
			rows[i].Layers[handles[l.Person]] = string(l.Status)
		}
	}
	return rows, nil
}

func handlesOf(p *storage.Project) (map[annotate.ID]string, error) {
	people, err := p.People()
	handles := map[annotate.ID]string{}
	for _, person := range people {
		handles[person.ID] = person.Handle
	}
	return handles, err
}

func newShow() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "show PROJECT ARTICLE",
		Short: "Show an article with what is marked in it",
		Long:  "Show an article, named by its id (or the beginning of it), title or file name, with what is marked in it.",
		Args:  cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			return withProject(cmd, args[0], func(p *storage.Project) error {
				id, err := p.FindArticle(args[1])
				if err != nil {
					return err
				}
				if asJSON {
					return showJSON(cmd, p, id)
				}
				return showText(cmd, p, id)
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "as a line of the bluepencil format")
	return cmd
}

func showJSON(cmd *cobra.Command, p *storage.Project, id annotate.ID) error {
	common, err := p.Common()
	if err != nil {
		return err
	}
	report, err := bluepencil.Stream(cmd.Context(), cmd.OutOrStdout(), common, p.BundlesOf([]annotate.ID{id}, storage.ExportFilter{All: true}, nil), bluepencil.Options{Unit: codePoints})
	if err == nil && len(report.Problems) > 0 {
		err = fmt.Errorf("%s: %s", report.Problems[0].Article, report.Problems[0].What)
	}
	return err
}

func showText(cmd *cobra.Command, p *storage.Project, id annotate.ID) error {
	a, err := p.Article(id)
	if err != nil {
		return err
	}
	text, err := p.Text(id)
	if err != nil {
		return err
	}
	list, err := p.Annotations(id, annotate.ID{})
	if err != nil {
		return err
	}
	handles, err := handlesOf(p)
	if err != nil {
		return err
	}
	out := cmd.OutOrStdout()
	fmt.Fprintf(out, "%s\n%s · %s · %d bytes, %s\n\n%s\n", a.Title(), a.ID, a.Content.SourceName, a.Content.TextBytes, a.Content.Encoding, text)
	table := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	for i := range list {
		m := &list[i]
		fmt.Fprintf(table, "%d–%d\t%s\t%s\t%s\n", m.Start(), m.End(), m.Label, handles[m.Layer], m.Text())
	}
	return table.Flush()
}
