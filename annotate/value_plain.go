package annotate

import (
	"fmt"

	"github.com/fxamacker/cbor/v2"
)

// Plain is the value for people to read: a text as it is, anything else in the
// notation of RFC 8949 §8, and nothing where it is not set.
func (v Value) Plain() string {
	var text string
	switch {
	case v == nil:
		return ""
	case v.Decode(&text) == nil:
		return text
	}
	plain, err := cbor.Diagnose(v)
	if err != nil {
		return fmt.Sprintf("h'%x'", []byte(v))
	}
	return plain
}
