package panel

import (
	"strings"

	"bluepencil/annotate"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Guideline is what the codebook says about a label, to be read beside the
// text: what is marked, the rules by their numbers, examples.
type Guideline struct {
	widget.BaseWidget
	// OnClose is told that it is to go.
	OnClose func()

	title *widget.Label
	words *widget.RichText
	chip  *fyne.Container
	shown string
	body  fyne.CanvasObject
}

// NewGuideline returns the pane, empty.
func NewGuideline() *Guideline {
	g := &Guideline{title: widget.NewLabel(""), words: widget.NewRichText(), chip: container.NewHBox()}
	g.title.TextStyle.Bold, g.title.Truncation = true, fyne.TextTruncateEllipsis
	g.words.Wrapping = fyne.TextWrapWord
	leave := widget.NewButtonWithIcon("", theme.CancelIcon(), func() { call(g.OnClose) })
	leave.Importance = widget.LowImportance
	head := container.NewBorder(nil, nil, g.chip, leave, g.title)
	g.body = container.NewBorder(container.NewVBox(widget.NewSeparator(), head), nil, nil, nil, container.NewVScroll(g.words))
	g.ExtendBaseWidget(g)
	return g
}

// CreateRenderer is Fyne's.
func (g *Guideline) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(g.body) }

// Set shows what is written about a label, or, without one, what holds for all.
func (g *Guideline) Set(cb *annotate.Codebook, id annotate.LabelID) {
	l, ok := cb.Label(id)
	summary, clauses, examples, title := cb.Guideline, cb.Clauses, []annotate.Example(nil), cb.Name
	if ok {
		summary, clauses, examples, title = l.Guideline, l.Clauses, l.Examples, l.Name
	}
	print := strings.Join([]string{title, l.Colour, l.Tag, summary, annotate.ClauseLines(clauses), annotate.ExampleLines(examples)}, "\x00")
	if print == g.shown {
		return
	}
	g.shown = print
	g.title.SetText(title)
	g.chip.RemoveAll()
	if ok {
		g.chip.Add(chip(l))
	}
	g.words.Segments = guidelineSegments(summary, clauses, examples)
	g.words.Refresh()
}

func guidelineSegments(summary string, clauses []annotate.Clause, examples []annotate.Example) []widget.RichTextSegment {
	var list []widget.RichTextSegment
	add := func(text string, style widget.RichTextStyle) {
		list = append(list, &widget.TextSegment{Text: text, Style: style})
	}
	inline, bold, faint := widget.RichTextStyleInline, widget.RichTextStyleStrong, widget.RichTextStyleInline
	faint.ColorName, faint.SizeName = theme.ColorNamePlaceHolder, theme.SizeNameCaptionText
	end := widget.RichTextStyleParagraph
	if summary == "" && len(clauses)+len(examples) == 0 {
		add("Nothing is written about it yet. “Codebook…” in the Annotate menu is the place.", end)
		return list
	}
	add(summary, end)
	for _, c := range clauses {
		add(c.ID+"  ", bold)
		add(c.Text, end)
	}
	for _, e := range examples {
		sign, colour := "✓  ", theme.ColorNameSuccess
		if e.Wrong {
			sign, colour = "✗  ", theme.ColorNameError
		}
		mark := bold
		mark.ColorName = colour
		add(sign, mark)
		for i, part := range marked(e.Text) {
			if i%2 == 1 {
				add(part, bold)
			} else {
				add(part, inline)
			}
		}
		if e.Why != "" {
			add("  "+e.Why, faint)
		}
		add("", end)
	}
	return list
}

// marked splits an example where the marked words begin and end: every second
// part is marked.
func marked(text string) []string {
	var parts []string
	for {
		at := strings.IndexAny(text, "[]")
		if at < 0 {
			return append(parts, text)
		}
		parts = append(parts, text[:at])
		text = text[at+1:]
	}
}
