package word

import (
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/source/compose"
)

// before is how many paragraphs, such as a kicker and a date, may stand before
// a heading that is the headline. Later ones head a section.
const before = 2

// story puts paragraphs together to an article.
type story struct {
	compose.Builder
	items    []string // of a list under way
	added    int
	headline bool
	dek      bool
}

func (s *story) add(ps []paragraph) {
	for _, p := range ps {
		if strings.TrimSpace(p.text) == "" {
			continue
		}
		if p.list && p.kind == body {
			s.items = append(s.items, strings.TrimSpace(p.text))
			continue
		}
		s.endList()
		s.Add(s.part(p.kind), p.text)
		s.added++
	}
	s.endList()
}

// endList adds the items as the lines of one paragraph.
func (s *story) endList() {
	if len(s.items) > 0 {
		s.Add("", strings.Join(s.items, "\n"))
		s.items = nil
		s.added++
	}
}

// part is the structure label of a paragraph. There is one headline and one dek.
func (s *story) part(k kind) string {
	switch k {
	case title, firstHeading:
		if !s.headline && (k == title || s.added <= before) {
			s.headline = true
			return annotate.PartHeadline
		}
		return annotate.PartSubhead
	case heading:
		return annotate.PartSubhead
	case subtitle:
		if s.dek {
			return annotate.PartSubhead
		}
		s.dek = true
		return annotate.PartDek
	case caption:
		return annotate.PartCaption
	case byline:
		return annotate.PartByline
	}
	return ""
}
