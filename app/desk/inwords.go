package desk

import (
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/text"
)

// wordsTold is how many code points of an annotation's text are told.
const wordsTold = 300

// InWords is the current annotation in words, such as “Quote: “It is late”,
// speaker Ada Lund”; "" where none is current.
func (d *Desk) InWords() string {
	a, ok := d.Current()
	if !ok {
		return ""
	}
	return asSentence(&a, d.open.Marks, d.shownBook)
}

// MarkInWords is the annotation with an id among others in words; "" where it
// is not among them.
func (d *Desk) MarkInWords(id string, marks []annotate.Annotation) string {
	for i := range marks {
		if marks[i].ID.String() == id {
			return asSentence(&marks[i], marks, d.shownBook)
		}
	}
	return ""
}

// asSentence tells what an annotation is, its words and what it is linked to.
func asSentence(a *annotate.Annotation, marks []annotate.Annotation, codebook *annotate.Codebook) string {
	name := string(a.Label)
	if label, ok := codebook.Label(a.Label); ok {
		name = label.Name
	}
	parts := []string{name + ": “" + told(a.Text()) + "”"}
	for _, link := range a.Links {
		for i := range marks {
			if marks[i].ID != link.To || link.ToEntity {
				continue
			}
			role := string(link.Role)
			if r, ok := codebook.Role(link.Role); ok {
				role = r.Name
			}
			parts = append(parts, strings.ToLower(role)+" "+told(marks[i].Text()))
		}
	}
	if a.Question {
		parts = append(parts, "with a question")
	}
	return strings.Join(parts, ", ")
}

// told is words on one line, cut where they are many. Quotation marks of their
// own would stand twice.
func told(s string) string {
	s = text.Shorten(text.OneLine(s), wordsTold)
	return strings.TrimSuffix(strings.TrimPrefix(s, "“"), "”")
}
