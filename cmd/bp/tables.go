package main

import (
	"errors"
	"fmt"
	"strings"

	"bluepencil/annotate/tables"
	"bluepencil/annotate/text"
	"bluepencil/storage"

	"github.com/spf13/cobra"
)

type tablesFlags struct {
	table, layer string
	json         bool
}

func newTables() *cobra.Command {
	var f tablesFlags
	cmd := &cobra.Command{
		Use:   "tables PROJECT",
		Short: "Write a table of all quotes, claims, names, or of the balance of sources",
		Long: "Write a table of what is marked in the whole project as CSV, or as JSON with --json: its\n" +
			"quotes, its claims, its entities, the strings that are labelled differently, or the\n" +
			"balance of its sources. Articles in the bin and older versions are left out. In CSV a\n" +
			"cell that a spreadsheet would take for a formula gets an apostrophe before it.",
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if !tables.Kind(f.table).Known() {
				return usageError{fmt.Errorf("--table is one of %s", kindNames())}
			}
			return withProject(cmd, args[0], func(p *storage.Project) error { return writeTable(cmd, p, f) })
		},
	}
	cmd.Flags().StringVar(&f.table, "table", "", kindNames())
	cmd.Flags().StringVar(&f.layer, "layer", "all", "a person's handle, gold or all")
	cmd.Flags().BoolVar(&f.json, "json", false, "as JSON")
	return cmd
}

// kindNames lists the tables there are.
func kindNames() string {
	var names []string
	for _, k := range tables.Kinds() {
		names = append(names, string(k))
	}
	return strings.Join(names, ", ")
}

func writeTable(cmd *cobra.Command, p *storage.Project, f tablesFlags) error {
	layers := exportFlags{layer: f.layer}
	person, err := layers.person(p)
	if err != nil {
		return usageError{err}
	}
	kind := tables.Kind(f.table)
	out, err := tables.NewWriter(cmd.OutOrStdout(), kind, tables.FileOptions{JSON: f.json})
	if err != nil {
		return err
	}
	show, end := progress(cmd, "reading")
	if kind == tables.Quotes || kind == tables.Claims {
		err = p.EachTableRow(cmd.Context(), person, show, func(k tables.Kind, r *tables.Row) error {
			if k != kind {
				return nil
			}
			return out.Write(r, nil)
		})
	} else {
		var collected *tables.Collector
		if collected, err = p.Tables(cmd.Context(), person, show); err == nil {
			err = writeGathered(cmd, out, collected, kind)
		}
	}
	end()
	return errors.Join(err, out.Close())
}

// writeGathered writes a table that gathers the markings of the whole project.
func writeGathered(cmd *cobra.Command, out *tables.Writer, c *tables.Collector, kind tables.Kind) error {
	if n := c.Left(); n > 0 {
		fmt.Fprintf(cmd.ErrOrStderr(), "%s left out: the project has too many\n", text.Count(n, "marking"))
	}
	for _, r := range c.Table(kind, tables.Filter{}).Rows {
		if err := out.Write(r, nil); err != nil {
			return err
		}
	}
	return nil
}
