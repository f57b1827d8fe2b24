package lint

import (
	"cmp"
	"context"
	"slices"

	"bluepencil/annotate"
)

// Check finds what the rules that are on have to say, by place. Annotations
// whose spans do not fit the text are passed over: the check of the project
// tells of them. It takes time and memory in proportion to text and
// annotations, and fails only with the context's error.
func Check(ctx context.Context, in Input) ([]Finding, error) {
	r := newReading(in)
	for _, rule := range Rules() {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if in.Settings.Off[rule.ID] || !rule.In(in.Settings.Profile) {
			continue
		}
		r.rule = &rule
		rule.find(r)
	}
	slices.SortStableFunc(r.findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Range.Start, b.Range.Start), cmp.Compare(a.Range.End, b.Range.End))
	})
	return r.findings, nil
}

// Same tells whether two findings are the same one, before and after a change
// elsewhere.
func (f *Finding) Same(o *Finding) bool {
	return f.Rule == o.Rule && f.Annotation == o.Annotation && f.Range == o.Range && f.Reason == o.Reason
}

// speakerRole and cueRole are the roles of the codebook that ships; rules
// about them say nothing where a codebook has others.
const (
	speakerRole annotate.RoleID = "speaker"
	cueRole     annotate.RoleID = "cue"
)
