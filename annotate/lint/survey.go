package lint

import (
	"hash/maphash"
	"slices"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/register"
)

// mostNames is how many different names a survey keeps apart: 40 MB. Names
// that come after so many are not compared.
const mostNames = 1 << 20

// longestName is how many bytes a name may cover: what is longer is none.
const longestName = 300

func isName(m *annotate.Annotation) bool { return m.End()-m.Start() <= longestName }

// NameOf is the words by which names are compared: as they are written, but for
// blanks. It is false where an annotation covers too much to be a name.
func NameOf(m *annotate.Annotation) (words string, ok bool) {
	var parts []string
	for _, span := range m.Spans {
		parts = append(parts, strings.Fields(span.Text)...)
	}
	return strings.Join(parts, " "), isName(m)
}

// Survey counts which labels names and entries of the register have, over as
// many articles as it is given. It keeps no text. It may be read by many
// goroutines once nobody adds to it any more.
type Survey struct {
	seed     maphash.Seed
	labels   map[annotate.LabelID]int // by place in list, of the group of entities
	list     []annotate.LabelID
	names    map[uint64]count
	entities map[annotate.ID]count
	register *register.Register
	left     int
}

// count is how often something has the two labels it was given first.
type count struct {
	label [2]int16
	times [2]uint32
}

// NewSurvey makes an empty survey, which takes merged entries of the register
// for one.
func NewSurvey(codebook *annotate.Codebook, register *register.Register) *Survey {
	s := &Survey{register: register, seed: maphash.MakeSeed(), labels: map[annotate.LabelID]int{}, names: map[uint64]count{}, entities: map[annotate.ID]count{}}
	for _, label := range codebook.Labels {
		if label.Group == annotate.GroupEntity {
			s.labels[label.ID] = len(s.list)
			s.list = append(s.list, label.ID)
		}
	}
	return s
}

// Add counts the annotations of one person's layer of an article.
func (s *Survey) Add(person annotate.ID, annotations []annotate.Annotation) {
	for i := range annotations {
		m := &annotations[i]
		label, ok := s.labels[m.Label]
		if !ok {
			continue
		}
		if isName(m) {
			s.left += add(s.names, s.key(person, m), label)
		}
		if !m.Entity.IsZero() {
			s.left += add(s.entities, s.register.Canonical(m.Entity), label)
		}
	}
}

// Left is how many mentions were not counted because there were too many
// different names.
func (s *Survey) Left() int { return s.left }

// key stands for a name in a person's layers; people differ, and that is for a
// review to find.
func (s *Survey) key(person annotate.ID, m *annotate.Annotation) uint64 {
	var h maphash.Hash
	h.SetSeed(s.seed)
	h.Write(person[:])
	for _, span := range m.Spans {
		for word := range strings.FieldsSeq(span.Text) {
			h.WriteString(word)
			h.WriteByte(' ')
		}
	}
	return h.Sum64()
}

// add counts one more; it gives 1 where there was no room.
func add[K comparable](counts map[K]count, key K, label int) int {
	c, ok := counts[key]
	if !ok {
		if len(counts) >= mostNames {
			return 1
		}
		c.label = [2]int16{int16(label), -1}
	}
	if c.label[1] < 0 && int(c.label[0]) != label {
		c.label[1] = int16(label)
	}
	if n := slices.Index(c.label[:], int16(label)); n >= 0 {
		c.times[n]++
	}
	counts[key] = c
	return 0
}

// usual is the label that a name mostly has, and how often; differs where the
// annotation has another one. Of two as frequent, the first one is the usual.
func (s *Survey) usual(person annotate.ID, m *annotate.Annotation) (label annotate.LabelID, times int, differs bool) {
	if !isName(m) {
		return m.Label, 0, false
	}
	return s.most(s.names[s.key(person, m)], m)
}

func (s *Survey) usualOfEntity(m *annotate.Annotation) (label annotate.LabelID, times int, differs bool) {
	return s.most(s.entities[s.register.Canonical(m.Entity)], m)
}

func (s *Survey) most(c count, m *annotate.Annotation) (annotate.LabelID, int, bool) {
	n := 0
	if c.times[1] > c.times[0] {
		n = 1
	}
	if c.times[n] == 0 || int(c.label[n]) >= len(s.list) {
		return m.Label, 0, false
	}
	usual := s.list[c.label[n]]
	return usual, int(c.times[n]), usual != m.Label
}
