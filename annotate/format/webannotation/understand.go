package webannotation

import (
	"encoding/json"
	"slices"

	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/jsonrecord"
)

// highlighting is the label of a mark that nobody named.
const highlighting = "highlighting"

// tagsAttribute holds the tags after the first, which is the label.
const tagsAttribute = "tags"

// understand reads label, note and times, as the model or Hypothesis has them.
// What is written here describes attributes in bodies too; ours says that they
// are known already.
func understand(m *foreign.Mark, a jsonrecord.Object, ours bool) {
	motivation := first(jsonrecord.TextsOf(a.Get("motivation")))
	tags := jsonrecord.TextsOf(a.Get("tags"))
	note := a.TextAt("text")
	for _, raw := range listOf(a.Get("body")) {
		value, purposes := bodyOf(raw, motivation)
		switch {
		case value == "":
		case slices.Contains(purposes, "tagging") || slices.Contains(purposes, "classifying"):
			tags = append(tags, value)
		case ours && !slices.Contains(purposes, "commenting"):
		case note == "":
			note = value
		default:
			note += "\n" + value
		}
	}
	m.Note, m.Created = note, readTime(a.TextAt("created"))
	if m.Modified = readTime(a.TextAt("modified")); m.Modified.IsZero() {
		m.Modified = readTime(a.TextAt("updated"))
	}
	if len(tags) == 0 && ours {
		tags = []string{""} // the label is empty
	}
	if len(tags) == 0 {
		tags = []string{motivation}
	}
	if m.Label = tags[0]; m.Label == "" && !ours {
		m.Label = highlighting
	}
	if len(tags) > 1 && !ours {
		m.Attributes = append(m.Attributes, foreign.Attribute{Name: tagsAttribute, Value: tags[1:]})
	}
}

// bodyOf is the text of a body, and what it is for; "" for bodies that are
// addresses of something else.
func bodyOf(raw json.RawMessage, motivation string) (value string, purposes []string) {
	o, ok := jsonrecord.Split(raw)
	if !ok {
		return "", nil
	}
	if purposes = jsonrecord.TextsOf(o.Get("purpose")); len(purposes) == 0 {
		purposes = []string{motivation}
	}
	return o.TextAt("value"), purposes
}

// listOf is an array's elements, or the one value in its place.
func listOf(raw json.RawMessage) [][]byte {
	if list := jsonrecord.Elements(raw); list != nil || raw == nil {
		return list
	}
	return [][]byte{raw}
}

func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}

// personOf is who made an annotation.
func personOf(a jsonrecord.Object) string {
	raw := a.Get("creator")
	if raw == nil {
		raw = a.Get("user") // of Hypothesis
	}
	for _, one := range listOf(raw) {
		if s, ok := jsonrecord.TextOf(one); ok {
			return s
		}
		o, ok := jsonrecord.Split(one)
		if !ok {
			continue
		}
		for _, key := range []string{"nickname", "name", "email", "id"} {
			if s := first(jsonrecord.TextsOf(o.Get(key))); s != "" {
				return s
			}
		}
	}
	return ""
}
