package panel

import (
	"errors"
	"image/color"
	"slices"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/tables"
	"bluepencil/assets"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func TestBarsAreAsLongAsTheirShares(t *testing.T) {
	test.NewTempApp(t)
	b := NewBalance()
	b.Set([]tables.Share{{By: "named", Quotes: 4, Words: 10, Slices: []tables.Slice{{Value: "named", Quotes: 3, Words: 5}, {Value: tables.NotFilledIn, Quotes: 1, Words: 5}}}})
	w := test.NewTempWindow(t, b)
	w.Resize(fyne.NewSize(900, 400))
	named, missing := b.bars.items[1], b.bars.items[2]
	if quotes := named.bars[0].Size().Width / missing.bars[0].Size().Width; quotes < 2.9 || quotes > 3.1 {
		t.Errorf("3 quotes are %v times as long as 1", quotes)
	}
	if named.bars[1].Size().Width != missing.bars[1].Size().Width {
		t.Error("as many words are not as long")
	}
	if named.bars[0].FillColor == color.Transparent || missing.bars[0].FillColor != color.Transparent || missing.bars[0].StrokeWidth == 0 {
		t.Error("what is missing is not hollow")
	}
	if named.said[0].Text != "75.0 %   3 quotes" || missing.said[1].Text != "50.0 %   5 words" {
		t.Errorf("they say %q and %q", named.said[0].Text, missing.said[1].Text)
	}
	for _, item := range b.bars.items[1:] {
		for _, said := range item.said {
			if end := said.Position().X + said.MinSize().Width; end > b.bars.Size().Width {
				t.Errorf("%q ends at %v of %v", said.Text, end, b.bars.Size().Width)
			}
		}
	}
}

func TestLongValuesAreCutInTheChart(t *testing.T) {
	test.NewTempApp(t)
	b := NewBalance()
	long := strings.Repeat("Harbour ", 30)
	b.Set([]tables.Share{{By: "speaker", Quotes: 1, Words: 1, Slices: []tables.Slice{{Value: long, Quotes: 1, Words: 1}}}})
	test.NewTempWindow(t, b)
	if name := b.bars.items[1].name; name.MinSize().Width > balanceName || !strings.HasSuffix(name.Text, "…") {
		t.Errorf("%q is %v wide", name.Text, name.MinSize().Width)
	}
}

func TestABulkEditAsksAndShowsBeforeItDoes(t *testing.T) {
	test.NewTempApp(t)
	book, err := assets.Codebook("news")
	if err != nil {
		t.Fatal(err)
	}
	e := NewBulkEdit(book, nil, []annotate.LabelID{"quote"})
	var asked []tables.Edit
	var done *tables.Plan
	e.OnPlan = func(edit tables.Edit) { asked = append(asked, edit) }
	e.OnDo = func(p *tables.Plan) { done = p }
	test.NewTempWindow(t, e)
	e.Choose(tables.ChangeAttribute)
	if len(asked) != 0 || !e.Go.Disabled() {
		t.Error("it does something before it is told what")
	}
	e.Choose(tables.DeleteAll)
	if len(asked) != 1 || asked[0].Change != tables.DeleteAll || e.said.Text != "Looking at what would change…" {
		t.Errorf("%+v %q", asked, e.said.Text)
	}
	article := &tables.Article{Title: "Harbour vote"}
	plan := &tables.Plan{Changes: []tables.Planned{{Mark: tables.Mark{Article: article}, Words: "“No,”\nhe", What: "deleted"}},
		Left: []tables.Planned{{Mark: tables.Mark{Article: article}, Reason: "in the layer of Nora Vik"}}}
	e.SetPlan(plan, nil)
	if !slices.Equal(e.lines, []string{"deleted:   “No,” he   (Harbour vote)", "left alone: Harbour vote: in the layer of Nora Vik"}) || e.Go.Text != "Change 1" {
		t.Errorf("%q %s", e.lines, e.Go.Text)
	}
	test.Tap(&e.Go.Button)
	if done != plan {
		t.Error("it did not do what it showed")
	}
	e.SetPlan(nil, errors.New("more than one step of undo holds"))
	if !e.Go.Disabled() || e.said.Text != "More than one step of undo holds." {
		t.Errorf("%q", e.said.Text)
	}
}
