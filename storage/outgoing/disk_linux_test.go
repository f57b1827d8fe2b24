package outgoing_test

import (
	"maps"
	"path/filepath"
	"strings"
	"testing"

	"bluepencil/storage/kv/kvtest"
	"bluepencil/storage/outgoing"
)

// A disk that is full is said, and leaves what was there.
func TestAFullDiskLeavesWhatWasThere(t *testing.T) {
	disk := kvtest.SmallDisk(t, 400_000)
	few, many := richProject(t, 1), newsroom(t, 300)
	for _, name := range []string{"brat", "prodigy", "csv"} {
		f, _ := outgoing.FormatNamed(name)
		path := filepath.Join(disk, name)
		if name == "csv" {
			path += f.Extension
		}
		export(t, few, path, outgoing.Options{Format: name})
		before := tree(t, disk)
		_, err := outgoing.Write(t.Context(), many, path, outgoing.Options{Format: name})
		if err == nil || !strings.Contains(err.Error(), "no space left on device") || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: a full disk is said so: %v", name, err)
		}
		if after := tree(t, disk); !maps.Equal(before, after) {
			t.Errorf("%s: %d files before, %d after the failure", name, len(before), len(after))
		}
	}
}
