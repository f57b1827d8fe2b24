package panel

import (
	"fmt"
	"image/color"

	"bluepencil/annotate/tables"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Balance is the balance of sources as a chart: for every value a bar for its
// share of the quotes and one for its share of the quoted words, both with
// their numbers, so that no colour has to be told apart. What is missing has
// hollow bars.
type Balance struct {
	widget.BaseWidget
	// OnStep is told to go to the next table, or the one before.
	OnStep func(by int)
	// OnLeave is told that the chart is to be left.
	OnLeave func()

	bars   *balanceBars
	scroll *container.Scroll
}

// NewBalance returns the chart, empty.
func NewBalance() *Balance {
	b := &Balance{bars: &balanceBars{}}
	b.bars.ExtendBaseWidget(b.bars)
	b.scroll = container.NewVScroll(b.bars)
	b.ExtendBaseWidget(b)
	return b
}

// CreateRenderer is Fyne's.
func (b *Balance) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(b.scroll) }

// Set shows a balance.
func (b *Balance) Set(shares []tables.Share) {
	b.bars.set(shares)
	b.scroll.Refresh()
}

// FocusGained is Fyne's.
func (b *Balance) FocusGained() {}

// FocusLost is Fyne's.
func (b *Balance) FocusLost() {}

// TypedRune is Fyne's.
func (b *Balance) TypedRune(rune) {}

// TypedKey is Fyne's: up and down scroll, left and right change the table.
func (b *Balance) TypedKey(k *fyne.KeyEvent) {
	const line = 40
	by := float32(0)
	switch k.Name {
	case fyne.KeyLeft:
		b.OnStep(-1)
	case fyne.KeyRight:
		b.OnStep(1)
	case fyne.KeyEscape:
		call(b.OnLeave)
	case fyne.KeyUp:
		by = -line
	case fyne.KeyDown:
		by = line
	case fyne.KeyPageUp:
		by = -b.scroll.Size().Height
	case fyne.KeyPageDown:
		by = b.scroll.Size().Height
	}
	if by != 0 {
		b.scroll.ScrollToOffset(fyne.NewPos(0, b.scroll.Offset.Y+by))
	}
}

// balanceBars draws the bars.
type balanceBars struct {
	widget.BaseWidget
	shares []tables.Share
	items  []balanceItem
}

// balanceItem is the head of a breakdown, or one of its slices.
type balanceItem struct {
	name  *canvas.Text // the head, or the value
	head  bool
	bars  [2]*canvas.Rectangle // of quotes, of words
	said  [2]*canvas.Text
	share [2]float32 // from 0 to 1
}

func (b *balanceBars) set(shares []tables.Share) {
	b.shares = shares
	b.items = b.items[:0]
	for _, share := range shares {
		head := canvas.NewText(fmt.Sprintf("By %s", share.By), theme.Color(theme.ColorNameForeground))
		head.TextStyle.Bold = true
		b.items = append(b.items, balanceItem{name: head, head: true})
		for _, s := range share.Slices {
			b.items = append(b.items, sliceItem(share, s))
		}
	}
	b.Refresh()
}

func sliceItem(share tables.Share, s tables.Slice) balanceItem {
	ink := theme.Color(theme.ColorNameForeground)
	item := balanceItem{name: canvas.NewText(s.Value, ink)}
	hollow := s.Value == tables.NotFilledIn || s.Value == tables.NoSpeaker
	for i, part := range []struct {
		what     string
		n, whole int
	}{{"quotes", s.Quotes, share.Quotes}, {"words", s.Words, share.Words}} {
		fill := color.Color(theme.Color(theme.ColorNamePrimary))
		if i == 1 {
			fill = theme.Color(theme.ColorNamePlaceHolder)
		}
		bar := canvas.NewRectangle(fill)
		if hollow {
			bar.FillColor, bar.StrokeColor, bar.StrokeWidth = color.Transparent, fill, 1.5
		}
		bar.CornerRadius = 2
		item.bars[i] = bar
		item.said[i] = canvas.NewText(fmt.Sprintf("%s %%   %d %s", tables.Percent(part.n, part.whole), part.n, part.what), ink)
		item.said[i].TextSize = theme.CaptionTextSize()
		if part.whole > 0 {
			item.share[i] = float32(part.n) / float32(part.whole)
		}
	}
	return item
}

// CreateRenderer is Fyne's.
func (b *balanceBars) CreateRenderer() fyne.WidgetRenderer { return &balanceRenderer{b} }

type balanceRenderer struct{ b *balanceBars }

// The measures of the chart.
const (
	balanceName = 190 // the column of the values
	balanceSaid = 170 // room for the numbers after the longest bar
	balanceBar  = 11  // how thick a bar is
)

func (r *balanceRenderer) heights() (head, slice float32) {
	return theme.TextSize() * 2.4, max(2*theme.CaptionTextSize()*1.25, 2*balanceBar+4) + 8
}

func (r *balanceRenderer) MinSize() fyne.Size {
	head, slice := r.heights()
	height := float32(0)
	for _, item := range r.b.items {
		if item.head {
			height += head
		} else {
			height += slice
		}
	}
	return fyne.NewSize(balanceName+balanceSaid+120, height+8)
}

func (r *balanceRenderer) Destroy() {}

func (r *balanceRenderer) Objects() (list []fyne.CanvasObject) {
	for _, item := range r.b.items {
		list = append(list, item.name)
		if !item.head {
			list = append(list, item.bars[0], item.bars[1], item.said[0], item.said[1])
		}
	}
	return list
}

func (r *balanceRenderer) Layout(size fyne.Size) {
	head, slice := r.heights()
	y := float32(0)
	for _, item := range r.b.items {
		if item.head {
			item.name.Move(fyne.NewPos(8, y+head-item.name.MinSize().Height-4))
			y += head
			continue
		}
		name := item.name.MinSize()
		item.name.Move(fyne.NewPos(max(8, balanceName-name.Width), y+(slice-name.Height)/2))
		room := max(size.Width-balanceName-balanceSaid-20, 40)
		for i := range item.bars {
			line := (slice - 8) / 2
			top := y + 4 + float32(i)*line
			width := max(item.share[i]*room, 2)
			item.bars[i].Move(fyne.NewPos(balanceName+10, top+(line-balanceBar)/2))
			item.bars[i].Resize(fyne.NewSize(width, balanceBar))
			item.said[i].Move(fyne.NewPos(balanceName+18+width, top+(line-item.said[i].MinSize().Height)/2))
		}
		y += slice
	}
}

// Refresh takes the colours of the theme, too: they may be others now.
func (r *balanceRenderer) Refresh() {
	ink := theme.Color(theme.ColorNameForeground)
	for _, item := range r.b.items {
		item.name.Color, item.name.TextSize = ink, theme.TextSize()
		for _, said := range item.said {
			if said != nil {
				said.Color = ink
			}
		}
		for len([]rune(item.name.Text)) > 8 && item.name.MinSize().Width > balanceName-8 && !item.head {
			runes := []rune(item.name.Text)
			item.name.Text = string(runes[:len(runes)-3]) + "…"
		}
	}
	r.Layout(r.b.Size())
	canvas.Refresh(r.b)
}
