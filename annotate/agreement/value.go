package agreement

import (
	"encoding/json"
	"math"
)

// The reasons why a measure is undefined that several of them share.
const (
	NoSpans         = "no spans"
	NoUnits         = "nothing to compare"
	SecondAnnotator = "needs a second annotator"
	NoVariation     = "no variation"
	TooFewDocuments = "too few documents"
)

// Value is a measure, or the reason why there is none. The zero Value is 0.
type Value struct {
	Number    float64
	Undefined string // the reason; empty where the number holds
}

// Of is a value that is defined, unless the number is none.
func Of(x float64) Value {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return Value{Undefined: "out of range"}
	}
	return Value{Number: x}
}

// Undefined is a value that is not, with the reason.
func Undefined(reason string) Value { return Value{Undefined: reason} }

// Ratio divides; a denominator of 0 makes the value undefined for the reason.
func Ratio(numerator, denominator float64, reason string) Value {
	if denominator == 0 {
		return Undefined(reason)
	}
	return Of(numerator / denominator)
}

// Defined tells whether there is a number.
func (v Value) Defined() bool { return v.Undefined == "" }

// MarshalJSON writes the number, or null.
func (v Value) MarshalJSON() ([]byte, error) {
	if !v.Defined() {
		return []byte("null"), nil
	}
	return json.Marshal(v.Number)
}

// Mean is the mean of the values that are defined. Where none is, it is
// undefined for the first one's reason, or the one given where there are none.
func Mean(values []Value, reason string) Value {
	sum, n := 0.0, 0
	for _, v := range values {
		if v.Defined() {
			sum += v.Number
			n++
		}
	}
	if n == 0 && len(values) > 0 {
		return values[0]
	}
	return Ratio(sum, float64(n), reason)
}
