package main

import (
	"fmt"

	"bluepencil/storage"

	"github.com/spf13/cobra"
)

func newCompact() *cobra.Command {
	return &cobra.Command{
		Use:   "compact PROJECT",
		Short: "Make the project's file as small as what is in it",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return withProject(cmd, args[0], func(p *storage.Project) error {
				before, after, err := p.Compact()
				if err == nil {
					fmt.Fprintf(cmd.ErrOrStderr(), "%s had %d bytes and has %d\n", p.Path(), before, after)
				}
				return err
			})
		},
	}
}
