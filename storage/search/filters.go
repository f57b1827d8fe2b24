package search

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"bluepencil/annotate"
)

// filterNames are told to whoever writes one that there is not.
const filterNames = "label, attribute, question, entity, speaker, person, status, outlet, date, in"

// filter reads the value of a filter and finds out what it stands for.
func (p *parser) filter(t token) (*node, error) {
	name := strings.ToLower(t.text)
	if t.sign != ":" && name == "date" {
		return p.date(t)
	}
	value := p.token
	if value.kind != tokenWord && value.kind != tokenPhrase || value.text == "" {
		return nil, p.fail(t.at, "after “%s%s” there must be a value", t.text, t.sign)
	}
	if t.sign != ":" {
		return p.attribute(t, t.text, value)
	}
	switch name {
	case "in":
		return p.where(value)
	case "date":
		return p.date(t)
	case "attribute":
		return p.attributeNamed(t, value)
	}
	found, ok := p.simple(name, value)
	if !ok {
		return nil, p.fail(t.at, "there is no filter “%s:”; the filters are %s; write quotation marks around it to find the words", t.text, filterNames)
	}
	if message := p.names.fault(found, value.text); message != "" {
		return nil, p.fail(value.at, "%s", message)
	}
	return &node{op: opFilter, filter: found}, p.advance()
}

// simple makes a filter of a name and a value; ok is false where there is no
// such filter.
func (p *parser) simple(name string, value token) (f filter, ok bool) {
	switch name {
	case "label":
		return filter{by: byLabel, labels: p.names.labels(value.text)}, true
	case "question":
		yes := same(value.text, "yes", "true")
		return filter{by: byQuestion, flag: yes, prefix: !yes && !same(value.text, "no", "false")}, true
	case "entity":
		words, _ := phraseOf(value.text)
		return filter{by: byEntity, phrase: words}, true
	case "speaker":
		words, _ := phraseOf(value.text)
		return filter{by: bySpeaker, phrase: words}, true
	case "person":
		return filter{by: byPerson, people: p.names.persons(value.text)}, true
	case "status":
		return filter{by: byStatus, statuses: statuses(value.text)}, true
	case "outlet":
		trimmed := strings.TrimSuffix(value.text, "*")
		return filter{by: byOutlet, values: []string{foldWhole(trimmed)}, prefix: trimmed != value.text}, true
	}
	return filter{}, false
}

// fault says what is wrong with a filter's value, or nothing.
func (n *names) fault(f filter, value string) string {
	switch {
	case f.by == byLabel && len(f.labels) == 0:
		return "the codebook has no label “" + value + "”"
	case f.by == byPerson && len(f.people) == 0:
		return "nobody is called “" + value + "”; there are: " + n.handles()
	case f.by == byStatus && len(f.statuses) == 0:
		return "“" + value + "” is no status; they are: " + statusNames()
	case f.by == byQuestion && f.prefix:
		return "a question is flagged or not: yes or no"
	case (f.by == byEntity || f.by == bySpeaker) && len(f.phrase.words) == 0, f.by == byOutlet && f.values[0] == "":
		return "“" + value + "” has no letter and no digit to look for"
	}
	return ""
}

func statusNames() string {
	var list []string
	for _, s := range annotate.Statuses {
		list = append(list, `"`+string(s)+`"`)
	}
	return strings.Join(list, ", ")
}

// where reads the value of "in:".
func (p *parser) where(value token) (*node, error) {
	for name := range strings.SplitSeq(value.text, ",") {
		at := slices.IndexFunc(fieldNames, func(f struct {
			name  string
			field Field
		}) bool {
			return f.name == strings.ToLower(name)
		})
		if at < 0 {
			return nil, p.fail(value.at, "“%s” is nothing to look in; there are text, meta, notes, annotations", name)
		}
		p.in |= fieldNames[at].field
	}
	return nil, p.advance()
}

// attributeNamed reads "attribute:type=direct".
func (p *parser) attributeNamed(t, value token) (*node, error) {
	name, rest, ok := strings.Cut(value.text, "=")
	if !ok {
		return nil, p.fail(t.at, "an attribute is asked for by name and value, as in attribute:type=direct")
	}
	inner := token{kind: tokenWord, at: value.at + len(name) + 1, text: rest}
	if rest == "" { // the value stands between quotation marks
		if err := p.advance(); err != nil {
			return nil, err
		}
		inner = p.token
	}
	if inner.text == "" {
		return nil, p.fail(t.at, "after “%s=” there must be a value", name)
	}
	return p.attribute(token{at: value.at, sign: "="}, name, inner)
}

func (p *parser) attribute(t token, name string, value token) (*node, error) {
	if t.sign != "=" {
		return nil, p.fail(t.at, "only dates are compared with “%s”; write quotation marks around it to find the words", t.sign)
	}
	attributes := p.names.attributes(name)
	if len(attributes) == 0 {
		return nil, p.fail(t.at, "the codebook has no attribute “%s”; write quotation marks around it to find the words", name)
	}
	f := filter{by: byAttribute, attributes: attributes, values: p.names.values(attributes, value.text)}
	return &node{op: opFilter, filter: f}, p.advance()
}

var dateForm = regexp.MustCompile(`^\d{4}(-\d{2}(-\d{2})?)?$`)

// isDate tells whether a year, a month or a day is named that there is.
func isDate(s string) bool {
	if !dateForm.MatchString(s) {
		return false
	}
	_, err := time.Parse(time.DateOnly[:len(s)], s)
	return err == nil
}

// date reads "date:2026-01", "date:2026-01..2026-03", "date>=2026-01-01".
func (p *parser) date(t token) (*node, error) {
	value := p.token
	if value.kind != tokenWord {
		return nil, p.fail(t.at, "after “%s%s” there must be a date", t.text, t.sign)
	}
	from, to, isRange := strings.Cut(value.text, "..")
	if !isRange {
		to = from
	}
	for _, d := range []string{from, to} {
		if !isDate(d) && (d != "" || !isRange || from == to) {
			return nil, p.fail(value.at, "“%s” is no date; write 2026, 2026-01, 2026-01-31, or two of them with .. between", value.text)
		}
	}
	f := filter{by: byDate, from: from, to: to}
	switch t.sign {
	case ">=":
		f.to = ""
	case "<=":
		f.from = ""
	case ">", "<":
		return nil, p.fail(t.at, "dates are compared with >= and <=")
	}
	return &node{op: opFilter, filter: f}, p.advance()
}

// holds tells whether a date lies in the range: the first days of what it
// begins with, so that 2026-03 includes all of March.
func (f *filter) holds(date string) bool {
	if len(date) < 4 || !dateForm.MatchString(date[:4]) {
		return false
	}
	return (f.from == "" || date >= f.from) && (f.to == "" || date <= f.to || strings.HasPrefix(date, f.to))
}
