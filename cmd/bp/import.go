package main

import (
	"errors"
	"fmt"

	"bluepencil/annotate"
	"bluepencil/storage"
	"bluepencil/storage/intake"

	"github.com/spf13/cobra"
)

func newImport() *cobra.Command {
	var person, encoding, formatName string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "import PROJECT PATH...",
		Short: "Add articles from files and folders, or annotations of an export",
		Args:  cobra.MinimumNArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			if formatName != "" && formatName != "bluepencil" && formatName != "text" {
				return usageError{fmt.Errorf("unknown format %q; bp formats lists them", formatName)}
			}
			return withProject(cmd, args[0], func(p *storage.Project) error {
				me, err := personNamed(p, person)
				if err != nil {
					return err
				}
				return importFiles(cmd, p, me, args[1:], intake.Options{Encoding: encoding, Format: formatName}, asJSON)
			})
		},
	}
	cmd.Flags().StringVar(&person, "as", userName(), "whose layer annotations go to, and who adds the articles")
	cmd.Flags().StringVar(&formatName, "format", "", "text or bluepencil; found out when not named")
	cmd.Flags().StringVar(&encoding, "encoding", "", "the files' encoding; found out when not named")
	cmd.Flags().BoolVar(&asJSON, "json", false, "report as JSON on stdout")
	return cmd
}

// personNamed finds a member by handle or name, or adds one.
func personNamed(p *storage.Project, name string) (annotate.Person, error) {
	person, err := p.PersonByHandle(annotate.HandleOf(name))
	if errors.Is(err, annotate.ErrNotFound) {
		return p.AddPerson(annotate.Person{Name: name})
	}
	return person, err
}

func importFiles(cmd *cobra.Command, p *storage.Project, me annotate.Person, paths []string, o intake.Options, asJSON bool) error {
	show, end := progress(cmd, "importing")
	o.Progress = show
	report, err := intake.Files(cmd.Context(), p, me.ID, paths, o)
	end()
	if asJSON {
		if err := writeJSON(cmd.OutOrStdout(), report.Public()); err != nil {
			return err
		}
	}
	for _, line := range report.Lines() {
		fmt.Fprintln(cmd.ErrOrStderr(), line)
	}
	fmt.Fprintln(cmd.ErrOrStderr(), report.Summary())
	if err != nil {
		return err
	}
	if len(report.Failures) > 0 {
		return errPartly
	}
	return nil
}
