package search

import (
	"strings"
	"testing"

	"bluepencil/annotate"
)

func TestWhatAQueryFinds(t *testing.T) {
	d := newDesk(t)
	bridge := d.add("“It is late,” said Mayor Ada Lund.\nThe bridge will not open.", "title", "Bridge stays shut", "outlet", "Alder Courier", "published", "2026-01-15")
	meals := d.add("Free meals for all pupils, harbour spokesman Reyle said in Kraków. The bridge opens late.", "title", "Meals", "outlet", "Vik Times", "published", "2026-03-02T08:00:00Z")
	east := d.add("政府は昨日、橋を閉鎖した。รัฐบาลปิดสะพาน. Правительство закрыло мост. الحكومة أغلقت الجسر. הממשלה סגרה את הגשר.", "published", "2025-12-31")
	for query, want := range map[string][]annotate.ID{
		"bridge":                        {bridge, meals},
		"BRIDGE late":                   {bridge, meals},
		`"bridge will not"`:             {bridge},
		`"late said"`:                   {bridge},
		`"said late"`:                   nil,
		"krakow":                        {meals},
		"Kraków":                        {meals},
		"reyl*":                         {meals},
		`"harbour spokes*"`:             {meals},
		"bridge -reyle":                 {bridge},
		"-bridge":                       {east},
		"meals OR mayor":                {bridge, meals},
		"bridge (meals OR mayor)":       {bridge, meals},
		"bridge -(meals OR mayor)":      nil,
		"政府":                            {east},
		"橋を閉鎖":                          {east},
		"府政":                            nil,
		"สะพาน":                         {east},
		"правительство":                 {east},
		"الجسر":                         {east},
		"הגשר":                          {east},
		"shut":                          {bridge},
		"courier":                       {bridge},
		"in:meta bridge":                {bridge},
		"in:text shut":                  nil,
		`outlet:"Alder Courier"`:        {bridge},
		`outlet:"alder courier" bridge`: {bridge},
		"outlet:alder*":                 {bridge},
		"outlet:alder":                  nil,
		"date:2026-01..2026-03":         {bridge, meals},
		"date>=2026-02":                 {meals},
		"date<=2026-01-14":              {east},
		"date:2026-01":                  {bridge},
		"date:..2025":                   {east},
		"-date:2026":                    {east},
		"status:new":                    {bridge, meals, east},
		"bridge status:submitted":       nil,
		"bri*":                          {bridge, meals},
		"bridg":                         nil,
	} {
		d.wants(query, want...)
	}
}

// markedDesk is a desk with two articles in which everything is marked that
// annotations are found by.
type markedDesk struct {
	*desk
	first, second               annotate.ID
	quote, other, claim, person annotate.Ref
}

func newMarkedDesk(t *testing.T) (m markedDesk) {
	d := newDesk(t)
	m.desk = d
	m.first = d.add("“It is late,” said Mayor Ada Lund. The bridge is late too.")
	m.second = d.add("“The bridge is shut,” Reyle said. It is late. Nora Vik asked Ada.")
	m.quote = d.mark(d.mina, m.first, "quote", "“It is late,”")
	d.commit(annotate.SetAttribute(m.quote, "type", "direct"))
	d.commit(annotate.SetAttribute(m.quote, "remark", "heard at the harbour"))
	m.other = d.mark(d.kim, m.second, "quote", "“The bridge is shut,”")
	d.commit(annotate.SetAttribute(m.other, "type", "indirect"))
	d.commit(annotate.SetNote(m.other, "Ask Nora about the tunnel"))
	d.commit(annotate.SetQuestion(m.other, true))
	m.claim = d.mark(d.mina, m.second, "claim", "It is late")
	m.person = d.mark(d.mina, m.first, "person", "Ada Lund")
	lund := annotate.Entity{ID: annotate.NewID(), Name: "Adalind Lund", Type: "person", Aliases: []string{"Her Honour"}}
	draft, err := annotate.AddEntity(d.mina, lund)
	must(t, err)
	d.commit(draft)
	d.commit(annotate.SetEntity(m.person, lund.ID))
	_, err = d.project.SubmitLayer(m.first, d.mina)
	must(t, err)
	return m
}

func TestAnnotationsAreFoundByWhatTheyAre(t *testing.T) {
	m := newMarkedDesk(t)
	for query, want := range map[string][]annotate.Ref{
		"label:quote":                         {m.quote, m.other},
		"label:quote late":                    {m.quote},
		"label:quote bridge":                  {m.other},
		"label:quote bridge person:mina":      nil,
		"label:quote person:kim":              {m.other},
		"type=direct":                         {m.quote},
		"type=indirect":                       {m.other},
		`type="in other words"`:               {m.other},
		"attribute:type=direct":               {m.quote},
		`attribute:type="in other words"`:     {m.other},
		"label:claim OR type=direct":          {m.quote, m.claim},
		"label:quote -type=direct":            {m.other},
		"question:yes":                        {m.other},
		"question:no late":                    {m.quote, m.claim},
		"label:quote tunnel":                  {m.other},
		"tunnel":                              {m.other},
		"in:notes tunnel":                     {m.other},
		"in:notes bridge":                     nil,
		"in:annotations late":                 {m.quote, m.claim},
		"in:annotations quote":                {m.quote, m.other},
		`in:annotations "claim to"`:           {m.claim},
		"harbour":                             nil,
		"in:annotations harbour":              {m.quote},
		"adalind":                             {m.person},
		`"her honour"`:                        {m.person},
		"entity:honour":                       {m.person},
		"entity:nobody":                       nil,
		`label:"claim to check"`:              {m.claim},
		"label:quote status:submitted":        {m.quote},
		"label:quote status:new":              {m.other},
		`label:person "ada lund"`:             {m.person},
		`label:quote "late is"`:               nil,
		"label:quote lat*":                    {m.quote},
		"label:quote in:text tunnel":          nil,
		"label:quote -late":                   {m.other},
		"label:quote (late OR shut) -tunnel":  {m.quote},
		"label:quote in:text,notes bridge":    {m.other},
		"label:quote in:notes,text tunnel":    {m.other},
		`status:submitted person:mina tunnel`: nil,
	} {
		var got, wanted []string
		for _, found := range m.find(query) {
			for _, h := range found.Hits {
				got = append(got, h.Annotation.String())
			}
		}
		for _, ref := range want {
			wanted = append(wanted, ref.ID.String())
		}
		if !sameSet(got, wanted) {
			t.Errorf("%s: got %v, want %v", query, got, wanted)
		}
	}
	m.wants("person:kim", m.second)
	m.wants("bridge person:mina", m.first, m.second)
	m.wants("status:submitted", m.first)
	m.wants("status:new person:kim", m.first, m.second)
	m.wants("bridge -person:kim", m.first)
}

func sameSet(a, b []string) bool {
	count := map[string]int{}
	for _, s := range a {
		count[s]++
	}
	for _, s := range b {
		count[s]--
	}
	for _, n := range count {
		if n != 0 {
			return false
		}
	}
	return true
}

func TestAHitIsShownInItsContext(t *testing.T) {
	d := newDesk(t)
	text := strings.Repeat("Nothing of note here.\n", 20) + "At the harbour\r\nReyle 🌉 spoke of the bridge." + strings.Repeat(" And so on.", 20)
	id := d.add(text, "title", "The bridge again")
	d.commit(annotate.SetMeta(d.mina, id, "byline", "Nora Vik"))
	found := d.find("bridge")
	if len(found) != 1 || found[0].Total != 2 || found[0].Title != "The bridge again" {
		t.Fatalf("found %+v", found)
	}
	h := found[0].Hits[0]
	if text[h.Range.Start:h.Range.End] != "bridge" || h.Snippet[h.Marked.Start:h.Marked.End] != "bridge" {
		t.Errorf("hit %+v", h)
	}
	if want := "…re. At the harbour  Reyle 🌉 spoke of the bridge. And so on. And so on. And so on. And s…"; h.Snippet != want {
		t.Errorf("snippet %q, want %q", h.Snippet, want)
	}
	if title := found[0].Hits[1]; title.In != InMeta || title.Name != "title" || title.Snippet != "The bridge again" {
		t.Errorf("title %+v", title)
	}
	few := d.ask(Request{Query: "on", Hits: 3})
	if len(few[0].Hits) != 3 || few[0].Total != 20 {
		t.Errorf("%d hits of %d", len(few[0].Hits), few[0].Total)
	}
}

func TestFiltersBesideTheQuery(t *testing.T) {
	d := newDesk(t)
	id := d.add("The bridge is late.", "outlet", "Alder Courier", "published", "2026-01-15")
	d.add("The bridge is early.", "outlet", "Vik Times", "published", "2026-02-15")
	ref := d.mark(d.mina, id, "quote", "bridge")
	d.commit(annotate.SetAttribute(ref, "type", "direct"))
	for name, r := range map[string]Request{
		"outlet":    {Query: "bridge", Outlet: "alder courier"},
		"date":      {Query: "bridge", To: "2026-01"},
		"label":     {Query: "bridge", Labels: []annotate.LabelID{"quote"}},
		"attribute": {Attributes: map[annotate.AttributeID]string{"type": "direct"}},
		"person":    {Query: "bridge OR nothing", People: []annotate.ID{d.mina}},
		"field":     {Query: "bridge", In: InAnnotations},
	} {
		found := d.ask(r)
		if len(found) != 1 || found[0].Article != id {
			t.Errorf("%s: found %v", name, found)
		}
	}
}
