package tables

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/register"
)

// plan plans an edit of all rows of a table for Mina, article by article.
func (w *world) plan(e Edit, k Kind) (*Plan, error) {
	w.t.Helper()
	c := w.collect()
	p, err := NewPlan(w.mina.ID, e, w.book, register.New([]annotate.Entity{w.lund}))
	if err != nil {
		return nil, err
	}
	for i := range w.articles {
		var marks []Mark
		for _, r := range c.Table(k, Filter{}).Rows {
			for _, m := range c.MarksOf(r) {
				if m.Article.ID == w.articles[i].ID {
					marks = append(marks, m)
				}
			}
		}
		own := slices.DeleteFunc(slices.Clone(w.marks[i]), func(a annotate.Annotation) bool { return a.Layer != w.mina.ID })
		if err := p.Add(marks, own); err != nil {
			return nil, err
		}
	}
	return p, nil
}

func planned(list []Planned) (out []string) {
	for _, p := range list {
		out = append(out, strings.Join([]string{p.Words, p.What, p.Reason}, "|"))
	}
	return out
}

func TestWhatAPlanSays(t *testing.T) {
	w := newWorld(t)
	for name, test := range map[string]struct {
		e             Edit
		k             Kind
		changes, left []string
		action        string
	}{
		"a label": {Edit{Change: ChangeLabel, Label: "organisation"}, Strings,
			[]string{"Alder|Place becomes Organisation|"}, []string{"||in the layer of Nora Vik"}, "give 1 markings the label Organisation"},
		"a label that takes no links": {Edit{Change: ChangeLabel, Label: "place"}, Quotes,
			[]string{"“The harbour stays open,”|Quote becomes Place; loses 1 answers; loses 2 links|", "rents rose by 4 per cent|Quote becomes Place; loses 1 answers; loses 1 links|"},
			[]string{"||in the layer of Nora Vik"}, "give 2 markings the label Place"},
		"an answer": {Edit{Change: ChangeAttribute, Attribute: "type", Value: "direct"}, Quotes,
			[]string{"rents rose by 4 per cent|Type: indirect becomes direct|"}, []string{"“The harbour stays open,”||Type is direct already", "||in the layer of Nora Vik"}, "set Type of 1 markings"},
		"no answer": {Edit{Change: ChangeAttribute, Attribute: "claim-kind"}, Claims,
			[]string{"rents rose by 4 per cent|Kind: quantity becomes –|"}, nil, "set Kind of 1 markings"},
		"an answer nobody asks for": {Edit{Change: ChangeAttribute, Attribute: "type", Value: "direct"}, Claims,
			nil, []string{"rents rose by 4 per cent||Claim is not asked for Type"}, "set Type of 0 markings"},
		"an entry": {Edit{Change: ChangeEntity, Entity: w.lund.ID}, Strings,
			[]string{"Alder|no entry becomes Ada Lund|"}, []string{"||in the layer of Nora Vik"}, "link 1 markings to Ada Lund"},
		"an entry for a quote": {Edit{Change: ChangeEntity, Entity: w.lund.ID}, Quotes, nil,
			[]string{"“The harbour stays open,”||Quote is not linked to the register", "rents rose by 4 per cent||Quote is not linked to the register", "||in the layer of Nora Vik"}, "link 0 markings to Ada Lund"},
		"deleting": {Edit{Change: DeleteAll}, Claims, []string{"rents rose by 4 per cent|deleted|"}, nil, "delete 1 markings"},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := w.plan(test.e, test.k)
			if err != nil {
				t.Fatal(err)
			}
			same(t, planned(p.Changes), test.changes)
			same(t, planned(p.Left), test.left)
			if p.Draft.Action != test.action {
				t.Errorf("it is called %q", p.Draft.Action)
			}
			for _, s := range p.Draft.Settings {
				if s.Ref.Owner != w.mina.ID {
					t.Errorf("it would write in the layer of %s", s.Ref.Owner)
				}
			}
		})
	}
}

func TestEditsNobodyMayMake(t *testing.T) {
	w := newWorld(t)
	for name, e := range map[string]Edit{
		"an unknown label":     {Change: ChangeLabel, Label: "nothing"},
		"an unknown attribute": {Change: ChangeAttribute, Attribute: "nothing"},
		"an unknown value":     {Change: ChangeAttribute, Attribute: "type", Value: "sung"},
		"an unknown entry":     {Change: ChangeEntity, Entity: annotate.NewID()},
	} {
		if _, err := w.plan(e, Quotes); !errors.Is(err, annotate.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestOneStepOfUndoHoldsSoMuch(t *testing.T) {
	w := newWorld(t)
	content := strings.Repeat("Alder ", MostChanged+1)
	at := w.article("Many", "", "", content)
	w.marks[at] = nil
	for n := range MostChanged + 1 {
		span, _ := annotate.SpanOf(content, n*6, n*6+5)
		w.marks[at] = append(w.marks[at], annotate.Annotation{ID: annotate.NewID(), Article: w.articles[at].ID, Layer: w.mina.ID, Label: "place", Spans: []annotate.Span{span}})
	}
	if _, err := w.plan(Edit{Change: DeleteAll}, Names); !errors.Is(err, annotate.ErrInvalid) {
		t.Errorf("%d markings: %v", MostChanged+1, err)
	}
	w.marks[at] = w.marks[at][:MostChanged-20]
	p, err := w.plan(Edit{Change: DeleteAll}, Names)
	if err != nil || len(p.Changes) < MostChanged-20 {
		t.Errorf("%v", err)
	}
}
