package cases

import (
	"fmt"
	"math"
	"slices"

	"bluepencil/annotate/agreement"
	"bluepencil/annotate/agreement/matching"
)

// documents compares people who have marked spans in a list of documents.
func documents(in *node) (any, error) {
	docs, _ := in.field("docs")
	if docs.every(func(d *node) bool { return d.has("spans", object) }) {
		return continua(docs.list)
	}
	var b byDocument
	for i := range docs.list {
		if docs.list[i].kind != object {
			return nil, errShape
		}
		name := fmt.Sprintf("d%d", i+1)
		b.documents = append(b.documents, name)
		names, spans := docs.list[i].sorted()
		for k := range spans {
			if spans[k].kind != list && spans[k].kind != null {
				continue // such as a note
			}
			if !slices.Contains(b.people, names[k]) {
				b.people = append(b.people, names[k])
			}
			if err := b.take(names[k], name, &spans[k]); err != nil {
				return nil, err
			}
		}
	}
	slices.Sort(b.people)
	return b.values(), nil
}

// people compares people each of whom has documents.
func people(in *node) (any, error) {
	var b byDocument
	names, documents := in.sorted()
	b.people = names
	for i := range documents {
		for k, name := range documents[i].names {
			if !slices.Contains(b.documents, name) {
				b.documents = append(b.documents, name)
			}
			if err := b.take(names[i], name, &documents[i].list[k]); err != nil {
				return nil, err
			}
		}
	}
	slices.Sort(b.documents)
	return b.values(), nil
}

// pair is two people compared.
type pair struct {
	a, b    string
	shared  []string // the documents both finished
	all     matching.Tally
	labels  map[string]matching.Tally
	semeval matching.SemEval
}

func (b *byDocument) compare(first, second string) pair {
	p := pair{a: first, b: second, labels: map[string]matching.Tally{}}
	for _, document := range b.documents {
		mine, ok := b.marked[first][document]
		theirs, both := b.marked[second][document]
		if !ok || !both {
			continue
		}
		p.shared = append(p.shared, document)
		left, right := matching.NewLayer(mine.spans), matching.NewLayer(theirs.spans)
		p.all.Add(matching.Count(&left, &right))
		p.semeval.Add(matching.CountSemEval(&left, &right, matching.Align(&left, &right)))
		parts, others := left.ByLabel(), right.ByLabel()
		for label := range others {
			if _, ok := parts[label]; !ok {
				parts[label] = matching.Layer{}
			}
		}
		for label, part := range parts {
			other := others[label]
			t := p.labels[label]
			one, _ := matching.CountLabel(&part, &other)
			t.Add(one)
			p.labels[label] = t
		}
	}
	return p
}

// values are those of all pairs and their means.
func (b *byDocument) values() values {
	v := values{}
	pairs := values{}
	var all []pair
	for i, first := range b.people {
		for _, second := range b.people[i+1:] {
			p := b.compare(first, second)
			all = append(all, p)
			pairs[first+"-"+second] = p.values()
			v["semeval_"+first+"_gold_"+second+"_pred"] = semevalValues(&p.semeval)
		}
	}
	v["pairs"] = pairs
	symmetric := values{}
	for _, c := range matching.Credits {
		f1 := make([]agreement.Value, len(all))
		for i := range all {
			f1[i] = all[i].all.F1(c)
		}
		mean := agreement.Mean(f1, agreement.SecondAnnotator)
		symmetric.put(c.String(), mean)
		v.put("mean_"+c.String(), mean)
		v.put("sd_"+c.String()+"_population", deviation(f1, mean))
	}
	v["symmetric"] = symmetric
	b.labelValues(v, all)
	b.attributeValues(v)
	return v
}

// labelValues are the IoU of each label alone.
func (b *byDocument) labelValues(v values, all []pair) {
	byLabel := map[string][]agreement.Value{}
	for i := range all {
		for label, t := range all[i].labels {
			byLabel[label] = append(byLabel[label], t.F1(matching.IoUType))
		}
	}
	for label, f1 := range byLabel {
		v.put("iou_"+label, agreement.Mean(f1, agreement.NoSpans))
	}
}

func deviation(all []agreement.Value, mean agreement.Value) agreement.Value {
	if !mean.Defined() {
		return mean
	}
	sum, n := 0.0, 0.0
	for _, x := range all {
		if x.Defined() {
			sum += (x.Number - mean.Number) * (x.Number - mean.Number)
			n++
		}
	}
	return agreement.Of(math.Sqrt(sum / n))
}

func (p *pair) values() values {
	v := values{"docs": p.shared, "n_spans": [2]int{p.all.A, p.all.B}}
	if p.shared == nil {
		v["docs"] = []string{}
	}
	for _, c := range matching.Credits {
		f1 := p.all.F1(c)
		if len(p.shared) == 0 {
			f1 = agreement.Undefined(agreement.SecondAnnotator)
		}
		v.put(c.String(), f1)
	}
	return v
}

func semevalValues(s *matching.SemEval) values {
	v := values{}
	for name, c := range map[string]*matching.Counts{"strict": &s.Strict, "exact": &s.Exact, "partial": &s.Partial, "ent_type": &s.Type} {
		one := values{"cor": c.Correct, "inc": c.Incorrect, "par": c.Partial, "mis": c.Missing, "spu": c.Spurious}
		one.put("p", c.Precision())
		one.put("r", c.Recall())
		one.put("f1", c.F1())
		v[name] = one
	}
	return v
}
