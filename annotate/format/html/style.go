package html

import (
	"fmt"
	"html"
	"html/template"
	"regexp"
	"strings"

	"bluepencil/annotate"
)

// mostPeople is how many people can be switched; more are always shown.
const mostPeople = 24

var colour = regexp.MustCompile(`^#[0-9a-fA-F]{6}$`)

// labelStyles are the rules for the labels of a codebook, by their order, and
// those that hide people.
func labelStyles(cb *annotate.Codebook) string {
	var b strings.Builder
	for i, l := range cb.Labels {
		if colour.MatchString(l.Colour) {
			fmt.Fprintf(&b, ".l%d { --colour: %s }\n", i, l.Colour)
		}
	}
	for n := range mostPeople {
		fmt.Fprintf(&b, ".w%d:not(:checked) ~ .text .b%d { border-bottom-color: transparent } .w%d:not(:checked) ~ .text .end.b%d, .w%d:not(:checked) ~ .cards.b%d { display: none }\n", n, n, n, n, n, n)
	}
	return b.String()
}

// legend says how labels look.
func legend(cb *annotate.Codebook) string {
	var b strings.Builder
	for i, l := range cb.Labels {
		if !l.Retired {
			fmt.Fprintf(&b, "<span><span class=\"mark l%d %s\">%s</span> %s</span>\n", i, groupClass(l.Group), html.EscapeString(plain(tagOf(&l))), html.EscapeString(plain(l.Name)))
		}
	}
	if b.Len() == 0 {
		return ""
	}
	return "<p class=\"legend\">\n" + b.String() + "</p>\n"
}

func tagOf(l *annotate.Label) string {
	if l.Tag != "" {
		return l.Tag
	}
	return l.Name
}

// groupClass is the class of a group of labels; one of no known group has none.
func groupClass(g annotate.Group) string {
	switch g {
	case annotate.GroupQuote, annotate.GroupCue, annotate.GroupSource, annotate.GroupClaim, annotate.GroupEntity, annotate.GroupStructure:
		return "g-" + string(g)
	}
	return ""
}

// plain shows what would be no character of a page.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n' || r == '\r':
			return r
		case r < ' ':
			return '\u2400' + r // its picture
		case r >= 0x7f && r < 0xa0 && r != 0x85:
			return '\ufffd'
		}
		return r
	}, s)
}

// escaped is a text for a page: line ends of two characters stay two.
func escaped(s string) template.HTML {
	return template.HTML(strings.ReplaceAll(html.EscapeString(plain(s)), "\r", "&#13;"))
}
