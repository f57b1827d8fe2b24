package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/source"
	"bluepencil/annotate/text"
	"bluepencil/storage"
	"bluepencil/storage/intake"

	"github.com/spf13/cobra"
)

type importFlags struct {
	person string
	json   bool
	dryRun bool
	maps   []string // COLUMN=FIELD
	labels []string // THEIRS=OURS
	others string   // what becomes of labels nobody knows
	unit   string
	intake.Options
}

func newImport() *cobra.Command {
	var f importFlags
	cmd := &cobra.Command{
		Use:   "import PROJECT PATH...",
		Short: "Add articles from files and folders, or annotations of this or another tool",
		Long: "Add articles from files and folders. Annotations of an export go back to the layers\n" +
			"of the people who made them, or all to one person's with --as.\n\n" +
			"Files of other tools are known by their content, or by --format. Their labels are\n" +
			"read as those of the codebook with the same name, and others are added to it;\n" +
			"--label GPE=place reads one as another, --label MISC= leaves it out, --others leave\n" +
			"leaves out all that nobody knows. --dry-run shows what would become of each. Marks\n" +
			"of files that name nobody go to a layer called import.\n\n" +
			"The records of CSV, TSV and JSON Lines are articles. Their columns are known by common\n" +
			"names; --map says what others hold: text, headline, dek, caption, or a document field,\n" +
			"as in --map body=text --map paper=outlet. --map COLUMN= leaves a column out. Values\n" +
			"inside of others are named by their path, as in --map meta.source=outlet.\n\n" +
			"With --format csv or jsonl, --map FIELD=COLUMN says where the markings lie that a table\n" +
			"or a record of any shape holds, and files are read as such:\n" +
			"  csv    one row a marking: article_text, label, start, end; article, mark, text, person,\n" +
			"         note, entity, meta.NAME, attribute.NAME\n" +
			"  jsonl  one record an article: text, id, meta.NAME, and its list spans of records with\n" +
			"         span.label, span.start, span.end, span.id, span.text, span.attribute.NAME; likewise\n" +
			"         relations, relation.type, relation.from, relation.to (ids) or\n" +
			"         relation.from.start, relation.from.end and so on (places);\n" +
			"         spans_file and spans_article where spans are the lines of another file beside it\n" +
			"as in --format jsonl --map text=body --map spans=entities --map span.label=type.",
		Args: cobra.MinimumNArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := f.check(); err != nil {
				return usageError{err}
			}
			f.ByHandle = !cmd.Flags().Changed("as")
			return withProject(cmd, args[0], func(p *storage.Project) error {
				if err := errors.Join(f.parseMaps(p), f.parseLabels(p)); err != nil {
					return err
				}
				if f.dryRun {
					return rehearse(cmd, p, args[1:], f)
				}
				return importFiles(cmd, p, args[1:], f)
			})
		},
	}
	f.add(cmd)
	return cmd
}

func (f *importFlags) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.person, "as", userName(), "who adds the articles; when given, annotations go to this person's layer and count as submitted")
	flags.StringVar(&f.Format, "format", "", "one of those of bp formats; found out when not named")
	flags.StringVar(&f.Encoding, "encoding", "", "the files' encoding; found out when not named")
	flags.StringArrayVar(&f.maps, "map", nil, "what a column holds, as COLUMN=FIELD, or where markings lie, as FIELD=COLUMN; may be given several times")
	flags.StringArrayVar(&f.labels, "label", nil, "what a label of another tool is read as, as THEIRS=OURS; THEIRS= leaves it out, THEIRS=+ adds it; may be given several times")
	flags.StringVar(&f.others, "others", "add", "what becomes of labels that the codebook does not have: add, leave")
	flags.StringVar(&f.unit, "unit", "", "what offsets of another tool's file count: codepoint, utf16, byte, grapheme; found out when not named")
	flags.BoolVar(&f.dryRun, "dry-run", false, "show what would be imported and write nothing")
	flags.BoolVar(&f.json, "json", false, "report as JSON on stdout")
	cmd.Flags().BoolVar(&f.Update, "update", false, "take what has the guid or URL of an article for a new version of it")
}

func (f *importFlags) check() error {
	if annotate.HandleOf(f.person) == "" {
		return fmt.Errorf("--as needs the name of a person, %q is none", f.person)
	}
	if f.Format != "" && !slices.ContainsFunc(formatRows(), func(r formatRow) bool { return r.Import && r.Name == f.Format }) {
		return fmt.Errorf("unknown format %q; bp formats lists them", f.Format)
	}
	if f.others != "add" && f.others != "leave" {
		return fmt.Errorf("unknown way %q for --others: it is add or leave", f.others)
	}
	f.LeaveUnknown = f.others == "leave"
	if f.unit != "" {
		unit, err := text.ParseUnit(f.unit)
		if err != nil {
			return err
		}
		f.Unit = &unit
	}
	_, err := source.Read([]byte("a"), "", source.Options{Encoding: f.Encoding})
	if errors.Is(err, source.ErrEncoding) {
		return err
	}
	return nil
}

// personNamed finds a member by handle or name, or adds one.
func personNamed(p *storage.Project, name string) (annotate.Person, error) {
	people, err := p.People()
	if err != nil {
		return annotate.Person{}, err
	}
	for _, same := range []func(annotate.Person) bool{
		func(person annotate.Person) bool { return person.Handle == name },
		func(person annotate.Person) bool { return strings.EqualFold(person.Name, name) },
		func(person annotate.Person) bool { return person.Handle == annotate.HandleOf(name) },
	} {
		if at := slices.IndexFunc(people, same); at >= 0 {
			return people[at], nil
		}
	}
	return p.AddPerson(annotate.Person{Name: name})
}

func importFiles(cmd *cobra.Command, p *storage.Project, paths []string, f importFlags) error {
	me, err := personNamed(p, f.person)
	if err != nil {
		return err
	}
	show, end := progress(cmd, "importing")
	f.Progress = show
	report, err := intake.Files(cmd.Context(), p, me.ID, paths, f.Options)
	end()
	diagnostics := cmd.ErrOrStderr()
	if f.json {
		err = errors.Join(err, writeJSON(cmd.OutOrStdout(), report.Public()))
	}
	for _, line := range report.Lines() {
		fmt.Fprintln(diagnostics, line)
	}
	fmt.Fprint(diagnostics, mapHint(report.Failures))
	fmt.Fprintln(diagnostics, report.Summary())
	switch {
	case err != nil:
		return err
	case report.Cancelled:
		return context.Canceled
	case len(report.Failures) > 0:
		return errPartly
	}
	return nil
}
