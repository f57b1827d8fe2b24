package main

import (
	"errors"
	"fmt"

	"bluepencil/annotate/text"
	"bluepencil/storage"

	"github.com/spf13/cobra"
)

func newRescue() *cobra.Command {
	return &cobra.Command{
		Use:   "rescue PROJECT",
		Short: "Bring back the newest good state of a damaged project",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			path := projectPath(args[0])
			r, err := storage.Rescue(path, optionsOf(cmd))
			out := cmd.ErrOrStderr()
			if errors.Is(err, storage.ErrNotDamaged) {
				fmt.Fprintf(out, "%s is not damaged: nothing was done\n", path)
				return nil
			}
			if err != nil {
				return projectError{err}
			}
			fmt.Fprintf(out, "rescued %s: %s\n", path, r.String())
			if r.Salvaged > 0 {
				fmt.Fprintf(out, "%s came from the damaged file itself\n", text.Count(int(r.Salvaged), "action"))
			}
			if r.Damaged != "" {
				fmt.Fprintln(out, "the damaged file is kept as", r.Damaged)
			}
			for _, skipped := range r.Skipped {
				fmt.Fprintln(out, "not used:", skipped)
			}
			return nil
		},
	}
}
