package shape

import "golang.org/x/text/unicode/bidi"

// neutral lets blanks and marks read as what stands on both sides of them
// (N1), or as the text around does (N2).
func (r *resolver) neutral(s sequence) {
	before := s.start
	for k := 0; k < len(s.indices); {
		end := k
		for end < len(s.indices) && strong(r.classes[s.indices[end]]) == neutral {
			end++
		}
		if end == k {
			before = strong(r.classes[s.indices[k]])
			k++
			continue
		}
		after := s.end
		if end < len(s.indices) {
			after = strong(r.classes[s.indices[end]])
		}
		if before == after {
			r.set(s.indices[k:end], before)
		} else {
			r.set(s.indices[k:end], directionOf(s.level))
		}
		k = end
	}
}

// implicit gives text against the direction around it, and numbers, the level
// above (I1, I2).
func (r *resolver) implicit(s sequence) {
	for _, i := range s.indices {
		switch class := r.classes[i]; {
		case isRTL(s.level) && class != bidi.R, !isRTL(s.level) && class == bidi.R:
			r.levels[i] = s.level + 1
		case !isRTL(s.level) && class != bidi.L:
			r.levels[i] = s.level + 2
		}
	}
}
