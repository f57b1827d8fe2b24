package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"bluepencil/annotate"
	"bluepencil/annotate/talk"
	"bluepencil/storage"

	"github.com/spf13/cobra"
)

type threadRow struct {
	commentRow
	Article    annotate.ID  `json:"article"`
	Title      string       `json:"title"`
	About      string       `json:"about"` // article, annotation or decision
	Annotation annotate.ID  `json:"annotation,omitzero"`
	Decision   annotate.ID  `json:"decision,omitzero"`
	Layer      string       `json:"layer,omitempty"` // whose the annotation is
	Resolved   bool         `json:"resolved"`
	Replies    []commentRow `json:"replies"`
}

type commentRow struct {
	ID       annotate.ID `json:"id"`
	Author   string      `json:"author"`
	Written  time.Time   `json:"written"`
	Edited   *time.Time  `json:"edited,omitempty"`
	Text     string      `json:"text"`
	Mentions []string    `json:"mentions,omitempty"`
	Deleted  bool        `json:"deleted,omitempty"`
}

// flaggedRow is an annotation that its author is not sure of.
type flaggedRow struct {
	Annotation annotate.ID      `json:"annotation"`
	Article    annotate.ID      `json:"article"`
	Title      string           `json:"title"`
	Layer      string           `json:"layer"`
	Label      annotate.LabelID `json:"label"`
	Text       string           `json:"text"`
	Note       string           `json:"note,omitempty"`
}

type talkReport struct {
	Threads []threadRow  `json:"threads"`
	Flagged []flaggedRow `json:"flagged"`
}

type talkFlags struct {
	open, asJSON             bool
	article, mentions, reads string
}

func newTalk() *cobra.Command {
	var f talkFlags
	cmd := &cobra.Command{
		Use:   "talk PROJECT",
		Short: "List what was said, and what is open; comment, answer, resolve",
		Long: "List the threads about articles, annotations and decisions. With --open, those where\n" +
			"something is left to say, and the annotations that are flagged with a question.",
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return withProject(cmd, args[0], func(p *storage.Project) error {
				report, err := f.report(cmd.Context(), p)
				if err != nil {
					return err
				}
				if f.asJSON {
					return writeJSON(cmd.OutOrStdout(), report)
				}
				return report.write(cmd.OutOrStdout())
			})
		},
	}
	flags := cmd.Flags()
	flags.BoolVar(&f.open, "open", false, "open questions only")
	flags.BoolVar(&f.asJSON, "json", false, "as JSON")
	flags.StringVar(&f.article, "article", "", "about this article only")
	flags.StringVar(&f.mentions, "mentions", "", "threads that call this person only")
	flags.StringVar(&f.reads, "as", "", "what this person may see; else everything")
	cmd.AddCommand(newTalkAdd(), newTalkReply(), newTalkResolve("resolve", "Say that nothing is left to say in a thread", true),
		newTalkResolve("reopen", "Say that there is something left to say", false))
	return cmd
}

func (f *talkFlags) filter(p *storage.Project) (filter storage.TalkFilter, err error) {
	filter.Open = f.open
	if f.article != "" {
		if filter.Article, err = p.FindArticle(f.article); err != nil {
			return filter, usageError{err}
		}
	}
	for name, into := range map[string]*annotate.ID{f.mentions: &filter.Calls, f.reads: &filter.Reader} {
		if name == "" {
			continue
		}
		m, err := member(p, name)
		if err != nil {
			return filter, err
		}
		*into = m.ID
	}
	return filter, nil
}

func (f *talkFlags) report(ctx context.Context, p *storage.Project) (*talkReport, error) {
	filter, err := f.filter(p)
	if err != nil {
		return nil, err
	}
	names := naming{p: p, titles: map[annotate.ID]string{}}
	if names.handles, err = handlesOf(p); err != nil {
		return nil, err
	}
	threads, err := p.Threads(filter)
	if err != nil {
		return nil, err
	}
	report := &talkReport{Threads: []threadRow{}, Flagged: []flaggedRow{}}
	for i := range threads {
		report.Threads = append(report.Threads, names.thread(&threads[i]))
	}
	if !f.open || f.mentions != "" {
		return report, nil
	}
	flagged, err := p.Flagged(ctx, filter.Reader)
	for i := range flagged {
		if a := &flagged[i]; filter.Article.IsZero() || filter.Article == a.Article {
			report.Flagged = append(report.Flagged, flaggedRow{a.ID, a.Article, names.title(a.Article), names.handles[a.Layer], a.Label, a.Text(), a.Note})
		}
	}
	return report, err
}

// naming gives people and articles their names.
type naming struct {
	p       *storage.Project
	handles map[annotate.ID]string
	titles  map[annotate.ID]string
}

func (n *naming) title(article annotate.ID) string {
	title, ok := n.titles[article]
	if !ok {
		if a, err := n.p.Article(article); err == nil {
			title = a.Title()
		}
		n.titles[article] = title
	}
	return title
}

func (n *naming) thread(t *talk.Thread) threadRow {
	row := threadRow{commentRow: n.comment(&t.Comment), Article: t.Article, Title: n.title(t.Article), About: t.About.Kind.String(),
		Layer: n.handles[t.About.Owner], Resolved: t.Resolved, Replies: []commentRow{}}
	switch t.About.Kind {
	case annotate.KindAnnotation:
		row.Annotation = t.About.ID
	case annotate.KindDecision:
		row.Decision = t.About.ID
	}
	for i := range t.Replies {
		row.Replies = append(row.Replies, n.comment(&t.Replies[i]))
	}
	return row
}

func (n *naming) comment(c *talk.Comment) commentRow {
	row := commentRow{ID: c.ID, Author: n.handles[c.Author], Written: c.Written.UTC(), Text: c.Text, Deleted: c.Deleted}
	for _, person := range c.Mentions {
		row.Mentions = append(row.Mentions, n.handles[person])
	}
	if !c.Edited.IsZero() {
		at := c.Edited.UTC()
		row.Edited = &at
	}
	return row
}

func (r *talkReport) write(out io.Writer) error {
	var b strings.Builder
	for _, t := range r.Threads {
		state := "open"
		if t.Resolved {
			state = "resolved"
		}
		fmt.Fprintf(&b, "%s%s (%s)\n", printable(t.Title), t.on(), state)
		t.commentRow.write(&b, "  ")
		for _, c := range t.Replies {
			c.write(&b, "    ")
		}
	}
	for _, a := range r.Flagged {
		fmt.Fprintf(&b, "%s: %s is not sure of %s %s\n", printable(a.Title), printable(a.Layer), a.Label, oneLine(a.Text))
	}
	_, err := io.WriteString(out, b.String())
	return err
}

// on says what in the article the thread is about.
func (t *threadRow) on() string {
	switch {
	case !t.Annotation.IsZero():
		return ", on an annotation of " + printable(t.Layer)
	case !t.Decision.IsZero():
		return ", on a decision"
	}
	return ""
}

func (c *commentRow) write(b *strings.Builder, indent string) {
	words := oneLine(c.Text)
	if c.Deleted {
		words = "(deleted)"
	}
	fmt.Fprintf(b, "%s%s  %s  %s: %s\n", indent, c.ID, c.Written.Local().Format(time.DateTime), printable(c.Author), words)
}
