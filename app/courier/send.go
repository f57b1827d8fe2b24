// Package courier is the presenter of packets: what goes into one and for whom,
// what others would change here, and what people have set without knowing of
// each other. It knows no widgets.
package courier

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/rounds"
	"bluepencil/storage"
	"bluepencil/storage/packet"
)

// Sending is what is needed of a project to send; *storage.Project has it.
type Sending interface {
	People() ([]annotate.Person, error)
	Rounds() ([]rounds.Round, error)
}

// Send is a packet in the making.
type Send struct {
	For               annotate.ID
	Home              bool // the sender's own markings and the review go along
	Review            bool
	Layers            map[annotate.ID]bool // others' markings that go along
	Full              bool
	Passphrase, Again string

	me     annotate.Person
	people []annotate.Person
	shares bool
	blind  bool // a round hides from its people what others have marked
}

// NewSend reads whom something can be sent to. An analyst sends their work to
// a lead, unless they choose otherwise.
func NewSend(p Sending, me annotate.ID) (*Send, error) {
	s := &Send{Layers: map[annotate.ID]bool{}}
	var err error
	if s.people, err = p.People(); err != nil {
		return nil, err
	}
	given, err := p.Rounds()
	if err != nil {
		return nil, err
	}
	for _, person := range s.people {
		if person.ID == me {
			s.me = person
		}
	}
	s.blind = slices.ContainsFunc(given, func(r rounds.Round) bool { return !r.Open })
	s.shares, s.Home = s.me.Lead || !s.blind, !s.me.Lead
	if to := s.Receivers(); len(to) > 0 {
		s.For = to[0].ID
		s.Home = s.Home && (to[0].Lead || !s.blind)
	}
	return s, nil
}

// Receivers are the people a packet can be for: leads first, then by name.
func (s *Send) Receivers() []annotate.Person {
	list := slices.DeleteFunc(slices.Clone(s.people), func(p annotate.Person) bool { return p.ID == s.me.ID || p.Retired })
	slices.SortStableFunc(list, func(a, b annotate.Person) int {
		if a.Lead != b.Lead {
			return map[bool]int{true: -1, false: 1}[a.Lead]
		}
		return cmp.Compare(a.Name, b.Name)
	})
	return list
}

// Shares tells whether the review and others' markings may go along: a lead may
// send them, and anybody where no round is blind.
func (s *Send) Shares() bool { return s.shares }

// Others are the people whose markings may go along besides the receiver's and
// one's own; nobody where they may not.
func (s *Send) Others() []annotate.Person {
	if !s.shares {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(s.people), func(p annotate.Person) bool { return p.ID == s.me.ID || p.ID == s.For })
}

// Options are what is packed. The error says what of it does not do.
func (s *Send) Options() (storage.PackOptions, error) {
	o := storage.PackOptions{By: s.me.ID, For: s.For, Home: s.Home, Review: s.Review && s.shares, Full: s.Full, Secret: packet.Secret{Passphrase: s.Passphrase}}
	for _, p := range s.Others() {
		if s.Layers[p.ID] {
			o.Layers = append(o.Layers, p.ID)
		}
	}
	switch {
	case s.For.IsZero():
		return o, errors.New("there is nobody to send it to; add them to the team first")
	case s.Passphrase != s.Again:
		return o, errors.New("the two passphrases are not the same; type both again")
	}
	return o, nil
}

// Words says what a packet would have in it.
func (s *Send) Words(h *packet.Header) string {
	var b strings.Builder
	name := s.name(s.For)
	fmt.Fprintf(&b, "In it, for %s:\n", name)
	for _, stream := range h.Streams {
		switch owner := stream.Owner(); {
		case stream == annotate.StreamBase:
			b.WriteString("  ·  articles, codebook, register, people, rounds\n")
		case stream == annotate.StreamReview:
			b.WriteString("  ·  comments, decisions and the adjudicated layer\n")
		case owner == s.For:
			fmt.Fprintf(&b, "  ·  the markings of %s, as they are known here\n", name)
		case owner == s.me.ID:
			b.WriteString("  ·  your own markings\n")
		default:
			fmt.Fprintf(&b, "  ·  the markings of %s\n", s.name(owner))
		}
	}
	if s.blind && !s.leads(s.For) && slices.ContainsFunc(h.Streams, func(x annotate.Stream) bool { return !x.Owner().IsZero() && x.Owner() != s.For }) {
		fmt.Fprintf(&b, "\n%s marks blind, and would have others' markings in the file.\n", name)
	}
	n := h.Changes()
	switch {
	case n == 0:
		fmt.Fprintf(&b, "\nNothing of it is new to %s.", name)
	case h.Full:
		fmt.Fprintf(&b, "\n%s, from the beginning: a copy of the project can be made of it.", counted(n, "change"))
	default:
		fmt.Fprintf(&b, "\n%s, which %s had not got when their last packet was made.", counted(n, "change"), name)
	}
	if s.Passphrase == "" {
		b.WriteString("\nIt is not encrypted: whoever has the file can read it.")
	} else {
		b.WriteString("\nIt is encrypted. Without the passphrase nobody can open it, you neither.")
	}
	return b.String()
}

func (s *Send) leads(id annotate.ID) bool {
	return slices.ContainsFunc(s.people, func(p annotate.Person) bool { return p.ID == id && p.Lead })
}

func (s *Send) name(id annotate.ID) string { return nameOf(s.people, id) }

func nameOf(people []annotate.Person, id annotate.ID) string {
	if id == annotate.GoldLayer {
		return annotate.GoldPerson().Name
	}
	for _, p := range people {
		if p.ID == id {
			return p.Name
		}
	}
	return "somebody"
}

// FileName is what the packet's file may be called.
func (s *Send) FileName(project string) string {
	for _, p := range s.people {
		if p.ID == s.For {
			return project + " for " + p.Handle + packet.Extension
		}
	}
	return project + packet.Extension
}

// Sent says what was packed.
func (s *Send) Sent(done *storage.Packed, path string) string {
	secret := ""
	if s.Passphrase != "" {
		secret = ", encrypted"
	}
	return fmt.Sprintf("Packed %s for %s into %s, %s%s. Hand them the file.", counted(done.Counts.Changes, "change"), s.name(s.For), path, size(done.Bytes), secret)
}

func counted[N int | uint64](n N, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

func size(bytes int64) string {
	switch {
	case bytes < 10_000:
		return fmt.Sprintf("%d bytes", bytes)
	case bytes < 10_000_000:
		return fmt.Sprintf("%d kB", bytes/1000)
	}
	return fmt.Sprintf("%d MB", bytes/1_000_000)
}
