package annotate

// Mark drafts a new annotation in the person's own layer. The spans must be
// normalised; the id is given by the caller so that the screen can paint the
// annotation before the store has it.
func Mark(person, article, id ID, label LabelID, spans []Span, origin Origin) Draft {
	d := Draft{Person: person, Action: "mark " + string(label), Article: article}
	d.AddAnnotation(AnnotationRef(article, person, id), label, spans, origin)
	return d
}

// AddAnnotation adds the making of an annotation to the draft.
func (d *Draft) AddAnnotation(ref Ref, label LabelID, spans []Span, origin Origin) {
	d.Set(ref, FieldLabel, label)
	d.Set(ref, FieldSpans, spans)
	d.Set(ref, FieldOrigin, origin)
	if !d.Batch.IsZero() {
		d.Set(ref, fieldBatch, d.Batch)
	}
	d.Set(ref, FieldDeleted, false)
}

func act(action string, ref Ref) Draft {
	return Draft{Person: ref.Owner, Action: action, Article: ref.Article}
}

// DeleteAnnotation drafts putting an annotation into the bin.
func DeleteAnnotation(ref Ref) Draft {
	d := act("delete annotation", ref)
	d.Set(ref, FieldDeleted, true)
	return d
}

// RestoreAnnotation drafts taking an annotation out of the bin.
func RestoreAnnotation(ref Ref) Draft {
	d := act("restore annotation", ref)
	d.Set(ref, FieldDeleted, false)
	return d
}

// Relabel drafts another label for an annotation.
func Relabel(ref Ref, label LabelID) Draft {
	d := act("change label to "+string(label), ref)
	d.Set(ref, FieldLabel, label)
	return d
}

// SetSpans drafts new spans for an annotation: a moved boundary, one more
// piece, one piece less. The action says which.
func SetSpans(ref Ref, action string, spans []Span) Draft {
	d := act(action, ref)
	d.Set(ref, FieldSpans, spans)
	return d
}

// SetAttribute drafts an attribute's value; nil clears it.
func SetAttribute(ref Ref, attribute AttributeID, value AttributeValue) Draft {
	d := act("set "+string(attribute), ref)
	if value == nil {
		d.Unset(ref, FieldAttr+string(attribute))
	} else {
		d.Set(ref, FieldAttr+string(attribute), value)
	}
	return d
}

// AddLink drafts a link from the annotation; link.ID must be fresh.
func AddLink(ref Ref, link Link) Draft {
	d := act("add "+string(link.Role), ref)
	d.Set(ref, FieldLink+link.ID.String(), link)
	return d
}

// RemoveLink drafts the removal of a link.
func RemoveLink(ref Ref, link Link) Draft {
	d := act("remove "+string(link.Role), ref)
	d.Unset(ref, FieldLink+link.ID.String())
	return d
}

// SetEntity drafts which entry of the register the annotation mentions; the
// zero ID clears it.
func SetEntity(ref Ref, entity ID) Draft {
	d := act("set entity", ref)
	if entity.IsZero() {
		d.Unset(ref, FieldEntity)
	} else {
		d.Set(ref, FieldEntity, entity)
	}
	return d
}

// SetNote drafts an annotation's note; an empty one clears it.
func SetNote(ref Ref, note string) Draft {
	d := act("set note", ref)
	if note == "" {
		d.Unset(ref, FieldNote)
	} else {
		d.Set(ref, FieldNote, note)
	}
	return d
}

// SetQuestion drafts the question flag: "I am not sure of this one".
func SetQuestion(ref Ref, flag bool) Draft {
	d := act("set question flag", ref)
	if flag {
		d.Set(ref, FieldQuestion, true)
	} else {
		d.Unset(ref, FieldQuestion)
	}
	return d
}

// AddWhole adds the making of an annotation with all it has, for bulk work:
// attributes, links, entity, note and question flag.
func (d *Draft) AddWhole(ref Ref, a *Annotation) {
	d.AddAnnotation(ref, a.Label, a.Spans, a.Origin)
	for id, value := range a.Attributes {
		d.Set(ref, FieldAttr+string(id), value)
	}
	for _, link := range a.Links {
		d.Set(ref, FieldLink+link.ID.String(), link)
	}
	if !a.Entity.IsZero() {
		d.Set(ref, FieldEntity, a.Entity)
	}
	if a.Note != "" {
		d.Set(ref, FieldNote, a.Note)
	}
	if a.Question {
		d.Set(ref, FieldQuestion, true)
	}
}
