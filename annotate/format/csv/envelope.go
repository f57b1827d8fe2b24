package csv

import (
	"encoding/json"
	"fmt"
)

// envelope is what stood in columns that nobody asked for: in rows of marks by
// the mark, and in rows without one.
type envelope struct {
	Article map[string]string            `json:"article,omitempty"`
	Rows    map[string]map[string]string `json:"rows,omitempty"`
}

func openEnvelope(data []byte) (e envelope, err error) {
	if len(data) == 0 {
		return e, nil
	}
	if err = json.Unmarshal(data, &e); err != nil {
		err = fmt.Errorf("what was kept of the table cannot be read: %w", err)
	}
	return e, err
}
