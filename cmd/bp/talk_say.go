package main

import (
	"errors"
	"fmt"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/talk"
	"bluepencil/storage"

	"github.com/spf13/cobra"
)

func newTalkAdd() *cobra.Command {
	var by, annotation string
	cmd := &cobra.Command{
		Use:   "add PROJECT ARTICLE TEXT",
		Short: "Comment on an article, or on an annotation in it",
		Args:  cobra.ExactArgs(3),
		RunE: func(cmd *cobra.Command, args []string) error {
			return withProject(cmd, args[0], func(p *storage.Project) error {
				article, err := p.FindArticle(args[1])
				if err != nil {
					return usageError{err}
				}
				c := talk.Comment{Article: article, About: talk.AboutArticle(), Text: args[2]}
				if annotation != "" {
					if c.About, err = aboutAnnotation(p, article, annotation); err != nil {
						return err
					}
				}
				return say(cmd, p, c, by)
			})
		},
	}
	cmd.Flags().StringVar(&annotation, "annotation", "", "the id of the annotation it is about")
	addActor(cmd, &by)
	return cmd
}

func aboutAnnotation(p *storage.Project, article annotate.ID, id string) (talk.About, error) {
	list, err := p.Annotations(article, annotate.ID{})
	if err != nil {
		return talk.About{}, err
	}
	for i := range list {
		if list[i].ID.String() == strings.ToUpper(id) {
			return talk.AboutAnnotation(list[i].Ref()), nil
		}
	}
	return talk.About{}, usageError{fmt.Errorf("the article has no annotation %q", id)}
}

func newTalkReply() *cobra.Command {
	var by string
	cmd := &cobra.Command{
		Use:   "reply PROJECT COMMENT TEXT",
		Short: "Answer a comment",
		Args:  cobra.ExactArgs(3),
		RunE: func(cmd *cobra.Command, args []string) error {
			return withProject(cmd, args[0], func(p *storage.Project) error {
				to, err := findComment(p, args[1])
				if err != nil {
					return err
				}
				return say(cmd, p, talk.Comment{ReplyTo: to, Text: args[2]}, by)
			})
		},
	}
	addActor(cmd, &by)
	return cmd
}

// say adds the comment and writes its id, for answers to it, to stdout.
func say(cmd *cobra.Command, p *storage.Project, c talk.Comment, by string) error {
	me, err := actor(p, by)
	if err != nil {
		return err
	}
	c.Author = me.ID
	c, err = p.Say(c)
	if errors.Is(err, annotate.ErrInvalid) {
		return usageError{err}
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(cmd.OutOrStdout(), c.ID)
	return err
}

func newTalkResolve(name, short string, resolved bool) *cobra.Command {
	var by string
	cmd := &cobra.Command{
		Use:   name + " PROJECT COMMENT",
		Short: short,
		Args:  cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			return withProject(cmd, args[0], func(p *storage.Project) error {
				id, err := findComment(p, args[1])
				if err != nil {
					return err
				}
				me, err := actor(p, by)
				if err != nil {
					return err
				}
				return p.Resolve(me.ID, id, resolved)
			})
		},
	}
	addActor(cmd, &by)
	return cmd
}

func findComment(p *storage.Project, name string) (annotate.ID, error) {
	id, err := annotate.ParseID(name)
	if err != nil {
		return id, usageError{fmt.Errorf("%q is no comment's id; bp talk lists them", name)}
	}
	if _, err := p.Comment(id); err != nil {
		return id, usageError{err}
	}
	return id, nil
}
