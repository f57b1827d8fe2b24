package assets

import (
	"bytes"
	"encoding/json"

	"bluepencil/annotate"
	"bluepencil/annotate/format/bluepencil"
)

// ParseCodebookFile reads a codebook from a file of its own, or out of the
// project.json of an export. Its errors are those of ParseCodebook.
func ParseCodebookFile(raw []byte) (*annotate.Codebook, error) {
	var head struct {
		Format string `json:"format"`
	}
	if json.Unmarshal(raw, &head) != nil || head.Format != bluepencil.ProjectVersion {
		return ParseCodebook(raw)
	}
	common, err := bluepencil.ParseProject(raw)
	if err != nil {
		return nil, err
	}
	if raw, err = json.Marshal(common.Codebook); err != nil {
		return nil, err
	}
	return ParseCodebook(raw)
}

// WriteCodebook writes a codebook as ParseCodebook reads it.
func WriteCodebook(cb *annotate.Codebook) ([]byte, error) {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	err := encoder.Encode(cb)
	return out.Bytes(), err
}
