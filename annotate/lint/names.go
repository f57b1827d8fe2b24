package lint

import (
	"bluepencil/annotate"
)

func findLabelDiffers(r *reading) {
	usage, where := r.Elsewhere, "in the project"
	if usage == nil {
		usage, where = NewSurvey(r.Codebook), "in the article"
		usage.Add(r.Person, r.marks)
	}
	r.of(annotate.GroupEntity, func(m *annotate.Annotation) {
		if label, times, differs := usage.usual(r.Person, m); differs {
			r.about(m, nil, "%s is marked as %s here and %d times as %s %s.", few(m.Text()), r.labelName(m.Label), times, r.labelName(label), where)
		}
	})
}

func findEntityTypes(r *reading) {
	types, names := map[annotate.ID]annotate.LabelID{}, map[annotate.ID]string{}
	for _, e := range r.Entities {
		names[e.ID] = e.Name
		if _, ok := r.labels[annotate.LabelID(e.Type)]; ok {
			types[e.ID] = annotate.LabelID(e.Type)
		}
	}
	usage := r.Elsewhere
	if usage == nil {
		usage = NewSurvey(r.Codebook)
		usage.Add(r.Person, r.marks)
	}
	r.of(annotate.GroupEntity, func(m *annotate.Annotation) {
		if m.Entity.IsZero() {
			return
		}
		if want, ok := types[m.Entity]; ok {
			if want != m.Label {
				r.about(m, nil, "%s is marked as %s, and the register has %s as %s.", few(m.Text()), r.labelName(m.Label), few(names[m.Entity]), r.labelName(want))
			}
			return
		}
		if label, times, differs := usage.usualOfEntity(m); differs {
			r.about(m, nil, "%s is marked as %s here, and the same entry of the register %d times as %s.", few(m.Text()), r.labelName(m.Label), times, r.labelName(label))
		}
	})
}
