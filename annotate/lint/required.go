package lint

import (
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/text"
)

func findMissingAttributes(r *reading) {
	r.gaps(func(m *annotate.Annotation, gap annotate.Gap) {
		if gap.Attribute != "" {
			r.about(m, nil, "%s needs “%s” to be filled in.", few(m.Spans[0].Text), gap.Name)
		}
	})
}

func findMissingLinks(r *reading) {
	r.gaps(func(m *annotate.Annotation, gap annotate.Gap) {
		switch {
		case gap.Role == "" || gap.Role == speakerRole && r.group(m) == annotate.GroupQuote:
		case gap.Role == cueRole && r.Settings.Profile == ProfilePolnear: // which has a rule of its own
		default:
			r.about(m, nil, "%s has no %s.", few(m.Spans[0].Text), gap.Name)
		}
	})
}

func (r *reading) gaps(visit func(*annotate.Annotation, annotate.Gap)) {
	for i := range r.marks {
		for _, gap := range r.Codebook.Missing(&r.marks[i]) {
			visit(&r.marks[i], gap)
		}
	}
}

func findMissingFields(r *reading) {
	for _, field := range r.Codebook.Document {
		if field.Required && strings.TrimSpace(r.Meta[field.ID]) == "" {
			r.report(text.Range{}, nil, nil, "The article has no %s.", strings.ToLower(field.Name))
		}
	}
}
