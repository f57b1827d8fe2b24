package webpage

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"bluepencil/annotate"
	"bluepencil/annotate/source/fragment"
)

// What stands inside the main part of many pages and belongs to no story.
// Extractors keep it, because it looks like paragraphs; it is short and begins
// with set words.
var (
	captionClass = regexp.MustCompile(`(^|[\s_-])[a-z]*(caption|credit)s?(-?(text|container|wrap|wrapper|block))?($|[\s_-])`)
	foreignClass = regexp.MustCompile(`(^|[\s_-])(newsletter|related(-?(articles?|stories|links|content|posts?))?|recommended|read-?more|most-?read|trending|` +
		`sign-?up|subscribe|subscription|promo|share(-?(bar|tools|buttons))?|social(-?(links|share))?|author-?(bio|box|info|description)|about-?author|` +
		`breadcrumbs?|comments?|advert(isement)?|ad-?slot|toolbar|tags|timestamp|dateline-?wrapper)($|[\s_-])`)
	// A quotation that begins so is somebody's words.
	prompt = regexp.MustCompile(`(?i)^[^\pL\pN"“”„«‘']*(read more|see more|see also|read also|also read|read next|read:|related( \w+)?:|related post|more on this|more from|more:|` +
		`don't miss|don’t miss|you may also like|you might also like|recommended( (for you|stories|reading|videos?)|:|$)|subscribe|sign up|click here|tap here|` +
		`follow us|follow \w+ on|join (us on|our (newsletter|forum|channel|\w+ forums?))|advertisement\W*$|story continues|continue reading|share this|share on|` +
		`print article|order reprints|text size|write to .* at \S+@|get the (latest|best|quiz|.* (app|newsletter|letter))|get breaking|let our news|watch:|watch now|` +
		`download the .*app|by$|breaking news emails|media playback|play video|this (site|website) uses cookies|we use cookies|please enable javascript|by signing up|` +
		`if you enjoyed this|support our (journalism|work|reporting)|learn more( about our|\W*$)|filed under|` +
		`lesen sie auch|mehr zum thema|lire aussi|à lire aussi|lea también|leia também|leggi anche|lees ook|читайте также)`)
	rights = regexp.MustCompile(`(?i)^(copyright\b|©|\(c\) ?\d{4}|via \S+$)|all rights reserved`)
	credit = regexp.MustCompile(`(?i)^\W*(photo|image|picture|video|foto|bild|фото)s?( credit)?( by)?:`)
	after  = regexp.MustCompile(`(?i)^\W*(more great .*stories|about the authors?|related( (stories|articles|posts|content|links))?|comments?|leave a (comment|reply)|` +
		`you may also like|you might also like|more from .*|more stories.*|trending( now)?|most (read|popular)|recommended( for you)?|read next|share this|tags|topics|highlights)\W*$`)
	moment = regexp.MustCompile(`(?i)^\W*((published|posted|updated|original|first published|last updated|on|at|by|` +
		`mon|tues?|wed|wednes|thu|thurs?|fri|sat|satur|sun|\w+day|jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?|dec(ember)?|` +
		`am|pm|a\.m|p\.m|[ap]|m|est|edt|et|pst|pt|gmt|utc|bst|cet|ist|ago|hours?|minutes?|mins?|\d+(st|nd|rd|th)?)\b\W*)+$`)
)

const (
	longestPrompt = 260 // bytes of a block that only asks for something
	longestTeaser = 240 // bytes of a link to another story
	longestMoment = 120 // bytes of a line that is a time
)

// clean leaves out what is none of the story: prompts, links to other stories,
// times, rights, what stands after the end, and what is already above the body.
func clean(body []fragment.Block, f facts, t top) []fragment.Block {
	body = slices.DeleteFunc(body, func(b fragment.Block) bool {
		return isAbove(b, f, t) || isForeign(b)
	})
	for i := range body {
		if body[i].Part == "" && len(body[i].Text) <= longestTeaser && credit.MatchString(body[i].Text) {
			body[i].Part = annotate.PartCaption
		}
	}
	body = body[:endOf(body)]
	return withoutLoneHeads(body)
}

// isAbove tells of a repetition of what stands above the body.
func isAbove(b fragment.Block, f facts, t top) bool {
	for _, above := range []string{t.headline, t.dek, t.byline, f.title} {
		if above != "" && fragment.SameWords(b.Text, above) {
			return true
		}
	}
	byline := f.meta[annotate.MetaByline]
	return byline != "" && len(b.Text) <= longestByline && fragment.SameWords(trimBy(b.Text), byline)
}

func isForeign(b fragment.Block) bool {
	n := len(b.Text)
	switch {
	case n <= longestPrompt && prompt.MatchString(b.Text):
		return true
	case b.Part == annotate.PartCaption:
		return false // with who holds the rights to the picture
	case n <= longestPrompt && rights.MatchString(b.Text):
		return true
	case n <= longestMoment && strings.ContainsAny(b.Text, "0123456789") && moment.MatchString(b.Text):
		return true
	}
	return b.Part == "" && n <= longestTeaser && b.Linked*10 >= n*9
}

// endOf is how many blocks there are before a heading that says that the story
// is over. It does so in the last third of the text only.
func endOf(body []fragment.Block) int {
	total, before := size(body), 0
	for i, b := range body {
		if before*3 > total*2 && utf8.RuneCountInString(b.Text) < 60 && after.MatchString(b.Text) {
			return i
		}
		before += len(b.Text)
	}
	return len(body)
}

// withoutLoneHeads leaves out headings at the end, below which nothing is left.
func withoutLoneHeads(body []fragment.Block) []fragment.Block {
	for len(body) > 0 && body[len(body)-1].Part == annotate.PartSubhead {
		body = body[:len(body)-1]
	}
	return body
}
