package main

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"bluepencil/annotate/source"
	"bluepencil/annotate/text"
	"bluepencil/storage"
	"bluepencil/storage/intake"

	"github.com/spf13/cobra"
)

// rehearsal is what an import would do, for machines.
type rehearsal struct {
	Files    []rehearsedFile   `json:"files"`
	New      int               `json:"new"`
	Known    int               `json:"known"`
	Failures map[string]string `json:"failures"` // place -> reason
	Labels   []rehearsedLabel  `json:"labels,omitempty"`
	Added    []string          `json:"codebook,omitempty"` // what it would get, in words
	Notes    []string          `json:"notes,omitempty"`
}

// rehearsedLabel is what would become of a label of another tool's files.
type rehearsedLabel struct {
	Format  string `json:"format"`
	Label   string `json:"label"`
	Marks   int    `json:"marks"`
	Example string `json:"example,omitempty"`
	Becomes string `json:"becomes"` // a label of the codebook, + is added to it, - is left out
}

type rehearsedFile struct {
	Path     string             `json:"path"`
	Format   string             `json:"format"`
	Encoding string             `json:"encoding,omitempty"`
	By       string             `json:"encoding_by,omitempty"` // how it was found
	New      int                `json:"new"`
	Known    int                `json:"known"`
	Marks    int                `json:"annotations,omitempty"` // that the articles state themselves
	Columns  []rehearsedColumn  `json:"columns,omitempty"`
	First    []rehearsedArticle `json:"first,omitempty"` // articles of the file's beginning
}

type rehearsedColumn struct {
	Name   string   `json:"name"`
	Target string   `json:"target"` // "" is left out
	Values []string `json:"values"`
}

type rehearsedArticle struct {
	Where string            `json:"where,omitempty"`
	Title string            `json:"title"`
	Bytes int               `json:"bytes"`
	Meta  map[string]string `json:"meta,omitempty"`
}

// rehearse shows what an import would do.
func rehearse(cmd *cobra.Command, p *storage.Project, paths []string, f importFlags) error {
	show, end := progress(cmd, "reading")
	f.Progress = show
	r, err := intake.Rehearse(cmd.Context(), p, paths, f.Options)
	end()
	if err != nil {
		return err
	}
	public := publicRehearsal(r)
	if f.json {
		err = writeJSON(cmd.OutOrStdout(), public)
	} else {
		err = public.write(cmd.OutOrStdout())
	}
	if err != nil {
		return err
	}
	diagnostics := cmd.ErrOrStderr()
	for _, failure := range r.Failures {
		fmt.Fprintln(diagnostics, failure.Line())
	}
	fmt.Fprint(diagnostics, mapHint(r.Failures))
	fmt.Fprintf(diagnostics, "%s would be added, %d already there, %d not read; nothing was written\n", text.Count(public.New, "article"), public.Known, intake.NotRead(r.Failures))
	if len(r.Failures) > 0 {
		return errPartly
	}
	return nil
}

func publicRehearsal(r intake.Rehearsal) rehearsal {
	out := rehearsal{Files: []rehearsedFile{}, Failures: map[string]string{}, Notes: r.Notes}
	for _, f := range r.Foreign {
		for _, use := range f.Survey.Labels {
			out.Labels = append(out.Labels, rehearsedLabel{f.Format, use.Name, use.Marks, use.Example, string(f.Fates[use.Name])})
		}
		out.Added = append(out.Added, f.Added...)
	}
	for _, one := range r.Files {
		out.New += one.New
		out.Known += one.Known
		out.Files = append(out.Files, publicFile(one))
	}
	for _, failure := range r.Failures {
		out.Failures[failure.Path] = failure.Err.Error()
	}
	return out
}

func publicFile(one intake.Rehearsed) rehearsedFile {
	v := one.Preview
	file := rehearsedFile{Path: one.Path, Format: v.Format, Encoding: v.Encoding, By: v.EncodingSource, New: one.New, Known: one.Known, Marks: one.Marks}
	for _, c := range v.Columns {
		file.Columns = append(file.Columns, rehearsedColumn{c.Name, c.Target, append([]string{}, c.Values...)})
	}
	for _, part := range v.Articles {
		if part.Err == nil {
			file.First = append(file.First, rehearsedArticle{part.Where, titleOf(part.Document), len(part.Document.Text), part.Document.Meta})
		}
	}
	return file
}

func titleOf(d source.Document) string { return cmp.Or(d.Title, d.Name) }

// write shows the files to people.
func (r *rehearsal) write(out io.Writer) error {
	var b strings.Builder
	for _, f := range r.Files {
		fmt.Fprintf(&b, "%s: %s", printable(f.Path), f.Format)
		if f.Encoding != "" {
			fmt.Fprintf(&b, ", %s", f.Encoding)
		}
		fmt.Fprintf(&b, ", %s, %d already there", text.Count(f.New, "new article"), f.Known)
		if f.Marks > 0 {
			fmt.Fprintf(&b, ", %s of their own", text.Count(f.Marks, "annotation"))
		}
		b.WriteByte('\n')
		for _, c := range f.Columns {
			fmt.Fprintf(&b, "  %s → %s: %s\n", printable(c.Name), cmp.Or(c.Target, "(left out)"), printable(strings.Join(c.Values, " | ")))
		}
		for _, a := range f.First {
			fmt.Fprintf(&b, "  %s “%s”, %d bytes\n", printable(a.Where), printable(a.Title), a.Bytes)
		}
	}
	for _, l := range r.Labels {
		becomes := map[string]string{"+": "added to the codebook", "-": "left out"}[l.Becomes]
		fmt.Fprintf(&b, "  label %s (%s) → %s\n", printable(l.Label), text.Count(l.Marks, "marking"), cmp.Or(becomes, l.Becomes))
	}
	for _, line := range r.Notes {
		fmt.Fprintf(&b, "  %s\n", printable(line))
	}
	for _, line := range r.Added {
		fmt.Fprintf(&b, "  the codebook would get: %s\n", printable(line))
	}
	_, err := io.WriteString(out, b.String())
	return err
}
