package intake

import (
	"bluepencil/annotate"
	"bluepencil/annotate/format"
	"bluepencil/storage"
)

// intoLayerOf is the import into a person's layer; into the adjudicated one, it
// is of whoever imports.
func (t *taking) intoLayerOf(person annotate.ID) (*storage.Import, error) {
	if into := t.lines.into[person]; into != nil {
		return into, nil
	}
	signer := person
	if person == annotate.GoldLayer {
		signer = t.person
	}
	into, err := t.p.StartImport(signer, "import annotations")
	if err != nil {
		return nil, errProject{err}
	}
	if person == annotate.GoldLayer {
		into.IntoGold()
	}
	t.lines.into[person] = into
	return into, nil
}

// decisions takes in what was decided about an article and is not known here,
// and by which rule its adjudicated layer was merged.
func (t *taking) decisions(where string, article annotate.ID, in *format.Incoming) error {
	if in.Rule != "" {
		t.lines.rules[article] = in.Rule
	}
	var list []annotate.Decision
	for i := range in.Decisions {
		d, err := t.decision(&in.Decisions[i])
		if err != nil {
			t.fail(where, err)
			continue
		}
		d.Article = article
		there, err := t.p.Object(annotate.DecisionRef(article, d.ID))
		if err != nil {
			return errProject{err}
		}
		if there.Value(annotate.FieldDeleted) == nil {
			list = append(list, d)
		}
	}
	if len(list) == 0 {
		return nil
	}
	into, err := t.intoLayerOf(annotate.GoldLayer)
	if err != nil {
		return err
	}
	if err := into.AddDecisions(article, list); err != nil {
		return errProject{err}
	}
	return nil
}

// decision puts people in the place of handles.
func (t *taking) decision(in *format.IncomingDecision) (d annotate.Decision, err error) {
	d = in.Decision
	if d.Person, err = t.personOf(in.By); err != nil {
		return d, err
	}
	if in.PickedOf != "" {
		if d.Picked, err = t.personOf(in.PickedOf); err != nil {
			return d, err
		}
	}
	for _, handle := range in.Compared {
		person, err := t.personOf(handle)
		if err != nil {
			return d, err
		}
		d.People = append(d.People, person)
	}
	for i, handle := range in.OptionsOf {
		if d.Options[i].Person, err = t.personOf(handle); err != nil {
			return d, err
		}
	}
	return d, nil
}
