package intake

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"bluepencil/annotate"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/source"
	"bluepencil/annotate/text"
)

// foreignFile is a file of another tool.
type foreignFile struct {
	path  string
	codec *foreign.Codec
	unit  text.Unit // what its offsets count
	group *foreignGroup
}

// foreignGroup are the files of one format: they share labels and entries.
type foreignGroup struct {
	codec  *foreign.Codec
	survey *foreign.Survey
	plan   *foreign.Plan
	fates  foreign.Fates
	draft  annotate.Draft // what the codebook needs
}

// eachForeign gives the settled documents of a file one after the other.
func (t *taking) eachForeign(f *foreignFile, fail func(where string, err error), take func(where string, d *foreign.Document) error) error {
	return t.eachUnsettled(f, fail, func(where string, d *foreign.Document) error {
		foreign.Settle(d, f.unit)
		return take(where, d)
	})
}

// eachUnsettled gives documents with the offsets that stand in the file.
func (t *taking) eachUnsettled(f *foreignFile, fail func(where string, err error), take func(where string, d *foreign.Document) error) (err error) {
	folder, name, err := placeOf(f)
	if err != nil {
		return err
	}
	r, err := f.codec.Open(os.DirFS(folder), name, foreign.ReadOptions{Columns: t.o.Places, Text: t.textOf})
	if err != nil {
		return err
	}
	if closer, ok := r.(io.Closer); ok {
		defer func() { err = errors.Join(err, closer.Close()) }()
	}
	place := func(d *foreign.Document) string {
		if d.Where == "" {
			return f.path
		}
		return f.path + ", " + d.Where
	}
	return eachOf(t, f.path, r.Next, fail, func(d *foreign.Document) error {
		if len(d.Text) > source.MaxSize {
			return source.ErrTooLarge
		}
		return take(place(d), d)
	}, func(d *foreign.Document) string { return d.Where })
}

// placeOf is the folder that a file is opened in, and its name there, with a
// slash. Files that belong together may lie in folders beside each other.
func placeOf(f *foreignFile) (folder, name string, err error) {
	path, err := filepath.Abs(f.path)
	if err != nil {
		return "", "", err
	}
	folder, name = filepath.Split(path)
	if parent := filepath.Dir(filepath.Clean(folder)); f.codec.Layout == foreign.LayoutFiles && parent != filepath.Clean(folder) {
		return parent, filepath.Base(folder) + "/" + name, nil
	}
	return folder, name, nil
}

// survey reads the files of other tools for what they need: what their offsets
// count, and what the codebook has to have for them. That is then committed.
func (t *taking) survey(files []string) error {
	groups, err := t.look(files)
	if err != nil {
		return err
	}
	for _, g := range groups {
		if err := t.makePlan(g); err != nil {
			return err
		}
		if len(g.draft.Settings) == 0 {
			continue
		}
		if _, err := t.p.Commit(g.draft); err != nil {
			return fmt.Errorf("take labels into the codebook: %w", err)
		}
		for _, line := range g.plan.Added {
			t.report.Notes = append(t.report.Notes, "added to the codebook: "+line)
		}
	}
	return nil
}

// look goes through all documents once.
func (t *taking) look(files []string) ([]*foreignGroup, error) {
	var groups []*foreignGroup
	for _, path := range files {
		f := t.foreign[path]
		if f == nil {
			continue
		}
		at := slices.IndexFunc(groups, func(g *foreignGroup) bool { return g.codec == f.codec })
		if at < 0 {
			groups = append(groups, &foreignGroup{codec: f.codec, survey: foreign.NewSurvey(f.codec.Unit)})
			at = len(groups) - 1
		}
		f.group = groups[at]
		if err := t.lookAt(f); err != nil {
			return nil, err
		}
	}
	return groups, nil
}

// lookAt finds out what one file's offsets count, and what is in it. What cannot
// be read is reported when it is taken in.
func (t *taking) lookAt(f *foreignFile) error {
	units := foreign.NewUnits(f.codec.Unit)
	err := t.eachUnsettled(f, ignore, func(_ string, d *foreign.Document) error {
		units.Add(d)
		f.group.survey.Add(d)
		return nil
	})
	var broken errProject
	if errors.As(err, &broken) {
		return broken.error
	}
	f.unit, _ = units.Unit()
	if t.o.Unit != nil {
		f.unit = *t.o.Unit
	}
	if f.unit != f.codec.Unit {
		t.report.Notes = append(t.report.Notes, fmt.Sprintf("%s: its offsets count %s, where the format %s counts %s", f.path, f.unit, f.codec.Name, f.codec.Unit))
	}
	return nil
}

// makePlan settles what becomes of the labels of a format's files.
func (t *taking) makePlan(g *foreignGroup) error {
	codebook, err := t.p.Codebook()
	if err != nil {
		return err
	}
	g.fates = foreign.Suggest(codebook, g.survey, !t.o.LeaveUnknown)
	maps.Copy(g.fates, t.o.Fates)
	known, err := t.knownEntries()
	if err != nil {
		return err
	}
	g.plan, g.draft, err = foreign.MakePlan(g.codec.Name, t.person, codebook, g.survey, g.fates, known)
	return err
}

// knownEntries finds entries of the register that another tool's file names: by
// their Wikidata id, or by name and type.
func (t *taking) knownEntries() (func(foreign.Entity) (annotate.ID, bool), error) {
	entities, err := t.p.Entities()
	if err != nil {
		return nil, err
	}
	byWikidata, byName := map[string]annotate.ID{}, map[[2]string]annotate.ID{}
	for _, e := range entities {
		if e.Wikidata != "" {
			byWikidata[e.Wikidata] = e.ID
		}
		byName[[2]string{e.Name, e.Type}] = e.ID
	}
	return func(e foreign.Entity) (annotate.ID, bool) {
		if id, ok := byWikidata[e.Wikidata]; ok {
			return id, true
		}
		id, ok := byName[[2]string{e.Name, e.Type}]
		return id, ok
	}, nil
}

// Whose layer marks go to that name nobody.
const (
	importName   = "Import"
	importHandle = "import"
)
