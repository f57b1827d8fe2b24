package text

// Range is a half-open range of bytes.
type Range struct {
	Start, End int
}

// Len is the number of bytes in the range.
func (r Range) Len() int { return r.End - r.Start }

// Empty tells whether nothing is in the range.
func (r Range) Empty() bool { return r.End <= r.Start }

// Contains tells whether the byte at the offset is in the range.
func (r Range) Contains(offset int) bool { return r.Start <= offset && offset < r.End }

// Overlaps tells whether the ranges share a byte.
func (r Range) Overlaps(o Range) bool { return r.Start < o.End && o.Start < r.End }

// Ordered is the range with its ends the right way round.
func (r Range) Ordered() Range {
	if r.End < r.Start {
		return Range{r.End, r.Start}
	}
	return r
}
