package measure

import (
	"cmp"
	"fmt"
	"strings"

	"bluepencil/annotate/agreement/report"
)

// attributes are compared where both have a span.
func (v *View) attributes(t *Table) {
	t.Note = "Spans with the same label that share at least half of what either covers are asked for their attributes. Coverage is how many spans that is. “Not filled in” is an answer, too."
	for i := range v.report.Attributes {
		r := &v.report.Attributes[i]
		q := &query{title: v.labelName(r.Label) + ": " + r.Name, labels: []string{r.Label}, kinds: []report.Kind{report.AnAttribute}, about: r.Attribute}
		label := words(v.labelName(r.Label)).behind(q)
		for _, measure := range sortedKeys(r.Undefined) {
			label = label.saying("%s is undefined: %s.", measureName(measure), r.Undefined[measure])
		}
		same := percent(r.Percent)
		for k := range r.Pairs {
			same = same.saying("%s: %s of %d, κ %s.", v.people(r.Pairs[k].Layers), percent(r.Pairs[k].Percent).Text, r.Pairs[k].Matched, decimal(r.Pairs[k].Kappa).Text)
		}
		t.Lines = append(t.Lines, Line{Cells: []Cell{label, words(r.Name).behind(q), number(r.Matched).behind(q), percent(r.Coverage).behind(q), same.behind(q),
			decimal(r.Alpha).behind(q), words(r.AlphaOf).behind(q), decimal(r.Kappa).behind(q), interval(r.CI, r.Undefined["ci"], "of how many are the same").behind(q)}})
	}
	if len(t.Lines) == 0 {
		t.Note = "No span that two people have has an attribute."
	}
}

// links are compared with and without regard to whether their spans are there.
func (v *View) links(t *Table) {
	t.Note = "End to end, a link counts where both its ends have a partner and are linked alike; given spans, only links are counted whose ends have partners."
	for i := range v.report.Links {
		r := &v.report.Links[i]
		q := &query{title: r.Name, kinds: []report.Kind{report.ALink}, about: r.Role}
		name := words(r.Name).behind(q)
		for _, measure := range sortedKeys(r.Undefined) {
			name = name.saying("%s is undefined: %s.", measureName(measure), r.Undefined[measure])
		}
		ends := percent(&r.LinkF1.EndToEnd)
		for k := range r.Pairs {
			ends = ends.saying("%s: %s.", v.people(r.Pairs[k].Layers), percent(&r.Pairs[k].LinkF1.EndToEnd).Text)
		}
		t.Lines = append(t.Lines, Line{Cells: []Cell{name, v.spans(r).behind(q), number(r.Articles).behind(q), ends.behind(q),
			percent(&r.LinkF1.GivenSpans).behind(q), interval(r.CI, r.Undefined["ci"], "of F1 end to end").behind(q)}})
	}
	if len(t.Lines) == 0 {
		t.Note = "Nobody has linked anything."
	}
}

// articles shows where people agree least.
func (v *View) articles(t *Table) {
	t.Note = "Each article by itself, to find the ones worth talking about. No measure is the mean of these."
	for i := range v.report.Each {
		a := &v.report.Each[i]
		q := &query{title: a.Title, article: a.Article}
		f1 := percent(&a.OverlapType)
		bar := Cell{Bar: f1.order, Undefined: f1.Undefined, Why: f1.Why}
		t.Lines = append(t.Lines, Line{Cells: []Cell{words(a.Title).behind(q), words(v.names(a.Layers)).saying("%s.", v.people(a.Layers)).behind(q), number(a.Spans).behind(q), f1.behind(q), bar.behind(q)}})
	}
}

// alone lists what cannot be compared, and what could not be read.
func (v *View) alone(t *Table) {
	for i := range v.report.NotComparable {
		a := &v.report.NotComparable[i]
		why := words("finished by " + v.person(a.Layer).Name + " only")
		why.article = a.Article
		t.Lines = append(t.Lines, Line{Cells: []Cell{{Text: a.Title, article: a.Article}, why}})
	}
	for _, failed := range v.report.Failed {
		title, why, _ := strings.Cut(failed, ": ")
		t.Lines = append(t.Lines, Line{Cells: []Cell{words(title), words("could not be read: " + why)}})
	}
	t.Note = "Articles that only one person has finished. An article that was finished empty counts; one that was not opened does not."
	if len(t.Lines) == 0 {
		t.Note = "Every article that anybody has finished is finished by two people."
	}
}

// groups are the coefficients for experts.
func (v *View) groups(t *Table) {
	if !v.Measured() {
		t.Note = "γ, uα, cuα and (k)uα look at places and labels of a group together. γ takes many times as long as everything else. “Measure for experts” starts it."
		return
	}
	t.Note = "Over all articles. γ: Mathet, Widlöcher and Métivier (2015); uα, cuα, (k)uα: Krippendorff and others (2016)."
	for i := range v.report.Groups {
		g := &v.report.Groups[i]
		t.Lines = append(t.Lines, v.groupLines(g)...)
	}
	if len(t.Lines) == 0 {
		t.Note = "Nobody has marked anything."
	}
}

func (v *View) groupLines(g *report.Group) (lines []Line) {
	add := func(of, measure string, value *report.Value, how string, people ...string) {
		q := &query{title: g.Group + ": " + of, labels: g.Labels, people: people, kinds: []report.Kind{report.Missed, report.Boundary, report.OtherLabel}}
		lines = append(lines, Line{Cells: []Cell{words(g.Group).behind(q), words(of).behind(q), words(measure).behind(q), decimal(value).behind(q), words(how).behind(q)}})
	}
	everybody := v.people(v.report.Layers)
	add(everybody, "uα", &g.UAlpha, "places and labels")
	add(everybody, "|uα", &g.Binary, "places alone: marked or not")
	add(everybody, "cuα", &g.Coding, "labels alone, where both have marked")
	for _, label := range g.Labels {
		value := g.Values[label]
		add(v.labelName(label), "(k)uα", &value, "this label, where both have marked")
	}
	for i := range g.Gamma {
		p := &g.Gamma[i]
		add(v.people(p.Layers[:]), "γ", &p.Gamma, fmt.Sprintf("exact alignment of two, %s sampler, %d samples an article, seed %d", cmp.Or(p.Sampler, "no"), p.Samples, v.report.Seed), p.Layers[:]...)
	}
	return lines
}
