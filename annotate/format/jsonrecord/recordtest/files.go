package recordtest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/jsonrecord"
)

// File gives a real file of another tool, or skips where there are none.
func File(t *testing.T, path string) string {
	t.Helper()
	folder := os.Getenv("BLUEPENCIL_DATA")
	if folder == "" {
		folder = filepath.Join("..", "..", "..", "..", "shared", "data")
	}
	content, err := os.ReadFile(filepath.Join(folder, path))
	if os.IsNotExist(err) {
		t.Skipf("no real file %s", path)
	}
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// ComesBack holds a file against what is written of what was read of it: every
// record that can be read is the same by key, and gives how many are the same
// byte for byte.
func ComesBack(t *testing.T, c foreign.Codec, content string) (records, identical int) {
	t.Helper()
	docs, _ := Read(t, c, "file"+c.Extension, content)
	before := rawRecords(content)
	again := rawRecords(Encode(t, c, docs))
	if len(again) != len(docs) {
		t.Fatalf("%d records of %d documents", len(again), len(docs))
	}
	for i, d := range docs {
		was := before[place(d.Where)-1]
		if len(d.Problems) > 0 {
			t.Errorf("%s: %s", d.Where, d.Problems)
		}
		for _, difference := range Differences(t, was, again[i]) {
			t.Errorf("%s: %s", d.Where, difference)
		}
		if was == again[i] {
			identical++
		}
	}
	return len(docs), identical
}

func place(where string) (n int) {
	fmt.Sscanf(where[strings.IndexByte(where, ' '):], "%d", &n) // 0 fails loudly
	return n
}

// rawRecords gives the lines of a file or the elements of its array.
func rawRecords(content string) (list []string) {
	content = strings.TrimPrefix(content, "\ufeff")
	if strings.HasPrefix(strings.TrimSpace(content), "[") {
		raws, err := jsonrecord.List([]byte(content))
		if err != nil {
			return nil
		}
		for _, raw := range raws {
			list = append(list, string(raw))
		}
		return list
	}
	for line := range strings.SplitSeq(strings.TrimRight(content, "\r\n"), "\n") {
		list = append(list, strings.TrimRight(line, "\r"))
	}
	return list
}

// Differences lists the places where two JSON values differ, numbers held
// digit by digit.
func Differences(t *testing.T, a, b string) (list []string) {
	t.Helper()
	parse := func(s string) (value any) {
		d := json.NewDecoder(bytes.NewReader([]byte(s)))
		d.UseNumber()
		if err := d.Decode(&value); err != nil {
			t.Fatalf("%v: %.200s", err, s)
		}
		return value
	}
	compare("", parse(a), parse(b), &list)
	slices.Sort(list)
	return list
}

func compare(at string, a, b any, list *[]string) {
	if left, ok := a.(map[string]any); ok {
		if right, ok := b.(map[string]any); ok {
			for key, value := range left {
				if other, there := right[key]; there {
					compare(at+"/"+key, value, other, list)
				} else {
					*list = append(*list, at+"/"+key+" is gone")
				}
			}
			for key := range right {
				if _, there := left[key]; !there {
					*list = append(*list, at+"/"+key+" is new")
				}
			}
			return
		}
	}
	if left, ok := a.([]any); ok {
		if right, ok := b.([]any); ok && len(left) == len(right) {
			for i := range left {
				compare(fmt.Sprintf("%s/%d", at, i), left[i], right[i], list)
			}
			return
		}
	}
	if x, y := fmt.Sprintf("%T %v", a, a), fmt.Sprintf("%T %v", b, b); x != y {
		*list = append(*list, fmt.Sprintf("%s: %.100s became %.100s", at, x, y))
	}
}

// OneChanged reads a file, gives the first mark of every document the label
// CHANGED, and lists the differences of what is then written.
func OneChanged(t *testing.T, c foreign.Codec, content string) (list []string) {
	t.Helper()
	docs, _ := Read(t, c, "file"+c.Extension, content)
	before := rawRecords(content)
	for _, d := range docs {
		if marks := d.Layers[0].Marks; len(marks) > 0 {
			marks[0].Label = "CHANGED"
		}
	}
	again := rawRecords(Encode(t, c, docs))
	for i, d := range docs {
		list = append(list, Differences(t, before[place(d.Where)-1], again[i])...)
	}
	return list
}
