package window

import (
	"bluepencil/annotate"
	"bluepencil/annotate/text"
	"bluepencil/app/articleview"
	"bluepencil/app/desk"
	"bluepencil/app/look"
	"bluepencil/app/panel"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// seeingCommands are about how what is marked is shown.
func (w *Window) seeingCommands(add adder) {
	add("View", "only-label", "Show only this label, or everything", w.dimsOrCurrent, w.showOnlyLabel, "l")
	add("View", "only-annotation", "Show only this annotation and its links, or everything", w.dimsOrCurrent, w.showOnlyAnnotation, "Alt+L")
	add("View", "show-all", "Show everything that is marked", w.dims, w.showEverything)
	add("View", "show-card", "Show what is said of the annotation", w.hasCurrent, func() { w.view.ShowCard() }, "i")
	add("View", "hidden", "List what this line has no room to show", w.hasArticle, w.listHiddenAtCaret, "m")
	add("View", "tags", "Label tags: always, on demand, never", nil, w.nextTags)
	add("View", "hover-cards", "Cards when the pointer rests: on, off", nil, func() {
		w.toggle(prefHoverCards, "Cards when the pointer rests on a marking", w.view.SetHoverCard)
	})
	add("View", "link-cards", "Links in the margin: on, off", nil, func() {
		w.toggle(prefLinkCards, "Links in the margin, where there is room for them", w.view.SetLinkCards)
	})
	add("View", "overview", "Overview beside the scrollbar: on, off", nil, func() {
		w.toggle(prefOverview, "The overview beside the scrollbar, where there is room for it", w.view.SetOverview)
	})
}

// applySeeing shows markings as it was chosen the last time, and connects
// what the page asks and tells about them.
func (w *Window) applySeeing() {
	prefs := w.o.App.Preferences()
	w.view.SetTags(tagsNamed(prefs.String(prefTags)))
	w.view.SetHoverCard(prefs.BoolWithFallback(prefHoverCards, true))
	w.view.SetLinkCards(prefs.BoolWithFallback(prefLinkCards, true))
	w.view.SetOverview(prefs.BoolWithFallback(prefOverview, true))
	w.view.Describe = w.describe
	w.view.OnHiddenTapped = w.listHidden
}

func (w *Window) toggle(pref, what string, set func(bool)) {
	on := !w.o.App.Preferences().BoolWithFallback(pref, true)
	w.o.App.Preferences().SetBool(pref, on)
	set(on)
	if on {
		w.say(what + ": on.")
	} else {
		w.say(what + ": off.")
	}
}

func (w *Window) say(sentence string) { w.status.Say(desk.Message{Text: sentence}) }

// The names of the modes of tags, in preferences and messages.
var tagNames = []string{articleview.TagsAlways: "always", articleview.TagsOnDemand: "on demand", articleview.TagsNever: "never"}

func tagsNamed(name string) articleview.Tags {
	for mode, known := range tagNames {
		if name == known {
			return articleview.Tags(mode)
		}
	}
	return articleview.TagsAlways
}

func (w *Window) nextTags() {
	mode := (w.view.Tags() + 1) % articleview.Tags(len(tagNames))
	w.view.SetTags(mode)
	w.o.App.Preferences().SetString(prefTags, tagNames[mode])
	w.say("Label tags are shown " + tagNames[mode] + ".")
}

func (w *Window) dims() bool          { return !w.view.Spotlight().Off() }
func (w *Window) dimsOrCurrent() bool { return w.dims() || w.hasCurrent() }

// showOnlyLabel dims what does not have the current annotation's label;
// once more, it shows everything.
func (w *Window) showOnlyLabel() {
	a, ok := w.desk.Current()
	if !ok || w.view.Spotlight().Label == string(a.Label) {
		w.showEverything()
		return
	}
	label, _ := w.desk.Codebook().Label(a.Label)
	w.view.SetSpotlight(articleview.Spotlight{Label: string(a.Label), Words: "Only " + label.Name + w.howToShowAll()})
}

// showOnlyAnnotation dims everything but the current annotation and what it
// is linked to; once more, it shows everything.
func (w *Window) showOnlyAnnotation() {
	a, ok := w.desk.Current()
	if !ok || w.view.Spotlight().ID == a.ID.String() {
		w.showEverything()
		return
	}
	words := text.Shorten(a.Text(), 30)
	w.view.SetSpotlight(articleview.Spotlight{ID: a.ID.String(), Words: "Only “" + words + "”" + w.howToShowAll()})
}

func (w *Window) howToShowAll() string {
	if keys := w.table.Find("cancel").Keys; len(keys) > 0 {
		return " · " + keys[0].Label() + " shows everything"
	}
	return " · a click here shows everything"
}

// showEverything ends the dimming.
func (w *Window) showEverything() { w.view.SetSpotlight(articleview.Spotlight{}) }

// describe is what the card of a highlight says.
func (w *Window) describe(id string) (articleview.Card, bool) {
	if w.desk == nil {
		return articleview.Card{}, false
	}
	parsed, err := annotate.ParseID(id)
	d, ok := w.desk.Describe(parsed)
	if err != nil || !ok {
		return articleview.Card{}, false
	}
	c := articleview.Card{Tag: d.Label.Tag, Colour: look.Colour(d.Label.Colour), Title: d.Label.Name, Words: d.Words}
	for _, f := range d.Facts {
		c.Facts = append(c.Facts, articleview.Fact(f))
	}
	if words := panel.ThreadWords(w.right.talk.counts[parsed]); words != "" {
		c.Facts = append(c.Facts, articleview.Fact{Name: "talk", Value: words})
	}
	return c, true
}

// linksOf is an annotation's links as the page shows them.
func linksOf(links []desk.LinkedTo) (list []articleview.Link) {
	for _, l := range links {
		link := articleview.Link{Role: l.Role, Words: l.Words}
		if !l.To.IsZero() {
			link.To = l.To.String()
		}
		list = append(list, link)
	}
	return list
}

func (w *Window) listHiddenAtCaret() {
	ids, at := w.view.Hidden(w.view.Caret())
	if len(ids) == 0 {
		w.say("This line shows everything that is marked on it.")
		return
	}
	w.listHidden(ids, fyne.CurrentApp().Driver().AbsolutePositionForObject(w.view).Add(at))
}

// mostListed is how many annotations a menu lists.
const mostListed = 24

// listHidden lists annotations in a menu.
func (w *Window) listHidden(ids []string, at fyne.Position) {
	if menu := w.menuOf(ids); len(menu.Items) > 0 {
		widget.ShowPopUpMenuAtPosition(menu, w.win.Canvas(), at)
	}
}

// menuOf is a menu of annotations; the one that is chosen becomes the current
// one.
func (w *Window) menuOf(ids []string) *fyne.Menu {
	menu := fyne.NewMenu("")
	for _, id := range ids[:min(len(ids), mostListed)] {
		parsed, err := annotate.ParseID(id)
		if err != nil || w.desk == nil {
			continue
		}
		if d, ok := w.desk.Describe(parsed); ok {
			menu.Items = append(menu.Items, fyne.NewMenuItem(d.Label.Name+":  "+text.Shorten(d.Words, 50), func() {
				w.desk.SetCurrent(parsed)
				w.focusText()
			}))
		}
	}
	return menu
}
