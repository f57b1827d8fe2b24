package text

import (
	"strings"
	"testing"
)

func characterClusters(content string) []string {
	var list []string
	for at := 0; at < len(content); {
		end := NextCharacterCluster(content, at)
		list = append(list, content[at:end])
		at = end
	}
	return list
}

func TestCharacterClusters(t *testing.T) {
	for _, want := range []string{
		"ภา|ษา|ไท|ย", // a vowel behind its consonant, one before it
		"วัน|นี้",    // a vowel that must be closed; vowel and tone above
		"คืน|มือ",    // the same, and closed by the silent consonant
		"เป็น|น้ำ",   // a shortened vowel, and one written around
		"จัน|ทร์",    // a silenced consonant
		"พันธุ์",     // one with a vowel below
		"ต่าๆ",       // the sign of repetition
		"ท|ด|ส|อ|บ",  // nothing holds bare consonants together
		"แก้|ว|ไ",    // a vowel without its consonant
		"ສະ|ບາ|ຍ|ດີ", // Lao
		"ກັນ|ແລະ",
		"ខ្មែ|រ",      // a consonant below
		"မြန်|မာ",     // a killed consonant closes the syllable
		"တက္က|သိုလ်",  // a stacked one too, with what is below it
		"ကော်",        // but the sign may be part of a vowel
		"a|b|é|👩‍🚒|東", // elsewhere grapheme clusters
	} {
		if got := strings.Join(characterClusters(strings.ReplaceAll(want, "|", "")), "|"); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
