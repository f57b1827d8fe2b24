package conllu

import (
	"fmt"
	"slices"
	"strings"
)

// revise writes the brackets and tags of marks that have changed. It fails where
// the brackets of the file have other parts than a new mark needs.
func (p *parsed) revise(now []mention) bool {
	byID := map[string]*mention{}
	for i := range p.mentions {
		byID[p.mentions[i].id] = &p.mentions[i]
	}
	var bracketed []mention
	tags := map[string][]string{}
	for _, key := range []string{"name", "NER"} {
		tags[key] = make([]string, len(p.tokens))
	}
	for _, m := range now {
		old := byID[m.id]
		if old != nil && old.tag != "" && len(m.pieces) == 1 && len(m.answers) == 0 {
			if !tagInto(tags[old.tag], &m) {
				return false
			}
			continue
		}
		if kept := p.before(&m); kept != nil {
			m.eid, m.openings = kept.eid, kept.openings
		} else if !p.reopen(old, &m) {
			return false
		}
		bracketed = append(bracketed, m)
	}
	p.place(entities(bracketed, len(p.tokens)), tags)
	return sameExtents(parse(p.raw(), p.parts).mentions, now)
}

// sameExtents tells whether mentions are the same but for their ids.
func sameExtents(a, b []mention) bool {
	key := func(m mention) string { return fmt.Sprint(m.label, m.pieces, byName(m.answers)) }
	count := map[string]int{}
	for _, m := range a {
		count[key(m)]++
	}
	for _, m := range b {
		if count[key(m)]--; count[key(m)] < 0 {
			return false
		}
	}
	return len(a) == len(b)
}

func (p *parsed) raw() (list []string) {
	for _, l := range p.lines {
		list = append(list, l.body+l.end)
	}
	return list
}

func tagInto(tags []string, m *mention) bool {
	for i := m.pieces[0][0]; i < m.pieces[0][1]; i++ {
		if tags[i] != "" {
			return false
		}
		if tags[i] = "I-" + m.label; i == m.pieces[0][0] {
			tags[i] = "B-" + m.label
		}
	}
	return true
}

// reopen makes the brackets of a mark that is new or has changed, with what else
// stood in them. It fails where their parts have no place for what is to be said.
func (p *parsed) reopen(old, m *mention) bool {
	fields := []string{m.eid}
	if old != nil && old.tag == "" {
		m.eid = old.eid
		fields = strings.Split(old.openings[0], "-")
	}
	set := func(name, value string) bool {
		at := slices.Index(p.parts, name)
		if at < 0 && name == "etype" && len(p.parts) == 0 {
			at = 1
		}
		if at < 1 {
			return value == ""
		}
		for len(fields) <= at {
			fields = append(fields, "")
		}
		fields[at] = value
		return true
	}
	if !set("etype", escape(m.label)) || !set("other", answers(m.answers)) {
		return false
	}
	for i := range m.openings {
		m.openings[i] = strings.Join(fields, "-")
		if old == nil || old.tag != "" {
			m.openings[i] = strings.TrimRight(m.openings[i], "-")
		}
	}
	return true
}

// place writes brackets and tags into MISC where they differ. Of a token with
// several words the first has the brackets.
func (p *parsed) place(values []string, tags map[string][]string) {
	had := make([][]bracket, len(p.tokens))
	carrier := make([]int, len(p.tokens))
	for i := range p.lines {
		if l := &p.lines[i]; l.cols != nil && l.surface >= 0 {
			entity, _ := value(strings.Split(l.cols[colMisc], "|"), "Entity")
			had[l.surface] = append(had[l.surface], cutBrackets(entity)...)
			if l.shown || p.lines[carrier[l.surface]].shown {
				carrier[l.surface] = i
			}
		}
	}
	for i := range p.lines {
		l := &p.lines[i]
		if l.cols == nil || l.surface < 0 {
			continue
		}
		misc := strings.Split(l.cols[colMisc], "|")
		if want := values[l.surface]; !sameBrackets(had[l.surface], cutBrackets(want)) {
			if carrier[l.surface] != i {
				want = ""
			}
			misc = put(misc, "Entity", want)
		}
		for _, key := range []string{"name", "NER"} {
			if l.shown {
				misc = retag(misc, key, tags[key][l.surface])
			}
		}
		l.cols[colMisc] = strings.Join(misc, "|")
		l.body = strings.Join(l.cols, "\t")
	}
}

// retag sets a tag; a token that had one gets O where it has none any more.
func retag(misc []string, key, tag string) []string {
	had, is := value(misc, key)
	switch {
	case tag == had || tag == "" && !strings.Contains(had, "-"):
		return misc
	case tag == "" && is:
		tag = "O"
	}
	return put(misc, key, tag)
}

// sameBrackets tells whether the brackets are the same in any order. One that
// opens and closes within the words of a token is as good as one of one word.
func sameBrackets(a, b []bracket) bool {
	texts := func(brackets []bracket) (list []string) {
		open := map[string]int{} // in list, by id and number
		for _, one := range brackets {
			key := one.eid + one.number
			at, is := open[key]
			switch {
			case one.closes && !one.opens && is:
				list[at] += ")"
				delete(open, key)
				continue
			case one.opens && !one.closes:
				open[key] = len(list)
			}
			list = append(list, one.text)
		}
		slices.Sort(list)
		return list
	}
	return slices.Equal(texts(a), texts(b))
}

// put sets a key of MISC, in the order of the alphabet, or takes it out.
func put(misc []string, key, value string) []string {
	misc = slices.DeleteFunc(slices.Clone(misc), func(s string) bool { return strings.HasPrefix(s, key+"=") || s == "_" })
	if value != "" {
		at := slices.IndexFunc(misc, func(s string) bool { return strings.ToLower(s) > strings.ToLower(key)+"=" })
		if at < 0 {
			at = len(misc)
		}
		misc = slices.Insert(misc, at, key+"="+value)
	}
	if len(misc) == 0 {
		return []string{"_"}
	}
	return misc
}
