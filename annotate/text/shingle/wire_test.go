package shingle

import (
	"math/rand/v2"
	"strings"
)

// wire writes invented stories: sentences of a topic's own words, and of words
// that stand everywhere.
type wire struct{ random *rand.Rand }

var everywhere = strings.Fields(`the of and to in a that on for it was with as by at from his her their had said would has
	after before two three year years week council city people officials government company plan report day new first last could not
	been were but who about over more than when which will also one other into some time because between under`)

var syllables = strings.Fields("al ber cor dun es fal gar hol in jor kel lun mar nor ost per rey san tel ul vik wen yar zet")

func (w wire) word() string {
	var b strings.Builder
	for range 2 + w.random.IntN(2) {
		b.WriteString(syllables[w.random.IntN(len(syllables))])
	}
	return b.String()
}

// topic is the words a story is about.
func (w wire) topic() []string {
	list := make([]string, 60)
	for i := range list {
		list[i] = w.word()
	}
	return list
}

func (w wire) sentence(topic []string) string {
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

// story is a headline and sentences.
func (w wire) story(topic []string) []string {
	list := make([]string, 14+w.random.IntN(30))
	for i := range list {
		list[i] = w.sentence(topic)
	}
	return list
}

func whole(sentences []string) string { return strings.Join(sentences, "\n") }

// The copies that the customers of a wire make of a story.
var copies = []struct {
	name string
	make func(w wire, story, topic []string) []string
}{
	{"new headline", func(w wire, s, topic []string) []string { return append([]string{w.sentence(topic)}, s[1:]...) }},
	{"small edits", func(w wire, s, topic []string) []string { return w.edit(s, topic, 25) }},
	{"cut to two thirds", func(w wire, s, topic []string) []string { return s[:len(s)*2/3] }},
	{"cut to a third, new headline", func(w wire, s, topic []string) []string {
		return append([]string{w.sentence(topic)}, s[1:len(s)/3+1]...)
	}},
	{"cut to a fifth", func(w wire, s, topic []string) []string { return s[:len(s)/5+1] }},
	{"cut to half, edits, two sentences more", func(w wire, s, topic []string) []string {
		return append([]string{w.sentence(topic), w.sentence(topic)}, w.edit(s[:len(s)/2], topic, 30)...)
	}},
}

// Stories that are no copies, however much they are about the same.
var others = []struct {
	name string
	make func(w wire, story, topic []string) []string
}{
	{"same topic", func(w wire, s, topic []string) []string { return w.story(topic) }},
	{"same topic, two sentences of background shared", func(w wire, s, topic []string) []string {
		return append(w.story(topic), s[len(s)-2:]...)
	}},
	{"same topic, a quarter shared", func(w wire, s, topic []string) []string {
		fresh := w.story(topic)
		return append(fresh, s[len(s)-min(len(s), len(fresh))/4:]...)
	}},
	{"another topic", func(w wire, s, topic []string) []string { return w.story(w.topic()) }},
}

// edit replaces every so many words by another one.
func (w wire) edit(sentences, topic []string, every int) []string {
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
