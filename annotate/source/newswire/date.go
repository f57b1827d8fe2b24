package newswire

import "time"

// date writes a date of NITF, which may leave out all marks, as others do.
// What is no such date stays as it is.
func date(s string) string {
	for _, form := range []struct{ in, out string }{
		{"20060102T150405-0700", time.RFC3339}, {"20060102T150405Z0700", time.RFC3339}, {"20060102T150405", "2006-01-02T15:04:05"},
		{"20060102T1504-0700", "2006-01-02T15:04Z07:00"}, {"20060102-0700", time.DateOnly}, {"20060102", time.DateOnly},
	} {
		if t, err := time.Parse(form.in, s); err == nil {
			return t.Format(form.out)
		}
	}
	return s
}
