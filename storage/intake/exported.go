package intake

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/format"
	"bluepencil/annotate/format/bluepencil"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/lint"
	"bluepencil/storage"
)

// lineTaking is what the taking of exports keeps: which register entries and
// people there are, and which layers are to be marked as finished.
type lineTaking struct {
	entities map[annotate.ID]bool            // of the register; false where it lies in the bin
	given    map[annotate.Ref]bool           // layers that this intake has put annotations into
	listed   map[string]annotate.Person      // by handle: those of project.json
	people   map[string]annotate.ID          // by handle: those annotations went to
	into     map[annotate.ID]*storage.Import // by person: the imports of layers
	statuses []layerStatus
	ids      map[annotate.ID]annotate.ID // of articles: here, by what the export calls them
	links    []versionLink
	rules    map[annotate.ID]string // by article: how its adjudicated layer was merged
	checks   lint.Settings          // what a project.json chose about the checks
	rounds   []format.Round
	// unlabelled counts what articles mark themselves and the codebook has no label for
	unlabelled map[string]int
	talk       annotate.Draft       // comments that are not written yet
	said       map[annotate.ID]bool // the comments taken in
}

// layerStatus is where an imported layer is to stand.
type layerStatus struct {
	article annotate.ID
	person  annotate.ID
	status  annotate.Status
	reason  string
}

func newLineTaking() lineTaking {
	return lineTaking{unlabelled: map[string]int{}, entities: map[annotate.ID]bool{}, given: map[annotate.Ref]bool{}, listed: map[string]annotate.Person{},
		ids: map[annotate.ID]annotate.ID{}, rules: map[annotate.ID]string{}, people: map[string]annotate.ID{}, said: map[annotate.ID]bool{}, into: map[annotate.ID]*storage.Import{}}
}

func mayHoldJSON(path string) bool {
	return slices.Contains([]string{".jsonl", ".ndjson", ".json"}, strings.ToLower(filepath.Ext(path)))
}

// beginsAsExport looks at the beginning of a file. One that cannot be read is
// reported when its articles are.
func beginsAsExport(path string) bool {
	if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() {
		return false // opening a pipe would wait
	}
	file, err := os.Open(path)
	if err != nil {
		return false
	}
	defer file.Close()
	r := bufio.NewReaderSize(io.LimitReader(file, bluepencil.RecogniseBytes), headBytes)
	head, err := r.Peek(headBytes)
	if err == nil || errors.Is(err, io.EOF) {
		if bluepencil.Recognise(narrow(head)) {
			return true
		}
		line, err := r.ReadBytes('\n') // as long as it is: a program that sorts fields writes "format" behind the markings
		return (err == nil || errors.Is(err, io.EOF)) && bluepencil.Recognise(line)
	}
	return false
}

// headBytes is how much of a file nearly always tells what it is.
const headBytes = 1 << 12

// each gives the articles of a file with annotations one after the other. What
// is wrong with a line is passed to fail, with its place.
func (t *taking) each(path string, fail func(where string, err error), take func(where string, in *format.Incoming) error) error {
	if err := refuseWide(path); err != nil {
		return err
	}
	if f := t.foreign[path]; f != nil {
		return t.eachForeign(f, fail, func(where string, d *foreign.Document) error { return take(where, f.group.plan.Incoming(d)) })
	}
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	return eachOf(t, path, bluepencil.NewReader(file, bluepencil.ReadOptions{Text: t.textOf}).Next, fail, func(in *format.Incoming) error {
		return take(path+", "+in.Where, in)
	}, func(in *format.Incoming) string { return in.Where })
}

// eachOf goes through what next gives, until the end or the cancelling. What is
// wrong with one of it never stops the others.
func eachOf[T any](t *taking, path string, next func() (T, error), fail func(where string, err error), take func(T) error, where func(T) string) error {
	for !t.cancelled() {
		one, err := next()
		var record *format.RecordError
		switch {
		case err == io.EOF:
			return nil
		case errors.As(err, &record):
			fail(path+", "+record.Where, record.Err)
			continue
		case err != nil:
			return err
		}
		if err := take(one); err != nil {
			var broken errProject
			if errors.As(err, &broken) {
				return err
			}
			fail(path+", "+where(one), err)
		}
	}
	return nil
}

func ignore(string, error) {}

// textOf gives the text of an article that the project has, for lines that
// came without theirs.
func (t *taking) textOf(d annotate.Digest) (string, bool, error) {
	id, ok, err := t.p.ArticleByText(d)
	if err != nil || !ok {
		return "", false, err
	}
	text, err := t.p.Text(id)
	return text, err == nil, err
}

// prepare reads what annotations need to have before they come: the entries
// of the register they name, and what project.json says. Faults are
// reported later, when the articles themselves are read.
func (t *taking) prepare(files []string) error {
	draft := annotate.Draft{Person: t.person, Action: "add entries to the register", Hidden: true}
	for _, path := range files {
		if !t.exports[path] {
			continue
		}
		t.readShared(filepath.Join(filepath.Dir(path), bluepencil.ProjectName))
		if f := t.foreign[path]; f != nil && !f.group.survey.NamesEntries() {
			continue // it need not be read for them
		}
		err := t.each(path, ignore, func(_ string, in *format.Incoming) error { return t.addEntities(&draft, in.Entities) })
		var broken errProject
		if errors.As(err, &broken) {
			return broken.error
		}
	}
	if len(draft.Settings) > 0 {
		if _, err := t.p.Commit(draft); err != nil {
			return fmt.Errorf("add entries to the register: %w", err)
		}
	}
	return t.takeChecks()
}

// takeChecks takes over what the exported project had chosen about its checks,
// where layers are put back and this project has chosen nothing.
func (t *taking) takeChecks() error {
	own, err := t.p.Checks()
	if err != nil || !t.o.ByHandle || !t.lines.checks.Chosen() || own.Chosen() {
		return err
	}
	draft, err := lint.TakeSettings(t.person, t.lines.checks)
	if err == nil {
		_, err = t.p.Commit(draft)
	}
	if err != nil {
		return fmt.Errorf("take in what was chosen about the checks: %w", err)
	}
	return nil
}

// readShared takes note of the people and rounds of an export, and of what was
// chosen about checks. Without the file beside it, or with one that cannot be read,
// handles have to do for names.
func (t *taking) readShared(path string) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return
	}
	shared, err := bluepencil.ParseProject(raw)
	if err != nil {
		t.fail(path, err)
		return
	}
	for _, person := range shared.People {
		t.lines.listed[person.Handle] = person
	}
	for _, r := range shared.Rounds {
		if !slices.ContainsFunc(t.lines.rounds, func(other format.Round) bool { return other.ID == r.ID }) {
			t.lines.rounds = append(t.lines.rounds, r)
		}
	}
	if !t.lines.checks.Chosen() {
		t.lines.checks = shared.Checks
	}
}

// addEntities adds entries that the register does not have to the draft. One
// that lies in the bin stays there.
func (t *taking) addEntities(draft *annotate.Draft, entities []annotate.Entity) error {
	for _, e := range entities {
		if _, seen := t.lines.entities[e.ID]; seen || e.ID.IsZero() {
			continue
		}
		there, err := t.p.Entity(e.ID)
		if err == nil {
			t.lines.entities[e.ID] = !there.Deleted
			continue
		}
		if !errors.Is(err, annotate.ErrNotFound) {
			return errProject{err}
		}
		one, err := annotate.AddEntity(t.person, e)
		if err != nil {
			return err
		}
		draft.Settings = append(draft.Settings, one.Settings...)
		t.lines.entities[e.ID] = true
	}
	return nil
}

// exported takes in an export of Bluepencil: its articles, and with them,
// unless they go to layers of their own, the annotations.
func (t *taking) exported(path string) error {
	return t.each(path, t.fail, func(where string, in *format.Incoming) error {
		id, err := t.incomingArticle(where, in)
		if err != nil || t.o.ByHandle {
			return err
		}
		for _, problem := range in.Problems {
			t.fail(where, errors.New(problem.What))
		}
		return t.intoOwnLayer(where, id, in)
	})
}

// incomingArticle is the article with the text of an incoming one, added where
// there is none.
func (t *taking) incomingArticle(where string, in *format.Incoming) (annotate.ID, error) {
	id, ok, err := t.p.ArticleByText(in.Document.TextSHA256)
	switch {
	case err != nil:
		return id, errProject{err}
	case ok:
		t.report.Recognised++
		t.noteVersion(where, in, id, false)
		return id, nil
	case in.Document.Text == "":
		return id, bluepencil.ErrNoText
	}
	if id, ok := t.into.Has(in.Document.TextSHA256); ok && t.foreign[t.path] != nil {
		t.report.Recognised++ // another person's file of the same article
		return id, nil
	}
	before := len(t.report.Added)
	id, err = t.article(where, in.Document)
	if err == nil {
		t.noteVersion(where, in, id, len(t.report.Added) > before)
	}
	return id, err
}
