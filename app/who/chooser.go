// Package who is the presenter of the register: what a mention may name, and
// the register's entries with all that is known of them. It knows no widgets.
package who

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"bluepencil/annotate"
	"bluepencil/annotate/register"
	"bluepencil/app/desk"
)

// Linker is what the chooser needs of the desk.
type Linker interface {
	Register() *register.Register
	Codebook() *annotate.Codebook
	Uses() (map[annotate.ID]int, bool)
	Link(desk.Mention, desk.Naming)
	Unlink()
}

// Choice is a line of the chooser.
type Choice struct {
	Entry  register.Entry
	New    bool   // the entry is to be made
	Why    string // it stands here
	Named  bool   // the mention's words are known to name it
	Linked bool   // the mention names it now
	score  float64
}

// Chooser chooses which entry of the register a mention names. Its methods are
// called on the screen's goroutine.
type Chooser struct {
	desk    Linker
	mention desk.Mention
	filter  string
	choices []Choice
	at      int
	alias   *bool // what the person wants; nil where the choice decides
	more    *bool
}

// NewChooser returns a chooser for a mention with what is proposed for it.
func NewChooser(d Linker, m desk.Mention) *Chooser {
	c := &Chooser{desk: d, mention: m}
	c.Filter("")
	return c
}

// Mention is what an entry is chosen for.
func (c *Chooser) Mention() desk.Mention { return c.mention }

// Choices are the lines, the likeliest first; the last one makes a new entry.
func (c *Chooser) Choices() []Choice { return c.choices }

// At is the line that Enter takes.
func (c *Chooser) At() int { return c.at }

// Move goes to another line.
func (c *Chooser) Move(by int) { c.Select(c.at + by) }

// Select goes to a line.
func (c *Chooser) Select(at int) { c.at = max(min(at, len(c.choices)-1), 0) }

// Filter looks through the whole register; without words there are proposals.
func (c *Chooser) Filter(words string) {
	c.filter = strings.Join(strings.Fields(words), " ")
	c.at = 0
	if c.filter != "" {
		c.choices = append(c.found(), c.fresh(c.filter))
		return
	}
	c.choices = c.proposed()
	words = strings.Join(strings.Fields(c.mention.Words), " ")
	if words == "" {
		return // a link without a mention: somebody new is called by what is typed
	}
	c.choices = append(c.choices, c.fresh(words))
	// A name that nobody is known by is that of somebody new.
	if name(c.mention.Words) && c.choices[0].score < leastScore {
		c.at = len(c.choices) - 1
	}
}

// Again works the lines out anew, as when more is known; the chosen one stays.
func (c *Chooser) Again() {
	chosen, _ := c.chosen()
	c.Filter(c.filter)
	at := slices.IndexFunc(c.choices, func(other Choice) bool { return other.New == chosen.New && other.Entry.ID == chosen.Entry.ID })
	c.Select(max(at, 0))
}

// chosen is the line that Enter takes; ok is false where there is none.
func (c *Chooser) chosen() (choice Choice, ok bool) {
	if c.at >= len(c.choices) {
		return Choice{}, false
	}
	return c.choices[c.at], true
}

// leastScore is from what score on a proposal is taken without a look at the others.
const leastScore = 0.3

// choicesAtMost is how many lines there are beside the new entry.
const choicesAtMost = 60

// proposed are the entries that the words may name, and those that the article
// names otherwise: a pronoun means one of them.
func (c *Chooser) proposed() []Choice {
	uses, _ := c.desk.Uses()
	place := register.Place{Type: c.kind(), Here: c.mention.Here, Uses: uses}
	var list []Choice
	known := map[annotate.ID]bool{}
	add := func(e register.Entry, why register.Reason, score float64) {
		if !known[e.ID] && len(list) < choicesAtMost {
			known[e.ID] = true
			list = append(list, Choice{Entry: e, Why: c.why(&e, why), Named: why != "", Linked: c.linked(&e), score: score})
		}
	}
	for _, p := range c.desk.Register().Propose(c.mention.Words, place) {
		add(p.Entry, p.Reason, p.Score)
	}
	for _, id := range c.mention.Before {
		if e, ok := c.desk.Register().Entry(id); ok {
			add(e, "", 0)
		}
	}
	return list
}

// found are the entries of the register with the filter's words in their names.
func (c *Chooser) found() (list []Choice) {
	for _, e := range c.desk.Register().Matching(c.filter) {
		if len(list) < choicesAtMost {
			list = append(list, Choice{Entry: e, Why: c.why(&e, c.reason(&e)), Named: c.reason(&e) != "", Linked: c.linked(&e)})
		}
	}
	return list
}

// reason is why the mention's words name an entry that was looked for.
func (c *Chooser) reason(e *register.Entry) register.Reason {
	for _, p := range c.desk.Register().Propose(c.mention.Words, register.Place{}) {
		if p.Entry.ID == e.ID {
			return p.Reason
		}
	}
	return ""
}

// fresh is the line that makes a new entry.
func (c *Chooser) fresh(name string) Choice {
	e := annotate.Entity{Name: name, Type: c.NewType()}
	return Choice{Entry: register.Entry{Entity: e}, New: true, Why: "new"}
}

// kind is the type that the entry is likely to have: the mention's label, but
// for a source, which may be anybody.
func (c *Chooser) kind() string {
	label, _ := c.desk.Codebook().Label(c.mention.Annotation.Label)
	if label.Group == annotate.GroupSource || !label.Register {
		return ""
	}
	return string(label.ID)
}

// NewType is the type of an entry that is made for the mention.
func (c *Chooser) NewType() string {
	if kind := c.kind(); kind != "" {
		return kind
	}
	for _, l := range c.desk.Codebook().Offered() {
		if l.Register && l.Group != annotate.GroupSource {
			return string(l.ID)
		}
	}
	return ""
}

// why says in a few words why an entry is proposed, and how often it is named.
func (c *Chooser) why(e *register.Entry, reason register.Reason) string {
	var parts []string
	if c.linked(e) {
		parts = append(parts, "linked now")
	}
	if words := reasons[reason]; words != "" {
		parts = append(parts, words)
	}
	if n := named(e, c.mention.Here); n > 0 {
		parts = append(parts, fmt.Sprintf("in this article %d×", n))
	}
	uses, _ := c.desk.Uses()
	if n := named(e, uses); n > 0 {
		parts = append(parts, fmt.Sprintf("in the project %d×", n))
	}
	return strings.Join(parts, ", ")
}

// reasons are the reasons of proposals as a person reads them.
var reasons = map[register.Reason]string{register.ByName: "name", register.ByAlias: "alias", register.BySurname: "surname",
	register.ByAcronym: "initials", register.ByWords: "some of its words"}

// named is how often an entry is named, with all it is merged with.
func named(e *register.Entry, times map[annotate.ID]int) (n int) {
	for _, m := range e.Members {
		n += times[m.ID]
	}
	return n
}

func (c *Chooser) linked(e *register.Entry) bool {
	return slices.ContainsFunc(e.Members, func(m annotate.Entity) bool { return m.ID == c.mention.Annotation.Entity })
}

// OffersAlias tells whether the mention's words are no name of the chosen entry
// yet, and whether they will be one.
func (c *Chooser) OffersAlias() (offered, on bool) {
	choice, ok := c.chosen()
	key := register.Key(c.mention.Words)
	if !ok || key == "" {
		return false, false
	}
	for _, called := range append([]string{choice.Entry.Name}, choice.Entry.Aliases...) {
		if register.Key(called) == key {
			return false, false
		}
	}
	on = name(c.mention.Words) && !choice.Named
	if c.alias != nil {
		on = *c.alias
	}
	return true, on
}

// OffersMore tells how many other mentions of the article have the same words,
// and whether they will be linked too.
func (c *Chooser) OffersMore() (mentions int, on bool) {
	choice, _ := c.chosen()
	on = choice.Named || name(c.mention.Words)
	if c.more != nil {
		on = *c.more
	}
	return c.mention.More, on && c.mention.More > 0
}

// SetAlias and SetMore say what is to be done for whichever entry is chosen.
func (c *Chooser) SetAlias(on bool) { c.alias = &on }

// SetMore says whether the other mentions are linked too.
func (c *Chooser) SetMore(on bool) { c.more = &on }

// Accept links the mention to the chosen entry: one step of undo.
func (c *Chooser) Accept() {
	choice, ok := c.chosen()
	if !ok {
		return
	}
	_, alias := c.OffersAlias()
	_, more := c.OffersMore()
	naming := desk.Naming{New: choice.New, Alias: alias, More: more}
	if choice.New {
		naming.Entry = choice.Entry.Entity
		naming.Entry.ID = annotate.NewID()
	} else {
		naming.Entry = choice.Entry.Members[0] // an alias is added to one of them only
	}
	c.desk.Link(c.mention, naming)
}

// Unlink takes the mention's link to the register away.
func (c *Chooser) Unlink() { c.desk.Unlink() }

// name tells whether words look like a name: some letter is a capital, or is of
// a script without them.
func name(words string) bool {
	return strings.ContainsFunc(words, func(r rune) bool { return unicode.IsLetter(r) && !unicode.IsLower(r) })
}
