package labelstudio

import (
	"slices"
	"strings"

	"bluepencil/annotate"
)

// The names of the fixed tags of the configuration.
const (
	labelControl = "label"
	textObject   = "text"
)

// The types of results, which are the names of the control tags in small letters.
const (
	typeLabels   = "labels"
	typeChoices  = "choices"
	typeTextarea = "textarea"
	typeNumber   = "number"
	typeRating   = "rating"
	typeDatetime = "datetime"
	typeTaxonomy = "taxonomy"
	typeRelation = "relation"
)

// The choices of a question that is answered with yes or no.
const (
	yes = "yes"
	no  = "no"
)

// control says what a control tag asks.
type control struct {
	Attribute string                 `json:"attribute,omitempty"`
	Field     string                 `json:"field,omitempty"` // of the article
	As        annotate.AttributeType `json:"as"`
	choices   []string               // what may be chosen; nil: anything
}

// controls are those that the codebook makes, by their names in the
// configuration: for attributes of labels, and for document fields with choices.
func controls(cb *annotate.Codebook) map[string]control {
	made := map[string]control{}
	if cb == nil {
		return made
	}
	for _, a := range cb.Attributes {
		if len(labelsThatAsk(cb, a.ID)) == 0 {
			continue // nothing asks for it; links may have it
		}
		made[attributeControl(string(a.ID))] = control{Attribute: string(a.ID), As: a.Type, choices: choiceIDs(a.Choices)}
	}
	for _, f := range cb.Document {
		if f.Type == annotate.TypeEnum {
			made[fieldControl(f.ID)] = control{Field: f.ID, As: f.Type, choices: choiceIDs(f.Choices)}
		}
	}
	return made
}

func choiceIDs(list []annotate.Choice) []string {
	ids := make([]string, 0, len(list))
	for _, c := range list {
		ids = append(ids, string(c.ID))
	}
	return ids
}

// attributeControl is the name of the control that asks for an attribute.
func attributeControl(attribute string) string {
	if attribute == labelControl || attribute == textObject || strings.HasPrefix(attribute, "answer-") || strings.HasPrefix(attribute, "article-") {
		return "answer-" + attribute
	}
	return attribute
}

func fieldControl(field string) string { return "article-" + field }

// answer gives the type of result and its value for an attribute, where the
// control can hold exactly that.
func (c *control) answer(value any) (kind string, content any, ok bool) {
	switch v := value.(type) {
	case string:
		switch c.As {
		case annotate.TypeEnum:
			return typeChoices, []string{v}, slices.Contains(c.choices, v)
		case annotate.TypeText, annotate.TypeDate:
			return typeTextarea, []string{v}, v != ""
		}
	case []string:
		known := !slices.ContainsFunc(v, func(s string) bool { return !slices.Contains(c.choices, s) })
		return typeChoices, v, c.As == annotate.TypeFlags && known && len(v) > 0
	case float64:
		return typeNumber, v, c.As == annotate.TypeNumber || c.As == annotate.TypeScale
	case bool:
		if v {
			return typeChoices, []string{yes}, c.As == annotate.TypeBoolean
		}
		return typeChoices, []string{no}, c.As == annotate.TypeBoolean
	}
	return "", nil, false
}

// foreignAnswer is the same for a control of another configuration, of which
// only the type of its results is known.
func foreignAnswer(kind string, value any) (content any, ok bool) {
	switch v := value.(type) {
	case string:
		switch kind {
		case typeDatetime:
			return v, true
		case typeChoices, typeTextarea:
			return []string{v}, true
		}
	case []string:
		switch kind {
		case typeChoices, typeTextarea:
			return v, true
		case typeTaxonomy:
			return paths(v), true
		}
	case float64:
		return v, kind == typeNumber || kind == typeRating
	}
	return nil, false
}

// step stands between the steps of a way through a taxonomy.
const step = " / "

func paths(list []string) [][]string {
	out := make([][]string, 0, len(list))
	for _, s := range list {
		out = append(out, strings.Split(s, step))
	}
	return out
}

// value is what a result says, as an attribute has it: by the control where it
// is known, else by what is there.
func (c *control) value(r *result) (any, bool) {
	raw := r.value.Get(r.kind)
	if r.kind == typeTextarea {
		raw = r.value.Get("text")
	}
	switch r.kind {
	case typeNumber, typeRating:
		return number(raw)
	case typeDatetime, typeChoices, typeTextarea:
		return c.text(texts(raw))
	case typeTaxonomy:
		return ways(raw)
	}
	return nil, false
}

func (c *control) text(list []string) (any, bool) {
	switch {
	case c.As == annotate.TypeFlags:
		return list, true
	case len(list) == 0:
		return nil, false
	case c.As == annotate.TypeBoolean && (list[0] == yes || list[0] == no):
		return list[0] == yes, true
	case len(list) == 1:
		return list[0], true
	case c.As == annotate.TypeText:
		return strings.Join(list, "\n"), true
	}
	return list, true
}

// controlOf finds the control that a result is of; a name that is not known
// stands for an attribute of that name.
func controlOf(known map[string]control, name string) control {
	if c, ok := known[name]; ok {
		return c
	}
	return control{Attribute: name}
}
