package lint

import (
	"slices"
	"sort"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/text"
)

// meaning is what a pronoun can stand for.
type meaning int

const (
	noPronoun meaning = iota
	somebody          // one person
	something         // a body, a thing
	several           // people or bodies
)

// meaningOf reads a pronoun of the languages that news is marked in most.
func meaningOf(words string) meaning {
	if len(words) > 24 {
		return noPronoun
	}
	switch strings.ToLower(strings.TrimSpace(words)) {
	case "he", "she", "him", "her", "er", "sie", "ihm", "ihr", "il", "elle", "lui", "él", "ella", "lei",
		"ele", "ela", "hij", "zij", "ze", "он", "она", "ему", "ей", "他", "她", "彼", "彼女":
		return somebody
	case "it", "es", "het", "оно", "它":
		return something
	case "they", "them", "ils", "elles", "ellos", "ellas", "loro", "eles", "elas", "они", "им", "他们", "她们", "他們", "她們", "彼ら":
		return several
	}
	return noPronoun
}

// farBack is how many names before a pronoun are looked at.
const farBack = 64

func findPronouns(r *reading) {
	role, ok := r.Codebook.Role(speakerRole)
	if !ok {
		return
	}
	names := r.names(role)
	told := map[annotate.ID]bool{}
	r.of(annotate.GroupQuote, func(m *annotate.Annotation) {
		speakers := links(m, speakerRole)
		if slices.ContainsFunc(speakers, func(l annotate.Link) bool { return l.ToEntity }) {
			return
		}
		for _, l := range speakers {
			source, ok := r.byID[l.To]
			if !ok || told[source.ID] || !source.Entity.IsZero() || len(source.Links) > 0 || len(source.Spans) > 1 {
				continue
			}
			if candidates := r.antecedents(source, names); len(candidates) > 1 {
				told[source.ID] = true
				r.about(source, nil, "The speaker %s may be %s or %s.", few(source.Spans[0].Text), few(candidates[0]), few(candidates[1]))
			}
		}
	})
}

// names are the annotations a pronoun may stand for, by start.
func (r *reading) names(role annotate.Role) []*annotate.Annotation {
	var list []*annotate.Annotation
	r.of(annotate.GroupEntity, func(m *annotate.Annotation) {
		if len(role.To) == 0 || slices.Contains(role.To, m.Label) {
			list = append(list, m)
		}
	})
	return list
}

// antecedents are the nearest two different names before a pronoun, in its
// paragraph and the one before, that it may stand for.
func (r *reading) antecedents(pronoun *annotate.Annotation, names []*annotate.Annotation) []string {
	means := meaningOf(pronoun.Spans[0].Text)
	if means == noPronoun {
		return nil
	}
	from := r.twoParagraphs(pronoun.Start())
	last := sort.Search(len(names), func(i int) bool { return names[i].Start() >= pronoun.Start() })
	var found, keys []string
	for n := last - 1; n >= max(0, last-farBack) && names[n].Start() >= from && len(found) < 2; n-- {
		key := r.whoIs(names[n])
		if fits(means, names[n].Label) && !slices.Contains(keys, key) {
			keys, found = append(keys, key), append(found, names[n].Spans[0].Text)
		}
	}
	return found
}

// fits tells whether a pronoun may mean a name of the label. Labels of people
// begin with "per" in all codebooks that ship; one with other names is not
// judged by person.
func fits(means meaning, label annotate.LabelID) bool {
	person := strings.HasPrefix(string(label), "per")
	return means == several || person == (means == somebody)
}

// whoIs is the same for two mentions of one person: their entry of the
// register, or else their last name.
func (r *reading) whoIs(m *annotate.Annotation) string {
	if !m.Entity.IsZero() {
		return r.Register.Canonical(m.Entity).String()
	}
	name := m.Spans[0].Text
	words := strings.Fields(strings.ToLower(name[max(0, len(name)-100):]))
	if len(words) == 0 {
		return ""
	}
	last := words[len(words)-1]
	return strings.TrimSuffix(strings.TrimSuffix(last, "'s"), "’s")
}

// twoParagraphs is where the paragraph before that of an offset begins.
func (r *reading) twoParagraphs(offset int) int {
	n := sort.Search(len(r.paragraphs), func(i int) bool { return r.paragraphs[i].Start > offset }) - 1
	for n--; n > 0 && blank(r.Text, r.paragraphs[n].Range); n-- {
	}
	return r.paragraphs[max(n, 0)].Start
}

func blank(whole string, p text.Range) bool { return strings.TrimSpace(whole[p.Start:p.End]) == "" }
