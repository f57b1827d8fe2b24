// Package webpage finds the article in a web page: its text without what
// stands around it, its parts, and what the page states about it.
package webpage

import (
	"errors"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"bluepencil/annotate"
	"bluepencil/annotate/source/compose"
	"bluepencil/annotate/source/fragment"
)

// ErrNoArticle is the reason why a page gives no article.
var ErrNoArticle = errors.New("there is no article in this page, only what stands around one; " +
	"open the article itself and save that page, or copy its text into a .txt file")

// Read finds the article in a page, which must be UTF-8. It fails with
// ErrNoArticle or fragment.ErrMarkup.
func Read(page string) (compose.Article, error) {
	root, err := fragment.Parse(page)
	if err != nil {
		return compose.Article{}, err
	}
	facts := factsOf(root)
	top := topOf(root, facts)
	body, err := bodyOf(root, facts)
	if err != nil {
		return compose.Article{}, err
	}
	body = clean(body, facts, top)
	if !enough(body) {
		return compose.Article{}, ErrNoArticle
	}
	var b compose.Builder
	b.Add(annotate.PartHeadline, top.headline)
	b.Add(annotate.PartDek, top.dek)
	b.Add(annotate.PartByline, top.byline)
	if !slices.ContainsFunc(body, func(block fragment.Block) bool { return fragment.SameWords(block.Text, top.caption) }) {
		b.Add(annotate.PartCaption, top.caption)
	}
	for _, block := range body {
		b.Add(block.Part, block.Text)
	}
	b.SetTitle(facts.title)
	for field, value := range facts.meta {
		b.Set(field, value)
	}
	return b.Article(), nil
}

// fewestBytes is how much running text makes a page an article: a sentence, in
// scripts with long and with short words alike.
const fewestBytes = 80

// enough tells whether blocks are an article and more than headings, captions
// and links.
func enough(body []fragment.Block) bool {
	running := 0
	for _, b := range body {
		if b.Part == "" {
			running += len(b.Text) - b.Linked
		}
	}
	return running >= fewestBytes
}

// bodyOf is the main part of a page in blocks.
func bodyOf(root *html.Node, f facts) ([]fragment.Block, error) {
	main, err := mainPart(root, f)
	if err != nil {
		return nil, err
	}
	var body []fragment.Block
	if main != nil {
		nameParts(main)
		body = fragment.Blocks(main)
	}
	if stated := f.statedBody(); size(body)*2 < size(stated) {
		return stated, nil // the page shows less than it says, as live blogs and pages built by scripts do
	}
	return body, nil
}

// nameParts turns elements whose class says that they are captions into such,
// and takes out those whose class says that they are none of the story.
func nameParts(main *html.Node) {
	var foreign []*html.Node
	for n := range main.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch class := classOf(n); {
		case n.DataAtom == atom.Aside || n.DataAtom == atom.Nav || foreignClass.MatchString(class):
			foreign = append(foreign, n)
		case captionClass.MatchString(class) && n.DataAtom != atom.Body && !inCaption(n) && fragment.IsShort(n, mostCaptionBytes):
			n.DataAtom, n.Data = atom.Figcaption, "figcaption"
		}
	}
	for _, n := range foreign {
		if n.Parent != nil && fragment.IsShort(n, mostForeignBytes) {
			n.Parent.RemoveChild(n)
		}
	}
}

// inCaption tells whether an element is a part of a caption already.
func inCaption(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n.DataAtom == atom.Figcaption {
			return true
		}
	}
	return false
}

const (
	mostCaptionBytes = 700  // what is named like a caption and is longer wraps more than one
	mostForeignBytes = 1500 // what is named like a box beside the story and is longer is the story, oddly named
)

func classOf(n *html.Node) string {
	return strings.ToLower(fragment.Attribute(n, "class") + " " + fragment.Attribute(n, "id") + " " + fragment.Attribute(n, "data-component"))
}

func wordCount(text string) int { return len(strings.Fields(text)) }

// size is how many bytes of text blocks hold.
func size(body []fragment.Block) int {
	n := 0
	for _, b := range body {
		n += len(b.Text)
	}
	return n
}
