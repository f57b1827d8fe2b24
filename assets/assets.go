// Package assets holds what the program brings along: codebooks, sample
// articles, JSON Schemas and icons. Everything in it was made for Bluepencil.
package assets

import (
	"bytes"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"bluepencil/annotate"
)

//go:embed codebooks/*.json samples schemas/*.json icons
var files embed.FS

// CodebookNames lists the codebooks that ship, the default one first.
var CodebookNames = []string{"news", "entities", "claims", "blank"}

// Codebook reads one of the codebooks that ship. It fails with
// annotate.ErrNotFound for another name.
func Codebook(name string) (*annotate.Codebook, error) {
	raw, err := files.ReadFile("codebooks/" + name + ".json")
	if err != nil {
		return nil, fmt.Errorf("codebook %q: %w; there are %s", name, annotate.ErrNotFound, strings.Join(CodebookNames, ", "))
	}
	return ParseCodebook(raw)
}

// ParseCodebook reads a codebook from JSON and checks that it fits together.
// Unknown keys are refused: they are misspelt ones.
func ParseCodebook(raw []byte) (*annotate.Codebook, error) {
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.DisallowUnknownFields()
	var cb annotate.Codebook
	if err := decoder.Decode(&cb); err != nil {
		return nil, fmt.Errorf("codebook: %w", err)
	}
	if faults := cb.Faults(); len(faults) > 0 {
		return nil, fmt.Errorf("codebook %s: %w", cb.Name, errors.Join(faults...))
	}
	return &cb, nil
}

// Schema is the JSON Schema of an export: "bluepencil-1" for a line of it,
// "project-1" for project.json.
func Schema(name string) ([]byte, error) { return files.ReadFile("schemas/" + name + ".schema.json") }

// Icon is the program's icon as SVG.
func Icon() []byte {
	raw, err := files.ReadFile("icons/bluepencil.svg")
	if err != nil {
		panic(err) // embedded: it is there
	}
	return raw
}
