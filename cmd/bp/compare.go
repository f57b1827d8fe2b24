package main

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"bluepencil/annotate"
	"bluepencil/annotate/review"
	"bluepencil/annotate/text"
	"bluepencil/storage"

	"github.com/spf13/cobra"
)

type compareFlags struct {
	layers []string
	json   bool
}

func newCompare() *cobra.Command {
	var f compareFlags
	cmd := &cobra.Command{
		Use:   "compare PROJECT [ARTICLE]",
		Short: "Compare what several people have submitted",
		Long: "Compare what several people have submitted: how many units of overlapping markings there are, how\n" +
			"far people agree about them, and how they differ. With an article, its units one by one.",
		Args: cobra.RangeArgs(1, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			return withProject(cmd, args[0], func(p *storage.Project) error {
				r, err := reviewerOf(p, f.layers)
				if err != nil {
					return err
				}
				if len(args) == 2 {
					return compareArticle(cmd, p, r, args[1], f.json)
				}
				return compareAll(cmd, r, f.json)
			})
		},
	}
	cmd.Flags().StringSliceVar(&f.layers, "layers", nil, "the handles of the people to compare; everybody's without it")
	cmd.Flags().BoolVar(&f.json, "json", false, "as JSON, offsets in code points")
	return cmd
}

// reviewerOf prepares the review of the layers of some people, or of all.
func reviewerOf(p *storage.Project, handles []string) (*storage.Reviewer, error) {
	var people []annotate.ID
	for _, handle := range handles {
		person, err := memberOf(p, handle)
		if err != nil {
			return nil, err
		}
		people = append(people, person)
	}
	return p.Reviewer(people...)
}

// memberOf finds a member by the handle. All and gold are nobody.
func memberOf(p *storage.Project, handle string) (annotate.ID, error) {
	layer := exportFlags{layer: handle}
	if handle == "all" || handle == annotate.GoldHandle {
		return annotate.ID{}, usageError{fmt.Errorf("%q is nobody; name a member by their handle", handle)}
	}
	person, err := layer.person(p)
	if err != nil {
		return annotate.ID{}, usageError{err}
	}
	return person, nil
}

// comparedArticles is what is said of several articles.
type comparedArticles struct {
	Articles int `json:"articles"`
	People   int `json:"people"` // the most that were compared in one article
	review.Counts
	States map[string]int `json:"states"`
	Kinds  map[string]int `json:"kinds"` // units in which there is a disagreement of the kind
	// Alone are articles with one layer, which agree with themselves; their
	// units are not counted.
	Alone  int      `json:"alone"`
	Failed []string `json:"failed"`
}

func newComparison() *comparedArticles {
	c := &comparedArticles{States: map[string]int{}, Kinds: map[string]int{}, Failed: []string{}}
	for _, s := range review.States {
		c.States[s.String()] = 0
	}
	for _, k := range review.Kinds {
		c.Kinds[string(k)] = 0
	}
	return c
}

func (c *comparedArticles) add(s *review.Sheet) {
	if len(s.People) < 2 {
		c.Alone++
		return
	}
	c.Articles++
	c.People = max(c.People, len(s.People))
	c.Counts.Add(s.Counts())
	for i := range s.Units {
		c.States[s.Units[i].State.String()]++
		for _, k := range s.Units[i].Kinds() {
			c.Kinds[string(k)]++
		}
	}
}

func compareAll(cmd *cobra.Command, r *storage.Reviewer, asJSON bool) error {
	c := newComparison()
	show, end := progress(cmd, "comparing")
	failed := func(id annotate.ID, err error) { c.Failed = append(c.Failed, fmt.Sprintf("%s: %v", id, err)) }
	err := r.Each(cmd.Context(), show, failed, func(s *review.Sheet) error {
		c.add(s)
		return nil
	})
	end()
	if err != nil {
		return err
	}
	for _, line := range c.Failed {
		fmt.Fprintln(cmd.ErrOrStderr(), "not compared:", printable(line))
	}
	if asJSON {
		err = writeJSON(cmd.OutOrStdout(), c)
	} else {
		err = c.write(cmd.OutOrStdout())
	}
	if err == nil && len(c.Failed) > 0 {
		err = errPartly
	}
	return err
}

// write says it in words.
func (c *comparedArticles) write(out io.Writer) error {
	fmt.Fprintf(out, "%s compared, of at most %s; %s of one layer left out\n", text.Count(c.Articles, "article"), people(c.People), text.Count(c.Alone, "article"))
	fmt.Fprintf(out, "%d of %d decided (%d by people, %d by a rule), %d changed since, %d decided twice\n\n", c.Settled(), c.Units, c.Decided, c.Merged, c.Changed, c.Contested)
	table := tabwriter.NewWriter(out, 0, 4, 2, ' ', tabwriter.AlignRight)
	for _, s := range review.States {
		n := c.States[s.String()]
		fmt.Fprintf(table, "%d\t%s\t %s\n", n, percent(n, c.Units), s)
	}
	fmt.Fprintln(table, "\t\t")
	for _, k := range review.Kinds {
		n := c.Kinds[string(k)]
		fmt.Fprintf(table, "%d\t%s\t differ: %s\n", n, percent(n, c.Units), k)
	}
	return table.Flush()
}

func people(n int) string {
	if n == 1 {
		return "1 person"
	}
	return fmt.Sprintf("%d people", n)
}

func percent(n, of int) string {
	if of == 0 {
		return "–"
	}
	return fmt.Sprintf("%.1f %%", 100*float64(n)/float64(of))
}

// unitRow is a unit for machines.
type unitRow struct {
	Start    int             `json:"start"`
	End      int             `json:"end"`
	Text     string          `json:"text"`
	Group    annotate.Group  `json:"group"`
	State    string          `json:"state"`
	Votes    int             `json:"votes"`
	People   int             `json:"people"`
	Kinds    []review.Kind   `json:"kinds"`
	Standing review.Standing `json:"standing"`
	Changed  bool            `json:"changed"`
	Twice    bool            `json:"contested"` // two copies have decided it, each by itself
	Options  []optionRow     `json:"options"`
}

type optionRow struct {
	Person     string           `json:"person"`
	Annotation annotate.ID      `json:"annotation"`
	Label      annotate.LabelID `json:"label"`
	Start      int              `json:"start"`
	End        int              `json:"end"`
	Text       string           `json:"text"`
}

func compareArticle(cmd *cobra.Command, p *storage.Project, r *storage.Reviewer, name string, asJSON bool) error {
	id, err := p.FindArticle(name)
	if errors.Is(err, annotate.ErrNotFound) || errors.Is(err, annotate.ErrInvalid) {
		return usageError{err}
	}
	if err != nil {
		return err
	}
	s, err := r.Sheet(id)
	if err != nil {
		return err
	}
	handles, err := handlesOf(p)
	if err != nil {
		return err
	}
	rows, err := unitRows(s, handles)
	if err != nil {
		return err
	}
	if asJSON {
		return writeJSON(cmd.OutOrStdout(), rows)
	}
	return writeUnits(cmd.OutOrStdout(), s, rows)
}

func unitRows(s *review.Sheet, handles map[annotate.ID]string) ([]unitRow, error) {
	offsets := text.NewOffsets(s.Text, text.CodePoint)
	var failed error
	at := func(byteOffset int) int {
		n, err := offsets.FromByte(byteOffset)
		failed = errors.Join(failed, err)
		return n
	}
	rows := []unitRow{}
	for i := range s.Units {
		u := &s.Units[i]
		st := s.Standing(u)
		votes, people := u.Votes()
		row := unitRow{Start: at(u.Range.Start), End: at(u.Range.End), Text: s.Words(u), Group: u.Group, State: u.State.String(), Votes: votes, People: people,
			Kinds: append([]review.Kind{}, u.Kinds()...), Standing: st.Standing, Changed: st.Changed, Twice: st.Contested, Options: []optionRow{}}
		for m := range u.Marks {
			row.Options = append(row.Options, optionRow{handles[m.Person], m.ID, m.Label, at(m.Start()), at(m.End()), m.Text()})
		}
		rows = append(rows, row)
	}
	return rows, failed
}

func writeUnits(out io.Writer, s *review.Sheet, rows []unitRow) error {
	c := s.Counts()
	fmt.Fprintf(out, "%d of %d decided, %s compared\n", c.Settled(), c.Units, people(len(s.People)))
	table := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	for i := range rows {
		row := &rows[i]
		kinds := make([]string, len(row.Kinds))
		for n, k := range row.Kinds {
			kinds[n] = string(k)
		}
		standing := string(row.Standing)
		if row.Changed {
			standing += ", changed since"
		}
		if row.Twice {
			standing += ", decided twice"
		}
		fmt.Fprintf(table, "%d–%d\t%s\t%s %d/%d\t%s\t%s\t%s\n", row.Start, row.End, row.Group, row.State, row.Votes, row.People, standing, strings.Join(kinds, " "), oneLine(row.Text))
	}
	return table.Flush()
}
