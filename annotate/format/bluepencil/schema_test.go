package bluepencil_test

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"

	"bluepencil/annotate/format/bluepencil"
	"bluepencil/annotate/text"
	"bluepencil/assets"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// schema compiles one of the schemas that ship.
func schema(t *testing.T, name string) *jsonschema.Schema {
	t.Helper()
	raw, err := assets.Schema(name)
	if err != nil {
		t.Fatal(err)
	}
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	if err := compiler.AddResource(name, document); err != nil {
		t.Fatal(err)
	}
	compiled, err := compiler.Compile(name)
	if err != nil {
		t.Fatal(err)
	}
	return compiled
}

func validate(t *testing.T, s *jsonschema.Schema, raw []byte) error {
	t.Helper()
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	return s.Validate(value)
}

func TestWhatIsWrittenKeepsToTheSchema(t *testing.T) {
	lines := schema(t, "bluepencil-1")
	for n := range uint64(10) {
		for _, unit := range text.Units {
			for _, noText := range []bool{false, true} {
				raw := export(t, bluepencil.Options{Unit: unit, NoText: noText}, desk(), withDecisions(rand.New(rand.NewPCG(n, 6)), article(2000, torture), 4), withZones(random(rand.New(rand.NewPCG(n, 4)), 1000, torture, 15), spansOf(rand.New(rand.NewPCG(n, 5)), torture, 3)...))
				for line := range bytes.Lines(raw) {
					if err := validate(t, lines, line); err != nil {
						t.Fatalf("%s\n%v", line, err)
					}
				}
			}
		}
	}
	shared, err := bluepencil.ProjectFile(team())
	if err != nil {
		t.Fatal(err)
	}
	if err := validate(t, schema(t, "project-1"), shared); err != nil {
		t.Error(err)
	}
}

// TestTheSchemaAndTheReaderRefuseTheSame: a line that the schema does not
// allow is not read either.
func TestTheSchemaAndTheReaderRefuseTheSame(t *testing.T) {
	lines := schema(t, "bluepencil-1")
	good := string(export(t, bluepencil.Options{Unit: text.CodePoint}, desk()))
	for from, to := range map[string]string{
		`"offset_unit": "codepoint"`:  `"offset_unit": "furlong"`,
		`"format": "bluepencil/1"`:    `"format": "bluepencil/2"`,
		`"to_kind": "annotation"`:     `"to_kind": "elsewhere"`,
		`"start": 0, `:                ``,
		`"start": 0`:                  `"start": -1`,
		`"start": 0,`:                 `"start": "0",`,
		`, "review": `:                `, "extra": 1, "review": `,
		`"harm": 4`:                   `"harm": {"much": 4}`,
		`"harm": 4,`:                  `"harm": null,`,
		`"flags": ["translated"]`:     `"flags": [1]`,
		`"text_sha256": "bd`:          `"text_sha256": "zz`,
		`"id": "01JM0000000000000000`: `"id": "not an id 000000`,
		`"2025-03-04T12:00:00.345Z"`:  `"yesterday"`,
		`[{"person": "mina"`:          `[{"person": ""`,
		`"status": "submitted"`:       `"status": "finished"`,
	} {
		bad := strings.Replace(good, from, to, 1)
		if bad == good {
			t.Fatalf("the line has no %s", from)
		}
		if validate(t, lines, []byte(bad)) == nil {
			t.Errorf("the schema allows %s", to)
		}
		if line, err := bluepencil.Parse([]byte(bad)); err == nil {
			if _, mismatches, err := line.Read(); err == nil && len(mismatches) == 0 {
				if _, err := line.Document(); err == nil {
					t.Errorf("the reader takes %s", to)
				}
			}
		}
	}
}
