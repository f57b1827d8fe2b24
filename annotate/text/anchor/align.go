package anchor

// kind says how a word of the old text and one of the new belong together.
type kind uint8

const (
	none    kind = iota
	equal        // the same word in the same order
	similar      // the word was corrected
	moved        // the same word, in a run that was moved
)

// nowhere is the map of a token that has no counterpart.
const nowhere = -1

// Alignment is which words of an old text are which ones of a new text. It is
// made once for two texts and only read after that.
type Alignment struct {
	old, new side
	to       []int32           // for each old token the new one, or nowhere
	from     []int32           // for each new token the old one, or nowhere
	kinds    []kind            // for each old token
	free     map[int32][]int32 // see freePlaces
	places   index
}

// tidyAtMost bounds how often an alignment is gone through.
const tidyAtMost = 8

// Align compares two texts of at most 16 MB, which must be UTF-8.
func Align(old, new string) *Alignment {
	v := vocabulary{}
	a := &Alignment{old: v.split(old), new: v.split(new)}
	a.to, a.kinds = filled(len(a.old.tokens)), make([]kind, len(a.old.tokens))
	a.from = filled(len(a.new.tokens))
	a.align(region{0, len(a.old.tokens), 0, len(a.new.tokens)})
	a.slide()
	for n := 0; n < tidyAtMost && a.tidy(); n++ {
	}
	a.findMoves()
	a.free = a.freePlaces()
	a.places = indexOf(a.new.ids, len(v))
	return a
}

func filled(n int) []int32 {
	list := make([]int32, n)
	for i := range list {
		list[i] = nowhere
	}
	return list
}

func (a *Alignment) pair(old, new int, k kind) {
	a.to[old], a.from[new], a.kinds[old] = int32(new), int32(old), k
}

func (a *Alignment) unpair(old int) {
	a.from[a.to[old]] = nowhere
	a.to[old], a.kinds[old] = nowhere, none
}

// run is a maximal row of tokens that stand together in both texts.
type run struct{ old, oldEnd, new int }

func (r run) newEnd() int { return r.new + r.oldEnd - r.old }

// runs lists the rows of the map in the order of the old text.
func (a *Alignment) runs() []run {
	var list []run
	for i, to := range a.to {
		if to == nowhere {
			continue
		}
		if n := len(list); n > 0 && list[n-1].oldEnd == i && list[n-1].newEnd() == int(to) {
			list[n-1].oldEnd++
			continue
		}
		list = append(list, run{i, i + 1, int(to)})
	}
	return list
}

// tidy lets go of rows that are shorter than what was changed on both sides of
// them: words of a new sentence that only happen to stand in the old one too.
// It tells whether it has let go of any, for then others may be left alone.
func (a *Alignment) tidy() bool {
	list := a.runs()
	changed := false
	last := run{} // the row before, of those that stay
	for n, r := range list {
		next := run{len(a.old.tokens), len(a.old.tokens), len(a.new.tokens)}
		if n+1 < len(list) {
			next = list[n+1]
		}
		before := max(a.old.countWords(last.oldEnd, r.old), a.new.countWords(last.newEnd(), r.new))
		after := max(a.old.countWords(r.oldEnd, next.old), a.new.countWords(r.newEnd(), next.new))
		if size := a.old.countWords(r.old, r.oldEnd); size < before && size < after {
			for i := r.old; i < r.oldEnd; i++ {
				a.unpair(i)
			}
			changed = true
			continue
		}
		last = r
	}
	return changed
}

// freePlaces are the places of the new text's words that belong to no old
// word, by the word: where something that was moved can be.
func (a *Alignment) freePlaces() map[int32][]int32 {
	free := map[int32][]int32{}
	for at, from := range a.from {
		if from == nowhere && a.new.words[at] {
			free[a.new.ids[at]] = append(free[a.new.ids[at]], int32(at))
		}
	}
	return free
}
