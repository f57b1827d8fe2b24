package claimreview

import (
	"cmp"
	"strings"
	"unicode/utf8"

	"bluepencil/annotate"
	"bluepencil/annotate/register"
)

// The label and attributes of the codebook “News desk” that are read.
const (
	Label      annotate.LabelID     = "claim"
	Claimant   annotate.RoleID      = "claimant"
	SaidIn     annotate.RoleID      = "said-in"
	Speaker    annotate.RoleID      = "speaker"
	Normalised annotate.AttributeID = "normalised"  // the claim in words of its own
	ClaimDate  annotate.AttributeID = "claim-date"  // when it was made
	Verdict    annotate.AttributeID = "verdict"     // in words
	Rating     annotate.AttributeID = "rating"      // 1, the worst, to 5
	ReviewURL  annotate.AttributeID = "review-url"  // where the check is published
	ReviewDate annotate.AttributeID = "review-date" // and since when
)

// MostCharacters is how many code points the claim may have: what search
// engines ask for is less than 75.
const MostCharacters = 74

// The ends of the scale of ratings.
const (
	WorstRating = 1
	BestRating  = 5
)

// Publisher is who publishes the check.
type Publisher struct{ Name, URL string }

// Claimer is who made the claim.
type Claimer struct {
	Name     string
	Type     string // a label's id: person, organisation, or another
	Role     string
	Wikidata string
}

// Review is a claim with its check, as far as they are known.
type Review struct {
	Claim     string
	Verdict   string
	Rating    float64 // 0 where there is none
	URL       string
	Published string
	Publisher Publisher
	Claimer   Claimer
	ClaimDate string
	Article   Source
}

// Source is the article the claim was found in.
type Source struct{ URL, Headline, Outlet, Published string }

// Surroundings is what a claim's own fields do not say.
type Surroundings struct {
	Article   *annotate.Article
	Marks     []annotate.Annotation // of the claim's layer
	Register  *register.Register
	Publisher Publisher
}

// Of gathers what is known of a claim.
func Of(claim *annotate.Annotation, around Surroundings) Review {
	meta := around.Article.Meta
	text := func(id annotate.AttributeID) string {
		s, _ := claim.Attributes[id].(string)
		return strings.TrimSpace(s)
	}
	rating, _ := claim.Attributes[Rating].(float64)
	return Review{
		Claim: cmp.Or(text(Normalised), strings.Join(strings.Fields(claim.Text()), " ")), Verdict: text(Verdict), Rating: rating,
		URL: text(ReviewURL), Published: text(ReviewDate), Publisher: around.Publisher, Claimer: around.claimer(claim),
		ClaimDate: cmp.Or(text(ClaimDate), day(meta[annotate.MetaPublished])),
		Article:   Source{meta[annotate.MetaURL], around.Article.Title(), meta[annotate.MetaOutlet], day(meta[annotate.MetaPublished])},
	}
}

// day is the day of a date that may have a time.
func day(published string) string {
	date, _, _ := strings.Cut(published, "T")
	return date
}

// claimer finds who made the claim: its claimant, else the speaker of the
// quote it stands in.
func (around *Surroundings) claimer(claim *annotate.Annotation) Claimer {
	if to, ok := linkOf(claim, Claimant); ok {
		return around.named(to)
	}
	if to, ok := linkOf(claim, SaidIn); ok {
		if quote, ok := around.mark(to.To); ok {
			if speaker, ok := linkOf(quote, Speaker); ok {
				return around.named(speaker)
			}
		}
	}
	return Claimer{}
}

func linkOf(a *annotate.Annotation, role annotate.RoleID) (annotate.Link, bool) {
	for _, l := range a.Links {
		if l.Role == role {
			return l, true
		}
	}
	return annotate.Link{}, false
}

func (around *Surroundings) mark(id annotate.ID) (*annotate.Annotation, bool) {
	for i := range around.Marks {
		if around.Marks[i].ID == id {
			return &around.Marks[i], true
		}
	}
	return nil, false
}

// named is who a link points to: the entry of the register where there is
// one, else the words.
func (around *Surroundings) named(l annotate.Link) Claimer {
	entity := l.To
	var words Claimer
	if !l.ToEntity {
		mention, ok := around.mark(l.To)
		if !ok {
			return Claimer{}
		}
		entity, words = mention.Entity, Claimer{Name: mention.Text(), Type: string(mention.Label)}
	}
	if entry, ok := around.Register.Entry(entity); ok {
		c := Claimer{Name: entry.Name, Type: entry.Type, Wikidata: entry.Wikidata}
		if len(entry.Roles) > 0 {
			c.Role = entry.Roles[0].Title
		}
		return c
	}
	return words
}

// Characters is how many code points the claim has.
func (r *Review) Characters() int { return utf8.RuneCountInString(r.Claim) }
