package main

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"bluepencil/annotate"
	"bluepencil/annotate/text"
	"bluepencil/annotate/text/anchor"
	"bluepencil/storage"

	"github.com/spf13/cobra"
)

// versionsReport is what bp versions tells. Offsets count code points.
type versionsReport struct {
	OffsetUnit string           `json:"offset_unit"`
	Versions   []versionRow     `json:"versions"` // the oldest first
	Changes    []versionChanges `json:"changes"`  // between each and the next
	Trays      []trayRow        `json:"trays"`    // of everybody who marked a version before the newest
}

type versionRow struct {
	ID        annotate.ID `json:"id"`
	Title     string      `json:"title"`
	Source    string      `json:"source"`
	Published string      `json:"published,omitempty"`
	Updated   string      `json:"updated,omitempty"`
	Added     time.Time   `json:"added"`
	Replaces  annotate.ID `json:"replaces"`
}

type versionChanges struct {
	From   annotate.ID `json:"from"`
	To     annotate.ID `json:"to"`
	Edits  []editRow   `json:"edits"`
	Quotes []quoteRow  `json:"quotes"` // those that changed
}

type editRow struct {
	Kind  anchor.EditKind `json:"kind"`
	Moved bool            `json:"moved,omitempty"`
	Old   place           `json:"old"`
	New   place           `json:"new"`
}

type quoteRow struct {
	Kind       anchor.QuoteKind `json:"kind"`
	Old        *place           `json:"old,omitempty"`
	New        *place           `json:"new,omitempty"`
	Similarity float64          `json:"similarity"`
}

// place is a range of a text with what stands there.
type place struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}

type trayRow struct {
	Person  string       `json:"person"`
	From    annotate.ID  `json:"from"`
	To      annotate.ID  `json:"to"`
	Carried int          `json:"carried"`
	Dropped int          `json:"dropped"`
	Waiting []waitingRow `json:"waiting"`
}

type waitingRow struct {
	Annotation annotate.ID      `json:"annotation"`
	Label      annotate.LabelID `json:"label"`
	Text       string           `json:"text"`
	Sure       bool             `json:"sure"` // it would be carried over without asking
	Confidence float64          `json:"confidence"`
	Refused    string           `json:"refused,omitempty"`
	Pieces     []pieceRow       `json:"pieces"`
}

type pieceRow struct {
	Method     anchor.Method  `json:"method"`
	Candidates []candidateRow `json:"candidates"`
}

type candidateRow struct {
	place
	Confidence float64 `json:"confidence"`
}

func newVersions() *cobra.Command {
	var asJSON bool
	var carry string
	cmd := &cobra.Command{
		Use:   "versions PROJECT ARTICLE",
		Short: "List the versions of an article, what changed, and which markings wait",
		Long: "List the versions of an article, what changed from one to the next, and which markings\n" +
			"of earlier versions have no place in the newest one yet. With --carry, a person's\n" +
			"markings whose place is sure are taken over into the newest version first.",
		Args: cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			return withProject(cmd, args[0], func(p *storage.Project) error { return showVersions(cmd, p, args[1], carry, asJSON) })
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "as JSON")
	cmd.Flags().StringVar(&carry, "carry", "", "the handle of the person whose markings are taken over")
	return cmd
}

func showVersions(cmd *cobra.Command, p *storage.Project, name, carry string, asJSON bool) error {
	id, err := p.FindArticle(name)
	if errors.Is(err, annotate.ErrNotFound) || errors.Is(err, annotate.ErrInvalid) {
		return usageError{err}
	}
	if err == nil && carry != "" {
		err = carryOver(cmd, p, id, carry)
	}
	if err != nil {
		return err
	}
	report, err := versionsOf(p, id)
	if err != nil {
		return err
	}
	if asJSON {
		return writeJSON(cmd.OutOrStdout(), report)
	}
	return report.write(cmd.OutOrStdout())
}

// carryOver takes a person's markings over into the newest version.
func carryOver(cmd *cobra.Command, p *storage.Project, article annotate.ID, handle string) error {
	person, err := p.PersonByHandle(handle)
	if err != nil {
		return usageError{err}
	}
	newest, err := p.Newest(article)
	if err != nil {
		return err
	}
	old, ok, err := p.CarrySource(person.ID, newest)
	if err != nil || !ok {
		return err
	}
	report, err := p.Carry(person.ID, old, newest)
	if err == nil {
		fmt.Fprintf(cmd.ErrOrStderr(), "%s carried over, %d waiting\n", text.Count(report.Carried, "marking"), report.Waiting)
	}
	return err
}

func versionsOf(p *storage.Project, article annotate.ID) (*versionsReport, error) {
	list, err := p.Versions(article)
	if err != nil {
		return nil, err
	}
	r := &versionsReport{OffsetUnit: text.CodePoint.String(), Versions: []versionRow{}, Changes: []versionChanges{}, Trays: []trayRow{}}
	for i := range list {
		a := &list[i]
		r.Versions = append(r.Versions, versionRow{ID: a.ID, Title: a.Title(), Source: a.Content.SourceName, Published: a.Meta[annotate.MetaPublished],
			Updated: a.Meta[annotate.MetaUpdated], Added: a.Added.UTC(), Replaces: a.Replaces})
		before := slices.IndexFunc(list, func(b annotate.Article) bool { return b.ID == a.Replaces })
		if before < 0 {
			continue
		}
		changes, err := changesOf(p, a.Replaces, a.ID)
		if err != nil {
			return nil, err
		}
		r.Changes = append(r.Changes, changes)
	}
	if len(list) > 1 {
		r.Trays, err = traysOf(p, list[len(list)-1].ID)
	}
	return r, err
}

func changesOf(p *storage.Project, old, new annotate.ID) (versionChanges, error) {
	c := versionChanges{From: old, To: new, Edits: []editRow{}, Quotes: []quoteRow{}}
	was, err := placesIn(p, old)
	if err != nil {
		return c, err
	}
	is, err := placesIn(p, new)
	if err != nil {
		return c, err
	}
	alignment := anchor.Align(was.whole, is.whole)
	for _, e := range alignment.Edits() {
		c.Edits = append(c.Edits, editRow{Kind: e.Kind, Moved: e.Moved, Old: was.at(e.Old), New: is.at(e.New)})
	}
	for _, q := range alignment.Quotes() {
		if q.Kind == anchor.QuoteSame {
			continue
		}
		row := quoteRow{Kind: q.Kind, Similarity: q.Similarity}
		if !q.Old.Empty() {
			at := was.at(q.Old)
			row.Old = &at
		}
		if !q.New.Empty() {
			at := is.at(q.New)
			row.New = &at
		}
		c.Quotes = append(c.Quotes, row)
	}
	return c, errors.Join(was.err, is.err)
}

// placesIn converts ranges of an article's text.
func placesIn(p *storage.Project, article annotate.ID) (*placing, error) {
	whole, err := p.Text(article)
	if err != nil {
		return nil, err
	}
	return &placing{whole: whole, offsets: text.NewOffsets(whole, text.CodePoint)}, nil
}

// placing remembers the first error there was.
type placing struct {
	whole   string
	offsets *text.Offsets
	err     error
}

func (p *placing) at(r text.Range) place {
	start, startErr := p.offsets.FromByte(r.Start)
	end, endErr := p.offsets.FromByte(r.End)
	p.err = errors.Join(p.err, startErr, endErr)
	return place{start, end, p.whole[r.Start:r.End]}
}
