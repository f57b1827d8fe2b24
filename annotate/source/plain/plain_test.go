package plain

import (
	"strings"
	"testing"
	"unicode/utf8"

	"bluepencil/annotate/text"
)

// body is two paragraphs of sentences.
const body = "The council voted nine to six on Tuesday night to replace the harbour bridge, which has been closed for a year.\n\n" +
	"Mayor Ada Lund said the decision could not wait for another budget, and that the works would begin in spring.\n"

// found writes findings on lines, so that tables can be read.
func found(whole string) (facts, parts string) {
	s := Read(whole)
	var f, p []string
	for _, fact := range s.Facts {
		f = append(f, fact.Field+"="+fact.Value)
	}
	for _, part := range s.Parts {
		p = append(p, part.Part+"="+text.Shorten(whole[part.Range.Start:part.Range.End], 40))
	}
	return strings.Join(f, "; "), strings.Join(p, "; ")
}

func TestWhatATextSaysPlainly(t *testing.T) {
	for name, c := range map[string]struct{ whole, facts string }{
		"headline, byline, dateline": {"Council votes for a bridge\nBy Lena Orth, Alder Courier\nPORT ALDER, March 4 — " + body,
			"title=Council votes for a bridge; byline=Lena Orth, Alder Courier; dateline=PORT ALDER, March 4"},
		"an agency in the dateline":  {"Bridge vote\n\nBERLIN (Reuters) - " + body, "title=Bridge vote; dateline=BERLIN; wire=Reuters"},
		"a date with its year":       {"ALDER, Sept. 3, 2026 (AP) — " + body, "dateline=ALDER, Sept. 3, 2026; wire=AP; published=2026-09-03"},
		"a byline with its agency":   {"Bridge vote\n\nBy NORA VIK, Associated Press\n\n" + body, "title=Bridge vote; byline=NORA VIK, Associated Press; wire=Associated Press"},
		"an agency's byline":         {"Bridge vote\n\nBy Reuters\n\n" + body, "title=Bridge vote; wire=Reuters"},
		"a byline with a date":       {"Bridge vote\n\nBy Nora Vik and J. Reyle Jr. | 4 March 2026\n\n" + body, "title=Bridge vote; byline=Nora Vik and J. Reyle Jr.; published=2026-03-04"},
		"a line that says when":      {"Bridge vote\nPublished: Tuesday, March 3rd, 2026\n" + body, "title=Bridge vote; published=2026-03-03"},
		"signed at the end":          {"Bridge vote\n\n" + body + "\nThe works will last three years at the least, engineers said. (AP)\n", "title=Bridge vote; wire=AP"},
		"an agency alone at the end": {"Bridge vote\n\n" + body + "\nSource: Alder Courier, AFP\n", "title=Bridge vote; wire=AFP"},
		"Markdown":                   {"---\ntitle: x\n---\n\n# Bridge vote\n\nBy Nora Vik\n\n" + body, "title=Bridge vote; byline=Nora Vik"},

		"German": {"Stadtrat stimmt für neue Brücke\nVon Lena Orth und Jan Reyle\nBerlin/Alder (dpa/lno) – Der Rat hat am Dienstagabend mit neun zu sechs Stimmen für den Neubau der Brücke gestimmt.\nMehr war nicht zu erfahren.\n",
			"title=Stadtrat stimmt für neue Brücke; byline=Lena Orth und Jan Reyle; dateline=Berlin/Alder; wire=dpa/lno"},
		"a dateline has a dash or an agency": {"Neue Brücke\n\nVon unserer Redakteurin Nora Vik\n\nALDER, 4. März 2026. Der Rat hat am Dienstagabend abgestimmt, und das Ergebnis war knapp.\n",
			"title=Neue Brücke; byline=unserer Redakteurin Nora Vik"},
		"French": {"Un nouveau pont pour Alder\nPar Nora Vik\nPARIS, le 3 mars 2026 (AFP) — Le conseil municipal a voté mardi soir le remplacement du pont du port, fermé depuis un an.\nLa suite viendra.\n",
			"title=Un nouveau pont pour Alder; byline=Nora Vik; dateline=PARIS, le 3 mars 2026; wire=AFP; published=2026-03-03"},
		"Russian, TASS": {"Совет проголосовал за новый мост\n\nМОСКВА, 4 марта. /ТАСС/. Городской совет во вторник вечером проголосовал за замену портового моста, сообщила мэр.\n",
			"title=Совет проголосовал за новый мост; dateline=МОСКВА, 4 марта; wire=ТАСС"},
		"Russian, RIA": {"Новый мост\nАвтор: Нора Вик\nАЛЬДЕР, 4 мар — РИА Новости. Городской совет во вторник вечером проголосовал за замену портового моста.\n",
			"title=Новый мост; byline=Нора Вик; dateline=АЛЬДЕР, 4 мар; wire=РИА Новости"},
		"Chinese": {"市议会投票决定更换海港大桥\n新华社北京2026年3月4日电（记者王芳、李明）市议会周二晚间以九票对六票决定更换海港大桥。市长说，不能再等了。\n",
			"title=市议会投票决定更换海港大桥; dateline=北京2026年3月4日; wire=新华社; byline=王芳、李明; published=2026-03-04"},
		"Chinese, by the paper": {"海港大桥将更换\n本报记者 王芳 李明\n市议会周二晚间以九票对六票决定更换海港大桥。市长说，不能再等了，工程将于春天开始。\n",
			"title=海港大桥将更换; byline=王芳 李明"},

		"nothing":                           {body, ""},
		"a sentence with By":                {"Bridge vote\nBy the sea, everything changes slowly.\n" + body, "title=Bridge vote"},
		"capitals before a dash":            {"Bridge vote\n\nThe NATO plan – long awaited – was shown to the council on Tuesday night.\n", "title=Bridge vote"},
		"a kicker is no place":              {"Bridge vote\n\nEXCLUSIVE - " + body, "title=Bridge vote"},
		"no agency in brackets":             {"Bridge vote\n\nBERLIN (in spring) - " + body, "title=Bridge vote"},
		"brackets at the end":               {"Bridge vote\n\n" + body + "\nIt was the second vote within a year (the first failed)\n", "title=Bridge vote"},
		"a place and a day in a sentence":   {"海港大桥将更换\n北京3月4日下午开始下雪，市议会周二晚间决定更换海港大桥。市长说，不能再等了。\n", "title=海港大桥将更换"},
		"a day in a sentence is no date":    {"Bridge vote\n\nOn 4 March 2026 the council voted to replace the harbour bridge, which has been closed for a year.\n", "title=Bridge vote"},
		"a caption's source is no agency":   {"The ferry in March. (Source: Xinhua/Reuters)\n" + body, ""},
		"reporters in a sentence (Chinese)": {"海港大桥将更换\n记者周二从市议会获悉，海港大桥将在春天更换。市长说，不能再等了，工程将持续三年。\n", "title=海港大桥将更换"},
	} {
		if facts, _ := found(c.whole); facts != c.facts {
			t.Errorf("%s:\n got %s\nwant %s", name, facts, c.facts)
		}
	}
}

func TestThePartsOfAnArticle(t *testing.T) {
	for name, c := range map[string]struct{ whole, parts string }{
		"everything": {"Council votes for a bridge\nThe old one has been closed for a year\nBy Lena Orth\nPORT ALDER, March 4 — " + body +
			"\nWhat happens next\n\nThe works department will ask for offers in May, and decide upon them before the summer begins.\nThe pier in March. Photo: Nora Vik\n\nCorrection: An earlier version gave the wrong year.\n",
			"headline=Council votes for a bridge; dek=The old one has been closed for a year; byline=By Lena Orth; dateline=PORT ALDER, March 4; " +
				"lede=The council voted nine to six on Tuesday…; subhead=What happens next; caption=The pier in March. Photo: Nora Vik; correction=Correction: An earlier version gave the …"},
		"a dek of two sentences":      {"Bridge vote\nIt was close. It will be dear.\nBy Nora Vik\n" + body, "headline=Bridge vote; dek=It was close. It will be dear.; byline=By Nora Vik; lede=The council voted nine to six on Tuesday…"},
		"no dek without a byline":     {"Bridge vote\nIt was close. It will be dear.\n" + body, "headline=Bridge vote; lede=It was close. It will be dear."},
		"a caption on top":            {"The mayor in March. (Source: Xinhua/Reuters)\n" + body, "caption=The mayor in March. (Source: Xinhua/Reut…; lede=The council voted nine to six on Tuesday…"},
		"a heading in brackets":       {body + "[Difficult to mend]\n" + body, "lede=The council voted nine to six on Tuesday…; subhead=[Difficult to mend]"},
		"Markdown":                    {"# Bridge vote #\n\n" + body + "\n## Next\n\n" + body, "headline=Bridge vote; lede=The council voted nine to six on Tuesday…; subhead=Next"},
		"items are no subheads":       {body + "- the bridge\n- the ferry\n" + body, "lede=The council voted nine to six on Tuesday…"},
		"what is said is none":        {body + "“No comment”\n" + body, "lede=The council voted nine to six on Tuesday…"},
		"stars are none":              {body + "* * *\n" + body, "lede=The council voted nine to six on Tuesday…"},
		"lines broken at a width":     {"Bridge vote\n\nThe council voted nine to six on Tuesday night\nto replace the harbour bridge, which has been\nclosed for a year.\n", "headline=Bridge vote; lede=The council voted nine to six on Tuesday…"},
		"German":                      {"Neue Brücke\n" + body + "Foto: dpa/Jan Reyle\nBerichtigung: In einer früheren Fassung stand das falsche Jahr.\n", "headline=Neue Brücke; lede=The council voted nine to six on Tuesday…; caption=Foto: dpa/Jan Reyle; correction=Berichtigung: In einer früheren Fassung …"},
		"Chinese":                     {"海港大桥将更换\n市议会周二晚间以九票对六票决定更换海港大桥。市长说，不能再等了，工程将于春天开始。\n三年工期\n工程将持续三年，费用为两亿一千二百万克朗。市议会周二晚间以九票对六票作出决定。\n图为海港大桥。王芳摄\n更正：上一版本的年份有误。\n", "headline=海港大桥将更换; lede=市议会周二晚间以九票对六票决定更换海港大桥。市长说，不能再等了，工程将于春天开始…; subhead=三年工期; caption=图为海港大桥。王芳摄; correction=更正：上一版本的年份有误。"},
		"a headline with a stop":      {"Key vote in U.S. harbour today.\n\n" + body, "headline=Key vote in U.S. harbour today.; lede=The council voted nine to six on Tuesday…"},
		"two sentences are none":      {"It is late. It is dark.\n\n" + body, "lede=It is late. It is dark."},
		"one line":                    {"Bridge vote", ""},
		"nothing but blanks":          {" \n\n\t\n", ""},
		"a letter between paragraphs": {body + "\nX\n\n" + body, "lede=The council voted nine to six on Tuesday…; subhead=X"},
	} {
		if _, parts := found(c.whole); parts != c.parts {
			t.Errorf("%s:\n got %s\nwant %s", name, parts, c.parts)
		}
	}
}

func TestLinesAreCountedAsEditorsDo(t *testing.T) {
	whole := "one\r\ntwo\n\nfour"
	for words, line := range map[string]int{"one": 1, "two": 2, "four": 4} {
		if got := Line(whole, strings.Index(whole, words)); got != line {
			t.Errorf("%s stands in line %d, got %d", words, line, got)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("Bridge vote\nBy Nora Vik\nPORT ALDER, March 4 (AP) — " + body)
	f.Add("新华社北京3月4日电（记者王芳）市议会")
	f.Add("МОСКВА, 4 марта. /ТАСС/. Совет\n## x #\n---\n")
	f.Fuzz(func(t *testing.T, whole string) {
		s := Read(whole)
		last := 0
		for _, p := range s.Parts {
			if p.Range.Start < last || p.Range.Empty() || p.Range.End > len(whole) || p.Sure <= 0 || p.Sure > 1 {
				t.Fatalf("%+v after %d of %d bytes", p, last, len(whole))
			}
			if last = p.Range.End; utf8.ValidString(whole) && !utf8.ValidString(whole[p.Range.Start:last]) {
				t.Fatalf("%+v cuts a character", p)
			}
		}
		fields := map[string]bool{}
		for _, fact := range s.Facts {
			if fact.Value == "" || fields[fact.Field] || fact.Range.Start < 0 || fact.Range.End > len(whole) {
				t.Fatalf("%+v", fact)
			}
			if fields[fact.Field] = true; utf8.ValidString(whole) && !utf8.ValidString(fact.Value) {
				t.Fatalf("%+v cuts a character", fact)
			}
		}
	})
}
