package main

import (
	"fmt"
	"io"

	"bluepencil/annotate"
	"bluepencil/annotate/text"
	"bluepencil/storage"

	"github.com/spf13/cobra"
)

type mergeFlags struct {
	dry, json  bool
	passphrase string
}

func newMerge() *cobra.Command {
	var f mergeFlags
	cmd := &cobra.Command{
		Use:   "merge PROJECT PACKET...",
		Short: "Take in packets, in any order",
		Long: "Merge takes in any number of packets, in any order, any number of times. One that is cut,\n" +
			"damaged, newer, of another project or not encrypted to the passphrase is refused whole, with the\n" +
			"reason; the others are taken, all of them or none. With --dry-run nothing is written.",
		Args: cobra.MinimumNArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			secret, err := secretOf(f.passphrase)
			if err != nil {
				return err
			}
			return withProject(cmd, args[0], func(p *storage.Project) error {
				show, end := progress(cmd, "merging")
				taken, err := p.Take(cmd.Context(), args[1:], storage.TakeOptions{DryRun: f.dry, Secret: secret, Progress: show})
				end()
				if err != nil {
					return err
				}
				return f.report(cmd, &taken)
			})
		},
	}
	cmd.Flags().BoolVar(&f.dry, "dry-run", false, "tell what would change, and write nothing")
	cmd.Flags().StringVar(&f.passphrase, "passphrase-file", "", "the packets are encrypted to the first line of this file")
	cmd.Flags().BoolVar(&f.json, "json", false, "as JSON")
	return cmd
}

func (f *mergeFlags) report(cmd *cobra.Command, taken *storage.Taken) error {
	public := takenOf(taken, f.dry)
	if f.json {
		if err := writeJSON(cmd.OutOrStdout(), public); err != nil {
			return err
		}
	} else {
		public.write(cmd.OutOrStdout())
	}
	for _, packet := range taken.Packets {
		if packet.Err != nil {
			fmt.Fprintf(cmd.ErrOrStderr(), "refused: %s\n", printable(packet.Err.Error()))
		}
	}
	if taken.Refused() > 0 {
		return errPartly
	}
	return nil
}

// takenReport is what is told of a merge.
type takenReport struct {
	DryRun          bool            `json:"dry_run"`
	Packets         []packetOutcome `json:"packets"`
	People          []personsPart   `json:"people"`
	ArticlesAdded   int             `json:"articles_added"`
	ArticlesChanged int             `json:"articles_changed"`
	Purged          []annotate.ID   `json:"purged"`
	Codebook        int             `json:"codebook_changes"`
	Entities        int             `json:"register_changes"`
	Members         int             `json:"people_changes"`
	Comments        int             `json:"comment_changes"`
	Decisions       int             `json:"decision_changes"`
	Conflicts       int             `json:"conflicts"` // new ones; bp conflicts lists them
	Twins           [][]annotate.ID `json:"twins"`     // articles with the same text
}

type packetOutcome struct {
	Path     string      `json:"path"`
	Packet   *packetHead `json:"packet,omitempty"` // where it could be read
	Refused  string      `json:"refused,omitempty"`
	Applied  int         `json:"applied"`
	Known    int         `json:"known"`
	Withheld int         `json:"withheld"`
}

type personsPart struct {
	Person      string `json:"person"`
	Changes     int    `json:"changes"`
	Added       int    `json:"annotations_added"`
	Changed     int    `json:"annotations_changed"`
	Deleted     int    `json:"annotations_deleted"`
	Submissions int    `json:"submissions"`
}

func takenOf(t *storage.Taken, dry bool) takenReport {
	r := takenReport{DryRun: dry, Packets: []packetOutcome{}, People: []personsPart{}, ArticlesAdded: t.ArticlesAdded, ArticlesChanged: t.ArticlesChanged,
		Purged: append([]annotate.ID{}, t.Purged...), Codebook: t.Codebook, Entities: t.Entities, Members: t.Members, Comments: t.Comments, Decisions: t.Decisions,
		Conflicts: len(t.Conflicts), Twins: [][]annotate.ID{}}
	for i := range t.Packets {
		p := &t.Packets[i]
		outcome := packetOutcome{Path: p.Path, Applied: p.Applied, Known: p.Known, Withheld: p.Withheld}
		if p.Header.Version > 0 {
			head := headOf(&p.Header)
			outcome.Packet = &head
		}
		if p.Err != nil {
			outcome.Refused = p.Err.Error()
		}
		r.Packets = append(r.Packets, outcome)
	}
	for _, p := range t.People {
		r.People = append(r.People, personsPart{Person: p.Name, Changes: p.Changes, Added: p.Added, Changed: p.Changed, Deleted: p.Deleted, Submissions: p.Submissions})
	}
	for _, twins := range t.Twins {
		r.Twins = append(r.Twins, twins.Articles)
	}
	return r
}

// write tells a person the same.
func (r *takenReport) write(out io.Writer) {
	if r.DryRun {
		fmt.Fprintln(out, "this would change:")
	}
	for _, p := range r.Packets {
		if p.Refused == "" {
			fmt.Fprintf(out, "%s: %s new, %d known", printable(p.Path), text.Count(p.Applied, "change"), p.Known)
			if p.Packet != nil && p.Packet.By != "" {
				fmt.Fprintf(out, ", packed by %s on %s", printable(p.Packet.By), p.Packet.Made.Local().Format("2 January 2006 15:04"))
			}
			fmt.Fprintln(out)
		}
	}
	for _, p := range r.People {
		fmt.Fprintf(out, "%s: %d annotations added, %d changed, %d deleted, %d submissions\n", printable(p.Person), p.Added, p.Changed, p.Deleted, p.Submissions)
	}
	for _, line := range []struct {
		n    int
		what string
	}{
		{r.ArticlesAdded, "articles added"}, {r.ArticlesChanged, "articles changed"}, {len(r.Purged), "articles purged"},
		{r.Codebook, "changes of the codebook"}, {r.Entities, "changes of the register"}, {r.Members, "changes of the list of people"},
		{r.Comments, "changes of comments"}, {r.Decisions, "changes of decisions"},
		{r.Conflicts, "conflicts; bp conflicts lists and settles them"},
		{len(r.Twins), "texts that were imported twice; bp conflicts offers to join them"},
	} {
		if line.n > 0 {
			fmt.Fprintf(out, "%d %s\n", line.n, line.what)
		}
	}
}
