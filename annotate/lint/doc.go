// Package lint finds what is wrong or missing in what a person marked in an
// article, one rule a finding, with a fix where one is safe.
//
// Rules look at one article and one layer. What can only be seen over many
// articles, the usual label of a name, comes from a Survey. A finding is no
// error of the codebook, which a command may not make in the first place: it
// is what a careful colleague would point at.
package lint

import (
	"bluepencil/annotate"
	"bluepencil/annotate/text"
)

// RuleID names a rule; it is stored and never changes.
type RuleID string

// Severity says how much a finding weighs.
type Severity int

// The severities, from light to heavy.
const (
	Note    Severity = iota // to be known; often nobody can mend it, such as a typing error of the article
	Warning                 // probably wrong
	Error                   // wrong or missing by the codebook or the profile
)

// String is the severity's name.
func (s Severity) String() string {
	switch s {
	case Error:
		return "error"
	case Warning:
		return "warning"
	}
	return "note"
}

// Finding is one thing a rule points at.
type Finding struct {
	Rule       RuleID
	Severity   Severity
	Range      text.Range  // bytes of the article's text; empty where the article itself is meant
	Annotation annotate.ID // zero where no annotation is meant
	Reason     string      // a sentence for the analyst
	Fix        *Fix        // nil where nothing is safe to do
}

// Fix is what can be done about a finding without asking anything more.
type Fix struct {
	Name  string // as a command: "Leave the blanks out"
	draft func() annotate.Draft
}

// Draft is the change that makes the finding go away, by the person whose
// layer was checked. What it makes has a fresh id each time.
func (f *Fix) Draft() annotate.Draft { return f.draft() }
