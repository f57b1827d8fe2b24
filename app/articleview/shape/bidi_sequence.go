package shape

import "golang.org/x/text/unicode/bidi"

// sequence is an isolating run sequence (BD13): the stretches of one level
// that belong together, for what an isolate between them holds does not
// concern them. The rules from W1 on look at sequences alone.
type sequence struct {
	indices    []int32 // of its characters
	level      uint8
	start, end bidi.Class // sos and eos: L or R, as if there were such characters around it
}

// sequences divides the characters that rule X9 left into sequences (X10).
func (r *resolver) sequences() []sequence {
	var list []sequence
	waiting := map[int32]int{} // sequences by the PDI they go on with
	for from := 0; from < len(r.kept); {
		to := from + 1
		for to < len(r.kept) && r.levels[r.kept[to]] == r.levels[r.kept[from]] {
			to++
		}
		first, last := r.kept[from], r.kept[to-1]
		n, known := waiting[first]
		if !known {
			n = len(list)
			list = append(list, sequence{level: r.levels[first], start: r.between(from-1, from)})
		}
		list[n].indices = append(list[n].indices, r.kept[from:to]...)
		if isInitiator(r.original[last]) && int(r.match[last]) < len(r.runes) {
			waiting[r.match[last]] = n
		}
		list[n].end = r.after(to - 1)
		from = to
	}
	return list
}

// between is the direction at the border of two of the characters left, by the
// higher of their levels; the paragraph's stands in where there is none.
func (r *resolver) between(before, after int) bidi.Class {
	level := max(r.levelAt(before), r.levelAt(after))
	if isRTL(level) {
		return bidi.R
	}
	return bidi.L
}

func (r *resolver) levelAt(at int) uint8 {
	if at < 0 || at >= len(r.kept) {
		return r.base
	}
	return r.levels[r.kept[at]]
}

// after is the direction behind a sequence's last character. An isolate that
// is never closed reaches to the paragraph's end.
func (r *resolver) after(at int) bidi.Class {
	if last := r.kept[at]; isInitiator(r.original[last]) && int(r.match[last]) == len(r.runes) {
		return r.between(at, len(r.kept))
	}
	return r.between(at, at+1)
}
