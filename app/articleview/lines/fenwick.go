package lines

// fenwick is a binary indexed tree (Fenwick 1994) over the number of lines of
// each paragraph: counting and finding take logarithmic time, and so does
// replacing a guess.
type fenwick struct {
	tree   []int // 1-based
	counts []int
	top    int // the largest power of two not above the length
}

func newFenwick(counts []int) fenwick {
	f := fenwick{tree: make([]int, len(counts)+1), counts: counts, top: 1}
	for f.top*2 <= len(counts) {
		f.top *= 2
	}
	for i, c := range counts {
		f.tree[i+1] += c
		if parent := (i + 1) + (i+1)&-(i+1); parent < len(f.tree) {
			f.tree[parent] += f.tree[i+1]
		}
	}
	return f
}

func (f *fenwick) get(i int) int { return f.counts[i] }

func (f *fenwick) set(i, count int) {
	delta := count - f.counts[i]
	f.counts[i] = count
	for at := i + 1; delta != 0 && at < len(f.tree); at += at & -at {
		f.tree[at] += delta
	}
}

// sum is the total before index i.
func (f *fenwick) sum(i int) int {
	total := 0
	for ; i > 0; i -= i & -i {
		total += f.tree[i]
	}
	return total
}

func (f *fenwick) total() int { return f.sum(len(f.counts)) }

// find is the index that the n-th of all falls to, and the total before it.
func (f *fenwick) find(n int) (index, before int) {
	at := 0
	for step := f.top; step > 0; step /= 2 {
		if next := at + step; next < len(f.tree) && before+f.tree[next] <= n {
			at = next
			before += f.tree[next]
		}
	}
	return at, before
}
