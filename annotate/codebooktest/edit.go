// Package codebooktest makes random edits of codebooks, for the tests of what
// holds after any sequence of them.
package codebooktest

import (
	"fmt"
	"math/rand/v2"

	"bluepencil/annotate"
)

// Book is a small codebook with one of everything that can be edited.
func Book() *annotate.Codebook {
	return &annotate.Codebook{
		Name: "Small", Guideline: "Mark less.",
		Labels: []annotate.Label{
			{ID: "quote", Name: "Quote", Group: annotate.GroupQuote, Style: annotate.StyleBar, Colour: "#0072B2", Tag: "QUOTE", Key: "1", Order: 0,
				Attributes: []annotate.AttributeID{"type", "tone"}, Roles: []annotate.RoleID{"speaker"}},
			{ID: "remark", Name: "Remark", Group: annotate.GroupQuote, Style: annotate.StyleBar, Colour: "#56B4E9", Tag: "RMK", Key: "2", Order: 1,
				Attributes: []annotate.AttributeID{"type"}},
			{ID: "person", Name: "Person", Group: annotate.GroupEntity, Style: annotate.StyleTint, Colour: "#CC79A7", Tag: "PER", Key: "3", Order: 2},
			{ID: "place", Name: "Place", Group: annotate.GroupEntity, Style: annotate.StyleTint, Colour: "#D55E00", Tag: "PLACE", Order: 3},
		},
		Attributes: []annotate.Attribute{
			{ID: "type", Name: "Type", Type: annotate.TypeEnum, Order: 0,
				Choices: []annotate.Choice{{ID: "direct", Name: "direct"}, {ID: "verbatim", Name: "verbatim"}, {ID: "indirect", Name: "indirect"}}},
			{ID: "tone", Name: "Tone", Type: annotate.TypeFlags, Order: 1, Choices: []annotate.Choice{{ID: "sharp", Name: "sharp"}, {ID: "angry", Name: "angry"}},
				When: &annotate.Condition{Attribute: "type", Values: []annotate.ValueID{"direct"}}},
		},
		Roles:    []annotate.Role{{ID: "speaker", Name: "speaker", Key: "S", To: []annotate.LabelID{"person"}, ToEntity: true}},
		Document: []annotate.DocumentField{{ID: "outlet", Name: "Outlet", Type: annotate.TypeText}},
	}
}

// Edit drafts a random edit of a codebook. Some are refused, as they are when
// a person asks for what does not fit.
func Edit(random *rand.Rand, cb *annotate.Codebook, person annotate.ID) (annotate.Draft, error) {
	e := annotate.Editor{Person: person, Book: cb}
	label := cb.Labels[random.IntN(len(cb.Labels))].ID
	other := cb.Labels[random.IntN(len(cb.Labels))].ID
	word := fmt.Sprintf("%c%d", 'a'+random.IntN(20), random.IntN(4))
	switch n := random.IntN(24); n {
	case 0, 1:
		return e.RenameLabel(label, "Label "+word)
	case 2:
		d, _, err := e.AddLabel(annotate.Label{Name: "Label " + word, Group: annotate.GroupClaim})
		return d, err
	case 3:
		d, _, err := e.SplitLabel(label, "Part "+word)
		return d, err
	case 4, 5, 6:
		return e.MergeLabel(label, other)
	case 7, 8:
		return e.UnmergeLabel(label)
	case 9, 10:
		return e.RetireLabel(label, random.IntN(2) == 0)
	case 11:
		return e.SetColour(label, annotate.Swatches[random.IntN(len(annotate.Swatches))])
	case 12:
		return e.SetKey(label, word[:1])
	case 13, 14:
		d, moved, err := e.MoveLabel(label, 1-2*random.IntN(2))
		if err == nil && !moved {
			err = annotate.ErrInvalid
		}
		return d, err
	case 15:
		return e.SetLabelParts(label, []annotate.AttributeID{cb.Attributes[random.IntN(len(cb.Attributes))].ID}, nil)
	case 16:
		list, err := cb.ParseClauses(label, word+" is a rule.")
		if err != nil {
			return annotate.Draft{}, err
		}
		return e.SetLabelGuideline(label, "About "+word, list, []annotate.Example{{Text: word, Wrong: random.IntN(2) == 0}})
	}
	return editQuestions(random, e, word)
}

func editQuestions(random *rand.Rand, e annotate.Editor, word string) (annotate.Draft, error) {
	cb := e.Book
	a := cb.Attributes[random.IntN(len(cb.Attributes))]
	choice := func() annotate.ValueID {
		if len(a.Choices) == 0 {
			return "none"
		}
		return a.Choices[random.IntN(len(a.Choices))].ID
	}
	switch random.IntN(10) {
	case 0:
		d, _, err := e.AddAttribute(annotate.Attribute{Name: "Question " + word, Type: annotate.TypeEnum, Choices: []annotate.Choice{{Name: "yes"}, {Name: "no"}}})
		return d, err
	case 1:
		return e.RenameAttribute(a.ID, "Question "+word)
	case 2:
		return e.AddChoice(a.ID, "choice "+word)
	case 3:
		return e.MergeChoice(a.ID, choice(), choice())
	case 4:
		return e.RetireChoice(a.ID, choice(), random.IntN(2) == 0)
	case 5:
		return e.SetCondition(a.ID, &annotate.Condition{Attribute: cb.Attributes[0].ID, Values: []annotate.ValueID{cb.Attributes[0].Choices[0].ID}})
	case 6:
		d, _, err := e.AddRole(annotate.Role{Name: "link " + word, Attributes: []annotate.AttributeID{a.ID}})
		return d, err
	case 7:
		r := cb.Roles[random.IntN(len(cb.Roles))]
		r.Max, r.Retired = random.IntN(3), random.IntN(2) == 0
		return e.ChangeRole(r)
	case 8:
		return e.AddField(annotate.DocumentField{Name: "Field " + word, Type: annotate.TypeText})
	}
	return e.RetireAttribute(a.ID, random.IntN(2) == 0)
}
