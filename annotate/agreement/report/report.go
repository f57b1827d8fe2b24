package report

import (
	"slices"

	"bluepencil/annotate"
	"bluepencil/annotate/agreement"
	"bluepencil/annotate/agreement/matching"
)

// Report is how far people agree. People are told by their handles, labels,
// attributes and roles by their ids.
type Report struct {
	Submissions string   `json:"submissions,omitempty"` // first or latest: which of each person was read
	Suggestions string   `json:"suggestions"`           // included, or left out
	Edges       string   `json:"edges"`                 // ignored or kept: blanks and punctuation at the ends of spans
	Seed        uint64   `json:"seed"`
	Resamples   int      `json:"resamples"`
	Layers      []string `json:"layers"`   // people with articles that can be compared
	Articles    int      `json:"articles"` // that at least two people have finished

	Labels     []Row       `json:"labels"`
	All        Row         `json:"all"` // all labels together
	Pairs      []Row       `json:"pairs"`
	Matrix     []Cell      `json:"matrix"` // person by person
	Confusion  []Confusion `json:"confusion"`
	Attributes []Row       `json:"attributes"`
	Links      []Row       `json:"links"`
	Groups     []Group     `json:"groups,omitempty"` // where they were asked for

	// Each is every article by itself, to find the ones that are worth talking
	// about; no measure is the mean of it.
	Each []InArticle `json:"each_article,omitempty"`
	// NotComparable are articles that only one person has finished.
	NotComparable []Alone `json:"not_comparable"`
	// Failed are articles that could not be read, with the reason.
	Failed []string `json:"failed,omitempty"`
}

// Alone is an article that one person has finished.
type Alone struct {
	Article annotate.ID `json:"article"`
	Title   string      `json:"title"`
	Layer   string      `json:"layer"`
}

// InArticle is an article that at least two people have finished.
type InArticle struct {
	Article     annotate.ID `json:"article"`
	Title       string      `json:"title"`
	Layers      []string    `json:"layers"`
	Spans       int         `json:"spans"`        // of everybody
	OverlapType Value       `json:"overlap_type"` // F1 over all pairs of people together
}

// Row is a label, a pair of people, an attribute or a role; fields that do not
// apply are left out.
type Row struct {
	Label     string         `json:"label,omitempty"`
	Attribute string         `json:"attribute,omitempty"`
	Role      string         `json:"role,omitempty"`
	Name      string         `json:"name,omitempty"` // as the codebook calls it
	Layers    []string       `json:"layers"`
	Articles  int            `json:"articles"`
	With      int            `json:"articles_with,omitempty"` // in which anybody has the label
	Spans     map[string]int `json:"spans,omitempty"`
	F1        *F1            `json:"f1,omitempty"`
	Lowest    *Lowest        `json:"lowest,omitempty"` // the pair of people with the lowest F1 of overlaps
	Gap       *Value         `json:"boundary_gap,omitempty"`
	UAlpha    *Value         `json:"u_alpha_binary,omitempty"`
	CI        *[2]float64    `json:"ci"`    // of the measure that CIOf names
	CIOf      string         `json:"ci_of"` // a path in the row
	F1CI      *[2]float64    `json:"f1_ci,omitempty"`
	SemEval   *SemEval       `json:"semeval,omitempty"`
	Gold      *AgainstGold   `json:"against_gold,omitempty"` // of a pair of the adjudicated layer and a person

	Matched  int            `json:"matched,omitempty"` // pairs of spans that were asked for an attribute
	Coverage *Value         `json:"coverage,omitempty"`
	Percent  *Value         `json:"percent,omitempty"`
	Alpha    *Value         `json:"alpha,omitempty"`
	AlphaOf  string         `json:"alpha_of,omitempty"` // nominal, ordinal, interval or masi
	Nominal  *Value         `json:"alpha_nominal,omitempty"`
	Kappa    *Value         `json:"kappa,omitempty"`
	Count    map[string]int `json:"links,omitempty"`
	LinkF1   *LinkF1        `json:"link_f1,omitempty"`

	Only          string            `json:"only,omitempty"` // the one person who uses the label
	Commonest     *Commonest        `json:"commonest,omitempty"`
	Disagreements map[Kind]int      `json:"disagreements,omitempty"`
	Pairs         []Row             `json:"pairs,omitempty"`
	Cases         []Case            `json:"cases,omitempty"`
	Undefined     map[string]string `json:"undefined"` // the reason by measure
}

// Value is a measure that may be undefined.
type Value = agreement.Value

// F1 is symmetric span F1 by credit.
type F1 struct {
	Strict      Value `json:"strict"`
	Exact       Value `json:"exact"`
	OverlapType Value `json:"overlap_type"`
	Partial     Value `json:"partial"`
	IoUType     Value `json:"iou_type"`
}

// of gives the field of a credit.
func (f *F1) of(c matching.Credit) *Value {
	return [...]*Value{&f.Strict, &f.Exact, &f.OverlapType, &f.Partial, &f.IoUType}[c]
}

// AgainstGold is how much of what a person has marked is in the adjudicated
// layer (precision), and how much of that layer the person has marked (recall).
type AgainstGold struct {
	Layer       string    `json:"layer"` // whose work it is
	Exact       Precision `json:"exact"`
	OverlapType Precision `json:"overlap_type"`
}

// Precision is precision and recall.
type Precision struct {
	P Value `json:"p"`
	R Value `json:"r"`
}

// againstGold compares a pair with the adjudicated layer, where the first or
// the second one is it.
func againstGold(t *matching.Tally, layers []string) *AgainstGold {
	gold := slices.Index(layers, annotate.GoldHandle)
	if gold < 0 {
		return nil
	}
	theirs, its := t.A, t.B
	if gold == 0 {
		theirs, its = t.B, t.A
	}
	of := func(c matching.Credit) Precision {
		return Precision{agreement.Ratio(t.Worth[c], float64(theirs), agreement.NoSpans), agreement.Ratio(t.Worth[c], float64(its), agreement.NoSpans)}
	}
	return &AgainstGold{layers[1-gold], of(matching.Exact), of(matching.OverlapType)}
}

// Lowest is the pair of people that agree least.
type Lowest struct {
	Layers      [2]string `json:"layers"`
	OverlapType Value     `json:"overlap_type"`
}

// Commonest is the most frequent disagreement about a label.
type Commonest struct {
	Kind  Kind   `json:"kind"`
	By    string `json:"by,omitempty"`    // who missed it
	Label string `json:"label,omitempty"` // what it was called instead
	Count int    `json:"count"`
}

// LinkF1 is F1 over links.
type LinkF1 struct {
	EndToEnd   Value `json:"end_to_end"`
	GivenSpans Value `json:"given_spans"`
}

// Cell is two people in the matrix.
type Cell struct {
	Layers      [2]string `json:"layers"`
	Exact       Value     `json:"exact"`
	OverlapType Value     `json:"overlap_type"`
}

// Confusion is how often spans with one label were matched with such of
// another, by the first person of each pair and the second; the empty label is
// nothing.
type Confusion struct {
	A     string `json:"a"`
	B     string `json:"b"`
	Count int    `json:"count"`
}

// SemEval is the counts of SemEval 2013 by schema, the first person being
// right.
type SemEval struct {
	Strict  Counts `json:"strict"`
	Exact   Counts `json:"exact"`
	Partial Counts `json:"partial"`
	Type    Counts `json:"ent_type"`
}

// Counts are the counts of one schema.
type Counts struct {
	Correct   int   `json:"cor"`
	Incorrect int   `json:"inc"`
	Partial   int   `json:"par"`
	Missing   int   `json:"mis"`
	Spurious  int   `json:"spu"`
	Precision Value `json:"p"`
	Recall    Value `json:"r"`
	F1        Value `json:"f1"`
}

func countsOf(c matching.Counts) Counts {
	return Counts{c.Correct, c.Incorrect, c.Partial, c.Missing, c.Spurious, c.Precision(), c.Recall(), c.F1()}
}

func semevalOf(s *matching.SemEval) *SemEval {
	return &SemEval{countsOf(s.Strict), countsOf(s.Exact), countsOf(s.Partial), countsOf(s.Type)}
}

// undefined notes the reasons of the row's measures.
func (r *Row) undefined() {
	r.Undefined = map[string]string{}
	note := func(name string, v *Value) {
		if v != nil && !v.Defined() {
			r.Undefined[name] = v.Undefined
		}
	}
	if r.F1 != nil {
		for _, c := range matching.Credits {
			note("f1."+c.String(), r.F1.of(c))
		}
	}
	if r.LinkF1 != nil {
		note("link_f1.end_to_end", &r.LinkF1.EndToEnd)
		note("link_f1.given_spans", &r.LinkF1.GivenSpans)
	}
	note("boundary_gap", r.Gap)
	note("u_alpha_binary", r.UAlpha)
	note("coverage", r.Coverage)
	note("percent", r.Percent)
	note("alpha", r.Alpha)
	note("alpha_nominal", r.Nominal)
	note("kappa", r.Kappa)
}
