package newswire

import (
	"fmt"
	"io"
	"strings"

	"golang.org/x/net/html"
)

// parseHTML reads a page or a piece of one, as it is written: an element that
// is never closed ends with the one it stands in, and one that lies too deep
// lies beside its neighbours instead. What a browser would mend beyond that
// makes no difference to paragraphs, and takes more memory than the page.
func parseHTML(text string) (*element, error) {
	s := soup{open: []*element{{name: "html"}}}
	tokens := html.NewTokenizer(strings.NewReader(text))
	for {
		switch tokens.Next() {
		case html.ErrorToken:
			if err := tokens.Err(); err != io.EOF {
				return nil, fmt.Errorf("the HTML is broken: %w", err)
			}
			return s.open[0], nil
		case html.TextToken:
			s.add(&element{text: string(tokens.Text())})
		case html.StartTagToken:
			name, _ := tokens.TagName()
			s.start(string(name))
		case html.SelfClosingTagToken:
			name, _ := tokens.TagName()
			s.add(&element{name: string(name)})
		case html.EndTagToken:
			name, _ := tokens.TagName()
			s.end(string(name))
		}
		if s.count > mostElements {
			return nil, fmt.Errorf("the HTML has more than %d elements", mostElements)
		}
	}
}

// soup is a page whose elements are being put into each other.
type soup struct {
	open  []*element // each in the one before it
	count int
}

func (s *soup) top() *element { return s.open[len(s.open)-1] }

func (s *soup) add(e *element) {
	s.count++
	s.top().children = append(s.top().children, e)
}

// emptyElements have no end.
var emptyElements = map[string]bool{"br": true, "hr": true, "img": true, "input": true, "link": true, "meta": true, "source": true, "track": true,
	"wbr": true, "area": true, "base": true, "col": true, "embed": true, "param": true}

// endsBefore are elements that end where another of their kind begins.
var endsBefore = map[string]bool{"p": true, "li": true, "dt": true, "dd": true, "tr": true, "td": true, "th": true}

func (s *soup) start(name string) {
	if top := s.top().name; endsBefore[top] && (top == name || top == "p" && meanings[name] != "" && meanings[name] != newline) {
		s.open = s.open[:len(s.open)-1]
	}
	e := &element{name: name}
	s.add(e)
	if !emptyElements[name] && len(s.open) < deepest {
		s.open = append(s.open, e)
	}
}

// end ends the nearest open element of a name, and those in it. The end of
// inline markup ends no paragraph.
func (s *soup) end(name string) {
	for i := len(s.open) - 1; i > 0; i-- {
		switch {
		case s.open[i].name == name:
			s.open = s.open[:i]
			return
		case meanings[name] == "" && meanings[s.open[i].name] != "":
			return
		}
	}
}
