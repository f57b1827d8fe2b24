package intake

import (
	"fmt"
	"time"

	"bluepencil/annotate"
	"bluepencil/annotate/rounds"
	"bluepencil/annotate/text"
)

// layersPerCommit bounds how many layers are settled in one transaction: their
// submissions hold copies of their annotations.
const layersPerCommit = 200

// settle puts imported layers where they stood: what was submitted gets its
// submission, so that others see it and exports take it. Layers that somebody
// has touched here before stay where they are.
func (t *taking) settle() error {
	drafts := map[annotate.ID]*annotate.Draft{}
	layers := map[annotate.ID]int{}
	var ruled []layerStatus
	for _, s := range t.lines.statuses {
		there, err := t.p.Layer(s.article, s.person)
		if err != nil {
			return err
		}
		if there.Status != annotate.StatusNew || s.status == annotate.StatusNew {
			continue
		}
		d := drafts[s.person]
		if d == nil {
			d = t.statusDraft(s.person)
			drafts[s.person] = d
		}
		if err := t.addStatus(d, s); err != nil {
			return err
		}
		if isRuling(s.status) && s.person != annotate.GoldLayer {
			ruled = append(ruled, s)
		}
		if layers[s.person]++; layers[s.person] == layersPerCommit {
			if err := t.commitLayers(d, layersPerCommit); err != nil {
				return err
			}
			*d, layers[s.person] = *t.statusDraft(s.person), 0
		}
	}
	for person, d := range drafts {
		if err := t.commitLayers(d, layers[person]); err != nil {
			return err
		}
	}
	return t.settleRulings(ruled)
}

// settleRulings says again what a lead had said of imported layers. That is
// not in the layers, so it is the importing person who says it.
func (t *taking) settleRulings(ruled []layerStatus) error {
	d := annotate.Draft{Person: t.person}
	for i, s := range ruled {
		layer, err := t.p.Object(annotate.LayerRef(s.article, s.person))
		if err != nil {
			return err
		}
		one, err := rounds.Say(t.person, layer, s.status, s.reason, time.Now().UnixMilli())
		if err != nil {
			return err
		}
		d.Settings = append(d.Settings, one.Settings...)
		if (i+1)%layersPerCommit != 0 && i+1 < len(ruled) {
			continue
		}
		d.Action = "take over what was returned and adjudicated"
		if _, err := t.p.Commit(d); err != nil {
			return fmt.Errorf("mark what was imported as %s: %w", s.status, err)
		}
		d.Settings = nil
	}
	return nil
}

// isRuling tells whether a status is what a lead has said.
func isRuling(s annotate.Status) bool {
	return s == annotate.StatusReturned || s == annotate.StatusAdjudicated
}

// statusDraft begins a draft of where layers of a person stand. The adjudicated
// layer signs nothing: whoever imports does.
func (t *taking) statusDraft(person annotate.ID) *annotate.Draft {
	if person == annotate.GoldLayer {
		person = t.person
	}
	return &annotate.Draft{Person: person}
}

func (t *taking) commitLayers(d *annotate.Draft, layers int) error {
	if layers == 0 {
		return nil
	}
	d.Action = "take over the status of " + text.Count(layers, "imported layer")
	if _, err := t.p.Commit(*d); err != nil {
		return fmt.Errorf("mark what was imported as finished: %w", err)
	}
	return nil
}

func (t *taking) addStatus(d *annotate.Draft, s layerStatus) error {
	if rule := t.lines.rules[s.article]; s.person == annotate.GoldLayer && rule != "" {
		d.SetMergeRule(s.article, rule)
	}
	if s.status != annotate.StatusSubmitted && !(isRuling(s.status) && s.person != annotate.GoldLayer) {
		d.AddStatus(s.person, s.article, s.status, s.reason)
		return nil
	}
	list, err := t.p.StoredAnnotations(s.article, s.person)
	if err != nil {
		return err
	}
	codebook, err := t.p.Codebook()
	if err != nil {
		return err
	}
	submission := annotate.Submit(annotate.Snapshot{Article: s.article, Person: s.person, Codebook: codebook.Version,
		At: time.Now().UnixMilli(), Annotations: list}, annotate.NewID())
	d.Settings = append(d.Settings, submission.Settings...)
	return nil
}
