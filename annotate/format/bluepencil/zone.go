package bluepencil

import (
	"fmt"
	"slices"

	"bluepencil/annotate"
	"bluepencil/annotate/format/jsonio"
	"bluepencil/annotate/text"
)

// Zone is a part of the article that its file stated: a headline, a dek.
type Zone struct {
	Part  string `json:"part"` // the id of a structure label
	Start int    `json:"start"`
	End   int    `json:"end"`
}

// zonesOf gives an article's zones in the unit of the offsets. It fails where
// one lies outside of the text.
func zonesOf(zones []annotate.Zone, offsets *text.Offsets) ([]Zone, error) {
	var out []Zone
	for _, z := range zones {
		start, err := offsets.FromByte(int(z.Start))
		if err != nil {
			return nil, fmt.Errorf("the %s of the article: %w", z.Part, err)
		}
		end, err := offsets.FromByte(int(z.End))
		if err != nil {
			return nil, fmt.Errorf("the %s of the article: %w", z.Part, err)
		}
		out = append(out, Zone{z.Part, start, end})
	}
	return out, nil
}

// zones gives the line's zones in bytes of the text. It fails where they are
// not in order, or one is empty or outside of the text.
func (l *Line) zones(whole string) ([]annotate.Zone, error) {
	if len(l.Zones) == 0 {
		return nil, nil
	}
	unit, err := text.ParseUnit(l.OffsetUnit)
	if err != nil {
		return nil, err
	}
	offsets := text.NewOffsets(whole, unit)
	var out []annotate.Zone
	before := 0
	for _, z := range l.Zones {
		start, startErr := offsets.ToByte(z.Start)
		end, endErr := offsets.ToByte(z.End)
		if startErr != nil || endErr != nil || start < before || start >= end {
			return nil, fmt.Errorf("%w: the %s at %d to %d is no place in the text", annotate.ErrSpan, z.Part, z.Start, z.End)
		}
		before = end
		out = append(out, annotate.Zone{Part: z.Part, Start: uint64(start), End: uint64(end)})
	}
	return out, nil
}

func (a *appender) zone(z Zone) {
	a.raw(`{"part": `)
	a.text(z.Part)
	a.raw(`, "start": `)
	a.whole(z.Start)
	a.raw(`, "end": `)
	a.whole(z.End)
	a.raw("}")
}

var zoneShape = jsonio.Shape{Name: "a zone", Required: []string{"part", "start", "end"}}

func (p parser) zone(z *Zone) error {
	return p.Record(&zoneShape, func(n int) error {
		switch n {
		case 0:
			return p.word(&z.Part)
		case 1:
			return p.whole(&z.Start)
		default:
			return p.whole(&z.End)
		}
	})
}

// sameZones tells whether the line says the same parts as the article.
func sameZones(back *Line, whole string, want []annotate.Zone) bool {
	got, err := back.zones(whole)
	return err == nil && slices.Equal(got, want)
}
