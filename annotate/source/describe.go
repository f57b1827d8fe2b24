package source

import (
	"strings"
	"unicode/utf8"
)

// longestTitle is how many code points a first line may have to pass for a title.
const longestTitle = 160

// describedBytes is how much of a text is searched for a title.
const describedBytes = 1 << 16

// describePlain takes the first line that is not blank for the title, if it
// is short enough to be one.
func describePlain(text string) (string, map[string]string) {
	for line := range lines(text) {
		if line = strings.TrimFunc(line, isBlank); line == "" {
			continue
		}
		if utf8.RuneCountInString(line) > longestTitle {
			return "", nil
		}
		return line, nil
	}
	return "", nil
}

// described is the part of a text that is searched for a title.
func described(text string) string {
	end := min(len(text), describedBytes)
	for end < len(text) && !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end]
}

// lines visits the lines of the described part of a text, ends of line of any
// kind left out.
func lines(text string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		strings.FieldsFuncSeq(described(text), func(r rune) bool {
			return r == '\n' || r == '\r' || r == '\u2028' || r == '\u2029' || r == '\u0085'
		})(yield)
	}
}

// describeMarkdown reads the front matter's plain "key: value" lines, and the
// first heading.
func describeMarkdown(text string) (string, map[string]string) {
	meta, body := frontMatter(text)
	title := meta["title"]
	delete(meta, "title")
	if title == "" {
		title = heading(body)
	}
	if title == "" {
		title, _ = describePlain(body)
	}
	return title, meta
}

// heading is the first heading of the first level, in either of Markdown's
// ways, outside of blocks of code; or "".
func heading(body string) string {
	code, before := false, ""
	for line := range lines(body) {
		trimmed := strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(trimmed, "```") || strings.HasPrefix(trimmed, "~~~"):
			code = !code
		case code:
		case strings.HasPrefix(trimmed, "# "):
			return strings.TrimSpace(strings.TrimRight(trimmed[2:], "#"))
		case before != "" && len(trimmed) >= 3 && strings.Trim(trimmed, "=") == "":
			return before
		}
		before = trimmed
	}
	return ""
}

// frontMatterKeys maps the keys writers use to document fields.
var frontMatterKeys = map[string]string{
	"title": "title", "headline": "title", "outlet": "outlet", "publisher": "outlet", "source": "outlet",
	"author": "byline", "byline": "byline", "date": "published", "published": "published", "url": "url",
	"link": "url", "language": "language", "lang": "language", "section": "section",
}

// longestFrontMatter is where the search for its end is given up, in bytes.
const longestFrontMatter = 1 << 13

// frontMatter reads the block between two lines of --- at the text's start. A
// block that is never closed is none. Of a field stated twice the first holds.
func frontMatter(text string) (meta map[string]string, body string) {
	meta = map[string]string{}
	at := 0
	for line := range strings.Lines(text[:min(len(text), longestFrontMatter)]) {
		trimmed := strings.TrimRight(line, " \t\r\n")
		if at == 0 && trimmed != "---" {
			return meta, text
		}
		if at > 0 && (trimmed == "---" || trimmed == "...") {
			return meta, text[at+len(line):]
		}
		at += len(line)
		key, value, found := strings.Cut(trimmed, ":")
		field, known := frontMatterKeys[strings.ToLower(key)]
		if value = plainValue(value); found && known && value != "" && meta[field] == "" {
			meta[field] = value
		}
	}
	return map[string]string{}, text
}

// plainValue is a value without its quotes, or "" for lists and blocks.
func plainValue(value string) string {
	value = strings.TrimSpace(value)
	if len(value) >= 2 && (value[0] == '"' || value[0] == '\'') && value[len(value)-1] == value[0] {
		return strings.TrimSpace(value[1 : len(value)-1])
	}
	if strings.HasPrefix(value, "[") || strings.HasPrefix(value, "{") || value == "|" || value == ">" {
		return ""
	}
	return value
}
