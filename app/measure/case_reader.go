package measure

import (
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/rounds"
	"bluepencil/annotate/text"
)

// caseReader reads the articles of cases, which come one after the other.
type caseReader struct {
	project  Project
	reader   annotate.ID
	ids      map[string]annotate.ID
	article  annotate.ID
	title    string
	text     string
	offsets  *text.Offsets
	mayNotBy map[string]bool
}

// place reads where a case is; ok is false where the reader may not see it.
func (r *caseReader) place(f found) (p place, ok bool) {
	if r.article != f.Article {
		r.turnTo(f.Article)
	}
	for _, handle := range f.layers {
		hidden, known := r.mayNotBy[handle]
		if !known {
			sight, err := r.project.MaySee(r.reader, f.Article, r.ids[handle])
			hidden = err != nil || sight == rounds.Nothing && r.reader != r.ids[handle]
			r.mayNotBy[handle] = hidden
		}
		if hidden {
			return p, false
		}
	}
	p = place{found: f, title: r.title}
	start, err := r.offsets.ToByte(f.Start)
	end, err2 := r.offsets.ToByte(f.End)
	if err != nil || err2 != nil {
		p.words = "(the text could not be read)"
		return p, true
	}
	p.r = text.Range{Start: start, End: end}
	p.words = text.Shorten(strings.Join(strings.Fields(r.text[start:end]), " "), wordsShown)
	return p, true
}

// wordsShown is how many characters of a case are shown.
const wordsShown = 160

func (r *caseReader) turnTo(article annotate.ID) {
	r.article, r.mayNotBy = article, map[string]bool{}
	r.title, r.text = "(an article that could not be read)", ""
	if a, err := r.project.Article(article); err == nil {
		r.title = a.Title()
	}
	if words, err := r.project.Text(article); err == nil {
		r.text = words
	}
	r.offsets = text.NewOffsets(r.text, text.CodePoint)
}
