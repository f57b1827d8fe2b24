package storage

import (
	"encoding/hex"
	"fmt"
	"slices"

	"bluepencil/annotate"
	"bluepencil/storage/kv"
)

// Dispute is a field that people have set without knowing of each other.
type Dispute struct {
	Ref   annotate.Ref
	Field string
	// Choices are the settings nobody replaced, latest first; the first of them
	// stands until somebody settles it. There are at least two.
	Choices []annotate.Setting
}

// Key names the dispute as it is now: where a choice is added or it is settled,
// the key is another one.
func (d *Dispute) Key() string {
	raw := append(objectKey(d.Ref), d.Field...)
	for _, c := range d.Choices {
		raw = append(raw, annotate.MustEncode(c.Stamp)...)
	}
	digest := annotate.DigestOf(raw)
	return hex.EncodeToString(digest[:5])
}

// Owner is who alone may settle the dispute, or the zero ID where anybody may.
func (d *Dispute) Owner() annotate.ID { return annotate.StreamOf(d.Ref).Owner() }

// disputesOf lists the disputes of an object, by field.
func disputesOf(o *annotate.Object) (list []Dispute) {
	conflicts := o.Conflicts()
	for i, c := range conflicts {
		if i > 0 && conflicts[i-1].Field == c.Field {
			list[len(list)-1].Choices = append(list[len(list)-1].Choices, c.Loser)
			continue
		}
		list = append(list, Dispute{Ref: o.Ref, Field: c.Field, Choices: []annotate.Setting{c.Winner, c.Loser}})
	}
	return list
}

// Disputes lists what is unsettled in the whole project, until each returns
// false, in the order of the store: codebook and register, then what lies in
// articles. each runs inside a read transaction: it must not write to the
// project.
func (p *Project) Disputes(each func(Dispute) bool) error {
	return p.store.View(func(r kv.Reader) error {
		return scanObjects(r, nil, func(o *annotate.Object) bool {
			for _, d := range disputesOf(o) {
				if !each(d) {
					return false
				}
			}
			return true
		})
	})
}

// Settle settles a dispute for one of its choices, by number from 0; the others
// go, here and wherever the change arrives. It is a step of undo like any
// other. It fails with annotate.ErrChangedSince where the dispute is no longer
// the same, with annotate.ErrForeignLayer where it is in somebody else's layer,
// and otherwise as Commit does.
func (p *Project) Settle(person annotate.ID, d Dispute, choice int) (annotate.Change, error) {
	if choice < 0 || choice >= len(d.Choices) {
		return annotate.Change{}, fmt.Errorf("%w: there are %d choices, not a number %d", annotate.ErrInvalid, len(d.Choices), choice+1)
	}
	draft := annotate.Draft{Person: person, Action: "settle " + d.Field, Article: d.Ref.Article,
		Settings: []annotate.FieldSetting{{Ref: d.Ref, Field: d.Field, Value: d.Choices[choice].Value}}}
	if d.Ref.Kind == annotate.KindArticle {
		draft.Article = d.Ref.ID
	}
	stream, err := draft.Stream()
	if err != nil {
		return annotate.Change{}, err
	}
	var c annotate.Change
	err = p.write(func(t *transaction) error {
		o, err := t.object(d.Ref)
		if err != nil {
			return err
		}
		same := func(now Dispute) bool { return now.Key() == d.Key() }
		if !slices.ContainsFunc(disputesOf(o), same) {
			return fmt.Errorf("%w: the conflict about %s is not the one it was; list the conflicts again", annotate.ErrChangedSince, d.Field)
		}
		c, err = t.commit(draft, stream)
		return err
	})
	return c, err
}
