package text

import (
	"slices"
	"strings"
	"testing"
)

// Each text is cut with | where a sentence ends.
var sentenceCases = []string{
	"One. |Two! |Three? |Four.",
	"Mr. Smith met Gen. Bob Jones and Dr. Lee. |They talked.",
	"The U.S. Senate voted. |It lives in the U.S. |The vote was close.",
	"George W. Bush and J. D. Vance met. |N.A.S.A. Chief Bill spoke.",
	"Acme Inc. fell. |He founded Acme Inc. |The firm grew.",
	"It opens at 9 a.m. Monday. |It closes at 5 p.m. |They left.",
	"He came on Jan. 5. |Smith came in Jan. |Jones too.",
	"He is No. 7. |He said no. |Smith said yes.",
	"He was 6 ft. tall. |He left.",
	"Prices rose 3.5 percent to $1.20. |Then they fell.",
	"“Will he go?” she asked. |“He will!” said Tom.",
	"“I did.” |He left.",
	"“He lives in the U.S.” |Smith nodded.",
	"(He left.) |She stayed.",
	"He left... |Then he came.",
	"Smith et al. found it. |See e.g. Jones.",
	"He went to St. Louis via Main St. |The road was long.",
	"Am 3. Oktober kam Dr. Müller, z. B. nach Bonn. |Er ging.",
	"Den 3. November. |Es war 3. |Er ging.",
	"В 2020 г. он ушёл. |А. С. Пушкин жил в 19 в. |Он писал.",
	"El Sr. Pérez y la Sra. García viven en EE.UU. |El resto no.",
	"Mme. Dupont et M. Martin parlent. |Ils partent.",
	"「行く。」と彼は言った。|次は明日だ。|「はい。」",
	"大臣は言った。|東京は雨だ！|本当？",
	"No full stop\n|Next line.\n|\n|Last.",
	"He lives in the U.S.\n|Senate votes.",
	"One.\r\n|Two.\u2029|Three.",
	"لماذا؟ |قال الوزير.",
}

func TestSentences(t *testing.T) {
	for _, marked := range sentenceCases {
		text := strings.ReplaceAll(marked, "|", "")
		var got []string
		eachSentence(text, 0, func(r Range) bool {
			got = append(got, text[r.Start:r.End])
			return true
		})
		if cut := strings.Join(got, "|"); cut != marked {
			t.Errorf("got  %q\nwant %q", cut, marked)
		}
	}
}

func TestSentenceAt(t *testing.T) {
	cases := []place{
		{"One is. |Two is.", "Two is."},
		{"One is.| Two is.", "One is."}, // the blank belongs to what it follows
		{"One| is. Two is.", "One is."},
		{"  In|dented. Next.", "Indented."},
		{"| Indented. Next.", "Indented."},
		{"Mr. Smi|th left. Next.", "Mr. Smith left."},
		{"One.|\nTwo.", "One."},
		{"One.\n|Two.", "Two."},
		{"One.\n|\nTwo.", ""},
		{"One is.|", "One is."},
		{"One is.\n|", ""},
		{"|", ""},
	}
	wantAt(t, SentenceAt, cases)
}

func TestSentenceSteps(t *testing.T) {
	cases := []step{
		{"next sentence", "|One is. Two is.", "One is. |Two is."},
		{"next sentence", "One is.| Two is.", "One is. |Two is."},
		{"next sentence", "One is. |Two is.\n\n  Three.", "One is. Two is.\n\n  |Three."},
		{"next sentence", "One is. |Two is.\n", "One is. Two is.\n|"},
		{"previous sentence", "One is. Tw|o is.", "One is. |Two is."},
		{"previous sentence", "One is. |Two is.", "|One is. Two is."},
		{"previous sentence", "One is. Two is.\n\n  |Three.", "One is. |Two is.\n\n  Three."},
		{"previous sentence", "  |One.", "|  One."},
	}
	wantSteps(t, cases)
}

// A place where segmenting may begin is where a sentence of the whole begins.
func TestSentenceBeforeIsABoundary(t *testing.T) {
	alphabet := []string{"He", "she", "U.S.", "Mr.", "J.", " ", " ", " ", ".", ". ", "? ", "!", "”", "“", "。", "京", "と", "」", "\n", "\r\n",
		"3", "Oktober", "The", "Он", "Inc.", "\u0301", "\u2029", "a.m.", "No.", "(", ")", "é", "А"}
	texts := append(randomTexts(3000, 30, alphabet), torture, strings.ReplaceAll(strings.Join(sentenceCases, " "), "|", ""))
	for _, text := range texts {
		starts := []int{0}
		eachSentence(text, 0, func(r Range) bool {
			starts = append(starts, r.End)
			return true
		})
		for at := range text {
			from := sentenceBefore(text, at)
			if _, is := slices.BinarySearch(starts, from); !is {
				t.Fatalf("from %d for %d in %q", from, at, text)
			}
		}
	}
}

func BenchmarkSentenceAt(b *testing.B) {
	line := strings.Repeat("Переговоры, said Mr. Ō — “да”. ", 1<<20/52)
	for i := 0; b.Loop(); i++ {
		SentenceAt(line, i*7919%len(line))
	}
}
