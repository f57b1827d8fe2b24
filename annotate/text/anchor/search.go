package anchor

import (
	"slices"
	"unicode/utf8"

	"bluepencil/annotate/text"
)

// The measures of the search for a quote with its context.
const (
	contextLetters = 32 // on each side, as W3C selectors keep them
	triedAtMost    = 24 // places that are compared for one range
	commonAtMost   = 20 // free places of a word that still tells where something is
)

// search finds places for a range that the map gives none for: its exact words
// and words that are alike, among those of the new text that belong to no old
// word; and, for a person to choose from, its words where they belong to others.
func (a *Alignment) search(r text.Range) []Place {
	i, j := a.old.within(r)
	if i == j || a.old.countWords(i, j) == 0 {
		return nil
	}
	var places []Place
	for _, at := range a.sameWords(i, j) {
		p := text.Range{Start: a.new.start(at) + max(r.Start-a.old.start(i), 0), End: a.new.end(at+j-i-1) - max(a.old.end(j-1)-r.End, 0)}
		base := 0.3 + 0.05*float64(min(a.old.countWords(i, j), 8))
		if !a.isFree(at, at+j-i) {
			base = 0.1
		}
		exact := a.old.text[r.Start:r.End] == a.new.text[p.Start:p.End]
		if a.crossesCluster(p) {
			p, exact = text.SnapOutward(a.new.text, p), false
		}
		places = append(places, Place{p, base + 0.3*a.context(r, p), exact})
	}
	for _, window := range a.windows(i, j) {
		p := text.SnapOutward(a.new.text, text.Range{Start: a.new.start(window.at), End: a.new.end(window.end - 1)})
		if alike := a.wordsAlike(i, j, window); alike >= 0.5 {
			places = append(places, Place{p, 0.6*alike + 0.2*a.context(r, p), false})
		}
	}
	return places
}

// sameWords lists where the tokens of a range stand in the new text, free
// places first, by the places of its rarest token.
func (a *Alignment) sameWords(i, j int) []int {
	rarest := i
	for at := i; at < j; at++ {
		if len(a.places.of(a.old.ids[at])) < len(a.places.of(a.old.ids[rarest])) {
			rarest = at
		}
	}
	var free, taken []int
	ids := a.old.ids[i:j]
	for _, place := range a.places.of(a.old.ids[rarest]) {
		at := int(place) - (rarest - i)
		if at < 0 || at+len(ids) > len(a.from) || !slices.Equal(a.new.ids[at:at+len(ids)], ids) {
			continue
		}
		if a.isFree(at, at+len(ids)) && len(free) < triedAtMost {
			free = append(free, at)
		} else if len(taken) < triedAtMost {
			taken = append(taken, at)
		}
	}
	return append(free, taken...)
}

// isFree tells whether most of the new tokens belong to no old one.
func (a *Alignment) isFree(at, end int) bool {
	taken := 0
	for _, from := range a.from[at:end] {
		if from != nowhere {
			taken++
		}
	}
	return taken*2 < end-at
}

// windows finds the stretches of free words that share most words with a
// range: each rare word votes for where the range would begin.
func (a *Alignment) windows(i, j int) []gap {
	votes := map[int]int{}
	size := j - i
	for at := i; at < j; at++ {
		places := a.free[a.old.ids[at]]
		if !a.old.words[at] || len(places) > commonAtMost {
			continue
		}
		for _, place := range places {
			votes[max(int(place)-(at-i), 0)/(size+1)]++
		}
	}
	var best []int
	for bucket, n := range votes {
		if n+votes[bucket+1] >= 2 {
			best = append(best, bucket)
		}
	}
	slices.SortFunc(best, func(x, y int) int {
		if by := votes[y] + votes[y+1] - votes[x] - votes[x+1]; by != 0 {
			return by
		}
		return x - y
	})
	var list []gap
	for _, bucket := range best[:min(len(best), CandidatesAtMost)] {
		if w, ok := a.narrowed(i, j, bucket*(size+1), (bucket+3)*(size+1)); ok {
			list = append(list, w)
		}
	}
	return list
}

// narrowed is the stretch between the first and the last free word, from one
// token to another, that the range has too.
func (a *Alignment) narrowed(i, j, from, to int) (gap, bool) {
	has := map[int32]bool{}
	for at := i; at < j; at++ {
		has[a.old.ids[at]] = true
	}
	w := gap{-1, -1}
	for at := from; at < min(to, len(a.from)); at++ {
		if a.from[at] != nowhere || !has[a.new.ids[at]] {
			continue
		}
		if w.at < 0 {
			w.at = at
		}
		w.end = at + 1
	}
	return w, w.at >= 0
}

// wordsAlike is the share of words that a range and a stretch have in common
// in their order, from 0 to 1.
func (a *Alignment) wordsAlike(i, j int, w gap) float64 {
	if (j-i)*(w.end-w.at) > cellsAtMost {
		return 0
	}
	row := make([]int, w.end-w.at+1)
	for at := i; at < j; at++ {
		diagonal := 0
		for n := w.at; n < w.end; n++ {
			above := row[n-w.at+1]
			if a.old.ids[at] == a.new.ids[n] && a.old.words[at] {
				row[n-w.at+1] = diagonal + 1
			} else {
				row[n-w.at+1] = max(above, row[n-w.at])
			}
			diagonal = above
		}
	}
	return 2 * float64(row[len(row)-1]) / float64(max(a.old.countWords(i, j)+a.new.countWords(w.at, w.end), 1))
}

// context is how alike the 32 letters before and after a range are to those
// around a place, from 0 to 1.
func (a *Alignment) context(r, p text.Range) float64 {
	before := Similarity(lastLetters(a.old.text[:r.Start]), lastLetters(a.new.text[:p.Start]))
	after := Similarity(firstLetters(a.old.text[r.End:]), firstLetters(a.new.text[p.End:]))
	return (before + after) / 2
}

func firstLetters(s string) string {
	n := 0
	for at := range s {
		if n++; n > contextLetters {
			return s[:at]
		}
	}
	return s
}

func lastLetters(s string) string {
	at := len(s)
	for range contextLetters {
		_, size := utf8.DecodeLastRuneInString(s[:at])
		at -= size
	}
	return s[at:]
}
