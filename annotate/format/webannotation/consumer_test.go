//go:build consumers

package webannotation

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/foreign/foreigntest"

	"github.com/piprate/json-gold/ld"
)

// terms loads the context of the model from the terms of it that are written
// here, and nothing else: the net is never asked.
type terms struct{ raw any }

// LoadDocument gives the context.
func (l terms) LoadDocument(address string) (*ld.RemoteDocument, error) {
	if address != "http://www.w3.org/ns/anno.jsonld" {
		return nil, fmt.Errorf("%s is asked for", address)
	}
	return &ld.RemoteDocument{DocumentURL: address, Document: l.raw}, nil
}

const (
	oa = "http://www.w3.org/ns/oa#"
	as = "http://www.w3.org/ns/activitystreams#"
)

// expand gives the nodes of a file.
func expand(t *testing.T, docs ...*foreign.Document) []any {
	t.Helper()
	raw, err := os.ReadFile("testdata/terms.jsonld")
	if err != nil {
		t.Fatal(err)
	}
	var loader terms
	var file any
	if err := json.Unmarshal(raw, &loader.raw); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(written(t, foreign.Setting{}, docs...), &file); err != nil {
		t.Fatal(err)
	}
	options := ld.NewJsonLdOptions("")
	options.ProcessingMode = ld.JsonLd_1_1
	options.DocumentLoader = loader
	options.SafeMode = true // a term that is not known is an error
	nodes, err := ld.NewJsonLdProcessor().Expand(file, options)
	if err != nil {
		t.Fatal(err)
	}
	return nodes
}

func node(v any) map[string]any { m, _ := v.(map[string]any); return m }

func list(v any) []any { l, _ := v.([]any); return l }

func id(v any) string {
	s, _ := node(v)["@id"].(string)
	return s
}

// A JSON-LD processor understands every term, finds all marks and links in the
// page, and each in its text.
func TestConsumerExpandsJSONLD(t *testing.T) {
	docs := []*foreign.Document{foreigntest.Harbour()}
	for seed := range uint64(30) {
		docs = append(docs, foreigntest.Random(rand.New(rand.NewPCG(seed, 17))))
	}
	nodes := expand(t, docs...)
	if len(nodes) != len(docs) {
		t.Fatalf("%d pages of %d", len(nodes), len(docs))
	}
	for i, d := range docs {
		page := node(nodes[i])
		source := id(list(page["urn:bluepencil:document"])[0])
		text := node(list(node(list(page["urn:bluepencil:document"])[0])["http://www.w3.org/1999/02/22-rdf-syntax-ns#value"])[0])["@value"]
		if text != d.Text || node(list(page["urn:bluepencil:state"])[0])["@type"] != "@json" {
			t.Errorf("the text is %q", text)
		}
		want := 0
		for _, l := range d.Layers {
			for _, m := range l.Marks {
				want++
				for _, k := range m.Links {
					if !k.ToEntity {
						want++
					}
				}
			}
		}
		items := list(node(list(page[as+"items"])[0])["@list"])
		if len(items) != want {
			t.Errorf("%d annotations, not %d", len(items), want)
		}
		ids := map[string]bool{}
		for _, item := range items {
			ids[id(item)] = true
		}
		for _, item := range items {
			holdAnnotation(t, node(item), source, ids)
		}
	}
}

// holdAnnotation checks that an annotation has a label, and that its targets are
// stretches of the text or another annotation.
func holdAnnotation(t *testing.T, a map[string]any, source string, ids map[string]bool) {
	t.Helper()
	if list(a["@type"])[0] != oa+"Annotation" || !strings.HasPrefix(id(list(a[oa+"motivatedBy"])[0]), oa) || len(list(a[oa+"hasBody"])) == 0 {
		t.Errorf("got %v", a)
	}
	for _, target := range list(a[oa+"hasTarget"]) {
		selectors := list(node(target)[oa+"hasSelector"])
		if len(selectors) == 0 && ids[id(target)] {
			continue
		}
		if len(selectors) != 2 || id(list(node(target)[oa+"hasSource"])[0]) != source {
			t.Errorf("the target %v", target)
		}
	}
}
