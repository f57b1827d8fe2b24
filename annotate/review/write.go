package review

import (
	"slices"

	"bluepencil/annotate"
)

// writer drafts what becomes of the adjudicated layer of one article.
type writer struct {
	s       *Sheet
	d       *annotate.Draft
	made    []made
	removed map[annotate.ID]bool // annotations of the adjudicated layer
	places  goldPlaces
	lost    int // attributes and links that the codebook does not allow any more
}

// made is a pick with the id it gets.
type made struct {
	pick
	id annotate.ID
}

// goldPlaces finds annotations of the adjudicated layer by the annotations they
// were made of, and by the items these lie in.
type goldPlaces struct {
	byMember map[annotate.ID]annotate.ID
	byItem   map[[2]int]annotate.ID
	labels   map[annotate.ID]annotate.LabelID
}

// fits tells whether the codebook still has the pick's label.
func (s *Sheet) fits(p *pick) bool {
	_, ok := s.Scheme.Codebook.Label(s.Scheme.Codebook.Resolve(p.label))
	return ok
}

func (s *Sheet) writer(person annotate.ID, action string) *writer {
	return &writer{s: s, d: &annotate.Draft{Person: person, Action: action, Article: s.Article}, removed: map[annotate.ID]bool{}}
}

// remove puts an annotation of the adjudicated layer into the bin.
func (w *writer) remove(id annotate.ID) {
	if !w.removed[id] {
		w.removed[id] = true
		w.d.Set(w.s.goldRef(id), annotate.FieldDeleted, true)
	}
}

func (s *Sheet) goldRef(id annotate.ID) annotate.Ref {
	return annotate.AnnotationRef(s.Article, annotate.GoldLayer, id)
}

// add takes a pick for the adjudicated layer.
func (w *writer) add(p pick) annotate.ID {
	id := annotate.NewID()
	w.made = append(w.made, made{p, id})
	return id
}

// write adds what was taken to the draft, with links to what is there and what
// is new, and links to what is new from what is there.
func (w *writer) write() {
	w.find()
	for i := range w.made {
		w.annotation(&w.made[i])
	}
	for i := range w.s.Gold {
		if g := &w.s.Gold[i]; !w.removed[g.ID] && (len(w.made) > 0 || len(w.removed) > 0) {
			w.relink(g)
		}
	}
}

// find notes where everything will be.
func (w *writer) find() {
	w.places = goldPlaces{map[annotate.ID]annotate.ID{}, map[[2]int]annotate.ID{}, map[annotate.ID]annotate.LabelID{}}
	note := func(id annotate.ID, label annotate.LabelID, from []annotate.ID) {
		w.places.labels[id] = label
		for _, m := range from {
			w.places.byMember[m] = id
			if h, ok := w.s.home[m]; ok {
				w.places.byItem[[2]int{h.unit, h.item}] = id
			}
		}
	}
	for i := range w.s.Gold {
		if g := &w.s.Gold[i]; !w.removed[g.ID] {
			note(g.ID, g.Label, g.Origin.From)
		}
	}
	for i := range w.made {
		note(w.made[i].id, w.made[i].label, w.made[i].from)
	}
}

// target finds the annotation of the adjudicated layer that stands for one of
// those a link leads to, or for another version of the same item.
func (w *writer) target(to []annotate.ID) (annotate.ID, bool) {
	for _, id := range to {
		if gold, ok := w.places.byMember[id]; ok {
			return gold, true
		}
	}
	for _, id := range to {
		if h, ok := w.s.home[id]; ok {
			if gold, ok := w.places.byItem[[2]int{h.unit, h.item}]; ok {
				return gold, true
			}
		}
	}
	return annotate.ID{}, false
}

// annotation adds the making of one annotation to the draft.
func (w *writer) annotation(m *made) {
	a := annotate.Annotation{Label: m.label, Spans: m.spans, Attributes: w.allowed(m.label, m.attributes), Note: m.note,
		Origin: annotate.Origin{By: annotate.ByAdjudication, Source: m.source, From: m.from}}
	if w.s.Scheme.entry(m.entity) {
		a.Entity = m.entity
	}
	links := linker{w: w, from: m.id, label: m.label}
	for _, want := range m.links {
		links.add(&want)
	}
	a.Links = links.list
	w.d.AddWhole(w.s.goldRef(m.id), &a)
}

// allowed leaves out what the codebook does not ask about the label any more.
func (w *writer) allowed(label annotate.LabelID, values map[annotate.AttributeID]annotate.AttributeValue) map[annotate.AttributeID]annotate.AttributeValue {
	book := w.s.Scheme.Codebook
	ids := book.AttributeIDs(book.Resolve(label))
	out := make(map[annotate.AttributeID]annotate.AttributeValue, len(values))
	for id, value := range values {
		attribute, ok := book.Attribute(id)
		if ok && slices.Contains(ids, id) && attribute.CheckValue(value) == nil {
			out[id] = value
		} else {
			w.lost++
		}
	}
	return out
}

// linker gathers the links of one annotation, as many as the codebook allows.
type linker struct {
	w     *writer
	from  annotate.ID
	label annotate.LabelID
	list  []annotate.Link
}

// add adds a link unless its target is not decided yet, or the codebook does
// not allow it. Added is the link as it was added.
func (k *linker) add(want *wanted) (added annotate.Link, ok bool) {
	link := want.link
	if link.ToEntity {
		ok = k.w.s.Scheme.entry(link.To)
	} else {
		link.To, ok = k.w.target(want.to)
	}
	book := k.w.s.Scheme.Codebook
	role, known := book.Role(link.Role)
	if !ok || link.To == k.from {
		return link, false
	}
	n := 0
	for _, l := range k.list {
		if l.Role == link.Role {
			n++
			if l.To == link.To {
				return link, false
			}
		}
	}
	fits := known && slices.Contains(book.RoleIDs(book.Resolve(k.label)), link.Role) && (role.Max == 0 || n < role.Max)
	if link.ToEntity {
		fits = fits && role.ToEntity
	} else {
		fits = fits && book.PointsTo(role, k.w.places.labels[link.To])
	}
	if !fits {
		k.w.lost++
		return link, false
	}
	link.ID, link.Attributes = annotate.NewID(), k.attributes(&role, link.Attributes)
	k.list = append(k.list, link)
	return link, true
}

func (k *linker) attributes(role *annotate.Role, values map[annotate.AttributeID]annotate.AttributeValue) map[annotate.AttributeID]annotate.AttributeValue {
	var out map[annotate.AttributeID]annotate.AttributeValue
	for id, value := range values {
		attribute, ok := k.w.s.Scheme.Codebook.Attribute(id)
		if !ok || !slices.Contains(role.Attributes, id) || attribute.CheckValue(value) != nil {
			k.w.lost++
			continue
		}
		if out == nil {
			out = map[annotate.AttributeID]annotate.AttributeValue{}
		}
		out[id] = value
	}
	return out
}

// relink takes links to what goes away off an annotation that stays, and adds
// those to what is new that at least half of the markings it was made of have.
func (w *writer) relink(g *annotate.Annotation) {
	links := linker{w: w, from: g.ID, label: g.Label}
	for _, l := range slices.Concat(g.Links, g.Waiting) {
		if !l.ToEntity && w.removed[l.To] {
			w.d.Unset(g.Ref(), annotate.FieldLink+l.ID.String())
		} else {
			links.list = append(links.list, l)
		}
	}
	fresh := map[annotate.ID]bool{}
	for i := range w.made {
		fresh[w.made[i].id] = true
	}
	var marks []Mark
	for _, id := range g.Origin.From {
		if h, ok := w.s.home[id]; ok && h.mark.Label == g.Label {
			marks = append(marks, *h.mark)
		}
	}
	if len(marks) == 0 || len(fresh) == 0 {
		return
	}
	for _, want := range w.s.detailsOf(marks, 0).links {
		if want.link.ToEntity {
			continue
		}
		if to, ok := w.target(want.to); !ok || !fresh[to] {
			continue
		}
		if link, ok := links.add(&want); ok {
			w.d.Set(g.Ref(), annotate.FieldLink+link.ID.String(), link)
		}
	}
}

// standAt sets where the adjudicated layer stands, where that is not so yet: it
// is adjudicated once nothing is left to decide.
func (w *writer) standAt(open int) {
	status := annotate.StatusInProgress
	if open == 0 {
		status = annotate.StatusAdjudicated
	}
	if w.s.Status != status {
		w.d.AddStatus(annotate.GoldLayer, w.s.Article, status, "")
	}
}
