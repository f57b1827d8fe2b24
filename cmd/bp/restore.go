package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"

	"bluepencil/annotate/text"
	"bluepencil/storage"

	"github.com/spf13/cobra"
)

type restoreFlags struct {
	out, at string
	newest  bool
}

func newRestore() *cobra.Command {
	var f restoreFlags
	cmd := &cobra.Command{
		Use:   "restore BACKUP --out PROJECT",
		Short: "Make a project of a backup",
		Long: "Restore makes a project of a full copy. Where BACKUP is the folder of a project's backups,\n" +
			"or the project itself with --newest or --at, it is the newest full copy and the changes after it.",
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if f.out == "" {
				return usageError{errors.New("say where to with --out PROJECT")}
			}
			at, err := parseMoment(f.at)
			if err != nil {
				return usageError{err}
			}
			path := projectPath(f.out)
			err = f.restore(cmd, args[0], path, at)
			var usage usageError
			if errors.As(existing(err), &usage) {
				return usage
			}
			if errors.Is(err, fs.ErrNotExist) {
				err = fmt.Errorf("%w; see that %s and the folder of %s are there", err, args[0], path)
			}
			if err != nil {
				return projectError{err}
			}
			fmt.Fprintf(cmd.ErrOrStderr(), "restored %s to %s\n", args[0], path)
			return nil
		},
	}
	cmd.Flags().StringVar(&f.out, "out", "", "the new project's path; an existing file is never overwritten")
	cmd.Flags().BoolVar(&f.newest, "newest", false, "the newest backup of the project BACKUP")
	cmd.Flags().StringVar(&f.at, "at", "", "the newest backup not later than this, such as 2026-11-25T14:00")
	return cmd
}

func (f *restoreFlags) restore(cmd *cobra.Command, from, path string, at time.Time) error {
	info, err := os.Stat(from)
	folder := err == nil && info.IsDir()
	if !folder && !f.newest && f.at == "" {
		return storage.Restore(from, path, optionsOf(cmd))
	}
	project := projectPath(from)
	if folder {
		project = strings.TrimSuffix(strings.TrimRight(from, `/\`), ".copies") + storage.Extension
	}
	r, err := storage.RestoreAt(project, at, path, optionsOf(cmd))
	for _, skipped := range r.Skipped {
		fmt.Fprintln(cmd.ErrOrStderr(), "not used:", skipped)
	}
	if err == nil {
		fmt.Fprintf(cmd.ErrOrStderr(), "%s, the latest from %s\n", text.Count(int(r.Actions), "action"), r.LastAction.Format("2 January 2006 15:04:05"))
	}
	return err
}

// parseMoment reads a date with or without a time, in local time unless it
// names its zone. Empty is the zero time.
func parseMoment(s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04"} {
		if at, err := time.ParseInLocation(layout, s, time.Local); err == nil {
			return at, nil
		}
	}
	if at, err := time.ParseInLocation(time.DateOnly, s, time.Local); err == nil {
		return at.AddDate(0, 0, 1).Add(-time.Nanosecond), nil // to the day's end
	}
	return time.Time{}, fmt.Errorf("--at %q is no time; write 2026-11-25T14:00", s)
}
