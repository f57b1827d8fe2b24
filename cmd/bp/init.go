package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/text"
	"bluepencil/assets"
	"bluepencil/storage"

	"github.com/spf13/cobra"
)

func newInit() *cobra.Command {
	var codebook, from, passphrase string
	cmd := &cobra.Command{
		Use:   "init PROJECT",
		Short: "Make a new project, or a copy of one from a packet",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if from != "" {
				if cmd.Flags().Changed("codebook") {
					return usageError{errors.New("a packet brings its codebook: --from and --codebook do not go together")}
				}
				return initFrom(cmd, args[0], from, passphrase)
			}
			cb, err := readCodebook(codebook)
			if err != nil {
				return usageError{err}
			}
			path := projectPath(args[0])
			p, err := storage.Create(path, cb, optionsOf(cmd))
			if errors.Is(err, fs.ErrExist) {
				return usageError{err}
			}
			if err != nil {
				return projectError{err}
			}
			fmt.Fprintf(cmd.ErrOrStderr(), "made %s with the codebook %s\n", path, cb.Name)
			return p.Close()
		},
	}
	cmd.Flags().StringVar(&codebook, "codebook", "news", strings.Join(assets.CodebookNames, ", ")+", or a JSON file")
	cmd.Flags().StringVar(&from, "from", "", "make your copy of the project that this packet is of")
	cmd.Flags().StringVar(&passphrase, "passphrase-file", "", "the packet is encrypted to the first line of this file")
	return cmd
}

// initFrom makes a project of a packet.
func initFrom(cmd *cobra.Command, name, from, passphrase string) error {
	secret, err := secretOf(passphrase)
	if err != nil {
		return err
	}
	path := projectPath(name)
	show, end := progress(cmd, "making the project")
	p, taken, err := storage.CreateFrom(cmd.Context(), path, from, storage.TakeOptions{Secret: secret, Progress: show}, optionsOf(cmd))
	end()
	if errors.Is(err, fs.ErrExist) {
		return usageError{err}
	}
	if err != nil {
		return projectError{err}
	}
	fmt.Fprintf(cmd.ErrOrStderr(), "made %s of %s, with %s\n", path, from, text.Count(taken.ArticlesAdded, "article"))
	return p.Close()
}

// readCodebook takes the name of one that ships, a file with a codebook, or
// the project.json of an export.
func readCodebook(name string) (*annotate.Codebook, error) {
	if slices.Contains(assets.CodebookNames, name) {
		return assets.Codebook(name)
	}
	raw, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("there is no codebook %q: it is %s, or a file", name, strings.Join(assets.CodebookNames, ", "))
	}
	if err != nil {
		return nil, fmt.Errorf("codebook: %w", err)
	}
	cb, err := assets.ParseCodebookFile(raw)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return cb, nil
}
