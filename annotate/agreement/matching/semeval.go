package matching

import "bluepencil/annotate/agreement"

// Counts are those of SemEval 2013, task 9: what the pairs of one matching
// are by one of its schemas, the first person being right.
type Counts struct {
	Correct, Incorrect, Partial, Missing, Spurious int
}

// Add adds the counts of another document.
func (c *Counts) Add(o Counts) {
	c.Correct += o.Correct
	c.Incorrect += o.Incorrect
	c.Partial += o.Partial
	c.Missing += o.Missing
	c.Spurious += o.Spurious
}

func (c *Counts) worth() float64 { return float64(c.Correct) + float64(c.Partial)/2 }
func (c *Counts) matched() int   { return c.Correct + c.Incorrect + c.Partial }

// Precision is what is right of what the second person marked.
func (c *Counts) Precision() agreement.Value {
	return agreement.Ratio(c.worth(), float64(c.matched()+c.Spurious), agreement.NoSpans)
}

// Recall is what the second person found of what the first marked.
func (c *Counts) Recall() agreement.Value {
	return agreement.Ratio(c.worth(), float64(c.matched()+c.Missing), agreement.NoSpans)
}

// F1 is the harmonic mean of precision and recall.
func (c *Counts) F1() agreement.Value {
	return agreement.Ratio(2*c.worth(), float64(2*c.matched()+c.Missing+c.Spurious), agreement.NoSpans)
}

// SemEval is the counts by schema.
type SemEval struct {
	Strict  Counts // the same stretches and label
	Exact   Counts // the same stretches
	Partial Counts // the same stretches; an overlap counts half
	Type    Counts // an overlap with the same label
}

// Add adds the counts of another document.
func (s *SemEval) Add(o SemEval) {
	s.Strict.Add(o.Strict)
	s.Exact.Add(o.Exact)
	s.Partial.Add(o.Partial)
	s.Type.Add(o.Type)
}

// CountSemEval counts the pairs that Align has given of two layers.
func CountSemEval(a, b *Layer, pairs []Pair) SemEval {
	rest := Counts{Missing: len(a.Spans) - len(pairs), Spurious: len(b.Spans) - len(pairs)}
	s := SemEval{rest, rest, rest, rest}
	for _, p := range pairs {
		mine, theirs := &a.Spans[p.A], &b.Spans[p.B]
		same, label := mine.Same(theirs), mine.Label == theirs.Label
		s.Strict.note(same && label)
		s.Exact.note(same)
		s.Type.note(label)
		if same {
			s.Partial.Correct++
		} else {
			s.Partial.Partial++
		}
	}
	return s
}

func (c *Counts) note(right bool) {
	if right {
		c.Correct++
	} else {
		c.Incorrect++
	}
}
