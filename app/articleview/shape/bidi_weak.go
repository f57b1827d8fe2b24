package shape

import "golang.org/x/text/unicode/bidi"

// weak resolves marks, numbers and what stands at numbers (W1 to W7).
func (r *resolver) weak(s sequence) {
	r.marksAndDigits(s)
	r.separatorsInNumbers(s)
	r.terminators(s)
	r.leftovers(s)
}

// marksAndDigits lets marks be like what they stand on (W1), digits Arabic
// after Arabic letters (W2), and those letters be like all others (W3).
func (r *resolver) marksAndDigits(s sequence) {
	before, strong := s.start, s.start
	for _, i := range s.indices {
		if r.classes[i] == bidi.NSM {
			r.classes[i] = before
			if isIsolate(before) {
				r.classes[i] = neutral
			}
		}
		before = r.classes[i] // as rule W1 leaves it
		switch before {
		case bidi.L, bidi.R, bidi.AL:
			strong = before
		case bidi.EN:
			if strong == bidi.AL {
				r.classes[i] = bidi.AN
			}
		}
	}
	for _, i := range s.indices {
		if r.classes[i] == bidi.AL {
			r.classes[i] = bidi.R
		}
	}
}

// separatorsInNumbers makes a single separator between two numbers of one
// kind a part of them (W4).
func (r *resolver) separatorsInNumbers(s sequence) {
	for k := 1; k+1 < len(s.indices); k++ {
		i := s.indices[k]
		before, after := r.classes[s.indices[k-1]], r.classes[s.indices[k+1]]
		if before != after {
			continue
		}
		switch class := r.classes[i]; {
		case before == bidi.EN && (class == bidi.ES || class == bidi.CS), before == bidi.AN && class == bidi.CS:
			r.classes[i] = before
		}
	}
}

// terminators makes signs such as those of currencies part of the number they
// stand at (W5).
func (r *resolver) terminators(s sequence) {
	for k := 0; k < len(s.indices); {
		end := k
		for end < len(s.indices) && r.classes[s.indices[end]] == bidi.ET {
			end++
		}
		if end == k {
			k++
			continue
		}
		if k > 0 && r.classes[s.indices[k-1]] == bidi.EN || end < len(s.indices) && r.classes[s.indices[end]] == bidi.EN {
			r.set(s.indices[k:end], bidi.EN)
		}
		k = end
	}
}

// leftovers makes the other separators and terminators neutral (W6), and
// numbers in left-to-right text like it (W7).
func (r *resolver) leftovers(s sequence) {
	strong := s.start
	for _, i := range s.indices {
		switch r.classes[i] {
		case bidi.ES, bidi.ET, bidi.CS:
			r.classes[i] = neutral
		case bidi.L, bidi.R:
			strong = r.classes[i]
		case bidi.EN:
			if strong == bidi.L {
				r.classes[i] = bidi.L
			}
		}
	}
}

func (r *resolver) set(indices []int32, class bidi.Class) {
	for _, i := range indices {
		r.classes[i] = class
	}
}
