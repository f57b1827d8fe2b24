package main

import (
	"fmt"
	"path/filepath"
	"text/tabwriter"
	"time"

	"bluepencil/annotate/text"
	"bluepencil/storage"

	"github.com/spf13/cobra"
)

type backupRow struct {
	Path     string    `json:"path"`
	Kind     string    `json:"kind"`
	Made     time.Time `json:"made"`
	Bytes    int64     `json:"bytes"`
	From     uint64    `json:"from"` // actions after this one
	To       uint64    `json:"to"`   // up to this one
	Verified bool      `json:"verified"`
	Problem  string    `json:"problem,omitempty"`
}

func newBackups() *cobra.Command {
	var asJSON, verify bool
	cmd := &cobra.Command{
		Use:   "backups PROJECT",
		Short: "List the backups that are kept of a project",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			list, total, err := storage.ListBackups(projectPath(args[0]))
			if err != nil {
				return projectError{err}
			}
			rows, bad := backupRows(list, verify)
			if asJSON {
				err = writeJSON(cmd.OutOrStdout(), rows)
			} else {
				err = printBackups(cmd, rows, total)
			}
			if err == nil && bad {
				err = errPartly
			}
			return err
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "as JSON")
	cmd.Flags().BoolVar(&verify, "verify", false, "read each again, all of it")
	return cmd
}

// backupRows tells whether any of the backups is bad, too.
func backupRows(list []storage.Backup, verify bool) (rows []backupRow, bad bool) {
	rows = []backupRow{}
	for _, b := range list {
		row := backupRow{Path: b.Path, Kind: string(b.Kind), Made: b.Made.UTC(), Bytes: b.Size, From: b.From, To: b.To, Verified: b.Verified}
		if verify {
			err := storage.VerifyBackup(b)
			if row.Verified = err == nil; err != nil {
				row.Problem, bad = err.Error(), true
			}
		}
		rows = append(rows, row)
	}
	return rows, bad
}

func printBackups(cmd *cobra.Command, rows []backupRow, total int64) error {
	table := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 4, 2, ' ', 0)
	fmt.Fprintln(table, "MADE\tKIND\tACTIONS\tBYTES\tVERIFIED\tFILE")
	for _, r := range rows {
		verified := "no"
		if r.Verified {
			verified = "yes"
		}
		fmt.Fprintf(table, "%s\t%s\t%d-%d\t%d\t%s\t%s\n", r.Made.Format("2006-01-02 15:04:05"), r.Kind, r.From+1, r.To, r.Bytes, verified, filepath.Base(r.Path))
	}
	if err := table.Flush(); err != nil {
		return err
	}
	for _, r := range rows {
		if r.Problem != "" {
			fmt.Fprintln(cmd.ErrOrStderr(), r.Problem)
		}
	}
	fmt.Fprintf(cmd.ErrOrStderr(), "%s, %d bytes\n", text.Count(len(rows), "backup"), total)
	return nil
}
