package plain

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// monthNames are the names of months and what they are cut to, folded to small
// letters; each row is one month.
var monthNames = []string{
	"january jan janvier januar jänner января янв январь",
	"february feb février févr februar feber февраля фев февраль",
	"march mar mars märz mrz марта мар март",
	"april apr avril avr апреля апр апрель",
	"may mai мая май",
	"june jun juin juni июня июн июнь",
	"july jul juillet juil juli июля июл июль",
	"august aug août августа авг август",
	"september sep sept septembre сентября сен сентябрь",
	"october oct octobre oktober okt октября окт октябрь",
	"november nov novembre ноября ноя ноябрь",
	"december dec décembre déc dezember dez декабря дек декабрь",
}

// months gives the number of a month by each of its names.
var months = func() map[string]int {
	byName := map[string]int{}
	for i, row := range monthNames {
		for name := range strings.FieldsSeq(row) {
			byName[name] = i + 1
		}
	}
	return byName
}()

// The ways a date is written.
var (
	dayMonth   = regexp.MustCompile(`(?i)(?:^|[^\p{L}\d])(\d{1,2})(?:\.|st|nd|rd|th|er)?\s+(\p{L}{3,9})\.?(?:,?\s+(\d{4}))?`)
	monthDay   = regexp.MustCompile(`(?i)(?:^|[^\p{L}\d])(\p{L}{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(\d{4}))?(?:\D|$)`)
	ideographs = regexp.MustCompile(`(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日`)
	numbersISO = regexp.MustCompile(`(?:^|\D)(\d{4})-(\d{2})-(\d{2})(?:\D|$)`)
	numbersDot = regexp.MustCompile(`(?:^|\D)(\d{1,2})\.(\d{1,2})\.(\d{4})(?:\D|$)`)
)

// dateIn is the first whole date in some words as YYYY-MM-DD; "" where there
// is none, or no year is said.
func dateIn(words string) string {
	year, month, day, _ := dateOf(words)
	date := fmt.Sprintf("%04d-%02d-%02d", year, month, day)
	if _, err := time.Parse(time.DateOnly, date); err != nil || year == 0 {
		return ""
	}
	return date
}

// dateOf reads a date; the year is 0 where it is not said.
func dateOf(words string) (year, month, day int, ok bool) {
	number := func(s string) int { n, _ := strconv.Atoi(s); return n } // the patterns let digits pass alone
	named := func(name string) int { return months[strings.ToLower(name)] }
	if m := ideographs.FindStringSubmatch(words); m != nil {
		return number(m[1]), number(m[2]), number(m[3]), true
	}
	if m := numbersISO.FindStringSubmatch(words); m != nil {
		return number(m[1]), number(m[2]), number(m[3]), true
	}
	if m := numbersDot.FindStringSubmatch(words); m != nil {
		return number(m[3]), number(m[2]), number(m[1]), true
	}
	if m := dayMonth.FindStringSubmatch(words); m != nil && named(m[2]) > 0 {
		return number(m[3]), named(m[2]), number(m[1]), true
	}
	if m := monthDay.FindStringSubmatch(words); m != nil && named(m[1]) > 0 {
		return number(m[3]), named(m[1]), number(m[2]), true
	}
	return 0, 0, 0, false
}

// published are the words before the date of a line that only says when.
var published = regexp.MustCompile(`(?i)^(?:published|posted|updated|veröffentlicht|stand|erschienen|publié|mis à jour|опубликовано|发布时间|发表于)?[\s:：,]*(?:on|am|le)?\s*`)

// mostOfDateLine is how many bytes a line that only says when has at most.
const mostOfDateLine = 80

// isDateLine tells of a line that says when and nothing else.
func isDateLine(words string) bool {
	if len(words) > mostOfDateLine || dateIn(words) == "" {
		return false
	}
	rest := published.ReplaceAllString(words, "")
	for word := range strings.FieldsFuncSeq(rest, func(r rune) bool { return strings.ContainsRune(" ,.:：-年月日", r) }) {
		_, number := strconv.Atoi(strings.TrimRight(word, "stndrhe"))
		if months[strings.ToLower(word)] == 0 && number != nil && !timeWords[strings.ToLower(word)] {
			return false
		}
	}
	return true
}

// timeWords may stand in a line that only says when.
var timeWords = map[string]bool{"monday": true, "tuesday": true, "wednesday": true, "thursday": true, "friday": true, "saturday": true, "sunday": true,
	"montag": true, "dienstag": true, "mittwoch": true, "donnerstag": true, "freitag": true, "samstag": true, "sonntag": true,
	"lundi": true, "mardi": true, "mercredi": true, "jeudi": true, "vendredi": true, "samedi": true, "dimanche": true,
	"at": true, "um": true, "uhr": true, "à": true, "am": true, "pm": true, "gmt": true, "utc": true, "cet": true, "года": true, "г": true, "в": true}
