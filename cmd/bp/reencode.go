package main

import (
	"errors"
	"fmt"

	"bluepencil/annotate"
	"bluepencil/annotate/source"
	"bluepencil/storage"

	"github.com/spf13/cobra"
)

func newReencode() *cobra.Command {
	var encoding, person string
	cmd := &cobra.Command{
		Use:   "reencode PROJECT ARTICLE --encoding NAME",
		Short: "Read an article's file once more in another encoding",
		Long: "Read an article's file once more in another encoding, for one that was guessed or named\n" +
			"wrongly. The article that comes of it replaces the old one, which goes to the bin. It\n" +
			"works for plain text and Markdown that nobody has marked yet.",
		Args: cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			if encoding == "" {
				return usageError{errors.New("--encoding needs the name of the right encoding")}
			}
			if annotate.HandleOf(person) == "" {
				return usageError{fmt.Errorf("--as needs the name of a person, %q is none", person)}
			}
			return withProject(cmd, args[0], func(p *storage.Project) error { return reencode(cmd, p, args[1], encoding, person) })
		},
	}
	cmd.Flags().StringVar(&encoding, "encoding", "", "the right encoding, such as windows-1251")
	cmd.Flags().StringVar(&person, "as", userName(), "who does it")
	return cmd
}

func reencode(cmd *cobra.Command, p *storage.Project, name, encoding, person string) error {
	article, err := p.FindArticle(name)
	if errors.Is(err, annotate.ErrNotFound) || errors.Is(err, annotate.ErrInvalid) {
		return usageError{err}
	}
	if err != nil {
		return err
	}
	me, err := personNamed(p, person)
	if err != nil {
		return err
	}
	id, err := p.Reencode(me.ID, article, encoding)
	if errors.Is(err, source.ErrEncoding) {
		return usageError{err}
	}
	if err != nil {
		return err
	}
	a, err := p.Article(id)
	if err != nil {
		return err
	}
	fmt.Fprintf(cmd.ErrOrStderr(), "“%s” is read as %s\n", printable(a.Title()), a.Content.Encoding)
	_, err = fmt.Fprintln(cmd.OutOrStdout(), id)
	return err
}
