package assets

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/format/jsonio"
)

// CodebookNames lists the codebooks that ship, the default one first.
var CodebookNames = []string{"news", "entities", "claims", "blank"}

// Codebook reads one of the codebooks that ship. It fails with
// annotate.ErrNotFound for another name.
func Codebook(name string) (*annotate.Codebook, error) {
	raw, err := CodebookJSON(name)
	if err != nil {
		return nil, err
	}
	return ParseCodebook(raw)
}

// ParseCodebook reads a codebook from JSON and checks that it fits together.
// Every fault is named with its line: unknown keys, which are misspelt ones,
// names of what is not there, ids and shortcut keys that come twice or belong
// to commands, colours that are none.
func ParseCodebook(raw []byte) (*annotate.Codebook, error) {
	raw = bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))
	where, err := locate(raw)
	if err != nil {
		return nil, inLine(raw, err)
	}
	var cb annotate.Codebook
	if err := json.Unmarshal(raw, &cb); err != nil {
		return nil, inLine(raw, err)
	}
	if faults := where.faults(&cb); len(faults) > 0 {
		return nil, fmt.Errorf("codebook %s: %w", cb.Name, errors.Join(faults...))
	}
	return &cb, nil
}

// inLine says in which line an error of reading JSON lies.
func inLine(raw []byte, err error) error {
	var exact *jsonio.Error
	if errors.As(err, &exact) {
		return fmt.Errorf("codebook: line %d: %s", lineOf(raw, exact.Offset), exact.What)
	}
	var kind *json.UnmarshalTypeError
	if errors.As(err, &kind) {
		return fmt.Errorf("codebook: line %d: %s cannot be a %s", lineOf(raw, int(kind.Offset)), kind.Field, kind.Value)
	}
	return fmt.Errorf("codebook: %w", err)
}

func lineOf(raw []byte, offset int) int {
	return 1 + bytes.Count(raw[:min(max(offset, 0), len(raw))], []byte("\n"))
}

// CodebookJSON is one of the codebooks that ship, as a file has it. Its errors
// are those of Codebook.
func CodebookJSON(name string) ([]byte, error) {
	raw, err := files.ReadFile("codebooks/" + name + ".json")
	if err != nil {
		return nil, fmt.Errorf("codebook %q: %w; there are %s", name, annotate.ErrNotFound, strings.Join(CodebookNames, ", "))
	}
	return raw, nil
}
