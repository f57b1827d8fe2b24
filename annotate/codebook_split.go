package annotate

import (
	"slices"
	"strings"
)

// Split says which annotations of a label get another one, when a label is
// split. What is set must hold together; with nothing set all of them do.
type Split struct {
	From, Into LabelID
	Attribute  AttributeID // whose value is to be
	Value      ValueID     // this one
	Texts      []string    // their words are among these, in any case
	Articles   []ID        // they lie in one of these
}

// Takes tells whether an annotation, as it is read, gets the new label.
func (s *Split) Takes(a *Annotation) bool {
	if a.Label != s.From {
		return false
	}
	if len(s.Articles) > 0 && !slices.Contains(s.Articles, a.Article) {
		return false
	}
	words := strings.Join(strings.Fields(a.Text()), " ")
	if len(s.Texts) > 0 && !slices.ContainsFunc(s.Texts, func(t string) bool { return strings.EqualFold(strings.Join(strings.Fields(t), " "), words) }) {
		return false
	}
	return s.Attribute == "" || holdsValue(a.Attributes[s.Attribute], string(s.Value))
}

func holdsValue(value AttributeValue, wanted string) bool {
	switch v := value.(type) {
	case string:
		return v == wanted
	case []string:
		return slices.Contains(v, wanted)
	case bool:
		return v && wanted == "true" || !v && wanted == "false"
	}
	return false
}
