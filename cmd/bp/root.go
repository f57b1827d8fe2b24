package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"
)

// newRoot builds the commands afresh, so that two runs share nothing.
func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:           "bp",
		Short:         "Work with Bluepencil projects without a screen",
		SilenceErrors: true,
		SilenceUsage:  true,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return nil
			}
			return usageError{fmt.Errorf("there is no command %q; bp --help lists them", args[0])}
		},
		RunE: func(cmd *cobra.Command, _ []string) error {
			cmd.SetOut(cmd.ErrOrStderr())
			return errors.Join(cmd.Help(), usageError{errors.New("name a command")})
		},
	}
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return usageError{fmt.Errorf("%w; see %s --help", err, cmd.CommandPath())}
	})
	root.AddCommand(newInit(), newImport(), newExport(), newArticles(), newShow(), newSearch(), newReencode(), newVersions(), newFamilies(), newRegister(), newCodebook(), newTables(),
		newCompare(), newAdjudicate(), newDifferences(), newAgreement(), newCheck(), newLint(), newHistory(), newBackup(), newBackups(), newRestore(), newRescue(), newCompact(), newPurge(), newFormats(),
		newPeople(), newRounds(), newReturn(), newTalk(), newPack(), newMerge(), newConflicts())
	checkUsage(root)
	return root
}

// checkUsage makes wrong arguments of all commands errors of usage.
func checkUsage(parent *cobra.Command) {
	for _, cmd := range parent.Commands() {
		cmd.Args = asUsage(cmd.Args)
		checkUsage(cmd)
	}
}

// asUsage makes the errors of a check of arguments errors of usage.
func asUsage(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if err := check(cmd, args); err != nil {
			return usageError{fmt.Errorf("%w; usage: %s", err, cmd.UseLine())}
		}
		return nil
	}
}
