package prodigy

import (
	"strings"

	"bluepencil/annotate/format/jsonrecord"
	"bluepencil/annotate/format/token"
	"bluepencil/annotate/text"
)

// layer are the tokens of a task: where they lie in the text, in bytes, and what
// else stood there of each.
type layer struct {
	whole     string
	ranges    []token.Spaced
	templates []jsonrecord.Object // with null for text, start and end; nil: ours
	places    [][2]int            // as the file counted
}

func (l *layer) known() bool { return l != nil && len(l.ranges) > 0 }

// readTokens looks for the words of the tokens in the text one after the other,
// so that nothing depends on what the file counts. Tokens that are not there in
// this way stay as they are, and nil is given.
func readTokens(o jsonrecord.Object, whole string) *layer {
	list, ok := o.List("tokens")
	if !ok || len(list) == 0 {
		return nil
	}
	l := &layer{whole: whole}
	at := 0
	for i, raw := range list {
		one, err := jsonrecord.Parse(raw)
		word, okText := one.Text("text")
		start, okStart := one.Int("start")
		end, okEnd := one.Int("end")
		if err != nil || !okText || !okStart || !okEnd || word == "" {
			return nil
		}
		said := start
		if i > 0 {
			said -= l.places[i-1][1]
		}
		gap := find(whole[at:], word, said)
		if gap < 0 {
			return nil
		}
		at += gap
		s := token.Spaced{Range: text.Range{Start: at, End: at + len(word)}, Space: string(one.Raw("ws")) == "true"}
		at = s.End
		for _, key := range []string{"text", "start", "end"} {
			one.Set(key, null)
		}
		if id, ok := one.Int("id"); ok && id == i {
			one.Set("id", null)
		}
		l.ranges, l.templates, l.places = append(l.ranges, s), append(l.templates, one), append(l.places, [2]int{start, end})
	}
	return l
}

// find gives how many bytes of white space stand before the word: as many
// characters as the file says, if it is there, as a word may itself be white
// space. It gives -1 where the word is not the next.
func find(rest, word string, said int) int {
	if said >= 0 && said < len(rest) && strings.HasPrefix(rest[said:], word) && strings.Trim(rest[:said], " ") == "" {
		return said
	}
	gap := strings.Index(rest, word)
	if gap < 0 || strings.TrimFunc(rest[:gap], token.Space) != "" {
		return -1
	}
	return gap
}

// keep puts the tokens into the envelope: for each the bytes before it and its
// own, and what else stood there.
func (l *layer) keep(e *jsonrecord.Envelope) {
	if !l.known() {
		return
	}
	var sizes jsonrecord.Object
	list := make([]jsonrecord.Object, len(l.ranges))
	at := 0
	for i, r := range l.ranges {
		sizes = jsonrecord.Object{}
		sizes.SetInt("gap", r.Start-at)
		sizes.SetInt("size", r.End-r.Start)
		list[i] = sizes
		at = r.End
	}
	e.More.Set("sizes", jsonrecord.Pack(list))
	e.More.Set("tokens", jsonrecord.Pack(l.templates))
}

// kept reads what keep wrote.
func kept(e *jsonrecord.Envelope, whole string) *layer {
	l := &layer{whole: whole, templates: jsonrecord.Unpack(e.More.Raw("tokens"))}
	sizes := jsonrecord.Unpack(e.More.Raw("sizes"))
	if len(sizes) != len(l.templates) {
		return nil
	}
	at := 0
	for i, o := range sizes {
		gap, _ := o.Int("gap")
		size, _ := o.Int("size")
		s := token.Spaced{Range: text.Range{Start: at + gap, End: at + gap + size}, Space: string(l.templates[i].Raw("ws")) == "true"}
		if gap < 0 || size < 0 || s.End > len(whole) {
			return nil
		}
		at = s.End
		l.ranges = append(l.ranges, s)
	}
	return l
}

// aligned tells whether a span begins and ends where its tokens do.
func (l *layer) aligned(span jsonrecord.Object, start, end int) bool {
	from, to, ok := l.between(span)
	return ok && l.places[from][0] == start && l.places[to][1] == end
}

// between gives the first and the last token of a span.
func (l *layer) between(span jsonrecord.Object) (from, to int, ok bool) {
	from, okFrom := span.Int("token_start")
	to, okTo := span.Int("token_end")
	return from, to, okFrom && okTo && l.known() && from >= 0 && from <= to && to < len(l.ranges)
}

// words are what a span covers by the words of its tokens, whatever its offsets
// count; empty where it does not name them.
func (l *layer) words(span jsonrecord.Object, start, end int) string {
	from, to, ok := l.between(span)
	if !ok || !l.aligned(span, start, end) {
		return ""
	}
	return l.whole[l.ranges[from].Start:l.ranges[to].End]
}
