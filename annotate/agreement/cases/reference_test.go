package cases

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// tolerance is how near a value has to be.
const tolerance = 1e-6

// referenceFile is where the reference cases lie beside a checkout.
var referenceFile = filepath.Join("..", "..", "..", "..", "shared", "cases", "agreement.json")

// computedBy runs the cases of a file and gives what they expect, too.
func computedBy(t *testing.T, content []byte) (results map[string]any, expected map[string]any) {
	t.Helper()
	computed, err := Read(strings.NewReader(string(content)), Options{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	results, expected = map[string]any{}, map[string]any{}
	for _, r := range computed {
		if r.Error != "" {
			t.Errorf("%s: %s", r.ID, r.Error)
		}
		b, err := json.Marshal(r.Values)
		if err != nil {
			t.Fatal(err)
		}
		var v any
		if err := json.Unmarshal(b, &v); err != nil {
			t.Fatal(err)
		}
		results[r.ID] = v
	}
	var file struct {
		Cases []struct {
			ID       string `json:"id"`
			Expected any    `json:"expected"`
		} `json:"cases"`
	}
	if err := json.Unmarshal(content, &file); err != nil {
		t.Fatal(err)
	}
	for _, c := range file.Cases {
		expected[c.ID] = c.Expected
	}
	return results, expected
}

// compare holds what was computed against what is expected: numbers near
// enough, sampled ones within their range, null for undefined.
func compare(path string, want, got any) []string {
	switch w := want.(type) {
	case map[string]any:
		return compareFields(path, w, got)
	case []any:
		return compareElements(path, w, got)
	case float64:
		near := tolerance
		if strings.Contains(path, "/gamma_k/") {
			near = 0.01 // printed with two digits, from samples
		}
		if strings.Contains(path, "/gamma_reference_30_samples/") && !strings.HasSuffix(path, "nSamples") {
			near = 0.15 // thirty samples of another generator
		}
		if g, ok := got.(float64); ok && math.Abs(g-w) <= near {
			return nil
		}
	default:
		if want == got {
			return nil
		}
	}
	return []string{fmt.Sprintf("%s: got %v, want %v", path, got, want)}
}

func compareFields(path string, want map[string]any, got any) (faults []string) {
	g, ok := got.(map[string]any)
	if !ok {
		return []string{fmt.Sprintf("%s: got %v, want an object", path, got)}
	}
	for name, w := range want {
		value, there := g[name]
		if !there {
			faults = append(faults, path+"/"+name+" is missing")
			continue
		}
		faults = append(faults, compare(path+"/"+name, w, value)...)
	}
	return faults
}

func compareElements(path string, want []any, got any) (faults []string) {
	if x, ok := got.(float64); ok && len(want) == 2 { // sampled, or one of two
		low, high := want[0].(float64), want[1].(float64)
		if x >= low && x <= high {
			return nil
		}
	}
	g, ok := got.([]any)
	if !ok || len(g) != len(want) {
		return []string{fmt.Sprintf("%s: got %v, want %v", path, got, want)}
	}
	for i := range want {
		faults = append(faults, compare(fmt.Sprintf("%s/%d", path, i), want[i], g[i])...)
	}
	return faults
}

// Every reference case comes out as its sources have it.
func TestReferenceCases(t *testing.T) {
	content, err := os.ReadFile(referenceFile)
	if err != nil {
		t.Skip("the reference cases are not beside this checkout:", err)
	}
	holdAgainst(t, content)
}

// So do cases that were computed by hand.
func TestOwnCases(t *testing.T) {
	content, err := os.ReadFile(filepath.Join("testdata", "cases.json"))
	if err != nil {
		t.Fatal(err)
	}
	holdAgainst(t, content)
}

func holdAgainst(t *testing.T, content []byte) {
	results, expected := computedBy(t, content)
	for id, want := range expected {
		t.Run(id, func(t *testing.T) {
			for _, fault := range compare("", want, results[id]) {
				t.Error(fault)
			}
		})
	}
}
