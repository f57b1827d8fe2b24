package checker

import (
	"fmt"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/lint"
	"bluepencil/annotate/text"
	"bluepencil/app/desk"
)

// At is the row that is chosen, or -1.
func (c *Checker) At() int { return c.at }

// Chosen is the finding that is chosen.
func (c *Checker) Chosen() (lint.Finding, bool) {
	if c.at < 0 || c.at >= len(c.rows) {
		return lint.Finding{}, false
	}
	return c.result.findings[c.rows[c.at].finding], true
}

// Choose chooses a row without going to its place; one with the name of a
// place stands for the finding below it.
func (c *Checker) Choose(row int) {
	if row >= 0 && row < len(c.rows) && c.rows[row].head {
		row++
	}
	if row >= 0 && row < len(c.rows) && row != c.at {
		c.at = row
		c.o.Show()
	}
}

// Move chooses the finding below (1) or above (-1) in the list.
func (c *Checker) Move(by int) {
	at := c.at + by
	for at >= 0 && at < len(c.rows) && c.rows[at].head {
		at += by
	}
	if at >= 0 {
		c.Choose(at)
	}
}

// Go goes to the place of the chosen finding: its words are selected, its
// annotation is current, and its reason is said.
func (c *Checker) Go() {
	if f, ok := c.point(); ok {
		c.o.Desk.Say(desk.Info, strings.ToUpper(f.Severity.String()[:1])+f.Severity.String()[1:]+": "+f.Reason)
	}
}

// point goes to the place of the chosen finding without a word.
func (c *Checker) point() (f lint.Finding, ok bool) {
	f, ok = c.Chosen()
	open := c.o.Desk.Open()
	if !ok || open == nil || open.Article.ID != c.result.article {
		return f, false
	}
	c.o.Desk.Point(f.Annotation, f.Range)
	return f, true
}

// Step goes to the next (1) or the previous (-1) finding, from the chosen one
// or from the caret, round the ends of the article.
func (c *Checker) Step(by int) {
	var list []int // rows with findings
	chosen, before, caret := -1, 0, c.o.Desk.Caret()
	for i := range c.rows {
		if c.rows[i].head {
			continue
		}
		if i == c.at {
			chosen = len(list)
		}
		if c.result.findings[c.rows[i].finding].Range.Start < caret {
			before++
		}
		list = append(list, i)
	}
	if len(list) == 0 {
		c.o.Desk.Say(desk.Info, "The checks have nothing to point at here.")
		return
	}
	to := chosen + by
	if chosen < 0 && by > 0 {
		to = before
	} else if chosen < 0 {
		to = before - 1
	}
	c.Choose(list[(to+len(list))%len(list)])
	c.Go()
}

// Find chooses a finding, whatever the list is narrowed to, and goes there;
// where a check is under way, once it is over. What was said stays: it says why.
func (c *Checker) Find(f lint.Finding) {
	c.filter = Filter{}
	if !c.Settled() {
		c.want = &f
		return
	}
	c.list(&f)
	c.o.Show()
	c.point()
}

// ready tells whether fixes fit the article as it is, and says so if not.
func (c *Checker) ready() bool {
	if !c.Settled() {
		c.o.Desk.Say(desk.Info, "The checks are looking at what changed just now; try again.")
		return false
	}
	return true
}

// Fix carries out the fix of the chosen finding: one step of undo.
func (c *Checker) Fix() {
	f, ok := c.Chosen()
	switch {
	case !ok:
		c.o.Desk.Say(desk.Info, "Choose a finding first.")
	case f.Fix == nil:
		c.o.Desk.Say(desk.Info, "Nothing is safe to do about it without you: "+f.Reason)
	case c.ready() && c.o.Desk.Fix(f.Fix.Draft()):
		c.o.Desk.Say(desk.Info, "Done: "+f.Fix.Name+".")
	}
}

// Alike lists the findings with the chosen one's rule and fix whose fixes can
// be carried out together, with what that will be called.
func (c *Checker) Alike() (fixes []lint.Finding, draft annotate.Draft) {
	chosen, ok := c.Chosen()
	if !ok || chosen.Fix == nil {
		return nil, draft
	}
	touched := map[annotate.Ref]bool{}
	end := -1 // of the latest range that is marked anew
	for _, f := range c.Findings() {
		if f.Rule != chosen.Rule || f.Fix == nil || f.Fix.Name != chosen.Fix.Name {
			continue
		}
		one := f.Fix.Draft()
		if f.Annotation.IsZero() && f.Range.Start < end || touches(one, touched) {
			continue // it is for another time, when this one's is done
		}
		if f.Annotation.IsZero() {
			end = f.Range.End
		}
		for _, s := range one.Settings {
			touched[s.Ref] = true
		}
		if len(fixes) == 0 {
			draft = one
		} else {
			draft.Settings = append(draft.Settings, one.Settings...)
		}
		fixes = append(fixes, f)
	}
	if len(fixes) > 1 {
		draft.Action = fmt.Sprintf("%s, in %d places", draft.Action, len(fixes))
	}
	return fixes, draft
}

func touches(d annotate.Draft, touched map[annotate.Ref]bool) bool {
	for _, s := range d.Settings {
		if touched[s.Ref] {
			return true
		}
	}
	return false
}

// FixAlike carries out the fixes that Alike lists: one step of undo.
func (c *Checker) FixAlike() {
	if !c.ready() {
		return
	}
	if fixes, draft := c.Alike(); len(fixes) > 0 && c.o.Desk.Fix(draft) {
		c.o.Desk.Say(desk.Info, fmt.Sprintf("Done in %s: %s.", text.Count(len(fixes), "place"), fixes[0].Fix.Name))
	}
}

// SwitchOff switches the chosen finding's rule off for the project.
func (c *Checker) SwitchOff() {
	if f, ok := c.Chosen(); ok {
		c.choose(lint.SwitchRule(c.o.Desk.Person().ID, f.Rule, true))
	}
}

// Switch switches a rule off, or on again, for the project.
func (c *Checker) Switch(rule lint.RuleID, off bool) {
	c.choose(lint.SwitchRule(c.o.Desk.Person().ID, rule, off))
}

// SetProfile chooses a profile for the project.
func (c *Checker) SetProfile(p lint.Profile) {
	c.choose(lint.SetProfile(c.o.Desk.Person().ID, p))
}

// Require chooses what an article must be free of to be done.
func (c *Checker) Require(clean lint.Clean) {
	c.choose(lint.RequireClean(c.o.Desk.Person().ID, clean))
}

func (c *Checker) choose(draft annotate.Draft, err error) {
	if err != nil {
		c.o.Desk.Say(desk.Failure, err.Error())
		return
	}
	c.o.Desk.Choose(draft)
}
