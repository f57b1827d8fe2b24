package main

import (
	"errors"
	"fmt"

	"bluepencil/annotate"
	"bluepencil/storage"

	"github.com/spf13/cobra"
)

type purgeFlags struct {
	reason, person string
	yes, allow     bool
}

func newPurge() *cobra.Command {
	var f purgeFlags
	cmd := &cobra.Command{
		Use:   "purge PROJECT ARTICLE --reason TEXT --yes",
		Short: "Erase an article for good, backups included",
		Long: "Purge erases an article's text, everything marked in it and every backup that could hold it.\n" +
			"Nothing brings it back. Exports, packets and copies elsewhere are not reached.\n" +
			"With --allow, the text of an article that was purged may be imported again.",
		Args: cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case f.reason == "":
				return usageError{errors.New("say why with --reason TEXT: it stays in the history")}
			case !f.yes:
				return usageError{errors.New("nothing brings a purged article back: say --yes if that is meant")}
			}
			return withProject(cmd, args[0], func(p *storage.Project) error { return f.run(cmd, p, args[1]) })
		},
	}
	cmd.Flags().StringVar(&f.reason, "reason", "", "why; it stays in the history")
	cmd.Flags().StringVar(&f.person, "as", "", "the handle of who does it")
	cmd.Flags().BoolVar(&f.yes, "yes", false, "it is meant")
	cmd.Flags().BoolVar(&f.allow, "allow", false, "let the text of a purged article, named by its id, come back")
	return cmd
}

func (f *purgeFlags) run(cmd *cobra.Command, p *storage.Project, name string) error {
	var person annotate.ID
	if f.person != "" {
		who, err := p.PersonByHandle(f.person)
		if err != nil {
			return usageError{err}
		}
		person = who.ID
	}
	if f.allow {
		return f.letBack(cmd, p, person, name)
	}
	article, err := p.FindArticle(name)
	if err != nil {
		return usageError{err}
	}
	done, err := p.Purge(person, article, f.reason)
	if err != nil {
		return err
	}
	out := cmd.ErrOrStderr()
	fmt.Fprintf(out, "purged article %s; its hash is remembered, so that it is not taken in again\n", article)
	for _, path := range done.Removed {
		fmt.Fprintln(out, "removed", path)
	}
	if done.Backup != "" {
		fmt.Fprintln(out, "made a new backup", done.Backup)
	}
	fmt.Fprintln(out, "exports, packets and copies elsewhere are not reached: remove them yourself")
	return nil
}

func (f *purgeFlags) letBack(cmd *cobra.Command, p *storage.Project, person annotate.ID, name string) error {
	article, err := annotate.ParseID(name)
	if err != nil {
		return usageError{err}
	}
	if _, err := p.AllowPurged(person, article, f.reason); err != nil {
		return err
	}
	fmt.Fprintf(cmd.ErrOrStderr(), "the text of article %s may come back\n", article)
	return nil
}
