package word

import "strings"

// style is what a document says of a paragraph style.
type style struct {
	name   string // as the program calls it, in any case and with blanks
	parent string // the id of the style it is made from
	level  int    // of a heading, where the style states it; 0 is none
	list   bool
}

// styles are those of a document by their ids.
type styles map[string]style

// names are the styles that programs bring along, without blanks. Word names
// them in English in the file, whatever language it shows.
var names = map[string]kind{
	"title": title, "heading1": firstHeading, "subtitle": subtitle, "caption": caption, "imagecaption": caption,
	"tablecaption": caption, "figure": caption, "illustration": caption, "author": byline, "byline": byline,
}

// longestLine of styles made from each other is followed so far; a damaged
// file may have a circle.
const longestLine = 20

// of gives what a paragraph in a style is, and whether it is an item of a list.
func (s styles) of(id string) (k kind, list bool) {
	for range longestLine {
		st, known := s[id]
		list = list || st.list
		if k == body {
			k = named(id, st)
		}
		if !known || st.parent == "" {
			break
		}
		id = st.parent
	}
	return k, list
}

// blanks are left out of names; OpenDocument writes them as numbers in ids.
var blanks = strings.NewReplacer(" ", "", "_20_", "")

func named(id string, s style) kind {
	for _, name := range []string{s.name, id} {
		name = blanks.Replace(strings.ToLower(name))
		if k, ok := names[name]; ok {
			return k
		}
		if rest, ok := strings.CutPrefix(name, "heading"); ok && len(rest) == 1 && rest[0] >= '2' && rest[0] <= '9' {
			return heading
		}
	}
	return leveled(s.level)
}

// leveled is a heading of a level from 1, or the body.
func leveled(level int) kind {
	switch {
	case level == 1:
		return firstHeading
	case level > 1:
		return heading
	}
	return body
}
