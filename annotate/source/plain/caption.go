package plain

import (
	"regexp"
	"strings"
)

// longestCaption is how many code points a caption or a correction may have.
const longestCaption = 600

var (
	// captioned begins a caption.
	captioned = regexp.MustCompile(`(?i)^[(\[（【]?\s*(?:(?:photo|photos|photograph|picture|image|foto|fotos|bild|bilder|crédits?(?:\s+photo)?|légende|фото|иллюстрация)\s?[:：/]|(?:file photo|photo by|archivfoto|archivbild|symbolbild|symbolfoto|на фото|на снимке)\P{L}|图\s?[:：/]|图片|图为|资料图|资料图片|摄影\s?[:：])`)
	// credited ends one.
	credited = regexp.MustCompile(`(?i)(?:(?:^|[.(\s—–-])(?:photo|foto|bild|image|фото|图)\s?[:：/]\s?[^.:：\n]{2,60}\)?\.?|[(（](?:source|quelle|источник|来源|图源)\s?[:：]\s?[^()（）\n]{2,60}[)）]|[\s（(]\p{Han}{2,8}\s?[摄攝][）)]?)$`)
	// corrected begins a correction, and corrections names one wherever it stands.
	corrected   = regexp.MustCompile(`(?i)^[(\[（【]?\s*(?:correction|corrections|clarification|berichtigung|korrektur|korrekturhinweis|anmerkung der korrektur|rectificatif|rectification|correctif|erratum|исправление|поправка|уточнение|更正|勘误|更正启事)(?:\s+[^:：.\n]{1,40})?\s?[:：—–]`)
	corrections = regexp.MustCompile(`(?i)^[(\[]?\s*(?:an earlier version of this|this (?:article|story) (?:has been|was) corrected|in einer früheren (?:version|fassung)|une version précédente de cet|в предыдущей версии|в более ранней версии)`)
	// sourced is a line that credits an agency and does nothing else.
	sourced = regexp.MustCompile(`(?i)^(?:(?:source|quelle|quellen|источник|来源|by)\s?[:：]?\s?)?[(（\[]?\s?([^()（）\[\]\n]{2,40}?)\s?[)）\]]?\.?$`)
	// signed ends a text.
	signed = regexp.MustCompile(`[(（]([^()（）\n]{2,30})[)）]\s*\.?$`)
)

func isCaption(u *unit) bool {
	return u.size() <= longestCaption && !u.heading && (captioned.MatchString(u.words) || credited.MatchString(u.words))
}

func isCorrection(u *unit) bool {
	return u.size() <= longestCaption && (corrected.MatchString(u.words) || corrections.MatchString(u.words))
}

// creditOf finds the agency of a line that says nothing else.
func creditOf(u *unit) (start, end int, ok bool) {
	if u.size() > longestByline {
		return 0, 0, false
	}
	m := sourced.FindStringSubmatchIndex(u.words)
	if m == nil {
		return 0, 0, false
	}
	name := u.words[m[2]:m[3]]
	if at := strings.LastIndexAny(name, ",，"); at >= 0 { // a paper, and its agency
		m[2] += at + 1 + len(name[at+1:]) - len(strings.TrimLeft(name[at+1:], " "))
	}
	return u.Start + m[2], u.Start + m[3], isAgency(u.words[m[2]:m[3]])
}
