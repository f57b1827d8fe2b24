// Package wiretest writes invented wire stories and what becomes of them, for
// tests of what tells copies of a story apart.
package wiretest

import (
	"math/rand/v2"
	"strings"
)

// Wire writes stories: sentences of a topic's own words, and of words that
// stand everywhere.
type Wire struct{ random *rand.Rand }

// New starts a wire; the same seed gives the same stories.
func New(seed uint64) Wire { return Wire{rand.New(rand.NewPCG(seed, seed))} }

// Random is where the wire's choices come from.
func (w Wire) Random() *rand.Rand { return w.random }

var everywhere = strings.Fields(`the of and to in a that on for it was with as by at from his her their had said would has
	after before two three year years week council city people officials government company plan report day new first last could not
	been were but who about over more than when which will also one other into some time because between under`)

var syllables = strings.Fields("al ber cor dun es fal gar hol in jor kel lun mar nor ost per rey san tel ul vik wen yar zet")

func (w Wire) word() string {
	var b strings.Builder
	for range 2 + w.random.IntN(2) {
		b.WriteString(syllables[w.random.IntN(len(syllables))])
	}
	return b.String()
}

// Topic is the words a story is about.
func (w Wire) Topic() []string {
	list := make([]string, 60)
	for i := range list {
		list[i] = w.word()
	}
	return list
}

func (w Wire) sentence(topic []string) string {
	var b strings.Builder
	for n := range 8 + w.random.IntN(18) {
		word := everywhere[w.random.IntN(len(everywhere))]
		if w.random.IntN(3) == 0 {
			word = topic[w.random.IntN(len(topic))]
		}
		if n == 0 {
			word = strings.ToUpper(word[:1]) + word[1:]
		} else {
			b.WriteByte(' ')
		}
		b.WriteString(word)
	}
	return b.String() + "."
}

// Story is a headline and sentences.
func (w Wire) Story(topic []string) []string {
	list := make([]string, 14+w.random.IntN(30))
	for i := range list {
		list[i] = w.sentence(topic)
	}
	return list
}

// Whole is the text of a story.
func Whole(sentences []string) string { return strings.Join(sentences, "\n") }

// Change is something that becomes of a story.
type Change struct {
	Name string
	Make func(w Wire, story, topic []string) []string
}

// Copies are what the customers of a wire make of a story.
var Copies = []Change{
	{"new headline", func(w Wire, s, topic []string) []string { return append([]string{w.sentence(topic)}, s[1:]...) }},
	{"small edits", func(w Wire, s, topic []string) []string { return w.Edit(s, topic, 25) }},
	{"cut to two thirds", func(w Wire, s, topic []string) []string { return s[:len(s)*2/3] }},
	{"cut to a third, new headline", func(w Wire, s, topic []string) []string {
		return append([]string{w.sentence(topic)}, s[1:len(s)/3+1]...)
	}},
	{"cut to a fifth", func(w Wire, s, topic []string) []string { return s[:len(s)/5+1] }},
	{"cut to half, edits, two sentences more", func(w Wire, s, topic []string) []string {
		return append([]string{w.sentence(topic), w.sentence(topic)}, w.Edit(s[:len(s)/2], topic, 30)...)
	}},
}

// Others are stories that are no copies, however much they are about the same.
var Others = []Change{
	{"same topic", func(w Wire, s, topic []string) []string { return w.Story(topic) }},
	{"same topic, two sentences of background shared", func(w Wire, s, topic []string) []string {
		return append(w.Story(topic), s[len(s)-2:]...)
	}},
	{"same topic, a quarter shared", func(w Wire, s, topic []string) []string {
		fresh := w.Story(topic)
		return append(fresh, s[len(s)-min(len(s), len(fresh))/4:]...)
	}},
	{"another topic", func(w Wire, s, topic []string) []string { return w.Story(w.Topic()) }},
}

// Edit replaces every so many words by another one.
func (w Wire) Edit(sentences, topic []string, every int) []string {
	list := make([]string, len(sentences))
	for i, s := range sentences {
		fields := strings.Fields(s)
		for n := range fields {
			if w.random.IntN(every) == 0 {
				fields[n] = topic[w.random.IntN(len(topic))]
			}
		}
		list[i] = strings.Join(fields, " ")
	}
	return list
}
