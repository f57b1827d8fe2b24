package storage

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"bluepencil/annotate"
	"bluepencil/annotate/review"
)

// settingsTogether bounds what decisions of many articles set in one step.
const settingsTogether = 10_000

// DecideEverywhere decides a unit of the sheet and all undecided ones about the
// same words in all articles, as one step of undo, and tells how many units that
// were. Where one person's version is taken, articles without that person's
// layer are passed over. progress may be nil. It fails with annotate.ErrInvalid
// where the ruling makes no sense, is an edited marking, which goes by the places
// of one article, or would set more than 10,000 fields.
func (r *Reviewer) DecideEverywhere(ctx context.Context, s *review.Sheet, u *review.Unit, ruling review.Ruling, person annotate.ID, at time.Time, progress func(done, total int)) (units int, err error) {
	if ruling.Verdict == annotate.VerdictEdited {
		return 0, fmt.Errorf("%w: what was edited is decided article by article", annotate.ErrInvalid)
	}
	words := s.Words(u)
	own := s.Same(u)
	first, err := s.DecideAll(own, ruling, person, at)
	if err != nil {
		return 0, err
	}
	drafts, units, size := []annotate.Draft{first}, len(own), len(first.Settings)
	var broken error
	failed := func(id annotate.ID, err error) { broken = errors.Join(broken, fmt.Errorf("article %s: %w", id, err)) }
	err = r.Each(ctx, progress, failed, func(other *review.Sheet) error {
		list := other.Alike(u.Group, words)
		absent := ruling.Verdict == annotate.VerdictPerson && !slices.Contains(other.People, ruling.Person)
		if other.Article == s.Article || len(list) == 0 || absent {
			return nil
		}
		d, err := other.DecideAll(list, ruling, person, at)
		if err != nil {
			return err
		}
		drafts, units, size = append(drafts, d), units+len(list), size+len(d.Settings)
		if size > settingsTogether {
			return fmt.Errorf("%w: %q stands in too many articles to decide in one step", annotate.ErrInvalid, words)
		}
		return nil
	})
	if err = errors.Join(err, broken); err != nil {
		return 0, err
	}
	_, err = r.p.CommitTogether(drafts...)
	return units, err
}
