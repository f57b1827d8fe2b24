package panel

import (
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/app/desk"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func cardOf(byline string) desk.Card {
	f := func(id, name string, kind annotate.AttributeType) desk.CardField {
		return desk.CardField{DocumentField: annotate.DocumentField{ID: id, Name: name, Type: kind}}
	}
	title, outlet, by, date, genre := f("title", "Headline", annotate.TypeText), f("outlet", "Outlet", annotate.TypeText), f("byline", "Byline", annotate.TypeText),
		f("published", "Published", annotate.TypeDate), f("genre", "Genre", annotate.TypeEnum)
	title.Value, title.Origin, title.Required, outlet.Required = "Ferry back", "from the file", true, true
	if by.Value = byline; byline == "" {
		by.Proposal, by.Place, by.Sure = "Nora Vik", "from the text: line 2", 0.95
	} else {
		by.Origin = "by Mina Berg, 4 March, 14:02"
	}
	genre.Choices = []annotate.Choice{{ID: "opinion", Name: "Opinion"}, {ID: "old", Name: "Old", Retired: true}}
	genre.Value = "Feature"
	return desk.Card{Fields: []desk.CardField{title, outlet, by, date, genre}, Others: []desk.CardField{f("guid", "guid", "")}}
}

func TestTheCardSaysWhatIsNeededAndWhereValuesComeFrom(t *testing.T) {
	test.NewTempApp(t)
	c := NewCard()
	c.Set(cardOf(""))
	for id, want := range map[string]string{"title": "Headline · from the file", "outlet": "Outlet · needed", "byline": "Byline · from the text: line 2, 95 % sure", "published": "Published"} {
		if got := c.rows[id].title.Text; got != want {
			t.Errorf("%s: %q, want %q", id, got, want)
		}
	}
	if row := c.rows["byline"]; row.entry.Text != "" || row.entry.PlaceHolder != "Nora Vik" || !row.take.Visible() || !c.TakeAll.Visible() {
		t.Errorf("the byline shows %q, %q", row.entry.Text, row.entry.PlaceHolder)
	}
	if pick := c.rows["genre"].pick; pick.Selected != "Feature" || strings.Join(pick.Options, " ") != "– Opinion Feature" {
		t.Errorf("the genre offers %v and has %q", pick.Options, pick.Selected)
	}
	if !c.rows["guid"].entry.Disabled() {
		t.Error("what the codebook does not ask for can be written")
	}
	c.Set(cardOf("Nora Vik"))
	if row := c.rows["byline"]; row.entry.Text != "Nora Vik" || row.take.Visible() || c.TakeAll.Visible() || row.title.Text != "Byline · by Mina Berg, 4 March, 14:02" {
		t.Errorf("after it was taken: %q, %q", row.entry.Text, row.title.Text)
	}
}

func TestTheCardReportsAndTakes(t *testing.T) {
	test.NewTempApp(t)
	c := NewCard()
	set := map[string]string{}
	var taken []string
	c.OnSet = func(f annotate.DocumentField, value string) error { set[f.ID] = value; return f.Check(value) }
	c.OnTake = func(fields []desk.CardField) {
		for _, f := range fields {
			taken = append(taken, f.ID+"="+f.Proposal)
		}
	}
	c.Set(cardOf(""))
	date := c.rows["published"].entry
	date.SetText("soon")
	date.FocusLost()
	if date.Validate() == nil || set["published"] != "soon" || date.Text != "soon" {
		t.Errorf("a date that is none: %v, %q", set, date.Text)
	}
	c.Set(cardOf(""))
	if date.Text != "soon" {
		t.Errorf("what somebody types was replaced by %q", date.Text)
	}
	c.rows["genre"].pick.SetSelected("Opinion")
	if set["genre"] != "opinion" {
		t.Errorf("the genre became %q", set["genre"])
	}
	c.rows["genre"].pick.SetSelected(unset)
	if got, is := set["genre"]; !is || got != "" {
		t.Errorf("the genre became %q", got)
	}
	c.TakeAll.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	test.Tap(c.rows["byline"].take)
	if strings.Join(taken, " ") != "byline=Nora Vik byline=Nora Vik" {
		t.Errorf("taken: %v", taken)
	}
}
