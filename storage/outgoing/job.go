package outgoing

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/format"
	"bluepencil/annotate/format/bluepencil"
	"bluepencil/annotate/format/claimreview"
	"bluepencil/annotate/format/dataset"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/html"
	"bluepencil/annotate/text"
	"bluepencil/storage"
)

// job is one export: a format.Filer that adds the card and the report to what a
// format writes.
type job struct {
	format.Filer
	p      *storage.Project
	o      Options
	format Format
	unit   text.Unit
	filter storage.ExportFilter
	ids    []annotate.ID
	common *format.Common
	people bool // the layers of several people go to files of their own
	tally  *dataset.Tally
	fileOf func(part string) string
	claims *claimreview.Writer // with that format
	beside bool                // the data is a file with others beside it
	base   string              // its name without extension
	folder string              // where it goes
}

func prepare(ctx context.Context, p *storage.Project, o Options) (*job, error) {
	f, ok := FormatNamed(o.Format)
	if !ok {
		return nil, fmt.Errorf("%w: there is no format %q", ErrOptions, o.Format)
	}
	common, err := p.Common()
	if err != nil {
		return nil, err
	}
	j := &job{p: p, o: o, format: f, unit: f.Unit, common: common, filter: storage.ExportFilter{Person: o.Person, All: o.All}}
	if o.Unit != nil {
		j.unit = *o.Unit
	}
	if j.ids = o.Articles; j.ids == nil {
		if j.ids, err = p.ExportIDs(j.filter); err != nil {
			return nil, err
		}
	}
	if err := j.checkParts(); err != nil {
		return nil, err
	}
	parts, err := j.split(ctx)
	if err != nil {
		return nil, err
	}
	part := func(id annotate.ID) string { return parts[id] }
	if f.Codec == nil {
		j.own(part)
		return j, nil
	}
	return j, j.foreign(part)
}

// own prepares the formats that are not of other tools.
func (j *job) own(part func(annotate.ID) string) {
	w := &records{part: part, tally: dataset.NewTally()}
	j.tally, j.fileOf, j.Filer = w.tally, func(part string) string { return part }, w
	if j.format.Name == claimreview.Name {
		j.claims = claimreview.NewWriter(j.common, j.o.Publisher)
		w.Writer = j.claims
		return
	}
	w.Writer = bluepencil.NewWriter(j.common, bluepencil.Options{Unit: j.unit, NoText: j.o.NoText})
	w.companions = func() ([]format.Companion, error) { return projectFile(j.common) }
}

func projectFile(c *format.Common) ([]format.Companion, error) {
	shared, err := bluepencil.ProjectFile(c)
	return []format.Companion{{Name: bluepencil.ProjectName, Content: shared}}, err
}

func (j *job) foreign(part func(annotate.ID) string) error {
	c := j.format.Codec
	var page *remarks
	if c.Name == html.Name {
		page = newRemarks(j.common)
		c = page.codec(*c)
	}
	j.filter.Format = c.Name
	o := foreign.ExportOptions{Unit: j.unit, NoText: j.o.NoText, Flat: j.o.Flat, Priority: j.o.Priority, Suggested: j.o.Suggested, Part: part}
	if !c.Carries.Layers {
		people, err := j.p.ExportPeople(j.filter)
		if err != nil {
			return err
		}
		o.People = len(people) > 1
		j.people = o.People
	}
	if c.Layout == foreign.LayoutFiles {
		names, err := j.names()
		if err != nil {
			return err
		}
		o.Names = names
	}
	e, err := foreign.NewExporter(c, j.common, o)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrOptions, err)
	}
	j.tally, j.fileOf, j.Filer = e.Tally, e.FileOf, &reviewed{e, page}
	return nil
}

// goBeside are files that go into a folder with the data, of whatever format.
func goBeside() []string { return []string{bluepencil.ProjectName, format.MarkerName} }

// names gives every article a file name that no other has, and no file that goes
// beside them.
func (j *job) names() (map[annotate.ID]string, error) {
	names := make(map[annotate.ID]string, len(j.ids))
	var free format.FreeName
	for _, taken := range goBeside() {
		if base, ok := strings.CutSuffix(taken, j.format.Extension); ok {
			free.Of(base)
		}
	}
	for _, id := range j.ids {
		a, err := j.p.Article(id)
		if err != nil {
			names[id] = free.Of(id.String()) // the article itself will say why
			continue
		}
		names[id] = free.Of(foreign.BaseName(&a))
	}
	return names, nil
}

func (j *job) articles() format.Articles { return j.p.BundlesOf(j.ids, j.filter, j.o.Progress) }

// settle corrects what only the format can count.
func (j *job) settle(report *format.Report) {
	if j.claims != nil {
		report.Annotations = j.claims.Written()
	}
}

// Finish gives the format's companions, the card, the hashes and the report.
func (j *job) Finish(report *format.Report) ([]format.Companion, error) {
	list, err := j.Filer.Finish(report)
	if err == nil && j.beside && j.format.Codec != nil {
		err = spare(j.folder, list)
	}
	if err != nil {
		return nil, err
	}
	head := ""
	list = slices.DeleteFunc(list, func(c format.Companion) bool {
		if c.Name == dataset.CardName {
			head = cardHead(c.Content)
		}
		return c.Name == dataset.CardName
	})
	if j.lossless() {
		shared, err := projectFile(j.common)
		if err != nil {
			return nil, err
		}
		list = append(list, shared...)
	}
	if !j.beside || j.o.Card || head != "" || len(j.o.Shares) > 0 {
		list = append(list, j.card(report, head)...)
	}
	return append(list, j.report(report)...), nil
}

// lossless tells whether the format makes the same project again, with what the
// articles share beside it.
func (j *job) lossless() bool {
	c := j.format.Codec
	return c != nil && c.Open != nil && c.Carries.Head && c.Carries.Origins && c.Carries.Status
}

// cardHead is what a format says in the head of its card.
func cardHead(card []byte) string {
	_, rest, ok := strings.Cut(string(card), "---\n")
	head, _, end := strings.Cut(rest, "---\n")
	if !ok || !end {
		return ""
	}
	return head
}

func (j *job) card(report *format.Report, head string) []format.Companion {
	files := map[string]string{}
	if !j.format.Folder {
		for _, s := range j.o.Shares {
			files[s.Name] = j.dataFile(s.Name)
		}
		if len(j.o.Shares) == 0 {
			files[""] = j.dataFile("")
		}
	}
	card := dataset.Card{Name: j.p.Name(), Format: j.format.Name, Unit: j.unit.String(), Licence: j.o.Licence, NoText: j.o.NoText, Shares: j.o.Shares, Seed: j.o.Seed,
		Strata: strata(j.o.Stratify), Files: files, Head: head, Sums: j.besideName(dataset.TextsName), Common: j.common, Losses: report.Losses}
	return []format.Companion{{Name: j.besideName(dataset.CardName), Content: card.Write(j.tally)},
		{Name: j.besideName(dataset.TextsName), Content: dataset.Sums(j.tally)}}
}

// dataFile is the name of a part's first file.
func (j *job) dataFile(part string) string {
	file := j.fileOf(part)
	if j.beside {
		if file == "" {
			return j.base + j.format.Extension
		}
		return j.base + "." + strings.ReplaceAll(file, "/", ".") + j.format.Extension
	}
	return cmp.Or(file, "articles") + j.format.Extension
}

// besideName is what a file is called that describes the data.
func (j *job) besideName(name string) string {
	if j.beside {
		return j.base + "." + name
	}
	return name
}

// marker tells the next export that it may replace this one.
const marker = "bluepencil-export/1"

// report is the loss report. A single file of the project's own format has one
// only where something was lost.
func (j *job) report(report *format.Report) []format.Companion {
	if j.beside && j.format.Codec == nil && len(report.Losses)+len(report.Problems) == 0 {
		return nil
	}
	j.settle(report)
	out := struct {
		Export      string        `json:"export"`
		Format      string        `json:"format"`
		Unit        string        `json:"offset_unit"`
		Articles    int           `json:"articles"`
		Annotations int           `json:"annotations"`
		Problems    []problem     `json:"problems"`
		Losses      []format.Loss `json:"losses"`
	}{marker, j.format.Name, j.unit.String(), report.Articles, report.Annotations, []problem{}, append([]format.Loss{}, report.Losses...)}
	for _, p := range report.Problems {
		out.Problems = append(out.Problems, problem(p))
	}
	content, err := json.MarshalIndent(out, "", "  ")
	if err != nil {
		content = []byte("{}") // texts and numbers only
	}
	name := format.MarkerName
	if j.beside {
		name = j.besideName(format.LossesName)
	}
	return []format.Companion{{Name: name, Content: append(content, '\n')}}
}

type problem struct {
	Article string `json:"article"`
	What    string `json:"what"`
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// records writes each article as one record: the formats of format.Writer.
type records struct {
	format.Writer
	part       func(annotate.ID) string
	tally      *dataset.Tally
	companions func() ([]format.Companion, error)
}

// Parts gives the article's record.
func (w *records) Parts(b *format.Bundle) ([]format.Part, []format.Loss, error) {
	record, losses, err := w.Record(b)
	if err != nil {
		return nil, nil, err
	}
	part := w.part(b.Article.ID)
	w.tally.Add(part, b)
	return []format.Part{{File: part, Data: record, Annotations: len(b.Annotations)}}, losses, nil
}

// Frame is nothing: records stand one after the other.
func (w *records) Frame() (begin, between, end string) { return "", "", "" }

// Finish gives what the articles share, where the format has a file for it.
func (w *records) Finish(*format.Report) ([]format.Companion, error) {
	if w.companions == nil {
		return nil, nil
	}
	return w.companions()
}
