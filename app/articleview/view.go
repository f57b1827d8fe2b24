package articleview

import (
	"context"
	"image/color"
	"time"

	"bluepencil/annotate/text"
	"bluepencil/app/articleview/lines"
	"bluepencil/app/articleview/paint"
	"bluepencil/app/articleview/shape"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Palette is the colours of the page.
type Palette struct {
	Page, Ink, Muted, Selection, Caret, Frame, Hit, Scroll color.NRGBA
	Dark                                                   bool
}

// Highlight is something marked, as the page shows it.
type Highlight struct {
	ID      string
	Spans   []text.Range // sorted, disjoint, in bytes
	Style   paint.Style
	Pattern paint.Pattern
	Colour  color.NRGBA
	Tag     string // a few letters
	Pending bool   // not saved yet
	Flagged bool   // marked with a question
	Label   string // tells the labels apart
	Links   []Link // not to be written to any more
}

// Link leads from a highlight to another one, or to what is not in the text.
type Link struct {
	Role  string
	Words string // of what it leads to, on one line
	To    string // the highlight it leads to; empty where that is none
}

// Options are what a View is made with.
type Options struct {
	Faces   *shape.Faces
	UI      func(func()) // runs a function on the screen's goroutine; fyne.Do in the program
	Palette Palette
	Size    float32       // of the text, in Fyne's units per em
	Columns int           // how many characters of mean width a line has room for; 74 if 0
	Spacing paint.Spacing // of the lines; paint.Normal if 0
	Empty   string        // shown in the middle while there is no text
	// After runs a function on the screen's goroutine when a time has passed,
	// unless it is stopped before; the machine's clock if nil.
	After func(wait time.Duration, do func()) (stop func())
}

// View is the article widget. Its methods must be called on the screen's
// goroutine.
type View struct {
	widget.BaseWidget
	options Options

	// OnSelectionChanged is told the selection after it changed; it may be empty.
	OnSelectionChanged func(text.Range)
	// OnCaretMoved is told where the caret stands.
	OnCaretMoved func(offset int)
	// OnHighlightTapped is told of a click into highlights, the innermost first.
	OnHighlightTapped func(ids []string, offset int)
	// OnContextMenu is told of a click with the secondary button, with the
	// place on the canvas and the offset under the pointer.
	OnContextMenu func(at fyne.Position, offset int)
	// OnTrack is told of a click on a mark of a track, by their numbers.
	OnTrack func(track, mark int)
	// OnKey, OnRune and OnShortcut get what the view does not use itself.
	OnKey      func(*fyne.KeyEvent)
	OnRune     func(rune)
	OnShortcut func(fyne.Shortcut)
	// OnKeyFirst is asked before the view uses a key, and tells whether it took it.
	OnKeyFirst func(*fyne.KeyEvent) bool
	// OnMissing is told of characters on the screen that no font has, once each
	// in an article.
	OnMissing func([]rune)

	article    string
	generation int // of the article; late results of an older one are dropped
	revision   int // of everything the strips show
	doc        *lines.Document
	shaper     *shape.Shaper
	painter    *paint.Painter
	shaped     map[int]*shape.Line // visible lines by where they start
	cancel     context.CancelFunc

	marks   marks
	tracks  tracks
	hits    []text.Range
	notes   []Place // of the places, what is shown in the text: in order, disjoint
	current string
	spoken  string // what the current highlight is, in words

	caret, anchor int
	goal          float32 // the column vertical movement keeps to, in pixels; < 0 = none
	atLineEnd     bool    // the caret stands at the end of a soft line, not at the next one's start
	focused       bool
	shift         bool

	zoom         float32
	spacing      paint.Spacing
	shared       *shared
	measures     *measures
	onScrolled   func()       // told that the page was scrolled; nil where nobody asks
	onLaidOut    func()       // told that the page was fitted anew
	scrolled     float64      // where the page was when onScrolled was told last
	measuredWith *shape.Faces // the faces the document is measured with
	columns      int          // of the measure, in characters
	scroll       float64      // pixels from the top of the text
	held         held
	page         geometry
	strips       strips
	drag         dragging
	clicks       clicking
	missing      map[rune]bool
	now          func() time.Time

	selection []*canvas.Rectangle
	cursor    *canvas.Rectangle
	thumb     *canvas.Rectangle
	ground    *canvas.Rectangle
	ring      *canvas.Rectangle
	notice    *canvas.Raster
	seeing
	objects []fyne.CanvasObject
}

// geometry is the page in device pixels.
type geometry struct {
	scale         float32 // device pixels per Fyne unit
	width, height int
	left          float32 // where lines begin
	column        float64 // how wide they may be
	size          float32 // pixels per em
	line          int     // from one line to the next, without tracks
	top           float64 // blank above the first line

	strip                 paint.Metrics
	stripLeft, stripWidth int // of the strips of lines that fit the column
	aside                 aside
}

// New returns an empty view.
func New(o Options) *View {
	if o.Size == 0 {
		o.Size = 16
	}
	if o.Columns == 0 {
		o.Columns = 74
	}
	v := &View{options: o, zoom: 1, spacing: o.Spacing, columns: o.Columns, goal: -1, shaped: map[int]*shape.Line{}, missing: map[rune]bool{},
		shaper: shape.NewShaper(o.Faces), painter: paint.NewPainter(o.Faces), now: time.Now}
	v.cursor, v.thumb = canvas.NewRectangle(o.Palette.Caret), canvas.NewRectangle(o.Palette.Scroll)
	v.ground, v.ring = canvas.NewRectangle(o.Palette.Page), canvas.NewRectangle(color.Transparent)
	v.notice = canvas.NewRaster(v.bakeNotice)
	v.strips = newStrips(v.painter)
	v.seeing = newSeeing(v)
	v.thumb.CornerRadius = 4
	v.ring.StrokeWidth = 2
	v.shared = &shared{views: []*View{v}}
	v.ExtendBaseWidget(v)
	return v
}

// SetArticle shows another text, from its start. The text must be valid UTF-8.
func (v *View) SetArticle(article string) {
	v.stop()
	v.strips.baker.Drop()
	v.strips.cache.Clear()
	v.generation++
	v.revision++
	v.article, v.doc = article, nil
	v.caret, v.anchor, v.scroll, v.goal, v.atLineEnd, v.held = 0, 0, 0, -1, false, held{}
	v.tracks = tracks{}
	v.marks, v.hits, v.current, v.spoken = marks{show: showing{tags: v.marks.show.tags}}, nil, "", ""
	v.overview.places, v.notes = nil, nil
	v.leaveArticle()
	clear(v.shaped)
	clear(v.missing)
	v.relayout()
}

// Article is the text shown.
func (v *View) Article() string { return v.article }

// SetPalette changes the colours of the page.
func (v *View) SetPalette(p Palette) {
	v.options.Palette = p
	v.ground.FillColor, v.cursor.FillColor, v.thumb.FillColor = p.Page, p.Caret, p.Scroll
	v.revision++
	v.update()
	v.notice.Refresh()
	canvas.Refresh(v.ground)
	canvas.Refresh(v.thumb)
}

// SetCurrent frames a highlight; an empty id frames none.
func (v *View) SetCurrent(id string) {
	if v.current != id {
		v.current = id
		v.restyle()
	}
}

// SetFindHits marks what find found: ranges in the order of the text that do
// not overlap.
func (v *View) SetFindHits(hits []text.Range) {
	v.hits = hits
	v.revision++
	v.update()
}

// CreateRenderer is Fyne's.
func (v *View) CreateRenderer() fyne.WidgetRenderer { return &renderer{v} }

// Close ends the work in the background.
func (v *View) Close() {
	v.stop()
	v.shared.leave(v)
	v.strips.baker.Drop()
	v.strips.baker.Wait()
	v.overview.closed = true
	v.overview.work.Wait()
}

func (v *View) stop() {
	if v.cancel != nil {
		v.cancel()
		v.cancel = nil
		v.shared.passOn(v)
	}
	v.stopDragging()
}

// renderer hands Fyne the view's objects; all state is in the view, because
// Fyne drops renderers it has not shown for a while.
type renderer struct{ v *View }

func (r *renderer) Layout(fyne.Size)             { r.v.relayout() }
func (r *renderer) MinSize() fyne.Size           { return fyne.NewSize(240, 120) }
func (r *renderer) Refresh()                     { r.v.relayout(); r.v.strips.forget(); r.v.update() }
func (r *renderer) Objects() []fyne.CanvasObject { return r.v.objects }
func (r *renderer) Destroy()                     {}

// IsClip makes Fyne clip what is in the view to it.
func (r *renderer) IsClip() {}
