package webanno

import (
	"fmt"
	"slices"
	"strings"

	"bluepencil/annotate/format/foreign"
)

// outline is what a document says, without its ids. The pairs of files do not
// agree about the names of all layers and features; those are told apart by
// what they hold alone.
func outline(d *foreign.Document) string {
	at := map[string]string{}
	for _, m := range d.Layers[0].Marks {
		covered := d.Text[m.Start():m.End()]
		at[m.ID] = fmt.Sprintf("%d %q", m.End()-len(strings.TrimLeft(covered, " ")), strings.TrimSpace(covered))
	}
	var lines []string
	for _, m := range d.Layers[0].Marks {
		line := at[m.ID] + " " + layerless(m.Label) + values(m.Attributes)
		var links []string
		for _, l := range m.Links {
			links = append(links, " -"+l.Role+values(l.Attributes)+"-> "+at[l.To])
		}
		slices.Sort(links)
		lines = append(lines, line+strings.Join(links, ""))
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

func layerless(label string) string {
	if label == "NamedEntity" || label == "Span" {
		return "span"
	}
	return label
}

func values(list []foreign.Attribute) string {
	var words []string
	for _, a := range list {
		words = append(words, fmt.Sprint(a.Value))
	}
	slices.Sort(words)
	return fmt.Sprint(words)
}
