package labelstudio

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
)

// importFaults holds a file of tasks against the rules of Label Studio's
// importer: what fails there, and what it would drop or take for something else.
func importFaults(tasks, config []byte, strict bool) []string {
	c := importer{strict: strict, controls: map[string]string{}, objects: map[string]string{}, values: map[string]map[string]bool{}}
	if err := c.configure(config); err != nil {
		return []string{"configuration: " + err.Error()}
	}
	var list []map[string]any
	if err := json.Unmarshal(tasks, &list); err != nil {
		return []string{"not an array of tasks: " + err.Error()}
	}
	for n, task := range list {
		c.task(fmt.Sprintf("task %d", n), task)
	}
	return c.faults
}

type importer struct {
	controls map[string]string          // types by name
	objects  map[string]string          // data keys by name
	values   map[string]map[string]bool // what may be chosen, by control
	strict   bool                       // every result must be of a control that is there
	faults   []string
}

func (c *importer) fault(format string, args ...any) {
	c.faults = append(c.faults, fmt.Sprintf(format, args...))
}

// configure reads the tags that matter to an import.
func (c *importer) configure(config []byte) error {
	d := xml.NewDecoder(bytes.NewReader(config))
	control := ""
	for {
		token, err := d.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		a := map[string]string{}
		for _, attr := range start.Attr {
			a[attr.Name.Local] = attr.Value
		}
		switch {
		case strings.HasPrefix(a["value"], "$"):
			c.objects[a["name"]] = a["value"][1:]
		case a["toName"] != "":
			if c.controls[a["name"]] != "" {
				c.fault("two controls are called %s", a["name"])
			}
			control = a["name"]
			c.controls[control], c.values[control] = strings.ToLower(start.Name.Local), map[string]bool{}
		case start.Name.Local == "Label" || start.Name.Local == "Choice":
			value := a["alias"]
			if value == "" {
				value = a["value"]
			}
			c.values[control][value] = true
		}
	}
}

func (c *importer) task(at string, task map[string]any) {
	data, ok := task["data"].(map[string]any)
	if !ok {
		c.fault("%s: without data", at)
		return
	}
	for object, key := range c.objects {
		switch data[key].(type) {
		case string, float64:
		default:
			c.fault("%s: the object %s needs data.%s", at, object, key)
		}
	}
	text, _ := data["text"].(string)
	for kind, required := range map[string]bool{"annotations": false, "predictions": true} {
		list, ok := task[kind].([]any)
		if task[kind] != nil && !ok {
			c.fault("%s: %s is no list", at, kind)
		}
		for n, entry := range list {
			c.entry(fmt.Sprintf("%s, %s %d", at, kind, n), entry, []rune(text), required)
		}
	}
}

// entry checks an annotation, or a prediction, whose labels must be known.
func (c *importer) entry(at string, entry any, text []rune, prediction bool) {
	a, _ := entry.(map[string]any)
	results, ok := a["result"].([]any)
	if !ok {
		c.fault("%s: without a result", at)
	}
	if a["completed_by"] != nil {
		c.fault("%s: completed_by fails where the person is not known", at)
	}
	if _, said := a["ground_truth"]; !said && !prediction {
		c.fault("%s: without ground_truth it is taken for the truth", at)
	}
	if score, ok := a["score"].(float64); prediction && ok && (score < 0 || score > 1) {
		c.fault("%s: the score %v", at, score)
	}
	ids := map[string]bool{}
	for _, r := range results {
		m, _ := r.(map[string]any)
		if id, ok := m["id"].(string); ok {
			ids[id] = true
		}
	}
	regions := map[string]bool{}
	for n, r := range results {
		m, _ := r.(map[string]any)
		c.result(fmt.Sprintf("%s, result %d", at, n), m, text, ids, regions)
	}
}

func (c *importer) result(at string, r map[string]any, text []rune, ids, regions map[string]bool) {
	kind, _ := r["type"].(string)
	if kind == "relation" {
		from, _ := r["from_id"].(string)
		to, _ := r["to_id"].(string)
		if !ids[from] || !ids[to] || r["direction"] == nil {
			c.fault("%s: a relation from %q to %q", at, from, to)
		}
		return
	}
	name, _ := r["from_name"].(string)
	value, ok := r["value"].(map[string]any)
	if !ok || name == "" || r["to_name"] == nil || kind == "" || r["id"] == nil {
		c.fault("%s: lacks one of id, from_name, to_name, type, value", at)
		return
	}
	known, ours := c.controls[name], c.controls[name] != ""
	if !ours && c.strict {
		c.fault("%s: there is no control %s", at, name)
	}
	if ours && known != kind {
		c.fault("%s: the type %s of the control %s, which is %s", at, kind, name, known)
	}
	for _, chosen := range append(textsOf(value["labels"]), textsOf(value["choices"])...) {
		if ours && !c.values[name][chosen] {
			c.fault("%s: %q cannot be chosen in %s", at, chosen, name)
		}
	}
	if kind == "labels" {
		key := fmt.Sprint(r["id"], " ", name)
		if regions[key] {
			c.fault("%s: two regions have the id %v", at, r["id"])
		}
		regions[key] = true
		c.place(at, value, text)
	}
}

func (c *importer) place(at string, value map[string]any, text []rune) {
	start, _ := value["start"].(float64)
	end, _ := value["end"].(float64)
	if start < 0 || end <= start || int(end) > len(text) {
		c.fault("%s: %v to %v of %d characters", at, start, end, len(text))
		return
	}
	there := string(text[int(start):int(end)])
	if said := value["text"]; said != strings.NewReplacer("\n", `\n`, "\r", `\n`).Replace(there) {
		c.fault("%s: %q, but there it is %q", at, said, there)
	}
}

func textsOf(v any) (list []string) {
	elements, _ := v.([]any)
	for _, e := range elements {
		s, _ := e.(string)
		list = append(list, s)
	}
	return list
}
