package lint

import "slices"

// Rule is one row of the table of rules.
type Rule struct {
	ID       RuleID
	Doc      string // a sentence for settings and manual
	Severity Severity
	Only     []Profile // the profiles it belongs to; empty: it holds in all
	Except   []Profile // the profiles it does not hold in
	find     func(*reading)
}

// Rules lists all rules in the order of the manual.
func Rules() []Rule {
	journalism, both := []Profile{ProfileJournalism}, []Profile{ProfilePolnear, ProfileJournalism}
	polnear := []Profile{ProfilePolnear}
	return []Rule{
		{ID: "unbalanced-mark", Severity: Note, find: findUnbalanced,
			Doc: "A quotation mark that nothing closes, or that closes nothing, or that a mark of another kind closes. The text itself is never changed."},
		{ID: "unmarked-quotation", Severity: Warning, find: findUnmarked,
			Doc: "Words in quotation marks that no quote covers; titles, nicknames and markup are passed over."},
		{ID: "mark-left-outside", Severity: Warning, find: findMarkOutside,
			Doc: "A quote that leaves out a quotation mark of its own words."},
		{ID: "quote-without-speaker", Severity: Error, Except: journalism, find: findNoSpeaker,
			Doc: "A quote that nobody is linked to as its speaker, unless it is flagged as an orphan."},
		{ID: "pronoun-speaker", Severity: Warning, find: findPronouns,
			Doc: "A speaker that is a pronoun which may mean several people or bodies named before, and that names no entry of the register."},
		{ID: "two-cues", Severity: Error, find: findTwoCues,
			Doc: "A quote with more than one cue."},
		{ID: "link-missing", Severity: Note, find: findMissingLinks,
			Doc: "Another link that the codebook expects and that is not there, such as the cue of a quote."},
		{ID: "crosses-paragraph", Severity: Warning, find: findCrossing,
			Doc: "A piece of a marking that runs over the end of a paragraph; parts of the article may."},
		{ID: "edge-blank", Severity: Error, find: findBlanks,
			Doc: "A marking that begins or ends with a blank."},
		{ID: "doubled-marking", Severity: Error, find: findDoubled,
			Doc: "The same words marked twice with the same label."},
		{ID: "attribute-missing", Severity: Error, find: findMissingAttributes,
			Doc: "A required attribute that is not filled in."},
		{ID: "field-missing", Severity: Error, find: findMissingFields,
			Doc: "A required document field that is empty."},
		{ID: "label-differs", Severity: Warning, find: findLabelDiffers,
			Doc: "A name that is usually labelled otherwise, in the article or in the project."},
		{ID: "entity-types", Severity: Warning, find: findEntityTypes,
			Doc: "A mention whose label is not the type its entry of the register has, or the entry's other mentions."},
		{ID: "nested-quote", Severity: Error, Only: both, find: findNested,
			Doc: "A quote within a quote: only the outermost is marked."},
		{ID: "one-cue", Severity: Error, Only: polnear, find: findNotOneCue,
			Doc: "A quote without a cue, or a cue in more than one piece."},
		{ID: "one-source", Severity: Error, Only: polnear, find: findTwoSources,
			Doc: "A quote with several sources: those who speak together are one source."},
		{ID: "without-content", Severity: Error, Only: both, find: findWithoutContent,
			Doc: "A source or a cue that no quote is linked to."},
		{ID: "quotation-marks-only", Severity: Error, Only: journalism, find: findParaphrase,
			Doc: "A quote outside of quotation marks, or one that goes beyond them."},
	}
}

// RuleByID finds a rule.
func RuleByID(id RuleID) (Rule, bool) {
	rules := Rules()
	at := slices.IndexFunc(rules, func(r Rule) bool { return r.ID == id })
	if at < 0 {
		return Rule{}, false
	}
	return rules[at], true
}

// In tells whether the rule belongs to a profile.
func (r *Rule) In(p Profile) bool {
	return (len(r.Only) == 0 || slices.Contains(r.Only, p)) && !slices.Contains(r.Except, p)
}
