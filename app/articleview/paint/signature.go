package paint

import (
	"encoding/binary"
	"hash/maphash"
	"image/color"
	"math"
)

// Signer gives strips numbers: two strips that look the same have the same
// one, two that differ almost certainly not. Numbers of different signers do
// not compare. It belongs to one goroutine.
type Signer struct {
	seed   maphash.Seed
	buffer []byte
}

// NewSigner returns a signer.
func NewSigner() *Signer { return &Signer{seed: maphash.MakeSeed()} }

// Sign is the number of a strip; it is never 0.
func (s *Signer) Sign(strip *Strip) uint64 {
	s.buffer = s.buffer[:0]
	s.number(strip.Document)
	s.number(uint64(strip.Width), uint64(strip.Height), uint64(strip.Hidden))
	s.pixels(strip.Left, strip.Margin, strip.Size, float32(strip.Spacing))
	if l := strip.Line; l != nil {
		s.number(uint64(l.Start), uint64(l.End))
		s.pixels(l.Width)
	}
	s.colours(strip.Page, strip.Ink, strip.Muted, strip.Frame, strip.Hit)
	s.flags(strip.Dark)
	s.number(uint64(len(strip.Fragments)), uint64(len(strip.Hits)), uint64(len(strip.Dimmed)), uint64(len(strip.Notes)),
		uint64(len(strip.Disputed)), uint64(len(strip.Tracks)))
	for i := range strip.Fragments {
		s.fragment(&strip.Fragments[i])
	}
	for i := range strip.Notes {
		s.fragment(&strip.Notes[i])
	}
	for _, list := range [][]Fragment{strip.Hits, strip.Dimmed, strip.Disputed} {
		for i := range list {
			s.pixels(list[i].From, list[i].To)
		}
	}
	for i := range strip.Tracks {
		s.track(&strip.Tracks[i])
	}
	return maphash.Bytes(s.seed, s.buffer) | 1
}

func (s *Signer) track(t *Track) {
	s.number(uint64(len(t.Name)), uint64(len(t.Bars)))
	s.buffer = append(s.buffer, t.Name...)
	s.colours(t.Colour)
	for i := range t.Bars {
		b := &t.Bars[i]
		s.pixels(b.From, b.To)
		s.colours(b.Colour)
		s.buffer = append(s.buffer, byte(b.Pattern), byte(b.Share))
		s.number(uint64(b.Mark))
		s.flags(b.OpenLeft, b.OpenRight)
	}
}

func (s *Signer) fragment(f *Fragment) {
	s.pixels(f.From, f.To)
	s.buffer = append(s.buffer, byte(f.Style), byte(f.Pattern), byte(f.Row))
	s.colours(f.Colour)
	s.flags(f.Current, f.Pending, f.Starts, f.Flagged, f.OpenLeft, f.OpenRight, f.Lit)
	s.number(uint64(len(f.Tag)))
	s.buffer = append(s.buffer, f.Tag...)
}

func (s *Signer) number(list ...uint64) {
	for _, n := range list {
		s.buffer = binary.AppendUvarint(s.buffer, n)
	}
}

func (s *Signer) pixels(list ...float32) {
	for _, v := range list {
		s.buffer = binary.LittleEndian.AppendUint32(s.buffer, math.Float32bits(v))
	}
}

func (s *Signer) colours(list ...color.NRGBA) {
	for _, c := range list {
		s.buffer = append(s.buffer, c.R, c.G, c.B, c.A)
	}
}

func (s *Signer) flags(list ...bool) {
	var bits byte
	for i, set := range list {
		if set {
			bits |= 1 << i
		}
	}
	s.buffer = append(s.buffer, bits)
}
