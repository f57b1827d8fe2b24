package rounds

import (
	"cmp"
	"fmt"
	"math/bits"
	"slices"

	"bluepencil/annotate"
)

// dealer gives articles out one after the other. How many everybody gets in
// all is known before; it chooses so that the numbers come out, and that
// everybody gets their part of every stratum.
type dealer struct {
	hands []hand
	kinds [2]kind // articles that are shared, and the others: those not given out yet
	whole int64   // all weights together
	order []*hand // of the hands, for sorting
	left  []int   // for the check, what every hand still gets
}

// kind is a number of articles that so many people each mark.
type kind struct{ articles, people int }

// hand is what a person gets.
type hand struct {
	person annotate.ID
	lot    uint64
	quota  int // -1 where there is none
	target int // articles in all
	left   int // of the target
	weight int64
	here   int // articles of the stratum under way
	due    int64
	mixed  uint64
}

// most is how many of the articles the person can get.
func (h *hand) most(articles int) int {
	if h.quota < 0 {
		return articles
	}
	return min(h.quota, articles)
}

func newDealer(r *Rule, people []annotate.ID, articles, shared int) (*dealer, error) {
	by := cmp.Or(r.OverlapBy, len(people))
	d := &dealer{kinds: [2]kind{{shared, by}, {articles - shared, r.PerArticle}}, left: make([]int, len(people))}
	for _, person := range people {
		h := hand{person: person, lot: lotOf(r.Seed, person), quota: -1}
		for _, q := range r.Quotas {
			if q.Person == person {
				h.quota = q.Articles
			}
		}
		d.hands = append(d.hands, h)
	}
	for i := range d.hands {
		d.order = append(d.order, &d.hands[i])
	}
	return d, d.aim(articles)
}

// aim says how many articles everybody gets: the same number, or one more,
// but for those whose quota is less. It fails with ErrRule where the quotas
// leave places empty.
func (d *dealer) aim(articles int) error {
	most := func(h *hand) int { return h.most(articles) }
	slices.SortFunc(d.order, func(a, b *hand) int {
		return cmp.Or(cmp.Compare(most(a), most(b)), cmp.Compare(a.lot, b.lot), a.person.Compare(b.person))
	})
	places := d.kinds[0].articles*d.kinds[0].people + d.kinds[1].articles*d.kinds[1].people
	todo, n := places, 0 // n is how many are bound by their quota
	for ; n < len(d.order) && most(d.order[n]) <= todo/(len(d.order)-n); n++ {
		d.order[n].target = most(d.order[n])
		todo -= d.order[n].target
	}
	free := d.order[n:]
	if len(free) == 0 && todo > 0 {
		return fmt.Errorf("%w: the quotas leave %d of %d places empty", ErrRule, todo, places)
	}
	slices.SortFunc(free, func(a, b *hand) int { return cmp.Or(cmp.Compare(a.lot, b.lot), a.person.Compare(b.person)) })
	for i, h := range free {
		h.target = todo / len(free)
		if i < todo%len(free) {
			h.target++
		}
	}
	d.weigh(d.order[:n], free, todo)
	for i := range d.hands {
		d.hands[i].left = d.hands[i].target
	}
	if !d.comesOut() {
		return fmt.Errorf("%w: somebody's quota is less than the articles that so many are to mark", ErrRule)
	}
	return nil
}

// weigh says what part of each stratum is due to everybody: the same to all
// whom no quota binds, whoever of them gets the odd article.
func (d *dealer) weigh(bound, free []*hand, freePlaces int) {
	n := int64(max(len(free), 1))
	for _, h := range bound {
		h.weight = int64(h.target) * n
	}
	for _, h := range free {
		h.weight = int64(freePlaces)
	}
	for i := range d.hands {
		d.whole += d.hands[i].weight
	}
}

// stratum gives out the articles of a stratum.
func (d *dealer) stratum(s *stratum, plan *Plan) Stratum {
	for i := range d.hands {
		d.hands[i].here = 0
	}
	dealt := 0
	for i, a := range s.articles {
		k := &d.kinds[1]
		if i < s.shared {
			k = &d.kinds[0]
		}
		k.articles--
		dealt += k.people
		for _, h := range d.choose(a, k.people, dealt) {
			plan.Cells = append(plan.Cells, Cell{a.id, h.person})
		}
	}
	out := Stratum{Name: s.name, Articles: len(s.articles), Shared: s.shared}
	for i := range d.hands {
		out.Loads = append(out.Loads, d.hands[i].here)
	}
	return out
}

// choose picks who marks an article: those to whom most of the stratum is
// still due, and of equals those who still get most, and of these whom chance
// says. Where the numbers would not come out so, those who still get most.
func (d *dealer) choose(a drawn, people, dealt int) []*hand {
	for i := range d.hands {
		h := &d.hands[i]
		h.due = h.weight*int64(dealt) - int64(h.here)*d.whole
		h.mixed = mix(a.lot ^ bits.RotateLeft64(h.lot, 17))
	}
	empty := func(a, b *hand) int { return cmp.Compare(min(b.left, 1), min(a.left, 1)) }
	chance := func(a, b *hand) int {
		return cmp.Or(cmp.Compare(b.left, a.left), cmp.Compare(a.mixed, b.mixed), a.person.Compare(b.person))
	}
	slices.SortFunc(d.order, func(a, b *hand) int { return cmp.Or(empty(a, b), cmp.Compare(b.due, a.due), chance(a, b)) })
	d.take(people, 1)
	if d.order[people-1].left >= 0 && d.comesOut() {
		return d.order[:people]
	}
	d.take(people, -1)
	slices.SortFunc(d.order, chance)
	d.take(people, 1)
	return d.order[:people]
}

// take gives the first in order one article each, or takes it back.
func (d *dealer) take(people, n int) {
	for _, h := range d.order[:people] {
		h.left -= n
		h.here += n
	}
}

// comesOut tells whether what is left can be given out so that everybody gets
// what is left for them and nobody an article twice (Gale and Ryser 1957).
func (d *dealer) comesOut() bool {
	for i := range d.hands {
		d.left[i] = d.hands[i].left
	}
	slices.SortFunc(d.left, func(a, b int) int { return cmp.Compare(b, a) })
	sum := 0
	for j, n := range d.left {
		sum += n
		if sum > d.kinds[0].articles*min(d.kinds[0].people, j+1)+d.kinds[1].articles*min(d.kinds[1].people, j+1) {
			return false
		}
	}
	return true
}

// mix makes a number look like chance (the finaliser of SplitMix64).
func mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
