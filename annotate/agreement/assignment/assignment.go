// Package assignment matches two sides one to one so that the sum of the
// weights of what is matched is the largest there is. Only pairs that are
// worth something are looked at, so that the time depends on how many of them
// there are and not on the size of the sides.
package assignment

import "container/heap"

// Edge leads from a left vertex to a right one. Weights are positive; a pair
// without an edge is never matched.
type Edge struct {
	To     int
	Weight float64
}

// None is the partner of a vertex that is matched with nothing.
const None = -1

// Best gives the partner of every left vertex, or None. It finds one shortest
// way after the other in the graph of reduced costs.
func Best(edges [][]Edge, right int) []int {
	s := newSolver(edges, right)
	for left := range edges {
		s.insert(left)
	}
	partner := make([]int, len(edges))
	for left, to := range s.ofLeft {
		if partner[left] = to; to >= right {
			partner[left] = None
		}
	}
	return partner
}

// solver has a right vertex of its own for every left one, worth nothing, to
// be matched with instead of another: number right+left.
type solver struct {
	edges   [][]Edge
	right   int
	ofLeft  []int
	ofRight []int
	priceL  []float64 // cost - priceL - priceR is never below zero
	priceR  []float64
	far     []float64 // the length of the way found to a right vertex, in this turn
	from    []int     // the left vertex it came from
	turn    []int     // the turn in which both were set
	done    []bool
}

func newSolver(edges [][]Edge, right int) *solver {
	n := right + len(edges)
	s := &solver{edges: edges, right: right, ofLeft: fill(len(edges)), ofRight: fill(n),
		priceL: make([]float64, len(edges)), priceR: make([]float64, n),
		far: make([]float64, n), from: make([]int, n), turn: fill(n), done: make([]bool, n)}
	return s
}

func fill(n int) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = None
	}
	return list
}

// insert matches one more left vertex, and rematches others where that pays.
func (s *solver) insert(left int) {
	lowest := 0.0 - s.priceR[s.right+left]
	for _, e := range s.edges[left] {
		lowest = min(lowest, -e.Weight-s.priceR[e.To])
	}
	s.priceL[left] = lowest
	queue := &ways{}
	var passed []int
	s.relax(queue, left, left, 0)
	for {
		next := heap.Pop(queue).(way)
		if s.done[next.to] {
			continue
		}
		s.done[next.to] = true
		passed = append(passed, next.to)
		if s.ofRight[next.to] == None {
			s.settle(left, next.to, passed)
			return
		}
		s.relax(queue, left, s.ofRight[next.to], next.length)
	}
}

// relax goes on from a left vertex that is so far away.
func (s *solver) relax(queue *ways, turn, left int, length float64) {
	reach := func(to int, cost float64) {
		total := length + max(0, cost-s.priceL[left]-s.priceR[to])
		if s.turn[to] != turn {
			s.turn[to], s.done[to] = turn, false
		} else if s.done[to] || s.far[to] <= total {
			return
		}
		s.far[to], s.from[to] = total, left
		heap.Push(queue, way{to, s.ofRight[to] != None, total})
	}
	for _, e := range s.edges[left] {
		reach(e.To, -e.Weight)
	}
	reach(s.right+left, 0)
}

// settle changes the prices and the matching along the shortest way.
func (s *solver) settle(root, end int, passed []int) {
	length := s.far[end]
	s.priceL[root] += length
	for _, to := range passed {
		if left := s.ofRight[to]; left != None {
			s.priceL[left] += length - s.far[to]
			s.priceR[to] -= length - s.far[to]
		}
	}
	for to := end; ; {
		left := s.from[to]
		next := s.ofLeft[left]
		s.ofLeft[left], s.ofRight[to] = to, left
		if left == root {
			return
		}
		to = next
	}
}

// way is one that leads to a right vertex.
type way struct {
	to     int
	taken  bool // the vertex is matched already: the search would go on
	length float64
}

// ways is a heap, the shortest first; of equal ones such that end, then the
// lower vertex, so that the result depends on the order of the vertices alone.
type ways []way

// Len is for package heap.
func (w ways) Len() int { return len(w) }

// Less is for package heap.
func (w ways) Less(i, k int) bool {
	if w[i].length != w[k].length {
		return w[i].length < w[k].length
	}
	if w[i].taken != w[k].taken {
		return w[k].taken
	}
	return w[i].to < w[k].to
}

// Swap is for package heap.
func (w ways) Swap(i, k int) { w[i], w[k] = w[k], w[i] }

// Push is for package heap.
func (w *ways) Push(x any) { *w = append(*w, x.(way)) }

// Pop is for package heap.
func (w *ways) Pop() any {
	last := len(*w) - 1
	x := (*w)[last]
	*w = (*w)[:last]
	return x
}
