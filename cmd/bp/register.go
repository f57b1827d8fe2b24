package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/register"
	"bluepencil/storage"

	"github.com/spf13/cobra"
)

func newRegister() *cobra.Command {
	var from, person string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "register PROJECT",
		Short: "Write the register of entities as a table, or take one in",
		Long: "Write the register of entities as CSV, or as JSON with --json; or take in a table\n" +
			"of either kind with --from. A row with an id is the entry with that id, one without\n" +
			"the entry with its name and type, or a new one. Empty cells change nothing, aliases\n" +
			"and roles are added, nothing is deleted, and all of it is one step of undo.",
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return withProject(cmd, args[0], func(p *storage.Project) error {
				if from != "" {
					return takeRegister(cmd, p, from, person)
				}
				return writeRegister(cmd.OutOrStdout(), p, asJSON)
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "as JSON")
	cmd.Flags().StringVar(&from, "from", "", "take in this table, CSV or JSON")
	cmd.Flags().StringVar(&person, "as", userName(), "who takes it in")
	return cmd
}

func writeRegister(out io.Writer, p *storage.Project, asJSON bool) error {
	entities, err := p.Entities()
	if err != nil {
		return err
	}
	if asJSON {
		return register.WriteJSON(out, entities)
	}
	return register.WriteCSV(out, entities)
}

// largestTable is how many bytes of a table are read.
const largestTable = 64 << 20

func takeRegister(cmd *cobra.Command, p *storage.Project, path, name string) error {
	if strings.TrimSpace(name) == "" {
		return usageError{errors.New("--as needs the name of a person")}
	}
	content, err := readAtMost(path, largestTable)
	if err != nil {
		return err
	}
	rows, faults, err := register.Read(content)
	if err != nil {
		return fmt.Errorf("%s: %w", filepath.Base(path), err)
	}
	me, err := personNamed(p, name)
	if err != nil {
		return err
	}
	taken, err := p.TakeRegister(me.ID, rows)
	if err != nil {
		return err
	}
	for _, fault := range append(faults, taken.Problems...) {
		fmt.Fprintf(cmd.ErrOrStderr(), "%s: %s\n", filepath.Base(path), printable(fault.Error()))
	}
	fmt.Fprintf(cmd.ErrOrStderr(), "%d added, %d changed, %d as they were\n", taken.Added, taken.Changed, taken.Same)
	if len(faults)+len(taken.Problems) > 0 {
		return errPartly
	}
	return nil
}

// readAtMost reads a file, and refuses one that is larger.
func readAtMost(path string, most int64) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	content, err := io.ReadAll(io.LimitReader(file, most+1))
	if err == nil && int64(len(content)) > most {
		err = fmt.Errorf("%w: %s has more than %d MB", annotate.ErrInvalid, path, most>>20)
	}
	return content, err
}
