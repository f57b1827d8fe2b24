package lines

// Lanes gives every span a lane so that no two spans that overlap share one:
// greedy interval colouring by start, which uses no more lanes than overlap
// anywhere. A highlight in several pieces has a lane for each of them.
type Lanes struct {
	lane map[Span]int
}

// NewLanes colours the spans, which must be ordered by start.
func NewLanes(ordered []Span) Lanes {
	l := Lanes{lane: make(map[Span]int, len(ordered))}
	var busy []int // by lane: up to which offset it is taken
	for _, s := range ordered {
		lane := 0
		for lane < len(busy) && busy[lane] > s.Start {
			lane++
		}
		if lane == len(busy) {
			busy = append(busy, 0)
		}
		busy[lane] = s.End
		l.lane[s] = lane
	}
	return l
}

// Of is the lane of a span.
func (l Lanes) Of(s Span) int { return l.lane[s] }
