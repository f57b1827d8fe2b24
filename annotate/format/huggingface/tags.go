package huggingface

import (
	"fmt"
	"slices"
	"strings"

	"bluepencil/annotate/format/jsonrecord"
	"bluepencil/annotate/format/token"
	"bluepencil/annotate/text"
)

// tagsOf writes runs that are disjoint as tags, in the scheme IOB2.
func tagsOf(list []token.Run, count int) []string {
	tags := slices.Repeat([]string{token.Outside}, count)
	for _, r := range list {
		for i := r.From; i < r.To; i++ {
			tags[i] = "I-" + r.Label
		}
		tags[r.From] = "B-" + r.Label
	}
	return tags
}

// column reads a list of words.
func column(o jsonrecord.Object, key string) (list []string, ok bool) {
	raws, ok := o.List(key)
	if !ok {
		return nil, false
	}
	list = make([]string, len(raws))
	for i, raw := range raws {
		if list[i], ok = jsonrecord.TextOf(raw); !ok {
			return nil, false
		}
	}
	return list, true
}

// named reads a column of tags: strings, or numbers of classes.
func named(o jsonrecord.Object, key string, classes []string) ([]string, error) {
	raws, ok := o.List(key)
	if !ok {
		return nil, fmt.Errorf("%w: %s is no list", jsonrecord.ErrRecord, key)
	}
	list := make([]string, len(raws))
	for i, raw := range raws {
		tag, ok := jsonrecord.TextOf(raw)
		if n, isNumber := jsonrecord.IntOf(raw); !ok && isNumber {
			if n < 0 || n >= len(classes) {
				return nil, fmt.Errorf("%w: the tag %d has no name; put %s or %s with the names beside the file", jsonrecord.ErrRecord, n, cardName, labelsName)
			}
			tag, ok = classes[n], true
		}
		if !ok {
			return nil, fmt.Errorf("%w: the tag %d is neither a word nor a number", jsonrecord.ErrRecord, i+1)
		}
		list[i] = tag
	}
	return list, nil
}

// locate finds words in a text one after the other, with nothing but white space
// between; ok is false where they are not there in this way.
func locate(whole string, words []string) (list []text.Range, ok bool) {
	at := 0
	for _, word := range words {
		gap := strings.Index(whole[at:], word)
		if word == "" || gap < 0 || strings.TrimFunc(whole[at:at+gap], token.Space) != "" {
			return nil, false
		}
		at += gap
		list = append(list, text.Range{Start: at, End: at + len(word)})
		at += len(word)
	}
	return list, true
}

// words cuts the tokens out of a text.
func words(whole string, ranges []text.Range) []string {
	list := make([]string, len(ranges))
	for i, r := range ranges {
		list[i] = whole[r.Start:r.End]
	}
	return list
}
