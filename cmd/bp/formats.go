package main

import (
	"fmt"
	"slices"

	"bluepencil/annotate/format/bluepencil"
	"bluepencil/annotate/format/formats"
	"bluepencil/storage/outgoing"

	"github.com/spf13/cobra"
)

type formatRow struct {
	Name        string `json:"name"`
	Import      bool   `json:"import"`
	Export      bool   `json:"export"`
	Description string `json:"description"`
}

// formatRows lists what bp reads and writes: first what has annotations, then
// article files. A name that is both stands once.
func formatRows() []formatRow {
	rows := []formatRow{}
	for _, f := range outgoing.Formats() {
		rows = append(rows, formatRow{f.Name, f.Name == bluepencil.Name, true, f.Description})
	}
	for _, c := range formats.All() {
		at := slices.IndexFunc(rows, func(r formatRow) bool { return r.Name == c.Name })
		switch {
		case at < 0:
			rows = append(rows, formatRow{c.Name, true, false, c.Description})
		case c.Open != nil:
			rows[at].Import = true
		}
	}
	for _, row := range articleFormats {
		at := slices.IndexFunc(rows, func(r formatRow) bool { return r.Name == row.Name })
		if at < 0 {
			rows = append(rows, row)
			continue
		}
		rows[at].Import = true
		rows[at].Description += "; " + row.Description
	}
	return rows
}

// articleFormats are the kinds of article files.
var articleFormats = []formatRow{
	{"text", true, false, "plain text and Markdown, any encoding"},
	{"csv", true, false, "a table with a row for each article, any delimiter"},
	{"tsv", true, false, "a table with tabs between its values"},
	{"jsonl", true, false, "JSON Lines, or a JSON array, with an object for each article"},
	{"ninjs", true, false, "JSON of news agencies, versions 1 to 3"},
	{"newsml-g2", true, false, "XML of news agencies, items and messages of several"},
	{"nitf", true, false, "XML of news agencies, one article"},
	{"docx", true, false, "documents of Word and others"},
	{"odt", true, false, "OpenDocument texts"},
	{"pdf", true, false, "PDF with text in it, where pdftotext is installed"},
	{"epub", true, false, "books and magazines, each chapter an article"},
	{"zip", true, false, "archives of files of these kinds"},
	{"html", true, false, "web pages: the article without what stands around it"},
	{"feed", true, false, "RSS, Atom and JSON Feed: an article for each item"},
	{"mail", true, false, "e-mails and newsletters (.eml)"},
}

func newFormats() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "formats",
		Short: "List the formats that can be read and written",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if asJSON {
				return writeJSON(cmd.OutOrStdout(), formatRows())
			}
			for _, f := range formatRows() {
				if _, err := fmt.Fprintf(cmd.OutOrStdout(), "%-15s %-18s %s\n", f.Name, f.directions(), f.Description); err != nil {
					return err
				}
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "as JSON")
	return cmd
}

func (f formatRow) directions() string {
	switch {
	case f.Import && f.Export:
		return "import and export"
	case f.Export:
		return "export"
	}
	return "import"
}
