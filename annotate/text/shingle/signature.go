package shingle

// The shape of a signature. With bands of two hashes, texts that share a fifth
// of their shingles meet in one of them in 93 of 100 cases, half of them
// nearly always, and a hundredth in less than one.
const (
	Hashes      = 128
	rowsPerBand = 2
	BandCount   = Hashes / rowsPerBand
)

// Signature is the smallest hash over a set, for each of 128 ways to hash.
type Signature [Hashes]uint32

// multipliers are the 128 ways to hash, always the same: signatures are kept.
var multipliers = func() (list [Hashes]uint64) {
	for i := range list {
		list[i] = mix(uint64(i+1)*0x9e3779b97f4a7c15) | 1
	}
	return list
}()

// Sign makes the signature of a set. That of an empty one is like no other.
func (s Set) Sign() Signature {
	var sig Signature
	for i := range sig {
		sig[i] = ^uint32(0)
	}
	for _, hash := range s {
		for i, m := range multipliers {
			if h := uint32(hash * m >> 32); h < sig[i] {
				sig[i] = h
			}
		}
	}
	return sig
}

// Estimate is about what Jaccard is of the sets; it errs by 0.04 on average.
func (s *Signature) Estimate(o *Signature) float64 {
	same := 0
	for i := range s {
		if s[i] == o[i] {
			same++
		}
	}
	return float64(same) / Hashes
}

// EstimateContainment is about what Containment is of two sets, by the sizes
// of both and the estimate of Jaccard, from 0 to 1.
func EstimateContainment(jaccard float64, a, b int) float64 {
	if min(a, b) == 0 {
		return 0
	}
	return min(1, jaccard*float64(a+b)/((1+jaccard)*float64(min(a, b))))
}

// Band is the part of the signature by which texts are brought together: those
// with the same band of the same number, from 0 to BandCount-1, may be alike.
func (s *Signature) Band(n int) uint64 {
	return uint64(s[n*rowsPerBand])<<32 | uint64(s[n*rowsPerBand+1])
}

// Kind says how two texts are copies.
type Kind string

// The kinds of copy.
const (
	Copy    Kind = "copy"     // the same text but for small edits
	CutCopy Kind = "cut copy" // one is a part of the other
)

// The measures of a copy, chosen by TestEvalShingle.
const (
	SameStory    = 0.5  // containment from which two texts are one story
	wholeCopy    = 0.75 // the least share of sizes of which neither was cut
	fewest       = 8    // shingles, below which a text is too short to tell
	likelyEnough = 0.5  // of SameStory, an estimate is worth a closer look
)

// Likely tells whether two texts with these signatures and sizes of their sets
// are worth comparing by the sets themselves.
func Likely(a, b *Signature, sizeA, sizeB int) bool {
	if min(sizeA, sizeB) < fewest {
		return false
	}
	return EstimateContainment(a.Estimate(b), sizeA, sizeB) >= SameStory*likelyEnough
}

// Compare tells whether two texts are copies of one story, by their sets, and
// how alike they are.
func Compare(a, b Set) (kind Kind, containment float64, ok bool) {
	containment = a.Containment(b)
	if min(len(a), len(b)) < fewest || containment < SameStory {
		return "", containment, false
	}
	if float64(min(len(a), len(b))) < wholeCopy*float64(max(len(a), len(b))) {
		return CutCopy, containment, true
	}
	return Copy, containment, true
}
