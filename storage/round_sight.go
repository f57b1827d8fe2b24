package storage

import (
	"errors"
	"slices"

	"bluepencil/annotate"
	"bluepencil/annotate/rounds"
	"bluepencil/storage/kv"
)

// MaySee says how much a person may see of somebody's layer of an article:
// everything of one's own; of others', what rounds.Onlooker says, and nothing
// where nothing was submitted. It is a matter of showing, not of secrecy: the
// file has it all.
func (p *Project) MaySee(reader, article, owner annotate.ID) (sight rounds.Sight, err error) {
	if reader == owner {
		return rounds.Everything, nil
	}
	err = p.store.View(func(r kv.Reader) error {
		var who rounds.Onlooker
		if who, err = p.onlooker(r, reader, article); err != nil {
			return err
		}
		sight, err = sees(r, &who, article, owner)
		return err
	})
	return sight, err
}

func sees(r kv.Reader, who *rounds.Onlooker, article, owner annotate.ID) (rounds.Sight, error) {
	sight := who.Sees()
	if sight != rounds.Submission || owner == annotate.GoldLayer { // which nobody submits
		return sight, nil
	}
	l, err := standingOf(r, article, owner)
	if err != nil || l.Submission.IsZero() {
		return rounds.Nothing, err
	}
	return sight, nil
}

// onlooker gathers what decides how much a person sees of an article.
func (p *Project) onlooker(r kv.Reader, reader, article annotate.ID) (who rounds.Onlooker, err error) {
	person, err := readObject(r, annotate.PersonRef(reader))
	if err != nil {
		return who, err
	}
	who.Lead = annotate.PersonFrom(person).Lead
	own, err := standingOf(r, article, reader)
	if err != nil {
		return who, err
	}
	who.Status = own.Status
	all, err := p.roundsIn(r, (*annotate.Object).Exists)
	if err != nil {
		return who, err
	}
	has := map[annotate.ID]bool{}
	err = p.scanAssignments(r, AssignmentFilter{Article: article}, func(a Assignment) error {
		has[a.Round] = true
		return nil
	})
	who.Rounds = slices.DeleteFunc(all, func(round rounds.Round) bool { return !has[round.ID] })
	return who, err
}

// SeenLayers lists the layers of an article that a person may see anything of,
// their own too.
func (p *Project) SeenLayers(reader, article annotate.ID) ([]annotate.Layer, error) {
	var seen []annotate.Layer
	err := p.store.View(func(r kv.Reader) error {
		who, err := p.onlooker(r, reader, article)
		if err != nil {
			return err
		}
		var failed error
		err = scanStandings(r, kindPrefix(annotate.KindLayer, article), func(l *annotate.Layer) bool {
			sight := rounds.Everything
			if l.Person != reader {
				sight, failed = sees(r, &who, article, l.Person)
			}
			if sight != rounds.Nothing {
				seen = append(seen, *l)
			}
			return failed == nil
		})
		return errors.Join(failed, err)
	})
	return seen, err
}

// SeenAnnotations reads what a person may see of somebody's layer of an
// article, and says how much that is: the layer, its last submission, or nothing.
func (p *Project) SeenAnnotations(reader, article, owner annotate.ID) ([]annotate.Annotation, rounds.Sight, error) {
	sight, err := p.MaySee(reader, article, owner)
	if err != nil {
		return nil, sight, err
	}
	switch sight {
	case rounds.Everything:
		list, err := p.Annotations(article, owner)
		return list, sight, err
	case rounds.Submission:
		s, _, err := p.Submission(article, owner)
		return s.Annotations, sight, err
	}
	return nil, sight, nil
}
