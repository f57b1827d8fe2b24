package main

import (
	"errors"
	"fmt"
	"io/fs"

	"bluepencil/storage"

	"github.com/spf13/cobra"
)

func newRestore() *cobra.Command {
	var out string
	cmd := &cobra.Command{
		Use:   "restore BACKUP --out PROJECT",
		Short: "Make a project of a backup",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if out == "" {
				return usageError{errors.New("say where to with --out PROJECT")}
			}
			path := projectPath(out)
			err := storage.Restore(args[0], path, optionsOf(cmd))
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
	cmd.Flags().StringVar(&out, "out", "", "the new project's path; an existing file is never overwritten")
	return cmd
}
