package main

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"bluepencil/annotate"
	"bluepencil/annotate/format/bluepencil"
	"bluepencil/annotate/text"
	"bluepencil/storage"

	"github.com/spf13/cobra"
)

func newShow() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "show PROJECT ARTICLE",
		Short: "Show an article with what is marked in it",
		Long:  "Show an article, named by its id (or the beginning of it), title or file name, with what is marked in it.",
		Args:  cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			return withProject(cmd, args[0], func(p *storage.Project) error {
				id, err := p.FindArticle(args[1])
				if errors.Is(err, annotate.ErrNotFound) || errors.Is(err, annotate.ErrInvalid) {
					return usageError{err}
				}
				if err != nil {
					return err
				}
				if asJSON {
					return showJSON(cmd, p, id)
				}
				return showText(cmd.OutOrStdout(), p, id)
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "as a line of the bluepencil format")
	return cmd
}

func showJSON(cmd *cobra.Command, p *storage.Project, id annotate.ID) error {
	common, err := p.Common()
	if err != nil {
		return err
	}
	articles := p.BundlesOf([]annotate.ID{id}, storage.ExportFilter{All: true}, nil)
	report, err := bluepencil.Stream(cmd.Context(), cmd.OutOrStdout(), common, articles, bluepencil.Options{Unit: text.CodePoint})
	if err == nil && len(report.Problems) > 0 {
		err = fmt.Errorf("%s: %s", report.Problems[0].Article, report.Problems[0].What)
	}
	return err
}

func showText(out io.Writer, p *storage.Project, id annotate.ID) error {
	a, err := p.Article(id)
	if err != nil {
		return err
	}
	whole, err := p.Text(id)
	if err != nil {
		return err
	}
	marked, err := p.Annotations(id, annotate.ID{})
	if err != nil {
		return err
	}
	handles, err := handlesOf(p)
	if err != nil {
		return err
	}
	body := strings.TrimRight(whole, "\r\n")
	if isTerminal(out) {
		body = printableLines(body)
	}
	fmt.Fprintf(out, "%s\n%s · %s · %d bytes, %s\n\n%s\n\n", printable(a.Title()), a.ID, printable(a.Content.SourceName), a.Content.TextBytes, a.Content.Encoding, body)
	return showMarked(out, whole, marked, handles)
}

// showMarked lists annotations with the code points they cover.
func showMarked(out io.Writer, whole string, marked []annotate.Annotation, handles map[annotate.ID]string) error {
	table := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	offsets := text.NewOffsets(whole, text.CodePoint)
	for i := range marked {
		m := &marked[i]
		for n, span := range m.Spans {
			start, startErr := offsets.FromByte(span.Start)
			end, endErr := offsets.FromByte(span.End)
			if err := errors.Join(startErr, endErr); err != nil {
				return fmt.Errorf("annotation %s: %w", m.ID, err)
			}
			label, handle := string(m.Label), handles[m.Layer]
			if n > 0 { // a further piece of the same annotation
				label, handle = "…", ""
			}
			fmt.Fprintf(table, "%d–%d\t%s\t%s\t%s\n", start, end, label, handle, oneLine(span.Text))
		}
	}
	return table.Flush()
}
