package text

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// torture has everything that makes offsets go wrong, with a terminator of
// every kind, and both normal forms of the same words.
const torture = "Plain first line.\r\n" +
	"Family 👨\u200d👩\u200d👧\u200d👦, firefighter 👩🏽\u200d🚒, flags 🇩🇪🇫🇷🇯🇵, keycap 4️⃣, heart ❤️.\n" +
	"Café déjà vu (composed), Cafe\u0301 de\u0301ja\u0300 vu (decomposed), Z\u0353\u0308\u0307algo.\r" +
	"No\u00a0break, tab\there, soft\u00adhyphen, zero\u200bwidth, word\u2060joiner.\u2028" +
	"שָׁלוֹם עליכם, السَّلامُ عليكم — \u200fmixed\u200e marks.\u2029" +
	"한국어 \u1112\u1161\u11ab\u1100\u116e\u11a8 각\u11a8.\u0085" +
	"Astral 𝒪𝔲𝔦 𠮷野家 𐍈 end; नमस्ते क्षत्रिय; ภาษาไทยนำ้; தமிழ் நி.\n" +
	"\n\uFEFFmark in the middle \u0600123 and \ufffd replacement.\r\n"

// letters from which property tests build texts: what joins, what does not,
// and what joins only in company.
var letters = []string{
	"a", "Z", "7", " ", "\t", "\r", "\n", "\r\n", ".", ",", "'", "’", "“", "\"", "!", "-", "_", ":",
	"é", "\u0301", "\u200d", "\u200c", "\ufe0f", "👩", "👧", "🏽", "❤", "🇩", "🇪", "\u20e3",
	"क", "ष", "\u094d", "\u0930", "\u093f", "ก", "\u0e33", "\u0e49", "ක", "\u0dca", "\u0d4d", "\u0d15",
	"\u1100", "\u1161", "\u11a8", "가", "각", "\u0600", "\u0602", "א", "\"", "ש", "\u05c1", "ن",
	"東", "京", "カ", "タ", "\uff9e", "ひ", "。", "「", "」", "𝒪", "𠮷", "\u2028", "\u2029", "\u0085",
	"เ", "า", "ั", "ร", "์", "ๆ", "ກ", "ົ", "ຽ", "က", "\u103a", "\u1039", "\u1037", "ခ", "ខ", "\u17d2", "ម", "ៗ",
	"\u00a0", "\u00ad", "\u200b", "\ufeff", "\u3000", "\u2003", "Mr.", "U.S.", "The ", " He", "? ",
}

// random texts come from a fixed seed, so that a failure can be repeated.
func randomTexts(count, length int, alphabet []string) []string {
	random := rand.New(rand.NewPCG(1, uint64(count)))
	texts := make([]string, count)
	for i := range texts {
		var b strings.Builder
		for range random.IntN(length) {
			b.WriteString(alphabet[random.IntN(len(alphabet))])
		}
		texts[i] = b.String()
	}
	return texts
}

// fullClusters are the cluster boundaries of the whole text, segmented from
// its start: what the local functions must agree with.
func fullClusters(text string) []int {
	bounds := []int{0}
	iterator := graphemes.FromString(text)
	for iterator.Next() {
		bounds = append(bounds, iterator.End())
	}
	return bounds
}

func eachText(t *testing.T, check func(t *testing.T, text string)) {
	t.Helper()
	check(t, torture)
	for _, s := range randomTexts(3000, 24, letters) {
		if check(t, s); t.Failed() {
			t.Fatalf("failed for %q", s)
		}
	}
}
