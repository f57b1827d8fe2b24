package storage

import (
	"cmp"
	"context"
	"fmt"
	"runtime"
	"slices"

	"bluepencil/annotate"
	"bluepencil/annotate/agreement/report"
	"bluepencil/annotate/register"
	"bluepencil/storage/kv"
)

// AgreementFilter says what agreement is computed of.
type AgreementFilter struct {
	// People are those who are compared; empty for everybody in the team. The
	// adjudicated layer is compared only where annotate.GoldLayer is among them;
	// with nobody else it is compared with everybody.
	People []annotate.ID
	// Round leaves out what was not given out in a round; zero for everything.
	Round annotate.ID
	// Labels are those that are compared; empty for all. Links to annotations
	// with other labels are left out.
	Labels []annotate.LabelID
	// Latest reads what everybody submitted last. Otherwise the first
	// submission counts, which nobody has said anything about yet.
	Latest bool
	// WithoutSuggestions, KeepEdges, Resamples, Seed, MostCases and Expert are
	// those of report.Options.
	WithoutSuggestions bool
	KeepEdges          bool
	Resamples          int
	Seed               uint64
	MostCases          int
	Expert             bool
}

// Agreement measures how far people agree, on what they have submitted: of
// articles in the bin, and such that a newer version replaces, nothing is
// read, nor of layers that were set aside. A layer without a submission that
// counts as submitted, as an imported one does, is read as it is. It keeps a
// few articles in memory, and numbers for each. progress may be nil.
// Cancelling the context ends it with the context's error. An article that
// cannot be read is named in the report and does not end it.
func (p *Project) Agreement(ctx context.Context, f AgreementFilter, progress func(done, total int)) (*report.Report, error) {
	options, err := p.agreementOptions(f)
	if err != nil {
		return nil, err
	}
	read := agreementReading{p: p, latest: f.Latest, round: f.Round, labels: f.Labels, mapping: options.Codebook.Mapping(), people: map[annotate.ID]bool{}, collector: report.New(options)}
	for _, person := range options.People {
		read.people[person.ID] = true
	}
	if err := read.list(ctx); err != nil {
		return nil, err
	}
	if err := read.measure(ctx, progress); err != nil {
		return nil, err
	}
	r := read.collector.Report()
	r.Failed = read.failed
	if r.Submissions = "first"; f.Latest {
		r.Submissions = "latest"
	}
	return r, ctx.Err()
}

func (p *Project) agreementOptions(f AgreementFilter) (report.Options, error) {
	o := report.Options{WithoutSuggestions: f.WithoutSuggestions, KeepEdges: f.KeepEdges, Resamples: f.Resamples, Seed: f.Seed, MostCases: f.MostCases, Expert: f.Expert}
	codebook, err := p.Codebook()
	if err != nil {
		return o, err
	}
	entities, err := p.Entities()
	if err != nil {
		return o, err
	}
	people, err := p.People()
	if err != nil {
		return o, err
	}
	o.Codebook, o.Canonical = codebook, register.New(entities).Canonical
	gold := slices.Contains(f.People, annotate.GoldLayer)
	everybody := len(f.People) == 0 || gold && len(f.People) == 1
	o.People = slices.DeleteFunc(people, func(person annotate.Person) bool { return !everybody && !slices.Contains(f.People, person.ID) })
	if gold { // the first of each pair is the one who is right
		o.People = slices.Insert(o.People, 0, annotate.GoldPerson())
	}
	return o, nil
}

// agreementReading goes through the articles that anybody has finished.
type agreementReading struct {
	p         *Project
	latest    bool
	round     annotate.ID
	labels    []annotate.LabelID
	mapping   *annotate.Mapping
	people    map[annotate.ID]bool
	standing  map[annotate.ID][]annotate.Layer // by article
	articles  []agreementArticle
	collector *report.Collector
	readers   chan *annotate.SubmissionReader // one for each goroutine
	failed    []string
}

type agreementArticle struct {
	id     annotate.ID
	title  string
	digest annotate.Digest
}

// list finds the articles somebody has touched, and who stands how with them.
func (r *agreementReading) list(ctx context.Context) error {
	r.standing = map[annotate.ID][]annotate.Layer{}
	err := r.p.store.View(func(reader kv.Reader) error {
		given, err := r.givenOut(reader)
		if err != nil {
			return err
		}
		return scanObjects(reader, kindPrefix(annotate.KindLayer), func(o *annotate.Object) bool {
			if l := annotate.LayerFrom(o); r.people[l.Person] && l.Status != annotate.StatusNew && l.Status != annotate.StatusSetAside && given(l.Article, l.Person) {
				r.standing[l.Article] = append(r.standing[l.Article], l)
			}
			return ctx.Err() == nil
		})
	})
	if err != nil || ctx.Err() != nil {
		return cmp.Or(err, ctx.Err())
	}
	return r.p.EachArticle(ArticleFilter{}, func(a *annotate.Article) bool {
		if len(r.standing[a.ID]) > 0 {
			r.articles = append(r.articles, agreementArticle{a.ID, a.Title(), a.Content.TextSHA256})
		}
		return ctx.Err() == nil
	})
}

// givenOut tells of layers that were given out in the round, or of all where
// none is asked for. The adjudicated layer goes with the others' of its article.
func (r *agreementReading) givenOut(reader kv.Reader) (func(article, person annotate.ID) bool, error) {
	if r.round.IsZero() {
		return func(_, _ annotate.ID) bool { return true }, nil
	}
	cells := map[[2]annotate.ID]bool{}
	err := r.p.scanAssignments(reader, AssignmentFilter{Round: r.round}, func(a Assignment) error {
		cells[[2]annotate.ID{a.Article, a.Person}] = true
		cells[[2]annotate.ID{a.Article, annotate.GoldLayer}] = true
		return nil
	})
	return func(article, person annotate.ID) bool { return cells[[2]annotate.ID{article, person}] }, err
}

// wanted leaves out of a layer what is not compared.
func (r *agreementReading) wanted(list []annotate.Annotation) []annotate.Annotation {
	r.mapping.ReadAll(list)
	if len(r.labels) > 0 {
		list = slices.DeleteFunc(list, func(a annotate.Annotation) bool { return !slices.Contains(r.labels, a.Label) })
		hideDangling(list)
	}
	return list
}

// measuredArticle is what came of one article.
type measuredArticle struct {
	measured *report.Measured // nil where nobody has finished it
	err      error
}

// measure reads and measures articles on as many goroutines as there are
// processors, and adds up what they found in the order of the articles.
func (r *agreementReading) measure(ctx context.Context, progress func(done, total int)) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	rows := make(chan chan measuredArticle, runtime.GOMAXPROCS(0))
	r.readers = make(chan *annotate.SubmissionReader, cap(rows)+2) // some wait in the channel, one is sent, one is read
	for range cap(r.readers) {
		r.readers <- &annotate.SubmissionReader{}
	}
	go func() {
		defer close(rows)
		for _, a := range r.articles {
			row := make(chan measuredArticle, 1)
			select {
			case rows <- row:
			case <-ctx.Done():
				return
			}
			go func() { row <- r.one(a) }()
		}
	}()
	done := 0
	for row := range rows {
		m := <-row
		if m.err != nil {
			r.failed = append(r.failed, fmt.Sprintf("%s: %v", r.articles[done].title, m.err))
		} else if m.measured != nil {
			r.collector.Add(m.measured)
		}
		if done++; progress != nil {
			progress(done, len(r.articles))
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// one reads an article with the layers that are finished, and measures it.
func (r *agreementReading) one(a agreementArticle) measuredArticle {
	submissions := <-r.readers
	defer func() {
		submissions.Recycle() // nothing of what was read is kept
		r.readers <- submissions
	}()
	d := report.Document{Article: a.id, Title: a.title}
	err := r.p.store.View(func(reader kv.Reader) error {
		submitted, err := r.submissions(reader, submissions, a.id)
		if err != nil {
			return err
		}
		for _, l := range r.standing[a.id] {
			s, ok := submitted[l.Person]
			if !ok && (l.Status == annotate.StatusSubmitted || l.Status == annotate.StatusAdjudicated) {
				s.Annotations, err = r.live(reader, a.id, l.Person)
				ok = true
			}
			if err != nil {
				return err
			}
			if ok {
				d.Layers = append(d.Layers, report.Layer{Person: l.Person, Annotations: r.wanted(s.Annotations)})
			}
		}
		if len(d.Layers) > 1 {
			d.Text, err = r.p.textOf(reader, a.digest)
		}
		return err
	})
	if err != nil || len(d.Layers) == 0 {
		return measuredArticle{err: err}
	}
	return measuredArticle{measured: r.collector.Measure(&d)}
}

// submissions reads what people have submitted of an article: of each person
// the first submission that was not undone, or the last one.
func (r *agreementReading) submissions(reader kv.Reader, submissions *annotate.SubmissionReader, article annotate.ID) (map[annotate.ID]annotate.Snapshot, error) {
	wanted := map[annotate.ID]annotate.Snapshot{}
	err := reader.Scan(bucketObjects, kindPrefix(annotate.KindSubmission, article), nil, func(key, value []byte) (bool, error) {
		ref, err := refOfKey(key)
		if err != nil {
			return false, err
		}
		if _, known := wanted[ref.Owner]; !r.people[ref.Owner] || known && !r.latest {
			return true, nil // ids of submissions sort by the time they were made
		}
		s, ok, err := submissions.Read(ref, value)
		if err != nil {
			return false, fmt.Errorf("%w: %w", kv.ErrDamaged, err)
		}
		if ok {
			wanted[ref.Owner] = s
		}
		return true, nil
	})
	return wanted, err
}

// live reads a layer as it is now.
func (r *agreementReading) live(reader kv.Reader, article, person annotate.ID) ([]annotate.Annotation, error) {
	var found []annotate.Annotation
	want := func(g annotate.Glance) bool { return g.Live() && r.p.visible.shows(g.Batch) }
	err := scanAnnotations(reader, article, person, want, func(a annotate.Annotation) { found = append(found, a) })
	hideDangling(found)
	return found, err
}
