package team

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/rounds"
)

// Form is a new round as somebody types it: numbers are words still.
type Form struct {
	Name, Instructions string
	ByHand             bool // nothing is given out yet
	Open               bool
	People             []annotate.ID
	PerArticle         string
	Overlap            string // per cent
	OverlapBy          string // empty or 0 is everybody
	Quotas             map[annotate.ID]string
	Stratify           rounds.Stratify
	Seed               string
	Articles           []annotate.ID // empty for all
}

// NewForm is a form with what is usual: everybody, two people an article where
// there are two, no overlap.
func NewForm(people []annotate.Person) Form {
	f := Form{PerArticle: strconv.Itoa(min(2, max(1, len(people)))), Overlap: "0", Seed: "1", Quotas: map[annotate.ID]string{}}
	for _, p := range people {
		f.People = append(f.People, p.ID)
	}
	return f
}

// Rule is what the form says. Its error says which line is wrong and what it
// is to be.
func (f *Form) Rule() (r rounds.Rule, err error) {
	r = rounds.Rule{People: f.People, Stratify: f.Stratify}
	if len(f.People) == 0 {
		return r, fmt.Errorf("tick at least one person who gets articles")
	}
	if r.PerArticle, err = count("people per article", f.PerArticle, 1, len(f.People)); err != nil {
		return r, err
	}
	if r.Overlap, err = share(f.Overlap); err != nil {
		return r, err
	}
	if by := strings.TrimSpace(f.OverlapBy); by != "" {
		if r.OverlapBy, err = count("how many people mark the shared articles", by, 0, len(f.People)); err != nil {
			return r, err
		}
	}
	if r.Seed, err = strconv.ParseUint(strings.TrimSpace(f.Seed), 10, 64); err != nil {
		return r, fmt.Errorf("the seed is a whole number from 0 on, not %q", f.Seed)
	}
	for _, id := range f.People {
		words := strings.TrimSpace(f.Quotas[id])
		if words == "" {
			continue
		}
		n, err := count("a quota", words, 0, 1<<30)
		if err != nil {
			return r, err
		}
		r.Quotas = append(r.Quotas, rounds.Quota{Person: id, Articles: n})
	}
	return r, nil
}

// Round is the round that the form makes, with its rule unless it is given out
// by hand. It fails as Rule does, and without a name.
func (f *Form) Round() (rounds.Round, error) {
	r := rounds.Round{Name: strings.TrimSpace(f.Name), Instructions: strings.TrimSpace(f.Instructions), Open: f.Open}
	if r.Name == "" {
		return r, fmt.Errorf("the round needs a name")
	}
	if f.ByHand {
		return r, nil
	}
	rule, err := f.Rule()
	r.Rule = &rule
	return r, err
}

// Tick says whether a person gets articles.
func (f *Form) Tick(id annotate.ID, on bool) {
	f.People = slices.DeleteFunc(f.People, func(other annotate.ID) bool { return other == id })
	if on {
		f.People = append(f.People, id)
	}
}

func count(what, words string, least, most int) (int, error) {
	n, err := strconv.Atoi(strings.TrimSpace(words))
	switch {
	case err != nil:
		return 0, fmt.Errorf("%s: a whole number, not %q", what, words)
	case n < least || n > most:
		return 0, fmt.Errorf("%s: from %d to %d, not %d", what, least, most, n)
	}
	return n, nil
}

// share reads per cents, with or without the sign, as a share from 0 to 1.
func share(words string) (float64, error) {
	digits := strings.ReplaceAll(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(words), "%")), ",", ".")
	if digits == "" {
		return 0, nil
	}
	n, err := strconv.ParseFloat(digits, 64)
	if err != nil || !(n >= 0 && n <= 100) {
		return 0, fmt.Errorf("the overlap is a share from 0 to 100 %%, not %q", words)
	}
	return n / 100, nil
}
