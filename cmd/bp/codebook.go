package main

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"bluepencil/annotate"
	"bluepencil/annotate/format"
	"bluepencil/annotate/text"
	"bluepencil/assets"
	"bluepencil/storage"

	"github.com/spf13/cobra"
)

type codebookFlags struct {
	out, from, person string
	dryRun, json      bool
}

func newCodebook() *cobra.Command {
	var f codebookFlags
	cmd := &cobra.Command{
		Use:   "codebook PROJECT",
		Short: "Write the project's codebook as JSON, or take another one in",
		Long: "Without --from, the codebook goes to stdout or to a file.\n" +
			"With --from, another codebook is taken in as one step, and every part of it is reported: same, new, changed, missing.\n" +
			"What the new one does not have is retired; nothing that was marked is lost. What cannot fit is refused, and nothing changes.",
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if f.from == "" {
				return withProject(cmd, args[0], func(p *storage.Project) error { return f.write(cmd, p) })
			}
			cb, err := readCodebook(f.from)
			if err != nil {
				return usageError{err}
			}
			return withProject(cmd, args[0], func(p *storage.Project) error { return f.adopt(cmd, p, cb) })
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&f.out, "out", "", "the file; without it, to stdout")
	flags.StringVar(&f.from, "from", "", strings.Join(assets.CodebookNames, ", ")+", a JSON file, or the project.json of an export, to take in")
	flags.StringVar(&f.person, "as", "", "the handle of who takes it in, and can undo it in the window")
	flags.BoolVar(&f.dryRun, "dry-run", false, "report what --from would do, and do nothing")
	flags.BoolVar(&f.json, "json", false, "report as JSON")
	return cmd
}

func (f *codebookFlags) write(cmd *cobra.Command, p *storage.Project) error {
	book, err := p.Codebook()
	if err != nil {
		return err
	}
	raw, err := assets.WriteCodebook(book)
	if err != nil {
		return err
	}
	if f.out == "" {
		_, err = cmd.OutOrStdout().Write(raw)
		return err
	}
	if err := format.WriteFile(f.out, raw); err != nil {
		return fmt.Errorf("write the codebook: %w", err)
	}
	fmt.Fprintf(cmd.ErrOrStderr(), "wrote the codebook %s to %s\n", book.Name, f.out)
	return nil
}

// partRow is one part of the report.
type partRow struct {
	Kind        string `json:"kind"`
	ID          string `json:"id"`
	Name        string `json:"name"`
	Fit         string `json:"fit"`
	What        string `json:"what,omitempty"`
	Annotations int    `json:"annotations"` // that have it here
	Articles    int    `json:"articles"`
}

func (f *codebookFlags) adopt(cmd *cobra.Command, p *storage.Project, cb *annotate.Codebook) error {
	var person annotate.ID
	if f.person != "" {
		who, err := p.PersonByHandle(f.person)
		if err != nil {
			return usageError{err}
		}
		person = who.ID
	}
	book, err := p.Codebook()
	if err != nil {
		return err
	}
	usage, err := p.Usage(cmd.Context(), nil)
	if err != nil {
		return err
	}
	if err := f.report(cmd, rowsOf(book.Compare(cb), usage)); err != nil {
		return err
	}
	d, err := annotate.Editor{Person: person, Book: book}.Adopt(cb)
	if err != nil || f.dryRun {
		return err
	}
	if _, err := p.Commit(d); err != nil {
		return err
	}
	fmt.Fprintf(cmd.ErrOrStderr(), "took in the codebook %s\n", cb.Name)
	return nil
}

func rowsOf(parts []annotate.Difference, usage *annotate.Usage) []partRow {
	rows := make([]partRow, len(parts))
	for i := range parts {
		d := &parts[i]
		used := usage.Of(d)
		rows[i] = partRow{d.Kind, d.ID, d.Name, string(d.Fit), d.What, used.Annotations, used.Articles}
	}
	return rows
}

// report names every label, and of the other parts those that are not the same.
func (f *codebookFlags) report(cmd *cobra.Command, rows []partRow) error {
	if f.json {
		return writeJSON(cmd.OutOrStdout(), rows)
	}
	table := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 4, 2, ' ', 0)
	for _, r := range rows {
		if r.Kind != "label" && r.Fit == string(annotate.FitSame) {
			continue
		}
		used := ""
		if r.Annotations > 0 {
			used = fmt.Sprintf("%s in %s", text.Count(r.Annotations, "annotation"), text.Count(r.Articles, "article"))
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%s\n", r.Fit, r.Kind, printable(r.ID), printable(r.Name), used, printable(r.What))
	}
	return table.Flush()
}
