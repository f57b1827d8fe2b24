package labelstudio

import (
	"bytes"
	"encoding/xml"
	"strconv"
	"strings"

	"bluepencil/annotate"
)

// tag is an element of the configuration.
type tag struct {
	name       string
	attributes [][2]string
	children   []tag
}

func element(name string, attributes ...[2]string) tag {
	return tag{name: name, attributes: attributes}
}

// with gives the element children.
func (t tag) with(children ...tag) tag {
	t.children = append(t.children, children...)
	return t
}

// write appends the element, indented.
func (t *tag) write(b *bytes.Buffer, indent string) {
	b.WriteString(indent + "<" + t.name)
	for _, a := range t.attributes {
		b.WriteString(" " + a[0] + `="`)
		// A buffer takes everything.
		_ = xml.EscapeText(b, []byte(a[1]))
		b.WriteString(`"`)
	}
	if len(t.children) == 0 {
		b.WriteString("/>\n")
		return
	}
	b.WriteString(">\n")
	for i := range t.children {
		t.children[i].write(b, indent+"  ")
	}
	b.WriteString(indent + "</" + t.name + ">\n")
}

// configuration is the labelling configuration for a codebook, and labels that
// are not in it. Labels and choices are stored by their ids and shown by their
// names. Parts that are retired stay, because what was marked has them.
func configuration(cb *annotate.Codebook, more []string) []byte {
	view := element("View")
	if len(cb.Roles) > 0 {
		relations := element("Relations")
		for _, r := range cb.Roles {
			relations = relations.with(element("Relation", [2]string{"value", string(r.ID)}))
		}
		view = view.with(relations)
	}
	labels := element("Labels", [2]string{"name", labelControl}, [2]string{"toName", textObject})
	for _, l := range cb.Labels {
		labels = labels.with(named("Label", l.Name, string(l.ID), [2]string{"background", l.Colour}))
	}
	for _, label := range more {
		labels = labels.with(element("Label", [2]string{"value", label}))
	}
	view = view.with(labels, element("Text", [2]string{"name", textObject}, [2]string{"value", "$" + textObject}, [2]string{"granularity", "symbol"}))
	for i := range cb.Attributes {
		a := &cb.Attributes[i]
		if asked := labelsThatAsk(cb, a.ID); len(asked) > 0 {
			view = view.with(perRegion(a, asked))
		}
	}
	for _, f := range cb.Document {
		if f.Type == annotate.TypeEnum {
			view = view.with(element("View").with(header(f.Name), choices(fieldControl(f.ID), "single", f.Choices)))
		}
	}
	var b bytes.Buffer
	view.write(&b, "")
	return b.Bytes()
}

// named is an element that is shown by a name and stored by an id.
func named(kind, name, id string, more ...[2]string) tag {
	attributes := [][2]string{{"value", name}}
	if name != id {
		attributes = append(attributes, [2]string{"alias", id})
	}
	return element(kind, append(attributes, more...)...)
}

// labelsThatAsk are the labels that have an attribute.
func labelsThatAsk(cb *annotate.Codebook, id annotate.AttributeID) (list []annotate.LabelID) {
	for _, l := range cb.Labels {
		for _, a := range l.Attributes {
			if a == id {
				list = append(list, l.ID)
			}
		}
	}
	return list
}

func header(name string) tag {
	return element("Header", [2]string{"value", name}, [2]string{"size", "5"})
}

func choices(name, choice string, list []annotate.Choice, more ...[2]string) tag {
	t := element("Choices", append([][2]string{{"name", name}, {"toName", textObject}, {"choice", choice}}, more...)...)
	for _, c := range list {
		t = t.with(named("Choice", c.Name, string(c.ID)))
	}
	return t
}

// perRegion asks for an attribute of the region that is chosen, if its label has it.
func perRegion(a *annotate.Attribute, asked []annotate.LabelID) tag {
	names := make([]string, 0, len(asked))
	for _, l := range asked {
		names = append(names, string(l))
	}
	view := element("View", [2]string{"visibleWhen", "region-selected"}, [2]string{"whenTagName", labelControl}, [2]string{"whenLabelValue", strings.Join(names, ",")})
	return view.with(header(a.Name), question(a))
}

// question is the control tag for an attribute.
func question(a *annotate.Attribute) tag {
	name, region := attributeControl(string(a.ID)), [2]string{"perRegion", "true"}
	switch a.Type {
	case annotate.TypeEnum:
		return choices(name, "single", a.Choices, region)
	case annotate.TypeFlags:
		return choices(name, "multiple", a.Choices, region)
	case annotate.TypeBoolean:
		return choices(name, "single", []annotate.Choice{{ID: yes, Name: yes}, {ID: no, Name: no}}, region)
	case annotate.TypeNumber, annotate.TypeScale:
		t := element("Number", [2]string{"name", name}, [2]string{"toName", textObject}, region)
		if a.Type == annotate.TypeScale {
			t.attributes = append(t.attributes, [2]string{"min", decimal(a.Min)}, [2]string{"max", decimal(a.Max)})
		}
		return t
	}
	return element("TextArea", [2]string{"name", name}, [2]string{"toName", textObject}, region, [2]string{"maxSubmissions", "1"})
}

func decimal(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }
