package annotate

import (
	"bytes"
	"fmt"

	"github.com/fxamacker/cbor/v2"
)

// Value is the content of a field: deterministic CBOR (RFC 8949 §4.2), so
// that equal contents are equal bytes. A nil Value means "not set".
type Value []byte

var (
	encoding = mustEncoding()
	decoding = mustDecoding()
)

func mustEncoding() cbor.EncMode {
	options := cbor.CoreDetEncOptions()
	options.BinaryMarshaler = cbor.BinaryMarshalerByteString
	options.Time = cbor.TimeUnixMicro
	mode, err := options.EncMode()
	if err != nil {
		panic(err) // a constant set of options: wrong ones cannot reach a user
	}
	return mode
}

func mustDecoding() cbor.DecMode {
	mode, err := cbor.DecOptions{
		MaxArrayElements: 1 << 24, MaxMapPairs: 1 << 24,
		BinaryUnmarshaler: cbor.BinaryUnmarshalerByteString,
		IntDec:            cbor.IntDecConvertSignedOrFail,
	}.DecMode()
	if err != nil {
		panic(err)
	}
	return mode
}

// Encode writes any Go value of the domain as a Value.
func Encode(content any) (Value, error) {
	b, err := encoding.Marshal(content)
	if err != nil {
		return nil, fmt.Errorf("encode %T: %w", content, err)
	}
	return b, nil
}

// MustEncode is Encode for contents whose type cannot fail: strings, numbers,
// and the domain's own structures.
func MustEncode(content any) Value {
	v, err := Encode(content)
	if err != nil {
		panic(err)
	}
	return v
}

// Decode reads the value into the given pointer; an unset value leaves it as it is.
func (v Value) Decode(into any) error {
	if v == nil {
		return nil
	}
	return decoding.Unmarshal(v, into)
}

// Equal tells whether two values have the same content. Unset equals unset only.
func (v Value) Equal(o Value) bool {
	return (v == nil) == (o == nil) && bytes.Equal(v, o)
}

// As decodes a value as a T; an unset or foreign value gives the zero T.
// Readers use it so that a field written by a newer version never stops an
// article from opening; bp check reports such fields.
func As[T any](v Value) T {
	var content T
	if quick(v, &content) {
		return content
	}
	if err := v.Decode(&content); err != nil {
		var zero T
		return zero
	}
	return content
}
