package annotate

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// Clause is one numbered rule of the guideline. Decisions and checks name it
// by its id, which is why the ids of a codebook's clauses are unique and never
// change while their words may.
type Clause struct {
	ID   string `json:"id"` // "Q3"
	Text string `json:"text"`
}

// Example shows a rule at work. The words that are marked stand between
// square brackets.
type Example struct {
	Text  string `json:"text"`
	Wrong bool   `json:"wrong,omitempty"` // it shows what not to do
	Why   string `json:"why,omitempty"`
}

// Clause finds a rule by its id, with the label it is about; the rules for all
// labels have none.
func (cb *Codebook) Clause(id string) (c Clause, label LabelID, ok bool) {
	is := func(c Clause) bool { return c.ID == id }
	if c, ok = find(cb.Clauses, is); ok {
		return c, "", true
	}
	for _, l := range cb.Labels {
		if c, ok = find(l.Clauses, is); ok {
			return c, l.ID, true
		}
	}
	return c, "", false
}

// oneLine joins the words of a text that may have line breaks.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// ClauseLines writes clauses as a person edits them: one a line, after its id.
func ClauseLines(list []Clause) string {
	lines := make([]string, len(list))
	for i, c := range list {
		lines[i] = c.ID + ". " + oneLine(c.Text)
	}
	return strings.Join(lines, "\n")
}

var numbered = regexp.MustCompile(`^\s*(\p{Lu}{0,4}\d+)[.:)]\s+`)

// ParseClauses reads what ClauseLines wrote and a person edited. A line
// without an id gets the next free one; blank lines are passed over. It fails
// with ErrInvalid where an id comes twice or is another label's.
func (cb *Codebook) ParseClauses(label LabelID, text string) ([]Clause, error) {
	var list []Clause
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		var c Clause
		if m := numbered.FindStringSubmatch(line + " "); m != nil {
			c.ID = m[1]
			line = strings.TrimSpace(line[min(len(m[0]), len(line)):])
		}
		if c.Text = oneLine(line); c.Text == "" {
			return nil, fmt.Errorf("%w: the rule %s says nothing; take out the line to drop the rule", ErrInvalid, c.ID)
		}
		if c.ID != "" && slices.ContainsFunc(list, func(o Clause) bool { return o.ID == c.ID }) {
			return nil, fmt.Errorf("%w: two rules have the number %s", ErrInvalid, c.ID)
		}
		if _, other, ok := cb.Clause(c.ID); ok && other != label {
			return nil, fmt.Errorf("%w: %s is a rule of %s", ErrInvalid, c.ID, cb.LabelName(other))
		}
		list = append(list, c)
	}
	cb.numberClauses(label, list)
	return list, nil
}

// numberClauses gives ids to the clauses that have none: the label's letters
// and one more than the highest number there is or was.
func (cb *Codebook) numberClauses(label LabelID, list []Clause) {
	own := cb.Clauses
	if l, ok := cb.Label(label); ok {
		own = l.Clauses
	}
	prefix, highest := cb.clausePrefix(label, own), 0
	for _, c := range slices.Concat(own, list) {
		if n, err := strconv.Atoi(strings.TrimPrefix(c.ID, prefix)); err == nil && n < mostNumbered {
			highest = max(highest, n)
		}
	}
	for i := range list {
		for list[i].ID == "" {
			highest++
			if id := prefix + strconv.Itoa(highest); !cb.hasClause(id) {
				list[i].ID = id
			}
		}
	}
}

// mostNumbered is the number from which on a rule's id is only a name.
const mostNumbered = 1_000_000

func (cb *Codebook) hasClause(id string) bool {
	_, _, ok := cb.Clause(id)
	return ok
}

// clausePrefix is the letters that the ids of a label's clauses begin with:
// those they have, or as few of its tag as no other label uses.
func (cb *Codebook) clausePrefix(label LabelID, own []Clause) string {
	letters := func(id string) string { return strings.TrimRightFunc(id, unicode.IsDigit) }
	if len(own) > 0 {
		return letters(own[0].ID)
	}
	if label == "" {
		return "G"
	}
	used := map[string]bool{"G": true, "": true}
	for _, l := range cb.Labels {
		for _, c := range l.Clauses {
			used[letters(c.ID)] = true
		}
	}
	l, _ := cb.Label(label)
	tag := []rune(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return unicode.ToUpper(r)
		}
		return -1
	}, l.Tag+string(l.ID)))
	for n := 1; n <= min(len(tag), 4); n++ {
		if p := string(tag[:n]); !used[p] && numbered.MatchString(p+"1. ") {
			return p
		}
	}
	for first := 'A'; first <= 'Z'; first++ {
		for second := 'A'; second <= 'Z'; second++ {
			if p := string([]rune{first, second}); !used[p] {
				return p
			}
		}
	}
	return "R"
}

// ExampleLines writes examples as a person edits them: one a line, after + for
// what is right and - for what is wrong, the reason after " | ".
func ExampleLines(list []Example) string {
	lines := make([]string, len(list))
	for i, e := range list {
		sign := "+ "
		if e.Wrong {
			sign = "- "
		}
		lines[i] = sign + oneLine(e.Text)
		if e.Why != "" || strings.Contains(e.Text, "|") {
			lines[i] += " | " + strings.ReplaceAll(oneLine(e.Why), "|", "/")
		}
	}
	return strings.Join(lines, "\n")
}

// ParseExamples reads what ExampleLines wrote and a person edited. A line
// without a sign is taken as right.
func ParseExamples(text string) []Example {
	var list []Example
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		var e Example
		if rest, ok := strings.CutPrefix(line, "-"); ok {
			e.Wrong, line = true, rest
		} else if rest, ok := strings.CutPrefix(line, "+"); ok {
			line = rest
		}
		words, why := line, ""
		if at := strings.LastIndexByte(line, '|'); at >= 0 {
			words, why = line[:at], line[at+1:]
		}
		if e.Text, e.Why = oneLine(words), oneLine(why); e.Text != "" {
			list = append(list, e)
		}
	}
	return list
}

// LabelName is a label's name as messages have it; the codebook itself for none.
func (cb *Codebook) LabelName(id LabelID) string {
	if l, ok := cb.Label(id); ok {
		return l.Name
	}
	if id == "" {
		return "the whole codebook"
	}
	return string(id)
}
