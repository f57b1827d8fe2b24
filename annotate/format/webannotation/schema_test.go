package webannotation

import (
	"bytes"
	"math/rand/v2"
	"testing"

	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/foreign/foreigntest"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// What is written is as the model demands it, which the schema says.
func TestSchema(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile("testdata/page.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	docs := []*foreign.Document{foreigntest.Harbour()}
	for seed := range uint64(60) {
		docs = append(docs, foreigntest.Random(rand.New(rand.NewPCG(seed, 19))))
	}
	for _, noText := range []bool{false, true} {
		file, err := jsonschema.UnmarshalJSON(bytes.NewReader(written(t, foreign.Setting{NoText: noText}, docs...)))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(file); err != nil {
			t.Errorf("%v", err)
		}
	}
	for _, bad := range []string{`[{}]`, `[{"@context":["http://www.w3.org/ns/anno.jsonld"],"id":"urn:x:1","type":"AnnotationPage","items":[{"id":"no iri","type":"Annotation","target":"urn:x:2"}]}]`} {
		file, err := jsonschema.UnmarshalJSON(bytes.NewReader([]byte(bad)))
		if err != nil || schema.Validate(file) == nil {
			t.Errorf("%s is taken, %v", bad, err)
		}
	}
}
