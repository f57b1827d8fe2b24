// Package faces decides which fonts an article is shown with: those that come
// with the program, those a person chose, and the system's for every writing
// system that the program brings no font for. It knows no widgets.
package faces

import (
	"strings"

	"github.com/go-text/typesetting/language"
)

// Writing is a writing system by its code in ISO 15924, such as "Latn" or
// "Jpan". A writing system may use several scripts, and several may share one:
// Chinese characters look different in Chinese, Japanese and Korean.
type Writing string

// The writing systems that are named in this package.
const (
	Latin    Writing = "Latn"
	Cyrillic Writing = "Cyrl"
	Greek    Writing = "Grek"
	Japanese Writing = "Jpan"
	Korean   Writing = "Kore"
	Hans     Writing = "Hans" // simplified Chinese
	Hant     Writing = "Hant" // traditional Chinese
	Emoji    Writing = "Zsye"
	Symbols  Writing = "Zsym" // what every script uses: signs, arrows, mathematics
	Private  Writing = "Zzzz" // what only one font gives a meaning
)

// kind is what is known of a writing system. The sample's characters are what
// a face must have to be called one for it. The package is Debian's.
type kind struct {
	writing Writing
	name    string
	sample  string
	pack    string
}

const (
	core  = "fonts-noto-core"
	cjk   = "fonts-noto-cjk"
	emoji = "fonts-noto-color-emoji"
)

// kinds are the writing systems in the order they are listed in.
func kinds() []kind {
	return []kind{
		{Latin, "Latin", "The night ferry to Åse and Łódź", core},
		{Cyrillic, "Cyrillic", "Ночной паром вернётся, їжак", core},
		{Greek, "Greek", "Το νυχτερινό πλοίο επιστρέφει", core},
		{"Arab", "Arabic", "ستعود العبارة قبل الثلج", core},
		{"Hebr", "Hebrew", "המעבורת תצא שוב לפני השלג", core},
		{"Deva", "Devanagari", "नौका फिर चलेगी", core},
		{"Beng", "Bengali", "ফেরি আবার চলবে", core},
		{"Guru", "Gurmukhi", "ਬੇੜੀ ਫਿਰ ਚੱਲੇਗੀ", core},
		{"Gujr", "Gujarati", "હોડી ફરી ચાલશે", core},
		{"Orya", "Odia", "ଡଙ୍ଗା ପୁଣି ଚାଲିବ", core},
		{"Taml", "Tamil", "படகு மீண்டும் செல்லும்", core},
		{"Telu", "Telugu", "పడవ మళ్ళీ వెళ్తుంది", core},
		{"Knda", "Kannada", "ದೋಣಿ ಮತ್ತೆ ಹೋಗುತ್ತದೆ", core},
		{"Mlym", "Malayalam", "വള്ളം വീണ്ടും പോകും", core},
		{"Sinh", "Sinhala", "බෝට්ටුව නැවත යයි", core},
		{"Thai", "Thai", "เรือข้ามฟากจะกลับมา", core},
		{"Laoo", "Lao", "ເຮືອຈະກັບມາ", core},
		{"Mymr", "Myanmar", "လှေပြန်လာမည်", core},
		{"Khmr", "Khmer", "ទូកនឹងត្រឡប់", core},
		{"Tibt", "Tibetan", "གྲུ་གཟིངས", "fonts-noto-core"},
		{"Geor", "Georgian", "ბორანი დაბრუნდება", core},
		{"Armn", "Armenian", "Լաստանավը կվերադառնա", core},
		{"Ethi", "Ethiopic", "ጀልባው ይመለሳል", core},
		{Hans, "Chinese, simplified", "渡轮将在第一场雪之前启航", cjk},
		{Hant, "Chinese, traditional", "渡輪將在第一場雪之前啟航", cjk},
		{Japanese, "Japanese", "夜の渡し船はフェリー港に戻る", cjk},
		{Korean, "Korean", "밤배는 다시 뜬다", cjk},
		{Emoji, "Emoji", "😀👍🚀", emoji},
		{Symbols, "signs and symbols", "", core},
		{Private, "private or unassigned characters", "", ""},
	}
}

// kindOf is what is known of a writing system; its name is its code where
// nothing is.
func kindOf(w Writing) kind {
	for _, k := range kinds() {
		if k.writing == w {
			return k
		}
	}
	return kind{writing: w, name: "the script " + string(w)}
}

// Name is the writing system's name in English.
func (w Writing) Name() string { return kindOf(w).name }

// Sample is a line in the writing system, to show a face with; empty where
// none is known.
func (w Writing) Sample() string { return kindOf(w).sample }

// Known lists the writing systems a face can be chosen for.
func Known() []Writing {
	var list []Writing
	for _, k := range kinds() {
		if k.sample != "" {
			list = append(list, k.writing)
		}
	}
	return list
}

// scripts are the scripts that a writing system brings a face for, given the
// one that Chinese characters are read in.
func (w Writing) scripts(han Writing) []language.Script {
	var list []language.Script
	switch w {
	case Japanese:
		list = []language.Script{language.Hiragana, language.Katakana, language.Katakana_Or_Hiragana}
	case Korean:
		list = []language.Script{language.Hangul}
	case Hans, Hant:
		list = []language.Script{language.Bopomofo}
	case Emoji, Symbols, Private:
		return nil
	default:
		if script, err := language.ParseScript(string(w)); err == nil {
			list = []language.Script{script}
		}
	}
	if w == han {
		list = append(list, language.Han)
	}
	return list
}

// writingOf is the writing system a character belongs to, given the one that
// Chinese characters are read in.
func writingOf(r rune, han Writing) Writing {
	switch script := language.LookupScript(r); script {
	case language.Han:
		return han
	case language.Hiragana, language.Katakana, language.Katakana_Or_Hiragana:
		return Japanese
	case language.Hangul:
		return Korean
	case language.Bopomofo:
		return Hant
	case language.Unknown:
		return Private
	case language.Common, language.Inherited:
		if r >= 0x1f000 && r <= 0x1faff {
			return Emoji
		}
		return Symbols
	default:
		return Writing(script.String())
	}
}

// hanOf is the writing system of a language that Chinese characters are read
// in, such as "zh-TW" or "ja_JP.UTF-8"; false where it has none.
func hanOf(tag string) (Writing, bool) {
	tag = strings.ToLower(strings.ReplaceAll(tag, "_", "-"))
	primary, rest, _ := strings.Cut(tag, "-")
	switch primary {
	case "ja":
		return Japanese, true
	case "ko":
		return Korean, true
	case "zh", "yue":
		for _, traditional := range []string{"hant", "tw", "hk", "mo"} {
			if strings.Contains(rest, traditional) {
				return Hant, true
			}
		}
		return Hans, true
	}
	return "", false
}
