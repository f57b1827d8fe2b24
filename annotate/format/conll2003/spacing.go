package conll2003

import (
	"strings"

	"bluepencil/annotate/format/token"
	"bluepencil/annotate/text"
)

const (
	before = "SpacesBefore="
	after  = "SpacesAfter="
	none   = "SpaceAfter=No"
	usual  = "_"
)

// spacing tells of the white space around a token where it is not that of the rule.
func spacing(whole string, tokens []text.Range, i int, last bool) string {
	var parts []string
	if i == 0 && tokens[0].Start > 0 {
		parts = append(parts, before+token.EscapeSpaces(whole[:tokens[0].Start]))
	}
	end, rule := len(whole), " "
	switch {
	case i+1 == len(tokens):
		rule = ""
	case last:
		rule = "\n"
	}
	if i+1 < len(tokens) {
		end = tokens[i+1].Start
	}
	switch gap := whole[tokens[i].End:end]; {
	case gap == rule:
	case gap == "":
		parts = append(parts, none)
	default:
		parts = append(parts, after+token.EscapeSpaces(gap))
	}
	if len(parts) == 0 {
		return usual
	}
	return strings.Join(parts, "|")
}

// spaces reads what spacing writes; ok is false for a part of speech.
func spaces(column string) (left, right string, stated, ok bool) {
	for part := range strings.SplitSeq(column, "|") {
		switch {
		case part == none:
			right, stated = "", true
		case strings.HasPrefix(part, after):
			if right, ok = token.UnescapeSpaces(part[len(after):]); !ok {
				return "", "", false, false
			}
			stated = true
		case strings.HasPrefix(part, before):
			if left, ok = token.UnescapeSpaces(part[len(before):]); !ok {
				return "", "", false, false
			}
		default:
			return "", "", false, false
		}
	}
	return left, right, stated, true
}
