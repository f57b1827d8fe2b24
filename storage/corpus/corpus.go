// Package corpus makes large invented projects through the real import, so
// that benchmarks and tests can see what size does. Their shape is that of
// news articles as they are annotated: 761 words an article with a long tail,
// and 73 annotations on an annotated one, most of them quotes with their
// sources and cues, the rest names, linked with each other and the register.
package corpus

import (
	"math"
	"math/rand/v2"
	"os"
	"strconv"

	"bluepencil/annotate"
)

// Plan says what a project is made of. The same plan gives the same texts and
// markings; ids and times differ.
type Plan struct {
	Seed      uint64
	Articles  int
	Annotated int // how many of the articles carry annotations, spread evenly
}

// Newsroom is the plan of a project of so many articles in which 14 in a
// hundred are annotated.
func Newsroom(articles int) Plan {
	return Plan{Seed: 1, Articles: articles, Annotated: articles * 14 / 100}
}

// Asked is how many articles the project of the size benchmarks has:
// BLUEPENCIL_BENCH_ARTICLES, or few enough to be made in a moment.
func Asked() int { return AskedOr(2000) }

// AskedOr is Asked with another number for where nothing is said.
func AskedOr(few int) int {
	if n, err := strconv.Atoi(os.Getenv("BLUEPENCIL_BENCH_ARTICLES")); err == nil && n > 0 {
		return n
	}
	return few
}

// annotated tells whether the article with the number carries annotations.
func (p Plan) annotated(n int) bool {
	return p.Articles > 0 && (n+1)*p.Annotated/p.Articles > n*p.Annotated/p.Articles
}

// The shape of articles: how many words they have is distributed log-normally
// with this mean and spread, which puts the 95th percentile at 1,598 words.
const (
	meanWords   = 761
	spreadWords = 0.54
	fewestWords = 40
	mostWords   = 5513
)

// Maker makes the articles of a plan. It is safe for concurrent use.
type Maker struct {
	plan     Plan
	deck     []string // words, each as often as Zipf's law has it
	register []annotate.Entity
}

// NewMaker prepares the words and the names of a plan.
func NewMaker(p Plan) *Maker {
	r := rand.New(rand.NewPCG(p.Seed, 0))
	m := &Maker{plan: p, deck: newDeck(r)}
	m.register = newRegister(r, min(20+p.Articles/50, 2000))
	return m
}

// Register is the project's register of people, organisations and places.
func (m *Maker) Register() []annotate.Entity { return m.register }

// words is how many words the article with the number has.
func words(r *rand.Rand) int {
	mean := math.Log(meanWords) - spreadWords*spreadWords/2
	return min(max(int(math.Exp(mean+spreadWords*r.NormFloat64())), fewestWords), mostWords)
}
