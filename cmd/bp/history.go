package main

import (
	"fmt"
	"io"
	"time"

	"bluepencil/annotate"
	"bluepencil/storage"

	"github.com/spf13/cobra"
)

type historyEntry struct {
	ID      annotate.ID `json:"id"`
	When    time.Time   `json:"when"`
	Person  string      `json:"person"`
	Action  string      `json:"action"`
	Article annotate.ID `json:"article"`
	title   string
	Stream  string      `json:"stream"`
	Fields  int         `json:"fields"` // how many fields it set
	Reverts annotate.ID `json:"reverts"`
	Purged  bool        `json:"purged,omitempty"`
}

func newHistory() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "history PROJECT",
		Short: "List who did what and when",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return withProject(cmd, args[0], func(p *storage.Project) error {
				list := &jsonList{out: cmd.OutOrStdout()}
				each := list.add
				if !asJSON {
					each = func(e any) { list.keep(writeEntry(cmd.OutOrStdout(), e.(historyEntry))) }
				}
				if err := eachChange(cmd, p, func(e historyEntry) bool { each(e); return list.err == nil }); err != nil {
					return err
				}
				if !asJSON {
					return list.err
				}
				return list.end()
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "as JSON")
	return cmd
}

func writeEntry(out io.Writer, e historyEntry) error {
	about := ""
	if e.title != "" {
		about = ": " + printable(e.title)
	}
	_, err := fmt.Fprintf(out, "%s  %-12s  %s%s\n", e.When.Local().Format(time.DateTime), printable(e.Person), printable(e.Action), about)
	return err
}

// eachChange gives the changes in the order they arrived.
func eachChange(cmd *cobra.Command, p *storage.Project, each func(historyEntry) bool) error {
	handles, err := handlesOf(p)
	if err != nil {
		return err
	}
	titles, err := titlesOf(p)
	if err != nil {
		return err
	}
	err = p.History(storage.HistoryFilter{}, func(c annotate.Change) bool {
		entry := historyEntry{ID: c.ID, When: c.When().UTC(), Person: handles[c.Person], Action: c.Action, Article: c.Article,
			title: titles[c.Article], Stream: string(c.Stream), Fields: len(c.Edits), Reverts: c.Reverts, Purged: c.Purged}
		return each(entry) && cmd.Context().Err() == nil
	})
	if err == nil {
		err = cmd.Context().Err()
	}
	return err
}

// titlesOf gives the articles' titles by their ids.
func titlesOf(p *storage.Project) (map[annotate.ID]string, error) {
	titles := map[annotate.ID]string{}
	err := p.Articles(storage.ArticleFilter{AllVersions: true}, func(r storage.ArticleRow) bool {
		titles[r.ID] = r.Title
		return true
	})
	return titles, err
}
