package talks

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"bluepencil/annotate"
	"bluepencil/annotate/talk"
	"bluepencil/annotate/text"
	"bluepencil/app/desk"
	"bluepencil/storage"
)

// Thread is a thread, with what it is about.
type Thread struct {
	talk.Thread
	On    string      // what it is about, in words
	Mark  annotate.ID // the annotation; zero where it is about something else, or not to be seen
	Layer annotate.ID // whose annotation it is
	Range text.Range  // of the article's text; empty for the article, and for what is not to be seen
}

// Comments are the thread's comments, the one that begins it first.
func (t *Thread) Comments() []talk.Comment {
	return append([]talk.Comment{t.Comment}, t.Replies...)
}

// Latest is when something was last said.
func (t *Thread) Latest() talk.Comment {
	all := t.Comments()
	return all[len(all)-1]
}

// wordsOfMarks is how many code points of an annotation a thread's title shows.
const wordsOfMarks = 48

// looker finds out what threads are about, as far as a person may see it.
type looker struct {
	p         spoken
	me        annotate.ID
	people    []annotate.Person
	codebook  *annotate.Codebook
	layers    map[annotate.Ref][]annotate.Annotation // by layer
	decisions map[annotate.ID][]annotate.Decision    // by article
}

func newLooker(p spoken, me annotate.ID, people []annotate.Person, codebook *annotate.Codebook) *looker {
	return &looker{p: p, me: me, people: people, codebook: codebook,
		layers: map[annotate.Ref][]annotate.Annotation{}, decisions: map[annotate.ID][]annotate.Decision{}}
}

// threads reads threads, by article and then by place. content is the text of
// the article they are about, or "" where it is not at hand.
func (l *looker) threads(f storage.TalkFilter, content string) ([]Thread, error) {
	found, err := l.p.Threads(f)
	if err != nil {
		return nil, err
	}
	list := make([]Thread, len(found))
	for i := range found {
		list[i].Thread = found[i]
		if err := l.look(&list[i], content); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(list, func(a, b Thread) int {
		return cmp.Or(a.Article.Compare(b.Article), cmp.Compare(a.Range.Start, b.Range.Start), a.Written.Compare(b.Written))
	})
	return list, nil
}

// look fills in what a thread is about.
func (l *looker) look(t *Thread, content string) error {
	switch t.About.Kind {
	case annotate.KindAnnotation:
		return l.mark(t)
	case annotate.KindDecision:
		return l.decision(t, content)
	}
	t.On = "the article"
	return nil
}

func (l *looker) mark(t *Thread) error {
	key := annotate.LayerRef(t.Article, t.About.Owner)
	list, known := l.layers[key]
	if !known {
		var err error
		if list, _, err = l.p.SeenAnnotations(l.me, t.Article, t.About.Owner); err != nil {
			return err
		}
		l.layers[key] = list
	}
	t.Layer = t.About.Owner
	at := slices.IndexFunc(list, func(a annotate.Annotation) bool { return a.ID == t.About.ID })
	if at < 0 {
		t.On = "an annotation" + l.whose(t.Layer) + ", deleted or not to be seen"
		return nil
	}
	a := &list[at]
	t.Mark, t.Range = a.ID, text.Range{Start: a.Start(), End: a.End()}
	t.On = markWords(l.codebook, a) + l.whose(t.Layer)
	return nil
}

// markWords is an annotation in a few words.
func markWords(codebook *annotate.Codebook, a *annotate.Annotation) string {
	label, _ := codebook.Label(a.Label)
	return cmp.Or(label.Name, string(a.Label)) + " " + quoted(a.Text())
}

// quoted is the beginning of some words, between quotation marks unless they
// have their own.
func quoted(words string) string {
	words = text.Shorten(text.OneLine(words), wordsOfMarks)
	if first, _ := utf8.DecodeRuneInString(words); strings.ContainsRune("“”„«»\"‘’‚‹›", first) {
		return words
	}
	return "“" + words + "”"
}

// whose says whose an annotation is, where it is not the reader's own.
func (l *looker) whose(layer annotate.ID) string {
	switch layer {
	case l.me:
		return ""
	case annotate.GoldLayer:
		return " of the adjudicated layer"
	}
	return " of " + personOf(l.people, layer).Name
}

func (l *looker) decision(t *Thread, content string) error {
	list, known := l.decisions[t.Article]
	if !known {
		var err error
		if list, err = l.p.Decisions(t.Article); err != nil {
			return err
		}
		l.decisions[t.Article] = list
	}
	at := slices.IndexFunc(list, func(d annotate.Decision) bool { return d.ID == t.About.ID })
	if at < 0 {
		t.On = "a decision that was taken back"
		return nil
	}
	t.Range = text.Range{Start: list[at].Start, End: list[at].End}
	t.On = decisionWords(&list[at], content)
	return nil
}

// decisionWords is a decision in a few words.
func decisionWords(d *annotate.Decision, content string) string {
	if d.Start < 0 || d.End > len(content) || d.Start >= d.End {
		return "a decision about " + string(d.Group)
	}
	return "the decision about " + quoted(content[d.Start:d.End])
}

// Filter says which threads are shown.
type Filter int

// The filters, in the order in which they are offered.
const (
	Everything Filter = iota
	OpenOnes
	Calling   // those that call the person
	OnCurrent // those about the current annotation
)

// Filter is what is shown.
func (t *Talks) Filter() Filter { return t.filter }

// SetFilter shows other threads.
func (t *Talks) SetFilter(f Filter) {
	t.filter = f
	t.o.Show()
}

// Shown lists the threads that are to be shown: the open ones first.
func (t *Talks) Shown() []Thread {
	current, is := t.o.Desk.Current()
	me := t.o.Desk.Person().ID
	var open, resolved []Thread
	for i := range t.all {
		one := &t.all[i]
		switch {
		case t.filter == OpenOnes && !one.Open(), t.filter == Calling && !one.Calls(me),
			t.filter == OnCurrent && (!is || one.About.ID != current.ID):
		case one.Open():
			open = append(open, *one)
		default:
			resolved = append(resolved, *one)
		}
	}
	return append(open, resolved...)
}

// Chosen is the thread that is chosen.
func (t *Talks) Chosen() (Thread, bool) {
	if one := t.find(t.chosen); one != nil {
		return *one, true
	}
	return Thread{}, false
}

// Choose chooses a thread of the open article; the zero id lets go of it. What
// is being written then answers it, unless there is something in it already.
func (t *Talks) Choose(id annotate.ID) {
	t.chosen = id
	t.reaim()
	t.o.Show()
}

// ChooseOnceRead chooses a thread that may not have been read yet.
func (t *Talks) ChooseOnceRead(id annotate.ID) {
	t.filter = Everything
	if t.find(id) != nil {
		t.Choose(id)
		return
	}
	t.want = id
}

// Move chooses the next thread that is shown, or the one before.
func (t *Talks) Move(step int) {
	shown := t.Shown()
	at := slices.IndexFunc(shown, func(one Thread) bool { return one.ID == t.chosen })
	switch {
	case len(shown) == 0:
		return
	case at < 0 && step > 0:
		at = 0
	case at < 0:
		at = len(shown) - 1
	default:
		at = min(max(at+step, 0), len(shown)-1)
	}
	t.Choose(shown[at].ID)
}

// CurrentChanged chooses the first thread about the annotation that is current
// now, if it has any, unless something is being written.
func (t *Talks) CurrentChanged() {
	a, is := t.o.Desk.Current()
	if now, chosen := t.Chosen(); !is || t.drafting() || chosen && now.About.ID == a.ID {
		t.o.Show()
		return
	}
	shown := t.Shown()
	t.chosen = annotate.ID{}
	if at := slices.IndexFunc(shown, func(one Thread) bool { return one.About.ID == a.ID }); at >= 0 {
		t.chosen = shown[at].ID
	}
	t.reaim()
	t.o.Show()
}

// Go goes to what the chosen thread is about.
func (t *Talks) Go() {
	one, ok := t.Chosen()
	switch {
	case !ok:
	case !one.Range.Empty():
		mark := one.Mark
		if open := t.o.Desk.Open(); open == nil || open.Owner.ID != one.Layer {
			mark = annotate.ID{} // it lies in a layer that is not shown
		}
		t.o.Desk.Point(mark, one.Range)
	case one.About.Kind == annotate.KindArticle:
		t.o.Desk.Say(desk.Info, "The thread is about the article as a whole.")
	default:
		t.o.Desk.Say(desk.Info, "What the thread is about is deleted, or not to be seen yet.")
	}
}
