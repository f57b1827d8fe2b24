package compose

import (
	"strings"
	"time"
)

// layouts are the ways to state a moment that leave nothing open: names of
// zones other than Greenwich's stand for several, so they are not among them.
var layouts = []string{
	"2006-01-02T15:04:05Z0700", "2006-01-02T15:04Z07:00", "2006-01-02T15:04Z0700", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 -0700",
	time.RFC1123Z, "Mon, 2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006 15:04 -0700", "2 Jan 2006 15:04:05 -0700", "2 Jan 2006 15:04 -0700",
	"Mon, 2 Jan 2006 15:04:05 GMT", "Mon, 2 Jan 2006 15:04:05 UTC", "Mon, 2 Jan 2006 15:04:05 Z", "2 Jan 2006 15:04:05 GMT",
	"Mon Jan 2 2006 15:04:05 GMT-0700",
}

// Time is a stated moment in RFC 3339 where it can be told for certain, else
// as it is stated.
func Time(stated string) string {
	stated = strings.Join(strings.Fields(stated), " ")
	if _, err := time.Parse(time.RFC3339, stated); err == nil {
		return stated
	}
	for _, layout := range layouts {
		if moment, err := time.Parse(layout, stated); err == nil {
			return moment.Format(time.RFC3339)
		}
	}
	return stated
}
