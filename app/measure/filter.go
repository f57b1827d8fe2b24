package measure

import (
	"fmt"
	"slices"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/rounds"
	"bluepencil/storage"
)

// seed is what chance begins with in intervals and samples, as in bp.
const seed = 1

// Team is who and what can be asked for.
type Team struct {
	People []annotate.Person
	Rounds []rounds.Round
	Labels []annotate.Label
	Gold   bool // something was adjudicated
}

// Filter is what is measured, and of whom. Its zero value is everybody's first
// submissions.
type Filter struct {
	Latest             bool // the last submissions, those after feedback too
	WithoutSuggestions bool
	Gold               bool // the adjudicated layer is compared, too
	People             []annotate.ID
	Round              annotate.ID
	Labels             []annotate.LabelID
}

// key tells filters apart.
func (f *Filter) key() string { return fmt.Sprintf("%+v", *f) }

// asked is the filter as the project is asked.
func (f *Filter) asked(experts bool) storage.AgreementFilter {
	people := slices.Clone(f.People)
	if f.Gold {
		people = append(people, annotate.GoldLayer)
	}
	return storage.AgreementFilter{People: people, Latest: f.Latest, WithoutSuggestions: f.WithoutSuggestions, Round: f.Round, Labels: slices.Clone(f.Labels), Seed: seed, Expert: experts}
}

// SetTeam says who and what can be asked for. What is asked for and is gone is
// not asked for any more.
func (v *View) SetTeam(t Team) {
	v.team = t
	f := &v.filter
	f.Gold = f.Gold && t.Gold
	f.People = slices.DeleteFunc(f.People, func(id annotate.ID) bool {
		return !slices.ContainsFunc(t.People, func(p annotate.Person) bool { return p.ID == id })
	})
	if !slices.ContainsFunc(t.Rounds, func(r rounds.Round) bool { return r.ID == f.Round }) {
		f.Round = annotate.ID{}
	}
	f.Labels = slices.DeleteFunc(f.Labels, func(id annotate.LabelID) bool {
		return !slices.ContainsFunc(t.Labels, func(l annotate.Label) bool { return l.ID == id })
	})
}

// Team is who and what can be asked for.
func (v *View) Team() Team { return v.team }

// Filter is what is measured.
func (v *View) Filter() Filter { return v.filter }

// SetFilter asks for something else, and measures it.
func (v *View) SetFilter(f Filter) {
	if f.key() == v.filter.key() {
		return
	}
	v.filter, v.cases = f, nil
	v.Measure()
}

// Words says what is under way, what went wrong, or what is shown.
func (v *View) Words() string {
	switch {
	case v.failed != nil:
		return "The agreement could not be measured: " + v.failed.Error()
	case v.said != "":
		return v.said
	case v.report == nil:
		return ""
	case v.old:
		return "The project has changed since this was measured. M measures again."
	case v.cases != nil:
		return v.cases.words()
	}
	return v.summary()
}

func (v *View) summary() string {
	r := v.report
	if len(r.Layers) < 2 {
		return "No article is finished by two of them: agreement needs a second annotator."
	}
	parts := []string{fmt.Sprintf("%s that at least two of %s have finished", counted(r.Articles, "article"), v.people(r.Layers))}
	which := "first"
	if r.Submissions != "first" {
		which = "last"
	}
	parts = append(parts, which+" submissions", "accepted suggestions "+r.Suggestions)
	if n := len(r.Failed); n > 0 {
		parts = append(parts, fmt.Sprintf("%s could not be read", counted(n, "article")))
	}
	return strings.Join(append(parts, fmt.Sprintf("intervals: %d resamples, seed %d", r.Resamples, r.Seed)), " · ")
}

// people names some people, or says how many they are.
func (v *View) people(handles []string) string {
	const most = 4
	if len(handles) > most {
		return fmt.Sprintf("%d people", len(handles))
	}
	names := make([]string, len(handles))
	for i, handle := range handles {
		names[i] = v.person(handle).Name
	}
	return strings.Join(names, ", ")
}

// person is who has a handle.
func (v *View) person(handle string) annotate.Person {
	if handle == annotate.GoldHandle {
		return annotate.GoldPerson()
	}
	for _, p := range v.team.People {
		if p.Handle == handle {
			return p
		}
	}
	return annotate.Person{Name: handle, Initials: handle, Handle: handle}
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
