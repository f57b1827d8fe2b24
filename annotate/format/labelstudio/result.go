package labelstudio

import (
	"cmp"

	"bluepencil/annotate/format/jsontree"
)

// resultOut is a result that is to be written.
type resultOut struct {
	ID     string
	Form   form
	Value  jsontree.Object
	labels []string // of a region
	Origin string
	Score  *float64
	Meta   jsontree.Object
	Extra  jsontree.Object
}

// MarshalJSON puts the keys in the order of Label Studio's own files.
func (r *resultOut) MarshalJSON() ([]byte, error) {
	value := append(jsontree.Object{}, r.Value...)
	var err error
	if r.labels != nil {
		err = value.Set(r.Form.Type, r.labels)
	}
	o := jsontree.Object{}
	err = cmp.Or(err, o.Set("id", r.ID), o.Set("from_name", r.Form.From), o.Set("to_name", r.Form.To), o.Set("type", r.Form.Type), o.Set("value", value))
	if r.Origin != "" {
		err = cmp.Or(err, o.Set("origin", r.Origin))
	}
	if r.Score != nil {
		err = cmp.Or(err, o.Set("score", r.Score))
	}
	if len(r.Meta) > 0 {
		err = cmp.Or(err, o.Set("meta", r.Meta))
	}
	if err != nil {
		return nil, err
	}
	return append(o, r.Extra...).MarshalJSON()
}
