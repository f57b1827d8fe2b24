package annotate

import (
	"errors"
	"testing"
)

func TestDocumentFieldsHoldWhatTheirTypeSays(t *testing.T) {
	genre := []Choice{{ID: "opinion", Name: "Opinion"}}
	for _, c := range []struct {
		kind  AttributeType
		value string
		ok    bool
	}{
		{TypeText, "Nora Vik", true}, {TypeText, "", true}, {TypeText, "\xff", false},
		{TypeDate, "2026", true}, {TypeDate, "2026-03", true}, {TypeDate, "2026-03-04", true}, {TypeDate, "", true},
		{TypeDate, "2026-03-04T18:00:00Z", true}, {TypeDate, "2026-03-04T18:00:00+01:00", true}, {TypeDate, "2026-03-04 18:00", true},
		{TypeDate, "2026-13", false}, {TypeDate, "yesterday", false}, {TypeDate, "4 March 2026", false},
		{TypeEnum, "opinion", true}, {TypeEnum, "Opinion", false}, {TypeEnum, "", true},
		{TypeNumber, "3.5", true}, {TypeNumber, "three", false},
		{TypeBoolean, "true", true}, {TypeBoolean, "yes", false},
	} {
		f := DocumentField{ID: "f", Name: "F", Type: c.kind, Choices: genre}
		if err := f.Check(c.value); (err == nil) != c.ok || err != nil && !errors.Is(err, ErrInvalid) {
			t.Errorf("%s %q: %v", c.kind, c.value, err)
		}
	}
}
