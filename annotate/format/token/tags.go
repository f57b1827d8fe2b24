package token

import "strings"

// Outside is the tag of what has no label.
const Outside = "O"

// Run is a label on several tokens, from the first to one past the last.
type Run struct {
	From, To int
	Label    string
}

// Runs reads tags, in any of the schemes in use: IOB1, IOB2, IOBES, BILOU, and
// labels alone.
func Runs(tags []string) (list []Run) {
	open := false
	for i, tag := range tags {
		kind, label, split := strings.Cut(tag, "-")
		if tag == Outside || tag == "" || tag == "-" {
			open = false
			continue
		}
		if !split || !strings.Contains("BIESLU", kind) || len(kind) != 1 {
			kind, label = "I", tag
		}
		goes := open && len(list) > 0 && list[len(list)-1].Label == label && strings.Contains("IEL", kind)
		if goes {
			list[len(list)-1].To = i + 1
		} else {
			list = append(list, Run{i, i + 1, label})
		}
		open = strings.Contains("BI", kind)
	}
	return list
}
