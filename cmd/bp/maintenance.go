package main

import (
	"fmt"
	"time"

	"bluepencil/annotate"
	"bluepencil/annotate/text"
	"bluepencil/storage"

	"github.com/spf13/cobra"
)

const codePoints = text.CodePoint

func newCheck() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "check PROJECT",
		Short: "Check a project: structure, history, every span against its text",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return withProject(cmd, args[0], func(p *storage.Project) error {
				show, end := progress(cmd, "checking")
				report, err := p.Check(cmd.Context(), show)
				end()
				if err != nil {
					return err
				}
				return reportCheck(cmd, report, asJSON)
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "as JSON")
	return cmd
}

func reportCheck(cmd *cobra.Command, report storage.CheckReport, asJSON bool) error {
	if asJSON {
		problems := []string{}
		for _, p := range report.Problems {
			problems = append(problems, p.Where+": "+p.What)
		}
		if err := writeJSON(cmd.OutOrStdout(), map[string]any{"articles": report.Articles,
			"annotations": report.Annotations, "changes": report.Changes, "problems": problems}); err != nil {
			return err
		}
	} else {
		for _, p := range report.Problems {
			fmt.Fprintf(cmd.OutOrStdout(), "%s: %s\n", p.Where, p.What)
		}
		fmt.Fprintf(cmd.OutOrStdout(), "%d articles, %d annotations, %d changes: %d problems\n",
			report.Articles, report.Annotations, report.Changes, len(report.Problems))
	}
	if len(report.Problems) > 0 {
		return errPartly
	}
	return nil
}

type historyEntry struct {
	ID      annotate.ID `json:"id"`
	When    time.Time   `json:"when"`
	Person  string      `json:"person"`
	Action  string      `json:"action"`
	Article annotate.ID `json:"article"`
	Stream  string      `json:"stream"`
	Fields  int         `json:"fields"`
	Reverts annotate.ID `json:"reverts"`
}

func newHistory() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "history PROJECT",
		Short: "List who did what and when",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return withProject(cmd, args[0], func(p *storage.Project) error {
				handles, err := handlesOf(p)
				if err != nil {
					return err
				}
				entries := []historyEntry{}
				err = p.History(storage.HistoryFilter{}, func(c annotate.Change) bool {
					entries = append(entries, historyEntry{c.ID, c.When().UTC(), handles[c.Person], c.Action, c.Article, string(c.Stream), len(c.Edits), c.Reverts})
					return cmd.Context().Err() == nil
				})
				if err != nil {
					return err
				}
				if asJSON {
					return writeJSON(cmd.OutOrStdout(), entries)
				}
				for _, e := range entries {
					fmt.Fprintf(cmd.OutOrStdout(), "%s  %-12s  %s\n", e.When.Local().Format(time.DateTime), e.Person, e.Action)
				}
				return nil
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "as JSON")
	return cmd
}

func newBackup() *cobra.Command {
	var out string
	cmd := &cobra.Command{
		Use:   "backup PROJECT --out FILE",
		Short: "Copy a project, consistently",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if out == "" {
				return usageError{fmt.Errorf("say where to with --out FILE")}
			}
			return withProject(cmd, args[0], func(p *storage.Project) error { return p.Backup(out) })
		},
	}
	cmd.Flags().StringVar(&out, "out", "", "the copy's path; an existing file is never overwritten")
	return cmd
}

func newRestore() *cobra.Command {
	var out string
	cmd := &cobra.Command{
		Use:   "restore BACKUP --out PROJECT",
		Short: "Make a project of a backup",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if out == "" {
				return usageError{fmt.Errorf("say where to with --out PROJECT")}
			}
			if err := storage.Restore(args[0], out, storage.Options{Program: "bp restore", User: userName()}); err != nil {
				return projectError{err}
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&out, "out", "", "the new project's path; an existing file is never overwritten")
	return cmd
}

type formatRow struct {
	Name        string `json:"name"`
	Import      bool   `json:"import"`
	Export      bool   `json:"export"`
	Description string `json:"description"`
}

var formatRows = []formatRow{
	{"bluepencil", true, true, "the project's own JSON Lines, with project.json beside it"},
	{"text", true, false, "plain text and Markdown, any encoding"},
}

func newFormats() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "formats",
		Short: "List the formats that can be read and written",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if asJSON {
				return writeJSON(cmd.OutOrStdout(), formatRows)
			}
			for _, f := range formatRows {
				direction := "import and export"
				if !f.Export {
					direction = "import"
				}
				fmt.Fprintf(cmd.OutOrStdout(), "%-12s %-18s %s\n", f.Name, direction, f.Description)
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "as JSON")
	return cmd
}
