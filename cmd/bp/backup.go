package main

import (
	"errors"
	"fmt"
	"io/fs"

	"bluepencil/storage"

	"github.com/spf13/cobra"
)

func newBackup() *cobra.Command {
	var out string
	cmd := &cobra.Command{
		Use:   "backup PROJECT --out FILE",
		Short: "Copy a project, consistently",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if out == "" {
				return usageError{errors.New("say where to with --out FILE")}
			}
			return withProject(cmd, args[0], func(p *storage.Project) error {
				if err := p.Backup(out); err != nil {
					return existing(err)
				}
				fmt.Fprintf(cmd.ErrOrStderr(), "copied %s to %s\n", p.Path(), out)
				return nil
			})
		},
	}
	cmd.Flags().StringVar(&out, "out", "", "the copy's path; an existing file is never overwritten")
	return cmd
}

// existing makes the refusal to overwrite a file an error of usage.
func existing(err error) error {
	if errors.Is(err, fs.ErrExist) {
		return usageError{err}
	}
	return err
}
