// Package assets holds what the program brings along: codebooks, sample
// articles, JSON Schemas and icons. Everything in it was made for Bluepencil.
package assets

import (
	"embed"
	"fmt"

	"bluepencil/annotate"
)

//go:embed codebooks/*.json samples schemas/*.json icons
var files embed.FS

// Schema is the JSON Schema of an export: "bluepencil-1" for a line of it,
// "project-1" for project.json.
// It fails with annotate.ErrNotFound for another name.
func Schema(name string) ([]byte, error) {
	raw, err := files.ReadFile("schemas/" + name + ".schema.json")
	if err != nil {
		return nil, fmt.Errorf("schema %q: %w", name, annotate.ErrNotFound)
	}
	return raw, nil
}

// Icon is the program's icon as SVG.
func Icon() []byte {
	raw, err := files.ReadFile("icons/bluepencil.svg")
	if err != nil {
		panic(err) // embedded: it is there
	}
	return raw
}
