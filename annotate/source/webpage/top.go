package webpage

import (
	"regexp"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"bluepencil/annotate"
	"bluepencil/annotate/source/fragment"
)

// top is what stands above the body of an article.
type top struct{ headline, dek, byline, caption string }

var (
	dekClass    = regexp.MustCompile(`(^|[\s_-])(dek|standfirst|stand-first|subtitle|sub-title|subheadline|sub-headline|subhed|article-?(summary|teaser|intro|lead|deck)|deck|kicker-text)($|[\s_-])`)
	bylineClass = regexp.MustCompile(`(^|[\s_-])by-?line(s)?($|[\s_-])`)
)

// The most bytes that a headline and a dek have.
const (
	longestHeadline = 400
	longestDek      = 700
)

// topOf finds headline, dek and byline as the page shows them. A headline
// that is only stated stands for one that is not shown; a dek and a byline
// are taken only where the page marks them.
func topOf(root *html.Node, f facts) top {
	shown := headlineOf(root, f)
	t := top{headline: f.title, byline: bylineOf(root, f)}
	if shown != nil {
		t.headline = fragment.Text(shown, longestHeadline)
	}
	t.below(root, shown)
	return t
}

// headlineOf is the heading most like the title that the page states; where it
// shows only one, and that is not the name of the site, it is that.
func headlineOf(root *html.Node, f facts) *html.Node {
	var shown []*html.Node
	for n := range root.Descendants() {
		if n.DataAtom != atom.H1 {
			continue
		}
		text := fragment.Text(n, longestHeadline)
		if text != "" && !fragment.SameWords(text, f.meta[annotate.MetaOutlet]) {
			shown = append(shown, n)
		}
	}
	if len(shown) == 1 {
		return shown[0]
	}
	best, least := (*html.Node)(nil), 50
	for _, n := range shown {
		if l := likeness(fragment.Text(n, longestHeadline), f.title); l > least {
			best, least = n, l
		}
	}
	return best
}

// fewestDekWords parts a dek from a button or a rubric that is named like one.
const fewestDekWords = 4

// below looks for dek and caption between the headline and the running text;
// what is named so further down belongs to something else.
func (t *top) below(root, headline *html.Node) {
	below := headline == nil
	for n := range root.Descendants() {
		switch {
		case n == headline:
			below = true
		case !below || n.Type != html.ElementNode:
		case t.dek == "" && isDek(n):
			text := fragment.Text(n, longestDek)
			if wordCount(text) >= fewestDekWords && likeness(text, t.headline) < 80 {
				t.dek = text
			}
		case t.caption == "" && n.DataAtom == atom.Figcaption && headline != nil:
			t.caption = fragment.Text(n, mostCaptionBytes)
		case n.DataAtom == atom.P && !fragment.IsShort(n, longestTeaser):
			return
		}
	}
}

func isDek(n *html.Node) bool {
	return dekClass.MatchString(classOf(n)) || hasWord(fragment.Attribute(n, "itemprop"), "alternativeHeadline")
}

// bylineOf is the shortest text marked as a byline that has all words of the
// names the page states; where it states none, the first.
func bylineOf(root *html.Node, f facts) string {
	stated, best := f.meta[annotate.MetaByline], ""
	for n := range root.Descendants() {
		if n.Type != html.ElementNode || !isAuthor(n) && !bylineClass.MatchString(classOf(n)) {
			continue
		}
		text := fragment.Text(n, longestByline)
		switch {
		case text == "":
		case stated == "":
			return text
		case len(fragment.Words(text)) >= len(fragment.Words(stated)) && likeness(text, stated) == 100 && (best == "" || len(trimBy(text)) < len(trimBy(best))):
			best = text
		}
	}
	return best
}

// likeness is how many words of one text are in the other, in percent of the
// shorter one.
func likeness(a, b string) int {
	first, second := fragment.Words(a), fragment.Words(b)
	if len(first) > len(second) {
		first, second = second, first
	}
	if len(first) == 0 {
		return 0
	}
	there := make(map[string]bool, len(second))
	for _, word := range second {
		there[word] = true
	}
	shared := 0
	for _, word := range first {
		if there[word] {
			shared++
		}
	}
	return shared * 100 / len(first)
}
