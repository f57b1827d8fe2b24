package rounds

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"bluepencil/annotate"
)

func id(n int) (out annotate.ID) {
	binary.BigEndian.PutUint64(out[8:], uint64(n))
	return out
}

func idsFrom(first, n int) []annotate.ID {
	var list []annotate.ID
	for i := range n {
		list = append(list, id(first+i))
	}
	return list
}

// newsroom is so many articles of outlets of very different sizes.
func newsroom(r *rand.Rand, articles, outlets int) []Candidate {
	var list []Candidate
	for i := range articles {
		outlet := r.IntN(1 + r.IntN(outlets))
		list = append(list, Candidate{ID: id(1000 + i), Stratum: fmt.Sprint("outlet ", outlet)})
	}
	return list
}

// anyRule is a rule that may or may not be possible.
func anyRule(r *rand.Rand, people, articles int) Rule {
	rule := Rule{People: idsFrom(1, people), PerArticle: 1 + r.IntN(people), Seed: r.Uint64(), Stratify: StratifyOutlet}
	if r.IntN(2) == 0 {
		rule.Overlap, rule.OverlapBy = r.Float64(), r.IntN(people+1)
	}
	if r.IntN(2) == 0 {
		for _, p := range rule.People {
			if r.IntN(3) == 0 {
				rule.Quotas = append(rule.Quotas, Quota{Person: p, Articles: r.IntN(articles + 1)})
			}
		}
	}
	return rule
}

// TestARuleGivesEveryArticleItsPeople holds plans to what a rule promises.
func TestARuleGivesEveryArticleItsPeople(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	made := 0
	for range 1500 {
		people, articles := 1+r.IntN(7), 1+r.IntN(80)
		list := newsroom(r, articles, 6)
		rule := anyRule(r, people, articles)
		plan, err := Make(rule, list)
		if errors.Is(err, ErrRule) && len(rule.Quotas) > 0 {
			continue
		}
		if err != nil {
			t.Fatalf("%+v: %v", rule, err)
		}
		made++
		holdsTo(t, &rule, list, plan)
		if t.Failed() {
			t.Fatalf("%+v", rule)
		}
	}
	if made < 1000 {
		t.Errorf("only %d plans were made", made)
	}
}

func holdsTo(t *testing.T, r *Rule, list []Candidate, plan *Plan) {
	t.Helper()
	perArticle, load := map[annotate.ID]int{}, map[annotate.ID]int{}
	for i, c := range plan.Cells {
		perArticle[c.Article]++
		load[c.Person]++
		if i > 0 && plan.Cells[i-1].Compare(c) >= 0 {
			t.Errorf("cells are not in order, or one comes twice")
		}
	}
	shared := int(math.Round(r.Overlap * float64(len(list))))
	by := r.OverlapBy
	if by == 0 {
		by = len(r.People)
	}
	counts := map[int]int{}
	for _, a := range list {
		counts[perArticle[a.ID]]++
	}
	want := map[int]int{}
	want[by] += shared
	want[r.PerArticle] += len(list) - shared
	for n, articles := range want {
		if counts[n] != articles && articles > 0 {
			t.Errorf("%d articles have %d people, want %d", counts[n], n, articles)
		}
	}
	if plan.Shared != shared || plan.Articles != len(list) {
		t.Errorf("the preview says %d of %d are shared", plan.Shared, plan.Articles)
	}
	evenLoads(t, plan, load)
	evenStrata(t, r, plan, list)
}

// evenLoads: people whom no quota binds differ by at most one article, and
// those it binds have no more than they.
func evenLoads(t *testing.T, plan *Plan, load map[annotate.ID]int) {
	t.Helper()
	least, most := math.MaxInt, 0
	for _, l := range plan.Loads {
		if load[l.Person] != l.Articles || l.Quota >= 0 && l.Articles > l.Quota {
			t.Errorf("%+v, and %d cells", l, load[l.Person])
		}
		if most = max(most, l.Articles); l.Quota < 0 || l.Articles < l.Quota {
			least = min(least, l.Articles)
		}
	}
	if least != math.MaxInt && most-least > 1 {
		t.Errorf("somebody gets %d articles and somebody with room for more %d", most, least)
	}
}

// evenStrata: every stratum is shared in its part, and, without quotas, its
// articles are spread over the people so that they differ by at most one.
func evenStrata(t *testing.T, r *Rule, plan *Plan, list []Candidate) {
	t.Helper()
	articles, shared := 0, 0
	for _, s := range plan.Strata {
		articles, shared = articles+s.Articles, shared+s.Shared
		if part := float64(plan.Shared) * float64(s.Articles) / float64(plan.Articles); math.Abs(part-float64(s.Shared)) >= 1 {
			t.Errorf("of %s, %d are shared, its part is %.2f", s.Name, s.Shared, part)
		}
		if len(r.Quotas) == 0 && slices.Max(s.Loads)-slices.Min(s.Loads) > 1 {
			t.Errorf("%s is spread as %v", s.Name, s.Loads)
		}
	}
	if articles != len(list) || shared != plan.Shared {
		t.Errorf("the strata have %d articles, %d shared", articles, shared)
	}
}

// A person with a quota gets their part of every stratum, too.
func TestQuotasAreSpreadOverTheStrata(t *testing.T) {
	var list []Candidate
	for i := range 200 {
		list = append(list, Candidate{ID: id(1000 + i), Stratum: fmt.Sprint(i % 5)})
	}
	rule := Rule{People: idsFrom(1, 4), PerArticle: 2, Seed: 5, Quotas: []Quota{{Person: id(2), Articles: 20}}}
	plan, err := Make(rule, list)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range plan.Strata {
		if got := s.Loads[1]; got < 3 || got > 5 {
			t.Errorf("of 20 articles in 5 strata, %d are in stratum %s", got, s.Name)
		}
	}
}

func TestThePlanIsTheSameInAnyOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 100 {
		list := newsroom(r, 1+r.IntN(60), 4)
		rule := anyRule(r, 1+r.IntN(6), len(list))
		first, err := Make(rule, list)
		other, mixed := rule, slices.Clone(list)
		other.People, other.Quotas = slices.Clone(rule.People), slices.Clone(rule.Quotas)
		r.Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
		r.Shuffle(len(other.People), func(i, j int) { other.People[i], other.People[j] = other.People[j], other.People[i] })
		slices.Reverse(other.Quotas)
		mixed = append(mixed, mixed[0])
		second, err2 := Make(other, mixed)
		if !reflect.DeepEqual(first, second) || (err == nil) != (err2 == nil) {
			t.Fatalf("%+v\n%v, %v", rule, err, err2)
		}
	}
}

// TestThePlanOfASeedNeverChanges: a plan that was written down can be made
// again with any later version, on any machine.
func TestThePlanOfASeedNeverChanges(t *testing.T) {
	list := newsroom(rand.New(rand.NewPCG(5, 6)), 40, 5)
	rule := Rule{People: idsFrom(1, 5), PerArticle: 2, Overlap: 0.2, Quotas: []Quota{{Person: id(3), Articles: 11}}, Seed: 7}
	digest := func() string {
		plan, err := Make(rule, list)
		if err != nil {
			t.Fatal(err)
		}
		var all []byte
		for _, c := range plan.Cells {
			all = append(append(all, c.Article[:]...), c.Person[:]...)
		}
		return annotate.DigestOf(all).String()[:16]
	}
	if got := digest(); got != "fc0e074ffbe14ebe" {
		t.Errorf("the plan is %s", got)
	}
	before := digest()
	if rule.Seed = 8; digest() == before {
		t.Error("another seed gives the same plan")
	}
}

// People meet others, not the same partner all the time.
func TestPairsAreMixed(t *testing.T) {
	plan, err := Make(Rule{People: idsFrom(1, 4), PerArticle: 2, Seed: 1}, newsroom(rand.New(rand.NewPCG(1, 1)), 120, 1))
	if err != nil {
		t.Fatal(err)
	}
	pairs := map[[2]annotate.ID]int{}
	for i := 0; i < len(plan.Cells); i += 2 {
		pairs[[2]annotate.ID{plan.Cells[i].Person, plan.Cells[i+1].Person}]++
	}
	for pair, n := range pairs {
		if n < 10 {
			t.Errorf("%v mark %d articles together, of 120 and six pairs", pair, n)
		}
	}
	if len(pairs) != 6 {
		t.Errorf("%d of six pairs", len(pairs))
	}
}

// TestARuleFailsOnlyWhereNothingElseWouldDo tries all ways of giving out few
// articles: where there is one, the rule finds one.
func TestARuleFailsOnlyWhereNothingElseWouldDo(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	refused := 0
	for range 600 {
		people, articles := 1+r.IntN(4), 1+r.IntN(5)
		list := newsroom(r, articles, 2)
		rule := anyRule(r, people, articles)
		_, err := Make(rule, list)
		if possible := canDo(&rule, articles); possible != (err == nil) {
			t.Fatalf("%+v for %d articles: %v, possible: %v", rule, articles, err, possible)
		}
		if err != nil {
			refused++
		}
	}
	if refused < 50 {
		t.Errorf("only %d rules were impossible", refused)
	}
}

func canDo(r *Rule, articles int) bool {
	room := make([]int, len(r.People))
	for i, p := range r.People {
		room[i] = articles
		for _, q := range r.Quotas {
			if q.Person == p {
				room[i] = q.Articles
			}
		}
	}
	shared := int(math.Round(r.Overlap * float64(articles)))
	by := r.OverlapBy
	if by == 0 {
		by = len(r.People)
	}
	var fill func(article, person, need int) bool
	fill = func(article, person, need int) bool {
		switch {
		case need == 0 && article+1 == articles:
			return true
		case need == 0 && article+1 < shared:
			return fill(article+1, 0, by)
		case need == 0:
			return fill(article+1, 0, r.PerArticle)
		case person == len(room):
			return false
		}
		if room[person] > 0 {
			room[person]--
			ok := fill(article, person+1, need-1)
			room[person]++
			if ok {
				return true
			}
		}
		return fill(article, person+1, need)
	}
	first := r.PerArticle
	if shared > 0 {
		first = by
	}
	return fill(0, 0, first)
}

func TestRulesThatMakeNoSenseAreRefused(t *testing.T) {
	three, list := idsFrom(1, 3), []Candidate{{ID: id(9)}}
	for name, rule := range map[string]Rule{
		"nobody":               {PerArticle: 1},
		"nobody an article":    {People: three},
		"more than there are":  {People: three, PerArticle: 4},
		"a share above all":    {People: three, PerArticle: 1, Overlap: 1.1},
		"a share that is none": {People: three, PerArticle: 1, Overlap: math.NaN()},
		"an overlap of four":   {People: three, PerArticle: 1, Overlap: 1, OverlapBy: 4},
		"a stranger's quota":   {People: three, PerArticle: 1, Quotas: []Quota{{Person: id(7), Articles: 1}}},
		"a quota twice":        {People: three, PerArticle: 1, Quotas: []Quota{{Person: id(1), Articles: 1}, {Person: id(1), Articles: 2}}},
		"a quota below none":   {People: three, PerArticle: 1, Quotas: []Quota{{Person: id(1), Articles: -1}}},
		"strata of nothing":    {People: three, PerArticle: 1, Stratify: "weather"},
		"too small quotas":     {People: three[:1], PerArticle: 1, Quotas: []Quota{{Person: id(1), Articles: 0}}},
	} {
		if _, err := Make(rule, list); !errors.Is(err, ErrRule) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Make(Rule{People: three, PerArticle: 1}, nil); !errors.Is(err, ErrRule) {
		t.Errorf("no article: %v", err)
	}
}

func TestArticlesAreSpreadByWhatTheyState(t *testing.T) {
	meta := map[string]string{annotate.MetaOutlet: " Alder Courier ", annotate.MetaPublished: "2026-03-04T10:00:00Z"}
	for by, want := range map[Stratify]string{StratifyNone: "", StratifyOutlet: "Alder Courier", StratifyMonth: "2026-03"} {
		if got := by.Of(meta); got != want {
			t.Errorf("%q: %q", by, got)
		}
	}
	for _, date := range []string{"", "2026", "March 2026", "2026/03/04", "20a6-03-01", "2026-0"} {
		if got := StratifyMonth.Of(map[string]string{annotate.MetaPublished: date}); got != "" {
			t.Errorf("%q is of the month %q", date, got)
		}
	}
}

func BenchmarkPlan100000Articles(b *testing.B) {
	list := newsroom(rand.New(rand.NewPCG(1, 1)), 100000, 200)
	rule := Rule{People: idsFrom(1, 12), PerArticle: 2, Overlap: 0.2, Quotas: []Quota{{Person: id(4), Articles: 22000}}, Seed: 7}
	for b.Loop() {
		if _, err := Make(rule, list); err != nil {
			b.Fatal(err)
		}
	}
}
