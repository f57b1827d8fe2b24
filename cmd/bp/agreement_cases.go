package main

import (
	"fmt"
	"io"
	"os"

	"bluepencil/annotate/agreement/cases"

	"github.com/spf13/cobra"
)

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
	err = writeJSON(cmd.OutOrStdout(), struct {
		Cases []cases.Result `json:"cases"`
	}{results})
	if err != nil {
		return err
	}
	return reportCases(cmd.ErrOrStderr(), results)
}

func reportCases(out io.Writer, results []cases.Result) error {
	var failed error
	for _, r := range results {
		if r.Error != "" {
			failed = errPartly
			fmt.Fprintf(out, "case %s: %s\n", printable(r.ID), printable(r.Error))
		}
	}
	return failed
}
