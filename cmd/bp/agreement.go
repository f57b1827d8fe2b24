package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"bluepencil/annotate/agreement/cases"

	"github.com/spf13/cobra"
)

type agreementFlags struct {
	cases string
	json  bool
	seed  uint64
}

func newAgreement() *cobra.Command {
	var f agreementFlags
	cmd := &cobra.Command{
		Use:   "agreement PROJECT | agreement --cases FILE",
		Short: "Measure how far people agree",
		Args:  cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case f.cases != "" && len(args) > 0:
				return usageError{errors.New("name a project or --cases FILE, not both")}
			case f.cases != "":
				return f.runCases(cmd)
			}
			return usageError{errors.New("name a project, or --cases FILE")}
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&f.cases, "cases", "", "a file of reference cases to compute")
	flags.BoolVar(&f.json, "json", false, "as JSON")
	flags.Uint64Var(&f.seed, "seed", 1, "what chance begins with in intervals and samples")
	return cmd
}

// runCases computes the cases of a file.
func (f *agreementFlags) runCases(cmd *cobra.Command) error {
	file, err := os.Open(f.cases)
	if err != nil {
		return usageError{err}
	}
	defer func() { _ = file.Close() }() // it was only read
	results, err := cases.Read(file, cases.Options{Seed: f.seed})
	if err != nil {
		return usageError{fmt.Errorf("%s: %w", f.cases, err)}
	}
	if err := writeJSON(cmd.OutOrStdout(), struct {
		Cases []cases.Result `json:"cases"`
	}{results}); err != nil {
		return err
	}
	return reportCases(cmd.ErrOrStderr(), results)
}

func reportCases(out io.Writer, results []cases.Result) error {
	failed := false
	for _, r := range results {
		if r.Error != "" {
			failed = true
			fmt.Fprintf(out, "case %q: %s\n", printable(r.ID), printable(r.Error))
		}
	}
	if failed {
		return errPartly
	}
	return nil
}
