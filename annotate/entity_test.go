package annotate

import (
	"errors"
	"testing"
)

func TestAnIDOfWikidataIsAQAndANumber(t *testing.T) {
	for _, good := range []string{"", "Q42", "Q1", "Q123456789"} {
		if err := CheckWikidata(good); err != nil {
			t.Errorf("%q: %v", good, err)
		}
	}
	for _, bad := range []string{"42", "q42", "Q", "Q0", "Q042", "Q+4", "Q-4", "Q4 ", " Q4", "Q4x", "P31", "https://example.org/Q42", "Q99999999999999999999"} {
		if err := CheckWikidata(bad); !errors.Is(err, ErrInvalid) {
			t.Errorf("%q was taken: %v", bad, err)
		}
	}
}
