package spacyjson

import (
	"cmp"
	"fmt"
	"strings"

	"bluepencil/annotate/format/extra"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/jsonrecord"
	"bluepencil/annotate/format/token"
	"bluepencil/annotate/text"
)

var null = []byte("null")

// filled stands for what is filled in again.
const filled = "true"

// between stands between the paragraphs of an article.
const between = "\n\n"

// paragraph is a paragraph as it was read.
type paragraph struct {
	object    jsonrecord.Object   // with filled for its text and its sentences
	sentences []jsonrecord.Object // with null for the tokens
	counts    []int               // of tokens in each
	tokens    []jsonrecord.Object // with null for the words
	tags      []string
	places    []text.Range // of the tokens in the article, in bytes

	start, end int // of the paragraph, likewise
}

// reading is one document under way.
type reading struct {
	jsonrecord.Envelope
	extra.Record
	d          *foreign.Document
	whole      strings.Builder
	paragraphs []paragraph
}

func read(o jsonrecord.Object, raw []byte, options foreign.ReadOptions) (*foreign.Document, error) {
	list, ok := o.List("paragraphs")
	if !ok {
		return nil, fmt.Errorf("%w: there are no paragraphs", jsonrecord.ErrRecord)
	}
	r := reading{Envelope: jsonrecord.Envelope{Style: jsonrecord.StyleOf(raw), Record: o.Clone()}, d: &foreign.Document{}}
	r.Envelope.Record.Set("paragraphs", null)
	r.Envelope.Record.Delete(extra.Key)
	r.Extra = o.Raw(extra.Key)
	r.Person = options.Person
	r.Head = extra.HeadOf(o.Raw("id"), nil)
	for i, raw := range list {
		one, err := jsonrecord.Parse(raw)
		if err == nil {
			err = r.paragraph(one)
		}
		if err != nil {
			return nil, fmt.Errorf("paragraph %d: %w", i+1, err)
		}
	}
	r.d.Text = r.whole.String()
	if err := r.marks(); err != nil {
		return nil, err
	}
	if err := keep(&r.Envelope, r.paragraphs); err != nil {
		return nil, err
	}
	packed, err := r.Pack()
	if err != nil {
		return nil, err
	}
	r.Document(r.d, packed)
	return r.d, nil
}

// paragraph reads a paragraph, and its text into the article's.
func (r *reading) paragraph(o jsonrecord.Object) error {
	p := paragraph{object: o.Clone()}
	words, spaces, err := p.read(o)
	if err != nil {
		return err
	}
	if len(r.paragraphs) > 0 {
		r.whole.WriteString(between)
	}
	start := r.whole.Len()
	whole, ok := o.Text("raw")
	if ok {
		p.object.Set("raw", []byte(filled))
	} else {
		whole = together(words, spaces)
	}
	if p.places, ok = locate(whole, words, spaces, start); !ok {
		return fmt.Errorf("%w: its tokens are not those of its text", jsonrecord.ErrRecord)
	}
	r.whole.WriteString(whole)
	p.start, p.end = start, r.whole.Len()
	r.paragraphs = append(r.paragraphs, p)
	return nil
}

// read takes the sentences apart and gives the words, and what stands behind each.
func (p *paragraph) read(o jsonrecord.Object) (words, spaces []string, err error) {
	sentences, ok := o.List("sentences")
	if !ok {
		return nil, nil, nil
	}
	p.object.Set("sentences", []byte(filled))
	for _, raw := range sentences {
		sentence, err := jsonrecord.Parse(raw)
		list, ok := sentence.List("tokens")
		if err != nil || !ok {
			return nil, nil, fmt.Errorf("%w: a sentence has no tokens", jsonrecord.ErrRecord)
		}
		sentence.Set("tokens", null)
		p.sentences, p.counts = append(p.sentences, sentence), append(p.counts, len(list))
		for _, raw := range list {
			one, err := jsonrecord.Parse(raw)
			word, ok := one.Text("orth")
			if err != nil || !ok || word == "" {
				return nil, nil, fmt.Errorf("%w: a token has no word", jsonrecord.ErrRecord)
			}
			one.Set("orth", null)
			tag, _ := one.Text("ner")
			space := " "
			if said, ok := one.Text("space"); ok {
				space = said
			}
			p.tokens, p.tags = append(p.tokens, one), append(p.tags, tag)
			words, spaces = append(words, word), append(spaces, space)
		}
	}
	return words, spaces, nil
}

// together makes a text of words. Behind the last, a space counts only if it is
// said, which is not known here; none is taken.
func together(words, spaces []string) string {
	var b strings.Builder
	for i, word := range words {
		b.WriteString(word)
		if i < len(words)-1 {
			b.WriteString(spaces[i])
		}
	}
	return b.String()
}

// locate finds the words in the text one after the other, which begins at an
// offset; ok is false where more than white space is between them.
func locate(whole string, words, spaces []string, start int) (list []text.Range, ok bool) {
	at := 0
	for i, word := range words {
		if i > 0 && strings.HasPrefix(whole[at:], spaces[i-1]+word) {
			at += len(spaces[i-1])
		}
		gap := strings.Index(whole[at:], word)
		if gap < 0 || strings.TrimFunc(whole[at:at+gap], token.Space) != "" {
			return nil, false
		}
		at += gap
		list = append(list, text.Range{Start: start + at, End: start + at + len(word)})
		at += len(word)
	}
	return list, strings.TrimFunc(whole[at:], token.Space) == "" || len(words) == 0
}

// marks makes marks of the tags.
func (r *reading) marks() error {
	offsets := text.NewConverter(r.d.Text)
	for _, p := range r.paragraphs {
		for _, run := range token.Runs(p.tags) {
			from, to := p.places[run.From].Start, p.places[run.To-1].End
			start, errStart := offsets.ToUnit(text.CodePoint, from)
			end, errEnd := offsets.ToUnit(text.CodePoint, to)
			if err := cmp.Or(errStart, errEnd); err != nil {
				return err
			}
			r.Natives = append(r.Natives, extra.Native{Key: fmt.Sprintf("s%d", len(r.Natives)), Start: start, End: end, Label: run.Label, Text: r.d.Text[from:to]})
		}
	}
	return nil
}
