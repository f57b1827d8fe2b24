package shape

import "golang.org/x/text/unicode/bidi"

// deepest is the deepest level that embeddings can be at (BD2).
const deepest = 125

// embedding is what an embedding, override or isolate has opened.
type embedding struct {
	level    uint8
	override bidi.Class // L or R, or neutral where nothing is overridden
	isolate  bool
}

// neutral stands for no override.
const neutral = bidi.ON

// embeddings is the stack of rules X1 to X8, with what did not fit on it.
type embeddings struct {
	stack              []embedding
	overflowIsolates   int
	overflowEmbeddings int
	isolates           int // that are open and on the stack
}

func (e *embeddings) top() embedding { return e.stack[len(e.stack)-1] }

// next is the least level above the present one that reads as asked.
func (e *embeddings) next(rtl bool) uint8 {
	level := e.top().level + 1
	if isRTL(level) != rtl {
		level++
	}
	return level
}

// open pushes an embedding or isolate, or counts it where it is too deep.
func (e *embeddings) open(rtl bool, override bidi.Class, isolate bool) {
	level := e.next(rtl)
	switch {
	case level <= deepest && e.overflowIsolates == 0 && e.overflowEmbeddings == 0:
		e.stack = append(e.stack, embedding{level, override, isolate})
		if isolate {
			e.isolates++
		}
	case isolate:
		e.overflowIsolates++
	case e.overflowIsolates == 0:
		e.overflowEmbeddings++
	}
}

// closeEmbedding ends the innermost embedding or override (X7).
func (e *embeddings) closeEmbedding() {
	switch {
	case e.overflowIsolates > 0:
	case e.overflowEmbeddings > 0:
		e.overflowEmbeddings--
	case !e.top().isolate && len(e.stack) > 1:
		e.stack = e.stack[:len(e.stack)-1]
	}
}

// closeIsolate ends the innermost isolate with all that it left open (X6a).
func (e *embeddings) closeIsolate() {
	switch {
	case e.overflowIsolates > 0:
		e.overflowIsolates--
	case e.isolates > 0:
		e.overflowEmbeddings = 0
		for !e.top().isolate {
			e.stack = e.stack[:len(e.stack)-1]
		}
		e.stack = e.stack[:len(e.stack)-1]
		e.isolates--
	}
}

// explicit gives the characters the levels of the embeddings they stand in
// (X1 to X8), and lists those that take part in what follows (X9).
func (r *resolver) explicit() {
	e := embeddings{stack: []embedding{{r.base, neutral, false}}}
	for i, class := range r.original {
		switch class {
		case bidi.RLE, bidi.LRE:
			e.open(class == bidi.RLE, neutral, false)
		case bidi.RLO:
			e.open(true, bidi.R, false)
		case bidi.LRO:
			e.open(false, bidi.L, false)
		case bidi.RLI, bidi.LRI, bidi.FSI:
			r.enter(i, e.top())
			e.open(r.isolateReadsRTL(i), neutral, true)
		case bidi.PDI:
			e.closeIsolate()
			r.enter(i, e.top())
		case bidi.PDF:
			e.closeEmbedding()
		case bidi.BN:
		default:
			r.enter(i, e.top())
		}
	}
}

func (r *resolver) enter(i int, e embedding) {
	r.kept = append(r.kept, int32(i))
	r.levels[i] = e.level
	if e.override != neutral {
		r.classes[i] = e.override
	}
}

func (r *resolver) isolateReadsRTL(i int) bool {
	if r.original[i] == bidi.FSI {
		return r.firstStrong(i+1, int(r.match[i])) == 1
	}
	return r.original[i] == bidi.RLI
}
