package main

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/text"
	"bluepencil/storage"
	"bluepencil/storage/search"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

type searchFlags struct {
	person, label, status, outlet, from, to, unit string
	limit                                         int
	json                                          bool
}

func newSearch() *cobra.Command {
	var f searchFlags
	cmd := &cobra.Command{
		Use:   "search PROJECT [QUERY]",
		Short: "Find words, phrases and annotations",
		Long: `Find words in texts, document fields, annotations and notes.

  bridge late          both words, in any case, with or without accents
  "bridge is late"     the words side by side
  bri*                 words that begin so
  -late                not this; write -- before a query that begins so
  late OR early        one of them; (brackets) group
  label:quote type=direct question:yes entity:"Ada Lund"      annotations, their words among them
  speaker:Reyle        annotations of which that entity, or a mention of it, is the speaker
  person:mina status:submitted outlet:"Alder Courier" date:2026-01..2026-03
  in:text|meta|notes|annotations                              where to look`,
		Args: cobra.RangeArgs(1, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			unit, err := text.ParseUnit(f.unit)
			if err != nil {
				return usageError{err}
			}
			return withProject(cmd, args[0], func(p *storage.Project) error {
				request, err := f.request(p, args[1:])
				if err == nil {
					err = request.Check(p) // before the index is built for nothing
				}
				if err != nil {
					return usageError{err}
				}
				return searchProject(cmd, p, request, f, unit)
			})
		},
	}
	f.define(cmd.Flags())
	return cmd
}

func (f *searchFlags) define(flags *pflag.FlagSet) {
	flags.StringVar(&f.person, "person", "", "what this person has worked on; a handle")
	flags.StringVar(&f.label, "label", "", "annotations with this label")
	flags.StringVar(&f.status, "status", "", "articles somebody has with this status")
	flags.StringVar(&f.outlet, "outlet", "", "articles of this outlet")
	flags.StringVar(&f.from, "from", "", "published on this day or later: 2026, 2026-01 or 2026-01-31")
	flags.StringVar(&f.to, "to", "", "published on this day or earlier")
	flags.StringVar(&f.unit, "unit", "codepoint", "what offsets count: codepoint, utf16, byte, grapheme")
	flags.IntVar(&f.limit, "limit", 100, "at most so many hits; 0 = all")
	flags.BoolVar(&f.json, "json", false, "as JSON")
}

// request is what the command line asks for. Its errors are of usage.
func (f *searchFlags) request(p *storage.Project, query []string) (search.Request, error) {
	r := search.Request{Query: strings.Join(query, " "), Outlet: f.outlet, From: f.from, To: f.to, Hits: f.limit}
	if f.limit < 0 {
		return r, fmt.Errorf("--limit %d: it is 0 for all, or more", f.limit)
	}
	if f.limit == 0 {
		r.Hits = math.MaxInt
	}
	if f.person != "" {
		person, err := p.PersonByHandle(f.person)
		if err != nil {
			return r, err
		}
		r.People = []annotate.ID{person.ID}
	}
	if f.label != "" {
		var err error
		if r.Labels, err = labelsNamed(p, f.label); err != nil {
			return r, err
		}
	}
	if f.status != "" {
		if !slices.Contains(annotate.Statuses, annotate.Status(f.status)) {
			return r, fmt.Errorf("%q is no status; there are: %s", f.status, statusNames())
		}
		r.Statuses = []annotate.Status{annotate.Status(f.status)}
	}
	return r, nil
}

func statusNames() string {
	var names []string
	for _, s := range annotate.Statuses {
		names = append(names, string(s))
	}
	return strings.Join(names, ", ")
}

// labelsNamed finds labels of the codebook by id or name.
func labelsNamed(p *storage.Project, name string) (found []annotate.LabelID, err error) {
	codebook, err := p.Codebook()
	if err != nil {
		return nil, err
	}
	for _, l := range codebook.Labels {
		if string(l.ID) == name || strings.EqualFold(l.Name, name) {
			found = append(found, l.ID)
		}
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("the codebook has no label %q", name)
	}
	return found, nil
}

// searchProject brings the index up to date and prints what it finds.
func searchProject(cmd *cobra.Command, p *storage.Project, r search.Request, f searchFlags, unit text.Unit) (err error) {
	x, err := openSearch(cmd, p)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, x.Close()) }()
	handles, err := handlesOf(p)
	if err != nil {
		return err
	}
	out := newHitPrinter(cmd, f, unit, handles)
	err = x.Search(cmd.Context(), r, out.match)
	return errors.Join(err, out.end())
}

// openSearch opens the index, with a bar while it is built.
func openSearch(cmd *cobra.Command, p *storage.Project) (*search.Index, error) {
	show, end := progress(cmd, "indexing")
	x := search.Open(p, search.Options{Changed: func(s search.State) {
		if s.Phase == search.Building {
			show(s.Done, s.Total)
		}
	}})
	err := x.Wait(cmd.Context())
	end()
	state := x.State()
	if err == nil && state.Memory {
		fmt.Fprintln(cmd.ErrOrStderr(), "the search index cannot be kept on the disk and was made in memory:", state.Err)
	}
	if err != nil {
		if !errors.Is(err, context.Canceled) {
			err = fmt.Errorf("search: %w", err)
		}
		return nil, errors.Join(err, x.Close())
	}
	return x, nil
}
