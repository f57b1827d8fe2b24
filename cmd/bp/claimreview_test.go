package main

import "testing"

func TestClaimsWithoutAVerdictAreNamedAndNotWritten(t *testing.T) {
	r := must(t, "export", desk(t), "--format", "claimreview", "--publisher", "Alder Checks")
	r.wants(t, exitDone, "not carried: 1 claims without what a ClaimReview needs: verdict", "not carried: 1 markings that are no claims", "with 0 annotations")
	if r.out != "" {
		t.Errorf("it wrote %q", r.out)
	}
}
