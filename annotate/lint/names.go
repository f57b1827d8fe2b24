package lint

import "bluepencil/annotate"

// usage is how names are labelled: in the project, or else in the article.
func (r *reading) usage() (survey *Survey, where string) {
	if r.Elsewhere != nil {
		return r.Elsewhere, "in the project"
	}
	survey = NewSurvey(r.Codebook, r.Register)
	survey.Add(r.Person, r.marks)
	return survey, "in the article"
}

func findLabelDiffers(r *reading) {
	usage, where := r.usage()
	r.of(annotate.GroupEntity, func(m *annotate.Annotation) {
		if label, times, differs := usage.usual(r.Person, m); differs {
			r.about(m, nil, "%s is marked as %s here and %d times as %s %s.", few(m.Text()), r.labelName(m.Label), times, r.labelName(label), where)
		}
	})
}

func findEntityTypes(r *reading) {
	usage, where := r.usage()
	r.of(annotate.GroupEntity, func(m *annotate.Annotation) {
		if m.Entity.IsZero() {
			return
		}
		entry, _ := r.Register.Entry(m.Entity)
		want := annotate.LabelID(entry.Type)
		for _, member := range entry.Members {
			if member.Type != "" && member.Type != entry.Type {
				r.about(m, nil, "%s is merged of entries of two types, %s and %s.", few(entry.Name), r.labelName(want), r.labelName(annotate.LabelID(member.Type)))
				return
			}
		}
		if _, ok := r.labels[want]; ok {
			if want != m.Label {
				r.about(m, nil, "%s is marked as %s, and the register has %s as %s.", few(m.Text()), r.labelName(m.Label), few(entry.Name), r.labelName(want))
			}
			return
		}
		if label, times, differs := usage.usualOfEntity(m); differs {
			r.about(m, nil, "%s is marked as %s here, and the same entry of the register %d times as %s %s.", few(m.Text()), r.labelName(m.Label), times, r.labelName(label), where)
		}
	})
}
