package panel

import (
	"fmt"
	"strings"

	"bluepencil/annotate/source"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Preview shows what a file would be read as: its encoding, what its columns
// are taken for, and its first articles.
type Preview struct {
	widget.BaseWidget
	// OnChanged is told that another encoding or another mapping was chosen.
	OnChanged func(encoding string, columns map[string]string)

	encoding string // that was chosen, or "" to find it out
	encode   *widget.Select
	columns  *fyne.Container
	mapped   map[string]string // by column, as it is chosen
	articles *widget.Label
	problem  *widget.Label
	body     fyne.CanvasObject
	silent   bool
}

// foundOut stands for no encoding named.
const foundOut = "found out"

// encodings are those that are offered, the common ones of each script.
var encodings = []string{foundOut, "utf-8", "utf-16le", "utf-16be", "windows-1252", "iso-8859-1", "iso-8859-15", "windows-1250", "iso-8859-2",
	"windows-1251", "koi8-r", "iso-8859-5", "windows-1253", "iso-8859-7", "windows-1254", "iso-8859-9", "windows-1255", "windows-1256",
	"windows-1257", "windows-1258", "windows-874", "gb18030", "big5", "shift_jis", "euc-jp", "euc-kr"}

// Encodings lists the encodings a person may choose from.
func Encodings() []string { return encodings[1:] }

// NewPreview returns it, empty.
func NewPreview() *Preview {
	p := &Preview{columns: container.NewVBox(), articles: widget.NewLabel(""), problem: widget.NewLabel(""), mapped: map[string]string{}}
	p.encode = widget.NewSelect(encodings, func(name string) {
		if name == foundOut {
			name = ""
		}
		p.encoding = name
		p.tell()
	})
	p.articles.Wrapping, p.problem.Wrapping = fyne.TextWrapWord, fyne.TextWrapWord
	p.problem.Importance = widget.WarningImportance
	top := container.NewVBox(container.NewBorder(nil, nil, widget.NewLabel("Encoding"), nil, p.encode), p.problem)
	halves := container.NewVSplit(container.NewVScroll(p.columns), container.NewVScroll(p.articles))
	p.body = container.NewBorder(top, nil, nil, nil, halves)
	p.ExtendBaseWidget(p)
	return p
}

// CreateRenderer is Fyne's.
func (p *Preview) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(p.body) }

func (p *Preview) tell() {
	if p.OnChanged != nil && !p.silent {
		p.OnChanged(p.encoding, p.mapped)
	}
}

// Set shows a preview, or why there is none.
func (p *Preview) Set(v source.Preview, err error) {
	p.silent = true
	defer func() { p.silent = false }()
	p.problem.Hide()
	if err == nil {
		err = v.Problem
	}
	if err != nil {
		p.problem.SetText(sentence(err.Error()))
		p.problem.Show()
	}
	p.encode.PlaceHolder = foundOut
	if p.encoding == "" && v.Encoding != "" {
		p.encode.PlaceHolder = fmt.Sprintf("%s: %s", foundOut, v.Encoding)
		p.encode.ClearSelected()
	}
	p.encode.Refresh()
	p.setColumns(v.Columns)
	p.articles.SetText(articleWords(v))
}

// sentence begins with a capital letter.
func sentence(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:] + "."
}

// nothing is what a column is called that is left out.
const nothing = "–"

func (p *Preview) setColumns(columns []source.Column) {
	p.columns.RemoveAll()
	targets := append([]string{nothing}, source.ColumnTargets()...)
	clear(p.mapped)
	for _, c := range columns {
		p.mapped[c.Name] = c.Target
		name := widget.NewLabel(c.Name)
		name.TextStyle.Bold = true
		name.Truncation = fyne.TextTruncateEllipsis
		values := widget.NewLabel(strings.Join(c.Values, "  ·  "))
		values.Truncation = fyne.TextTruncateEllipsis
		values.Importance = widget.LowImportance
		target := widget.NewSelect(targets, nil)
		target.SetSelected(nothing)
		if c.Target != "" {
			target.SetSelected(c.Target)
		}
		target.OnChanged = func(chosen string) {
			if chosen == nothing {
				chosen = ""
			}
			p.mapped[c.Name] = chosen
			p.tell()
		}
		p.columns.Add(container.New(previewRow{}, name, target, values))
	}
}

// previewRow lays a column out: its name, what it is, and what is in it.
type previewRow struct{}

func (previewRow) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(360, o[1].MinSize().Height)
}

func (previewRow) Layout(o []fyne.CanvasObject, size fyne.Size) {
	const target = 130
	name := min(size.Width*0.28, 200)
	pad := theme.Padding()
	o[0].Resize(fyne.NewSize(name, size.Height))
	o[0].Move(fyne.NewPos(0, 0))
	o[1].Resize(fyne.NewSize(target, size.Height))
	o[1].Move(fyne.NewPos(name, 0))
	o[2].Resize(fyne.NewSize(size.Width-name-target-pad, size.Height))
	o[2].Move(fyne.NewPos(name+target+pad, 0))
}

// shownOfArticle is how many characters of an article a preview shows.
const shownOfArticle = 400

// articleWords is the first articles, the beginning of each.
func articleWords(v source.Preview) string {
	var b strings.Builder
	for _, part := range v.Articles {
		if b.Len() > 0 {
			b.WriteString("\n\n———\n\n")
		}
		if part.Where != "" {
			b.WriteString(part.Where + "\n")
		}
		if part.Err != nil {
			b.WriteString(sentence(part.Err.Error()))
			continue
		}
		runes := []rune(part.Document.Text[:min(len(part.Document.Text), 4*shownOfArticle)])
		if len(runes) > shownOfArticle {
			runes = append(runes[:shownOfArticle], '…')
		}
		b.WriteString(strings.ToValidUTF8(string(runes), ""))
	}
	if v.More {
		b.WriteString("\n\n———\n\nand more articles")
	}
	return b.String()
}
