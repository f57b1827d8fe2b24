package claimreview

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"sync/atomic"

	"bluepencil/annotate"
	"bluepencil/annotate/format"
	"bluepencil/annotate/register"
	"bluepencil/annotate/text"
)

// Writer writes the claims of articles that have been checked, one a line.
type Writer struct {
	register  *register.Register
	publisher Publisher
	written   atomic.Int64
}

// NewWriter returns a writer for a project's articles.
func NewWriter(c *format.Common, by Publisher) *Writer {
	return &Writer{register: register.New(c.Entities), publisher: by}
}

// Written is how many claims were written.
func (w *Writer) Written() int { return int(w.written.Load()) }

// wordsInExamples is how many code points of a claim a report shows.
const wordsInExamples = 60

// Record writes the article's claims that are complete. The others, and
// whatever else is marked, are counted.
func (w *Writer) Record(b *format.Bundle) (record []byte, losses []format.Loss, err error) {
	var report format.Report
	for i := range b.Annotations {
		claim := &b.Annotations[i]
		if claim.Label != Label {
			report.AddLosses([]format.Loss{{What: "markings that are no claims", Count: 1}})
			continue
		}
		review := Of(claim, Surroundings{Article: &b.Article, Marks: layerOf(b.Annotations, claim.Layer), Register: w.register, Publisher: w.publisher})
		if gaps := review.Missing(); len(gaps) > 0 && gaps[0].Required {
			what := fmt.Sprintf("claims without what a ClaimReview needs: %s", gaps[0].Field)
			report.AddLosses([]format.Loss{{What: what, Count: 1, Examples: []string{text.Shorten(claim.Text(), wordsInExamples)}}})
			continue
		}
		line, err := w.verified(&review)
		if err != nil {
			return nil, nil, fmt.Errorf("the claim “%s”: %w", text.Shorten(claim.Text(), wordsInExamples), err)
		}
		w.written.Add(1)
		record = append(record, line...)
	}
	return record, report.Losses, nil
}

func layerOf(list []annotate.Annotation, layer annotate.ID) []annotate.Annotation {
	var own []annotate.Annotation
	for i := range list {
		if list[i].Layer == layer {
			own = append(own, list[i])
		}
	}
	return own
}

// errDiffers is a line that does not read back as what it was written from.
var errDiffers = errors.New("what was written does not read back equal")

// verified writes a review and reads it back.
func (w *Writer) verified(r *Review) ([]byte, error) {
	line, err := r.JSONLD()
	if err != nil {
		return nil, err
	}
	var got thing
	decoder := json.NewDecoder(bytes.NewReader(line))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&got); err != nil {
		return nil, err
	}
	same := got.ClaimReviewed == r.Claim && got.URL == r.URL && got.ReviewRating != nil && got.ReviewRating.AlternateName == r.Verdict &&
		reflect.DeepEqual(got.ItemReviewed, r.claim())
	if !same {
		return nil, errDiffers
	}
	return line, nil
}
