package intake

import (
	"errors"
	"fmt"
	"slices"

	"bluepencil/annotate"
	"bluepencil/annotate/text"
)

// fitting gives those of an article's incoming annotations that the codebook
// and the register allow, and says what was left out. Links to what is not
// there are left out too.
func (t *taking) fitting(list []annotate.Annotation, whole string) ([]annotate.Annotation, error) {
	codebook, err := t.p.Codebook()
	if err != nil {
		return nil, errProject{err}
	}
	labels := make(map[annotate.ID]annotate.LabelID, len(list))
	for i := range list {
		if _, ok := codebook.Label(list[i].Label); ok {
			labels[list[i].ID] = list[i].Label
		}
	}
	around := annotate.Surroundings{
		Text:   whole,
		Target: func(id annotate.ID) (annotate.LabelID, bool) { label, ok := labels[id]; return label, ok },
		Entity: func(id annotate.ID) bool { return t.lines.entities[id] },
	}
	var refused []error
	list = slices.DeleteFunc(slices.Clone(list), func(a annotate.Annotation) bool {
		err := codebook.Check(&a, around)
		if err != nil {
			refused = append(refused, fmt.Errorf("%s %q: %w", a.Label, text.Shorten(a.Text(), 40), err))
			delete(labels, a.ID)
		}
		return err != nil
	})
	lost := 0
	for i := range list {
		before := len(list[i].Links)
		list[i].Links = slices.DeleteFunc(slices.Clone(list[i].Links), func(l annotate.Link) bool {
			_, there := labels[l.To]
			return !l.ToEntity && !there
		})
		lost += before - len(list[i].Links)
	}
	if lost > 0 {
		refused = append(refused, fmt.Errorf("%w: %s to annotations that are not there", annotate.ErrInvalid, text.Count(lost, "link")))
	}
	return list, summary(refused)
}

// summary is one error for many: the first few in full, the rest by number.
func summary(list []error) error {
	const most = 3
	if len(list) > most {
		list = append(list[:most:most], fmt.Errorf("and %d more like these", len(list)-most))
	}
	if len(list) == 0 {
		return nil
	}
	return fmt.Errorf("left out: %w", errors.Join(list...))
}
