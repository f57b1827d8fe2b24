package fragment

import (
	"fmt"
	"io"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// MaxTags is how many tags markup may have, those that end elements too. The
// largest live blogs have a tenth of it.
const MaxTags = 500_000

// formatting are the elements that a parser opens again in every paragraph
// after one that left them open. A few bytes each, they could fill the memory,
// and they say nothing about a story's parts.
var formatting = set(atom.B, atom.Big, atom.Code, atom.Em, atom.Font, atom.I, atom.Nobr, atom.S, atom.Small, atom.Strike,
	atom.Strong, atom.Tt, atom.U)

// lean leaves formatting, comments and styles out of markup.
func lean(markup string) (string, error) {
	var out strings.Builder
	out.Grow(len(markup))
	tags, style := 0, false
	for z := html.NewTokenizer(strings.NewReader(markup)); ; {
		kind := z.Next()
		switch kind {
		case html.ErrorToken:
			if err := z.Err(); err != io.EOF {
				return "", fmt.Errorf("%w: %w", ErrMarkup, err)
			}
			return out.String(), nil
		case html.CommentToken:
			continue
		case html.TextToken:
			if !style {
				out.Write(z.Raw())
			}
			continue
		}
		raw := string(z.Raw()) // the name is read in place, and lowered there
		name, _ := z.TagName()
		tag := atom.Lookup(name)
		style = kind == html.StartTagToken && tag == atom.Style
		if formatting[tag] && kind != html.DoctypeToken {
			continue
		}
		if tags++; tags > MaxTags {
			return "", fmt.Errorf("%w: there are more than %d tags in it", ErrMarkup, MaxTags)
		}
		out.WriteString(raw)
	}
}
