package main

import (
	"fmt"
	"os"
	"slices"

	"bluepencil/annotate"
	"bluepencil/assets"
	"bluepencil/storage"

	"github.com/spf13/cobra"
)

func newInit() *cobra.Command {
	var codebook string
	cmd := &cobra.Command{
		Use:   "init PROJECT",
		Short: "Make a new project",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			cb, err := readCodebook(codebook)
			if err != nil {
				return usageError{err}
			}
			p, err := storage.Create(args[0], cb, storage.Options{Program: "bp init", User: userName()})
			if err != nil {
				return projectError{err}
			}
			fmt.Fprintf(cmd.ErrOrStderr(), "made %s with the codebook %s\n", args[0], cb.Name)
			return p.Close()
		},
	}
	cmd.Flags().StringVar(&codebook, "codebook", "news", "news, entities, claims, blank, or a JSON file")
	return cmd
}

// readCodebook takes the name of one that ships, or a file.
func readCodebook(name string) (*annotate.Codebook, error) {
	if slices.Contains(assets.CodebookNames, name) {
		return assets.Codebook(name)
	}
	raw, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("codebook: %w", err)
	}
	return assets.ParseCodebook(raw)
}
