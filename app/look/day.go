package look

import "time"

// Day is a date of publication as lists show it: the day alone where the
// article's source says the hour too, and what it says where that is no date.
func Day(published string) string {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05"} {
		if t, err := time.Parse(layout, published); err == nil {
			return t.Format(time.DateOnly)
		}
	}
	return published
}
