package labelstudio

import (
	"cmp"

	"bluepencil/annotate/format/jsonrecord"
)

// resultOut is a result that is to be written.
type resultOut struct {
	ID     string
	Form   form
	Value  jsonrecord.Object
	labels []string // of a region
	Origin string
	Score  *float64
	Meta   jsonrecord.Object
	Extra  jsonrecord.Object
}

// MarshalJSON puts the keys in the order of Label Studio's own files.
func (r *resultOut) MarshalJSON() ([]byte, error) {
	value := append(jsonrecord.Object{}, r.Value...)
	var err error
	if r.labels != nil {
		err = value.SetValue(r.Form.Type, r.labels)
	}
	o := jsonrecord.Object{}
	err = cmp.Or(err, o.SetValue("id", r.ID), o.SetValue("from_name", r.Form.From), o.SetValue("to_name", r.Form.To), o.SetValue("type", r.Form.Type), o.SetValue("value", value))
	if r.Origin != "" {
		err = cmp.Or(err, o.SetValue("origin", r.Origin))
	}
	if r.Score != nil {
		err = cmp.Or(err, o.SetValue("score", r.Score))
	}
	if len(r.Meta) > 0 {
		err = cmp.Or(err, o.SetValue("meta", r.Meta))
	}
	if err != nil {
		return nil, err
	}
	return append(o, r.Extra...).MarshalJSON()
}
