package panel

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/text"
	"bluepencil/app/desk"
	"bluepencil/app/talks"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Subject is what the inspector shows.
type Subject struct {
	Codebook *annotate.Codebook
	Marks    []annotate.Annotation // of the open article, by place
	Current  annotate.ID
	Pending  bool
	Linking  string // the role being linked, or ""
	Article  bool   // an article is open
	ReadOnly bool   // the annotations are somebody else's
	// Names are the entries of the register that annotations name or are linked to.
	Names map[annotate.ID]Named
	Claim *desk.ClaimSheet // of the current annotation, where it is a claim
	Talk  map[annotate.ID]talks.Count
}

// Inspector is the pane on the right: the current annotation with its
// attributes, links and note, and below it everything marked in the article.
type Inspector struct {
	widget.BaseWidget
	OnAttribute  func(annotate.AttributeID, annotate.AttributeValue)
	OnNote       func(string)
	OnQuestion   func()
	OnStartLink  func(annotate.RoleID)
	OnRemoveLink func(annotate.ID)
	OnRelabel    func(annotate.LabelID)
	OnDelete     func()
	OnJump       func(annotate.ID)
	// OnLinkEntry is told that a mention's entry of the register is to be
	// chosen, OnUnlinkEntry that it names none, OnOpenEntry that an entry is to
	// be shown, OnCopy that words are to be copied.
	OnLinkEntry   func()
	OnUnlinkEntry func()
	OnOpenEntry   func(annotate.ID)
	OnCopy        func(string)
	OnClaimEntry  func() // the claim's entry is to be chosen
	OnAlike       func() // everything with the same entry is to be shown
	OnCopyReview  func() // the claim's review is to be copied
	OnTalk        func() // what is said about the annotation is to be shown
	OnLeave       func() // Escape in a field: the keyboard goes back to the text

	subject Subject
	shown   string // what the card was built of, so that typing is never disturbed
	card    *fyne.Container
	note    *commitEntry
	scroll  *container.Scroll
	inputs  map[annotate.AttributeID]fyne.Focusable // where each attribute is filled in
	first   annotate.AttributeID                    // the one on top
	review  *claimSection                           // nil where the annotation is no claim
	marks   *markList
	body    fyne.CanvasObject
}

// NewInspector returns the pane, empty.
func NewInspector() *Inspector {
	i := &Inspector{card: container.NewVBox()}
	i.marks = newMarkList(func(id annotate.ID) {
		if i.OnJump != nil {
			i.OnJump(id)
		}
	})
	i.scroll = container.NewVScroll(container.NewPadded(i.card))
	split := container.NewVSplit(i.scroll, i.marks)
	split.Offset = 0.56
	i.body = split
	i.ExtendBaseWidget(i)
	i.Set(Subject{})
	return i
}

// CreateRenderer is Fyne's.
func (i *Inspector) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(i.body) }

// Set shows another state. Fields are made anew only where something about
// the annotation changed.
func (i *Inspector) Set(s Subject) {
	i.subject = s
	i.marks.set(s)
	a, ok := find(s.Marks, s.Current)
	print := fingerprint(a, ok, s)
	if print == i.shown {
		return
	}
	i.shown = print
	held := i.held()
	i.card.RemoveAll()
	i.note, i.inputs, i.review, i.first = nil, map[annotate.AttributeID]fyne.Focusable{}, nil, ""
	if ok {
		i.build(a)
		if s.ReadOnly {
			disable(i.card)
		}
		i.card.Add(i.talk(a)) // which anybody may
	} else {
		i.card.Add(explain(s))
	}
	i.card.Refresh()
	i.hold(held)
}

func (i *Inspector) left() {
	if i.OnLeave != nil {
		i.OnLeave()
	}
}

// Focusable is where the keyboard goes first: what is asked first, or the note;
// nil where nothing is current.
func (i *Inspector) Focusable() fyne.Focusable {
	if field := i.inputs[i.first]; field != nil {
		return field
	}
	return i.FocusNote()
}

// FocusNote is the note, for the keyboard; nil where nothing is current.
func (i *Inspector) FocusNote() fyne.Focusable {
	if i.note == nil {
		return nil
	}
	return i.note
}

func find(marks []annotate.Annotation, id annotate.ID) (annotate.Annotation, bool) {
	for _, a := range marks {
		if a.ID == id {
			return a, true
		}
	}
	return annotate.Annotation{}, false
}

func fingerprint(a annotate.Annotation, ok bool, s Subject) string {
	if !ok {
		return fmt.Sprint("none", s.Article)
	}
	targets := ""
	for _, l := range a.Links {
		t, _ := find(s.Marks, l.To)
		targets += t.Text() + s.Names[l.To].Name + s.Names[t.Entity].Name
	}
	label, _ := s.Codebook.Label(a.Label)
	return fmt.Sprint(a.ID, a.Label, label.Colour, a.Spans, a.Attributes, a.Links, a.Note, a.Question, targets, s.Linking, s.ReadOnly, s.Codebook.Version, a.Entity, s.Names[a.Entity], claimOf(s), s.Talk[a.ID])
}

func explain(s Subject) fyne.CanvasObject {
	words := "Nothing is open.\n\nChoose an article on the left."
	if s.Article {
		words = "No annotation is current.\n\nSelect words in the text, with the mouse or with Shift and the arrow keys, and press a label's key: 1 for a quote, 2 for a claim, 3 for a person.\n\nTab walks what is marked. F1 shows all keys."
	}
	label := widget.NewLabel(words)
	label.Wrapping = fyne.TextWrapWord
	label.Importance = widget.LowImportance
	return label
}

func (i *Inspector) build(a annotate.Annotation) {
	cb := i.subject.Codebook
	label, _ := cb.Label(a.Label)
	i.card.Add(container.NewBorder(nil, nil, chip(label), i.tools(a), i.relabel(label)))
	words := widget.NewLabel(quotation(a))
	words.Wrapping = fyne.TextWrapWord
	words.TextStyle.Italic = true
	i.card.Add(words)
	if !a.Entity.IsZero() {
		named := i.subject.Names[a.Entity]
		named.ID = a.Entity
		i.card.Add(i.entry(&named))
	} else if label.Register {
		i.card.Add(i.entry(nil))
	}
	i.fields(a, true)
	i.roles(a, true)
	i.fields(a, false)
	i.claim()
	i.roles(a, false)
	i.note = newCommitEntry(true, func(text string) {
		if i.OnNote != nil {
			i.OnNote(text)
		}
	})
	i.note.leave = i.left
	i.note.SetPlaceHolder("Note [N]")
	i.note.set(a.Note)
	i.card.Add(i.note)
}

// fields adds the attributes that are required, or those that are not: what
// is needed stands on top.
func (i *Inspector) fields(a annotate.Annotation, required bool) {
	for _, attribute := range i.subject.Codebook.AttributesOf(&a) {
		if attribute.Required == required {
			i.card.Add(i.field(attribute, a.Attributes[attribute.ID]))
			i.first = cmp.Or(i.first, attribute.ID)
		}
	}
}

// roles adds the links that are expected, or those that are not.
func (i *Inspector) roles(a annotate.Annotation, expected bool) {
	for _, id := range i.subject.Codebook.RoleIDs(a.Label) {
		linked := slices.ContainsFunc(a.Links, func(l annotate.Link) bool { return l.Role == id })
		if role, ok := i.subject.Codebook.Role(id); ok && role.Expected == expected && (linked || !role.Retired) {
			i.card.Add(i.role(role, a))
		}
	}
}

// quotation is the annotation's text, shortened to a few lines.
func quotation(a annotate.Annotation) string {
	return text.Shorten(strings.Join(strings.Fields(a.Text()), " "), 220)
}

func (i *Inspector) tools(a annotate.Annotation) fyne.CanvasObject {
	question := widget.NewButton("?", func() {
		if i.OnQuestion != nil {
			i.OnQuestion()
		}
	})
	question.Importance = widget.LowImportance
	if a.Question {
		question.Importance = widget.WarningImportance
	}
	remove := widget.NewButtonWithIcon("", theme.DeleteIcon(), func() {
		if i.OnDelete != nil {
			i.OnDelete()
		}
	})
	remove.Importance = widget.LowImportance
	return container.NewHBox(question, remove)
}

// relabel is the choice of the label.
func (i *Inspector) relabel(current annotate.Label) fyne.CanvasObject {
	var names []string
	ids := map[string]annotate.LabelID{}
	offered := i.subject.Codebook.Offered()
	if !slices.ContainsFunc(offered, func(l annotate.Label) bool { return l.ID == current.ID }) {
		offered = append(offered, current) // it is retired
	}
	for _, l := range offered {
		names = append(names, l.Name)
		ids[l.Name] = l.ID
	}
	choice := widget.NewSelect(names, nil)
	choice.SetSelected(current.Name)
	choice.OnChanged = func(name string) {
		if id := ids[name]; id != current.ID && i.OnRelabel != nil {
			i.OnRelabel(id)
		}
	}
	return choice
}

// role shows the links of a role, and how to add one.
func (i *Inspector) role(role annotate.Role, a annotate.Annotation) fyne.CanvasObject {
	box := container.NewVBox()
	linked := 0
	for _, l := range a.Links {
		if l.Role != role.ID {
			continue
		}
		linked++
		id := l.ID
		jump := widget.NewButton(text.Shorten(i.endWords(l), 40), func() {
			switch {
			case l.ToEntity && i.OnOpenEntry != nil:
				i.OnOpenEntry(l.To)
			case !l.ToEntity && i.OnJump != nil:
				i.OnJump(l.To)
			}
		})
		jump.Alignment = widget.ButtonAlignLeading
		remove := widget.NewButtonWithIcon("", theme.CancelIcon(), func() {
			if i.OnRemoveLink != nil {
				i.OnRemoveLink(id)
			}
		})
		remove.Importance = widget.LowImportance
		box.Add(container.NewBorder(nil, nil, nil, remove, jump))
	}
	if !role.Retired && (role.Max == 0 || linked < role.Max) {
		box.Add(i.addLink(role, linked))
	}
	return titled(role.Name, role.Expected && linked == 0, box)
}

// endWords is how a link's end is called: its words, and whom they mean.
func (i *Inspector) endWords(l annotate.Link) string {
	if l.ToEntity {
		return cmp.Or(i.subject.Names[l.To].Name, "an entry of the register")
	}
	t, _ := find(i.subject.Marks, l.To)
	words := t.Text()
	if name := i.subject.Names[t.Entity].Name; name != "" && name != words {
		words += " (" + name + ")"
	}
	return words
}

func (i *Inspector) addLink(role annotate.Role, linked int) fyne.CanvasObject {
	words := "Add " + role.Name
	if linked > 0 {
		words = "Add another " + role.Name
	}
	if role.Key != "" {
		words += "  [" + role.Key + "]"
	}
	if i.subject.Linking == string(role.ID) {
		words = "Choose it in the text, then Enter…"
	}
	b := widget.NewButton(words, func() {
		if i.OnStartLink != nil {
			i.OnStartLink(role.ID)
		}
	})
	b.Importance = widget.LowImportance
	b.Alignment = widget.ButtonAlignLeading
	return b
}

// titled puts a field's name above it; one that is still needed says so.
func titled(name string, needed bool, field fyne.CanvasObject) fyne.CanvasObject {
	title := widget.NewLabel(name)
	title.SizeName = theme.SizeNameCaptionText
	title.Importance = widget.LowImportance
	if needed {
		title.SetText(name + " · needed")
		title.Importance = widget.WarningImportance
	}
	return container.New(tight{}, title, field)
}

// tight stacks a caption right above its field.
type tight struct{}

func (tight) MinSize(objects []fyne.CanvasObject) fyne.Size {
	title, field := objects[0].MinSize(), objects[1].MinSize()
	return fyne.NewSize(max(field.Width, 60), title.Height-10+field.Height)
}

func (tight) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	title := objects[0].MinSize().Height
	objects[0].Move(fyne.NewPos(-4, -6))
	objects[0].Resize(fyne.NewSize(size.Width+4, title))
	objects[1].Move(fyne.NewPos(0, title-10))
	objects[1].Resize(fyne.NewSize(size.Width, size.Height-title+10))
}
