package storage

import (
	"context"
	"fmt"
	"slices"

	"bluepencil/annotate"
	"bluepencil/annotate/format"
	"bluepencil/annotate/lint"
	"bluepencil/annotate/register"
)

// Checks is what the project has chosen about its checks. The drafts that
// change it are those of the package lint.
func (p *Project) Checks() (lint.Settings, error) {
	o, err := p.Object(annotate.ProjectRef())
	if err != nil {
		return lint.Settings{}, err
	}
	return lint.SettingsFrom(o), nil
}

// LintInput reads what checking a person's layer of an article takes, by the
// settings of the project.
func (p *Project) LintInput(article, person annotate.ID) (lint.Input, error) {
	settings, err := p.Checks()
	if err != nil {
		return lint.Input{}, err
	}
	common, err := p.Common()
	if err != nil {
		return lint.Input{}, err
	}
	b, err := p.Bundle(article, ExportFilter{Person: person, All: true})
	if err != nil {
		return lint.Input{}, err
	}
	shared := lintShared{common.Codebook, register.New(common.Entities), settings, nil}
	return shared.input(b, person), nil
}

// lintShared is what the checks of all articles share.
type lintShared struct {
	codebook *annotate.Codebook
	register *register.Register
	settings lint.Settings
	survey   *lint.Survey
}

func (s *lintShared) input(b *format.Bundle, person annotate.ID) lint.Input {
	in := lint.Input{Article: b.Article.ID, Person: person, Text: b.Text, Meta: b.Article.Meta,
		Codebook: s.codebook, Register: s.register, Settings: s.settings, Elsewhere: s.survey}
	for i := range b.Annotations {
		if b.Annotations[i].Layer == person {
			in.Annotations = append(in.Annotations, b.Annotations[i])
		}
	}
	return in
}

// KeptFromDone lists the findings that keep a person from being done with an
// article; none means that it may be submitted. Where the project requires no
// clean article, nothing is read for it.
func (p *Project) KeptFromDone(ctx context.Context, article, person annotate.ID) ([]lint.Finding, error) {
	settings, err := p.Checks()
	if err != nil || settings.Clean == lint.CleanNothing {
		return nil, err
	}
	in, err := p.LintInput(article, person)
	if err != nil {
		return nil, err
	}
	findings, err := lint.Check(ctx, in)
	return in.Settings.Blocking(findings), err
}

// LintFilter says what LintAll checks.
type LintFilter struct {
	Person   annotate.ID // one person's layers, or the adjudicated ones; zero for every member's
	Settings lint.Settings
}

// LintedLayer is what the checks say about one layer of an article.
type LintedLayer struct {
	Article  *annotate.Article
	Text     string
	Person   annotate.ID
	Findings []lint.Finding
	Complete lint.Completeness
}

// LintReport says what a check of the whole project went through.
type LintReport struct {
	Articles int      // with a layer that was checked
	Layers   int      // that were checked
	Missed   int      // mentions whose label was not compared: there were too many names
	Failed   []string // articles that could not be read, with the reason
}

// LintAll checks every layer somebody has begun, of all articles but those in
// the bin, set aside, or replaced by a newer version. It reads the annotations
// twice, the first time to learn how names are labelled usually; what it keeps
// in memory is a few articles and a survey of bounded size. progress may be
// nil. An error of each ends it with that error, a cancelled context with the
// context's.
func (p *Project) LintAll(ctx context.Context, f LintFilter, progress func(done, total int), each func(LintedLayer) error) (LintReport, error) {
	var report LintReport
	common, err := p.Common()
	if err != nil {
		return report, err
	}
	var ids []annotate.ID
	err = p.EachArticle(ArticleFilter{}, func(a *annotate.Article) bool {
		ids = append(ids, a.ID)
		return true
	})
	if err != nil {
		return report, err
	}
	shared := lintShared{common.Codebook, register.New(common.Entities), f.Settings, nil}
	if shared.survey, err = p.survey(ctx, ids, f.Person, shared); err != nil {
		return report, err
	}
	report.Missed = shared.survey.Left()
	err = p.BundlesOf(ids, ExportFilter{Person: f.Person, All: true}, progress)(func(b *format.Bundle) error {
		if b.Err != nil {
			report.Failed = append(report.Failed, fmt.Sprintf("%s: %v", b.Article.Title(), b.Err))
			return ctx.Err()
		}
		if f.Person.IsZero() {
			withoutGold(b)
		}
		return report.lint(ctx, b, shared, each)
	})
	return report, err
}

// withoutGold leaves the adjudicated layer out: it says again what members say.
func withoutGold(b *format.Bundle) {
	b.Layers = slices.DeleteFunc(b.Layers, func(l annotate.Layer) bool { return l.Person == annotate.GoldLayer })
}

// lint checks the layers of one article.
func (report *LintReport) lint(ctx context.Context, b *format.Bundle, shared lintShared, each func(LintedLayer) error) error {
	before := report.Layers
	for _, layer := range b.Layers {
		in := shared.input(b, layer.Person)
		if layer.Status == annotate.StatusSetAside || layer.Status == annotate.StatusNew && len(in.Annotations) == 0 {
			continue
		}
		findings, err := lint.Check(ctx, in)
		if err != nil {
			return err
		}
		report.Layers++
		err = each(LintedLayer{Article: &b.Article, Text: b.Text, Person: layer.Person, Findings: findings, Complete: lint.Measure(in)})
		if err != nil {
			return err
		}
	}
	if report.Layers > before {
		report.Articles++
	}
	return ctx.Err()
}

// survey learns how names are labelled.
func (p *Project) survey(ctx context.Context, ids []annotate.ID, person annotate.ID, shared lintShared) (*lint.Survey, error) {
	survey := lint.NewSurvey(shared.codebook, shared.register)
	for _, id := range ids {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		list, err := p.Annotations(id, person)
		if err != nil {
			return nil, fmt.Errorf("article %s: %w", id, err)
		}
		for i := range list {
			if person.IsZero() && list[i].Layer == annotate.GoldLayer {
				continue
			}
			survey.Add(list[i].Layer, list[i:i+1])
		}
	}
	return survey, nil
}
