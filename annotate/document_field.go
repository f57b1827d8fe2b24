package annotate

import (
	"fmt"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"
)

// moments are the ways a date of an article may go on after its day.
var moments = []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04"}

// Check fails with ErrInvalid where a value is not of the field's type. A date
// may have a time, as files state it. An empty value is none, and passes.
func (f *DocumentField) Check(value string) error {
	if value == "" || f.holds(value) {
		return nil
	}
	hint := map[AttributeType]string{TypeDate: "; write YYYY, YYYY-MM or YYYY-MM-DD", TypeEnum: "; take one of its choices", TypeBoolean: "; write true or false"}[f.Type]
	return fmt.Errorf("%w: %q is no value of %s (%s)%s", ErrInvalid, shorten(value, 40), f.Name, f.Type, hint)
}

func (f *DocumentField) holds(value string) bool {
	switch f.Type {
	case TypeDate:
		return isDate(value) || slices.ContainsFunc(moments, func(layout string) bool { _, err := time.Parse(layout, value); return err == nil })
	case TypeEnum:
		return slices.ContainsFunc(f.Choices, func(c Choice) bool { return string(c.ID) == value })
	case TypeNumber, TypeScale:
		_, err := strconv.ParseFloat(value, 64)
		return err == nil
	case TypeBoolean:
		return value == "true" || value == "false"
	}
	return utf8.ValidString(value)
}
