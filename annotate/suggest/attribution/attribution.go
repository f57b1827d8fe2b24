package attribution

import (
	"cmp"
	"slices"
	"unicode/utf8"

	"bluepencil/annotate"
	"bluepencil/annotate/text"
)

// The roles that are proposed, as codebooks name them.
const (
	SpeakerRole annotate.RoleID = "speaker"
	CueRole     annotate.RoleID = "cue"
)

// Source is what the origin of an annotation names that was accepted.
const Source = "attribution"

// candidatesAtMost is how many proposals there are of each part.
const candidatesAtMost = 8

// reach is how many bytes on either side of a quote are looked at.
const reach = 2000

// Request is a quote, and what is known about its article. Nothing of it is
// changed.
type Request struct {
	Text     string                // the whole article
	Quote    []text.Range          // the pieces in bytes: sorted, disjoint, within the text
	ID       annotate.ID           // of the quote among the marks; zero where it is not marked
	Marks    []annotate.Annotation // of the layer, by place
	Codebook *annotate.Codebook    // says what a speaker and a cue may be
}

// Candidate is words that may be the cue or the speaker.
type Candidate struct {
	Range  text.Range
	Mark   annotate.ID // the annotation that is to be linked; zero where the words are to be marked
	Reason string      // why, in a few words
	Score  float64     // from 0 to 1, to compare with others of the part
}

// Proposal is what may complete a quote. The best candidate is the first.
type Proposal struct {
	Cues     []Candidate
	Speakers []Candidate
	Type     annotate.ValueID // what the quotation marks say of the quote's type
}

// Propose looks for the cue and the speaker of a quote. A quote that does not
// lie in the text gets no proposal.
func Propose(r Request) Proposal {
	if !lies(r.Text, r.Quote) {
		return Proposal{}
	}
	v := newView(r)
	p := Proposal{Type: typeOf(r.Text, r.Quote)}
	found := v.cues()
	for _, c := range found {
		p.Cues = append(p.Cues, c.Candidate)
	}
	p.Cues = ranked(p.Cues)
	p.Speakers = ranked(v.speakers(found))
	return p
}

// lies tells whether pieces are sorted, disjoint and made of whole characters.
func lies(content string, pieces []text.Range) bool {
	end := 0
	for _, p := range pieces {
		if p.Start < end || p.Empty() || p.End > len(content) || !starts(content, p.Start) || !starts(content, p.End) {
			return false
		}
		end = p.End
	}
	return len(pieces) > 0
}

// starts tells whether a character begins at an offset, or the text ends.
func starts(content string, at int) bool { return at == len(content) || utf8.RuneStart(content[at]) }

// ranked puts the best candidates first, each place once.
func ranked(list []Candidate) []Candidate {
	slices.SortStableFunc(list, func(a, b Candidate) int { return cmp.Compare(b.Score, a.Score) })
	var kept []Candidate
	for _, c := range list {
		if len(kept) < candidatesAtMost && !slices.ContainsFunc(kept, func(k Candidate) bool { return k.Range == c.Range }) {
			c.Score = min(max(c.Score, 0), 1)
			kept = append(kept, c)
		}
	}
	return kept
}
