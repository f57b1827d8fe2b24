package text

// Beginning gives the first code points of a text, so many at the most. It cuts
// no grapheme cluster in two unless the first one is longer than that.
func Beginning(text string, most int) string {
	end, runes := len(text), 0
	for at := range text {
		if runes == most {
			end = at
			break
		}
		runes++
	}
	for at := end; at > 0; at-- {
		if IsBoundary(text, at) {
			return text[:at]
		}
	}
	return text[:end]
}

// Shorten gives the beginning of a text for a message, with an ellipsis after
// it where something is left out. The ellipsis does not count.
func Shorten(text string, most int) string {
	if short := Beginning(text, most); short != text {
		return short + "…"
	}
	return text
}
