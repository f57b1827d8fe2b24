package doccano

import (
	"strconv"

	"bluepencil/annotate/format/extra"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/jsonrecord"
	"bluepencil/annotate/text"
)

// items gives the stretches of all marks, in the order of the file.
func (e *encoding) items() (list [][]byte, err error) {
	for _, i := range e.order() {
		for n := range e.shown[i].Keys {
			raw, err := e.item(&e.layer.Marks[i], &e.shown[i], n)
			if err != nil {
				return nil, err
			}
			list = append(list, raw)
		}
	}
	return list, nil
}

func (e *encoding) item(m *foreign.Mark, shown *extra.Shown, n int) ([]byte, error) {
	start, end, err := e.place(shown.Spans[n])
	if err != nil {
		return nil, err
	}
	label, err := e.Style.Text(m.Label)
	if err != nil {
		return nil, err
	}
	template, known := jsonrecord.Object{}, false
	if n == 0 {
		template, known = e.Marks.Get(m.ID)
	}
	if known && !template.Has("label") || !known && e.listed() {
		list := [][]byte{start, end, label}
		if more, ok := template.List(tail); ok {
			list = append(list, more...)
		}
		return e.Style.List(list), nil
	}
	if !template.Has("id") && shown.Keys[n][0] != 's' {
		template.Set("id", []byte(shown.Keys[n]))
	}
	template.Set("start_offset", start)
	template.Set("end_offset", end)
	template.Set("label", label)
	return e.Style.Object(template)
}

// place gives a stretch in the unit of the file.
func (e *encoding) place(r text.Range) (start, end []byte, err error) {
	from, err := e.offsets.ToUnit(e.unit, r.Start)
	if err != nil {
		return nil, nil, err
	}
	to, err := e.offsets.ToUnit(e.unit, r.End)
	if err != nil {
		return nil, nil, err
	}
	return strconv.AppendInt(nil, int64(from), 10), strconv.AppendInt(nil, int64(to), 10), nil
}

// id is how a key was written in the file.
func (e *encoding) id(key string) []byte {
	if template, ok := e.Marks.Get(key); ok && template.Has("id") {
		return template.Raw("id")
	}
	return []byte(key)
}

// linkItems gives the links between marks: those of the file as they stood there
// and in its order, then the others.
func (e *encoding) linkItems() (list [][]byte, err error) {
	keys := map[string]string{} // of a mark's first stretch, by the mark
	for i := range e.layer.Marks {
		keys[e.layer.Marks[i].ID] = e.shown[i].Keys[0]
	}
	var named []string
	var objects []jsonrecord.Object
	seen := map[string]int{}
	for i := range e.layer.Marks {
		for _, l := range e.layer.Marks[i].Links {
			to, ok := keys[l.To]
			if l.ToEntity || !ok {
				continue
			}
			from := e.shown[i].Keys[0]
			plain := jsonrecord.LinkKey(from, to, l.Role, 0)
			name := jsonrecord.LinkKey(from, to, l.Role, seen[plain])
			seen[plain]++
			o, known := e.Links.Get(name)
			if !known {
				o = jsonrecord.Object{{Key: "from_id", Raw: e.id(from)}, {Key: "to_id", Raw: e.id(to)}}
				if err := o.SetText("type", l.Role, e.Style); err != nil {
					return nil, err
				}
			}
			named, objects = append(named, name), append(objects, o)
		}
	}
	for _, i := range e.Links.Order(len(objects), func(i int) string { return named[i] }) {
		raw, err := e.Style.Object(objects[i])
		if err != nil {
			return nil, err
		}
		list = append(list, raw)
	}
	return list, nil
}
