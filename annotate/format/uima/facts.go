package uima

import (
	"strconv"
	"time"

	"bluepencil/annotate"
	"bluepencil/annotate/format/foreign"
)

// facts adds what our own structure says of a mark.
func (r *Reading) facts(m *found, out *foreign.Mark) {
	s := m.facts
	if label := s.text("label"); label != "" {
		out.Label = label
	}
	for _, f := range r.cas.refs(s.Feature("fragments")) {
		if span, ok := extent(f); ok {
			out.Spans = append(out.Spans, span)
			m.fragments = append(m.fragments, f)
			m.owned = append(m.owned, f)
			r.used[f.ID] = true
		}
	}
	out.Attributes = append(out.Attributes, r.attributes(s.Feature("attributes"))...)
	for _, l := range r.cas.refs(s.Feature("links")) {
		link := foreign.Link{ID: l.text("linkId"), Role: l.text("role"), To: l.text("entity"), ToEntity: true}
		if to := r.cas.refs(l.Feature("to")); len(to) == 1 {
			if r.byStruct[to[0].ID] == nil {
				continue
			}
			link.To, link.ToEntity = r.byStruct[to[0].ID].id, false
		}
		link.Attributes = r.attributes(l.Feature("attributes"))
		out.Links = append(out.Links, link)
	}
	out.Note, out.Question, out.Entity = s.text("note"), s.text("question") == "true", s.text("entity")
	out.Created, out.Modified = moment(s.text("created")), moment(s.text("modified"))
	out.Origin = foreign.Origin{By: annotate.OriginBy(s.text("originBy")), Source: s.text("originSource"), Edited: s.text("edited") == "true"}
	if score, err := strconv.ParseFloat(s.text("originScore"), 64); err == nil {
		out.Origin.Score = &score
	}
	if f := s.Feature("originFrom"); f != nil {
		out.Origin.From, _ = r.cas.texts(f)
	}
}

// moment is a time in milliseconds.
func moment(spelt string) time.Time {
	ms, err := strconv.ParseInt(spelt, 10, 64)
	if err != nil {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

// attributes are those in structures of our own.
func (r *Reading) attributes(f *Feature) (list []foreign.Attribute) {
	for _, s := range r.cas.refs(f) {
		if s.Type != attributeType {
			continue
		}
		a := foreign.Attribute{Name: s.text("name"), Value: any([]string{})}
		for _, name := range []string{"text", "number", "flag", "values"} {
			value := s.Feature(name)
			if value == nil {
				continue
			}
			if v, ok := r.value(value); ok {
				a.Value = v
			}
			if name == "number" {
				if n, err := strconv.ParseFloat(value.Text, 64); err == nil {
					a.Value = n
				}
			}
		}
		list = append(list, a)
	}
	return list
}

// document adds what is said of the article as a whole.
func (r *Reading) document() {
	d := r.Document
	for _, s := range r.cas.Structures {
		switch {
		case s.Type == documentType:
			r.ownDocument(s)
			return
		case r.cas.is(s.Type, metaData) || s.Type == metaData:
			d.Head.ID = s.text("documentId")
			d.Name = d.Head.ID
		}
	}
}

func (r *Reading) ownDocument(s *Structure) {
	d, l := r.Document, &r.Document.Layers[0]
	h := foreign.Head{ID: s.text("headId"), Replaces: s.text("replaces"), Note: s.text("note")}
	h.Source = foreign.Source{Name: s.text("sourceName"), Format: s.text("sourceFormat"), Encoding: s.text("sourceEncoding"), SHA256: s.text("sourceSha256")}
	l.Person, l.Reason, l.Status = s.text("person"), s.text("reason"), annotate.Status(s.text("status"))
	l.Submitted, _ = time.Parse(time.RFC3339Nano, s.text("submitted"))
	l.Codebook, _ = strconv.ParseUint(s.text("codebook"), 10, 64)
	for _, a := range r.attributes(s.Feature("meta")) {
		if value, is := a.Value.(string); is {
			if h.Meta == nil {
				h.Meta = map[string]string{}
			}
			h.Meta[a.Name] = value
		}
	}
	for _, z := range r.cas.refs(s.Feature("zones")) {
		if span, ok := extent(z); ok {
			h.Zones = append(h.Zones, foreign.Zone{Part: z.text("part"), Start: span.Start, End: span.End})
		}
	}
	for _, e := range r.cas.refs(s.Feature("entities")) {
		entity := foreign.Entity{ID: e.text("entityId"), Name: e.text("name"), Type: e.text("entityType"), Wikidata: e.text("wikidata"), Note: e.text("note")}
		if f := e.Feature("aliases"); f != nil {
			entity.Aliases, _ = r.cas.texts(f)
		}
		d.Entities = append(d.Entities, entity)
	}
	d.Head = h
	r.aboutDocument(s, 0)
}

// aboutDocument takes note of the structures that say something of the whole.
func (r *Reading) aboutDocument(s *Structure, depth int) {
	r.about = append(r.about, s)
	r.used[s.ID] = true
	for i := range s.Features {
		f := &s.Features[i]
		if f.Kind != Refs || f.Name == "sofa" {
			continue
		}
		for _, held := range append(r.cas.arrays(f), r.cas.refs(f)...) {
			if !r.used[held.ID] && depth < furthest {
				r.aboutDocument(held, depth+1)
			}
		}
	}
}

// plain tells whether all structures are understood, and of those kinds that
// are made anew.
func (r *Reading) plain() bool {
	own := false
	for _, s := range r.cas.Structures {
		switch {
		case s.Type == documentType:
			own = true
		case s == r.sofa || s.Type == DocumentAnnotation:
		case (s.Type == word || s.Type == sentence) && len(s.Features) <= 3:
		case r.used[s.ID] && (s.Array || s.Type == markType || s.Type == slotType || len(s.Type) > len(ours) && s.Type[:len(ours)] == ours):
		default:
			return false
		}
	}
	return own && len(r.cas.Views) == 1
}
