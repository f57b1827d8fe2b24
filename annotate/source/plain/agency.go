package plain

import "strings"

// agencies are the names wire services sign with, in small letters.
var agencies = func() map[string]bool {
	known := map[string]bool{}
	for name := range strings.SplitSeq("reuters|thomson reuters|ap|associated press|the associated press|afp|agence france-presse|upi|pa|pa media|bloomberg|"+
		"dpa|epd|kna|sid|afp|apa|sda|ats|keystone-sda|keystone-ats|belga|anp|ansa|efe|lusa|pti|ians|kyodo|kyodo news|jiji|yonhap|xinhua|xinhua news agency|tass|interfax|interfax.ru|"+
		"тасс|риа новости|ria novosti|интерфакс|рейтер|рейтерс|新华社|新华网|中新社|中新网|中国新闻社|路透社|路透|法新社|美联社|彭博社|共同社|塔斯社", "|") {
		known[name] = true
	}
	return known
}()

// isAgency tells whether some words are the name of a wire service, or of
// several, as in “Xinhua/Reuters” or “dpa/lno”.
func isAgency(words string) bool {
	first, more, several := strings.Cut(strings.ToLower(strings.Trim(words, " .")), "/")
	first = strings.TrimSpace(first)
	return agencies[first] && (!several || len(more) <= 20 && !strings.ContainsAny(more, "\n.()"))
}
