package outgoing

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"bluepencil/annotate/format"
	"bluepencil/annotate/format/dataset"
)

// spare fails with format.ErrTarget where a file that goes beside the data, such
// as labels.txt, would replace one that no export wrote.
func spare(folder string, companions []format.Companion) error {
	for _, c := range companions {
		there, err := os.ReadFile(filepath.Join(folder, c.Name))
		if c.Name == dataset.CardName || err != nil || bytes.Equal(there, c.Content) {
			continue // it gets another name, is not there, or stays as it is
		}
		if !exportedInto(folder) {
			return fmt.Errorf("%w: %s is in %s already, and not from an export; choose another folder", format.ErrTarget, c.Name, folder)
		}
	}
	return nil
}

// exportedInto tells whether an export of a single file is in the folder.
func exportedInto(folder string) bool {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return false // writing will say why
	}
	for _, entry := range entries {
		if !strings.HasSuffix(entry.Name(), "."+format.LossesName) {
			continue
		}
		if raw, err := os.ReadFile(filepath.Join(folder, entry.Name())); err == nil && bytes.Contains(raw, []byte(`"`+marker+`"`)) {
			return true
		}
	}
	return false
}
