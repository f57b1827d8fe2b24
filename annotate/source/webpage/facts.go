package webpage

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"bluepencil/annotate"
	"bluepencil/annotate/source/compose"
	"bluepencil/annotate/source/fragment"
)

// facts are what a page states about its article, apart from what it shows.
type facts struct {
	meta        map[string]string // by document field
	title       string            // the article's, without the site's name
	description string            // a summary that the page may show as a dek
	updates     []story           // of a live blog
	body        string            // the article's text as the page states it for machines; often ""
}

// story is an article, or one entry of a live blog, as JSON-LD states it.
type story struct{ headline, body string }

// metaFields are the names of meta elements, the surest first, by document field.
var metaFields = map[string][]string{
	annotate.MetaOutlet:    {"og:site_name", "application-name", "dc.publisher"},
	annotate.MetaByline:    {"author", "article:author", "parsely-author", "dc.creator", "byl", "sailthru.author"},
	annotate.MetaURL:       {"og:url"},
	annotate.MetaPublished: {"article:published_time", "og:published_time", "datepublished", "parsely-pub-date", "dc.date.issued", "dc.date", "pubdate", "date", "sailthru.date"},
	annotate.MetaUpdated:   {"article:modified_time", "og:updated_time", "datemodified", "lastmod"},
	annotate.MetaSection:   {"article:section", "parsely-section", "section"},
	annotate.MetaLanguage:  {"dc.language", "content-language"},
	annotate.MetaCopyright: {"dc.rights", "copyright"},
	"title":                {"og:title", "twitter:title", "dc.title", "parsely-title"},
	"description":          {"og:description", "description", "twitter:description"},
}

// factsOf collects what JSON-LD says, then what meta elements and links say,
// then what is marked in the text; of a field stated twice the first holds.
func factsOf(root *html.Node) facts {
	f := facts{meta: map[string]string{}}
	p := pageOf(root)
	f.set(annotate.MetaURL, p.canonical)
	for _, script := range p.scripts {
		f.addLinked(script)
	}
	for field, names := range metaFields {
		for _, name := range names {
			f.set(field, p.named[name])
		}
	}
	f.set(annotate.MetaLanguage, p.language)
	f.set(annotate.MetaPublished, p.published)
	f.set(annotate.MetaByline, p.author)
	f.set("title", withoutSite(p.title, f.meta[annotate.MetaOutlet]))
	f.title, f.description = withoutSite(f.meta["title"], f.meta[annotate.MetaOutlet]), f.meta["description"]
	delete(f.meta, "title")
	delete(f.meta, "description")
	return f
}

// set states a field that was not stated before. Addresses are taken where
// an address belongs, and nowhere else: some pages state their authors so.
func (f *facts) set(field, value string) {
	value = strings.Join(strings.Fields(value), " ")
	isAddress := strings.HasPrefix(value, "http://") || strings.HasPrefix(value, "https://")
	if value == "" || f.meta[field] != "" || isAddress != (field == annotate.MetaURL) {
		return
	}
	if field == annotate.MetaURL {
		if address, err := url.Parse(value); err != nil || address.Host == "" {
			return
		}
	}
	if field == annotate.MetaPublished || field == annotate.MetaUpdated {
		value = compose.Time(value)
	}
	f.meta[field] = value
}

// withoutSite leaves the site's name out of a page's title: "Ferry back -
// Alder Courier".
func withoutSite(title, site string) string {
	title = strings.Join(strings.Fields(title), " ")
	for _, between := range []string{" | ", " - ", " – ", " — ", " · ", " :: ", " » "} {
		at := strings.LastIndex(title, between)
		if at > 0 && site != "" && fragment.SameWords(title[at+len(between):], site) {
			return title[:at]
		}
		if rest, found := strings.CutPrefix(title, site+between); found && site != "" {
			return rest
		}
	}
	return title
}

// page is what the markup itself states.
type page struct {
	named     map[string]string // the contents of meta elements by name, lower case
	scripts   []string          // JSON-LD
	title     string
	canonical string
	language  string
	published string
	author    string
}

func pageOf(root *html.Node) page {
	p := page{named: map[string]string{}}
	for n := range root.Descendants() {
		if n.Type == html.ElementNode {
			p.element(n)
		}
	}
	return p
}

func (p *page) element(n *html.Node) {
	switch n.DataAtom {
	case atom.Html:
		p.language = strings.TrimSpace(fragment.Attribute(n, "lang") + fragment.Attribute(n, "xml:lang"))
		if first := fragment.Attribute(n, "lang"); first != "" {
			p.language = first
		}
	case atom.Meta:
		for _, key := range []string{"property", "name", "itemprop", "http-equiv"} {
			name := strings.ToLower(strings.TrimSpace(fragment.Attribute(n, key)))
			if name != "" && p.named[name] == "" {
				p.named[name] = fragment.Attribute(n, "content")
			}
		}
	case atom.Link:
		if p.canonical == "" && strings.EqualFold(fragment.Attribute(n, "rel"), "canonical") {
			p.canonical = fragment.Attribute(n, "href")
		}
	case atom.Script:
		if strings.Contains(strings.ToLower(fragment.Attribute(n, "type")), "ld+json") && n.FirstChild != nil {
			p.scripts = append(p.scripts, n.FirstChild.Data)
		}
	case atom.Title:
		if p.title == "" && n.FirstChild != nil && n.Parent != nil && n.Parent.DataAtom == atom.Head {
			p.title = n.FirstChild.Data
		}
	case atom.Time:
		if p.published == "" {
			p.published = fragment.Attribute(n, "datetime")
		}
	}
	if p.author == "" && isAuthor(n) {
		p.author = nameIn(n)
	}
}

// isAuthor tells of elements that the markup says hold an author's name.
func isAuthor(n *html.Node) bool {
	return n.DataAtom != atom.Meta && (hasWord(fragment.Attribute(n, "rel"), "author") || hasWord(fragment.Attribute(n, "itemprop"), "author")) &&
		n.FirstChild != nil && n.DataAtom != atom.Link
}

func hasWord(list, word string) bool {
	for one := range strings.FieldsSeq(list) {
		if strings.EqualFold(one, word) {
			return true
		}
	}
	return false
}

// nameIn is the name that an element of an author holds. Where no part of it
// is marked as the name and there are digits in it, it holds more than that.
func nameIn(n *html.Node) string {
	for c := range n.Descendants() {
		if hasWord(fragment.Attribute(c, "itemprop"), "name") {
			return trimBy(fragment.Text(c, longestByline))
		}
	}
	text := fragment.Text(n, longestByline)
	if strings.ContainsAny(text, "0123456789") {
		return ""
	}
	return trimBy(text)
}

// trimBy leaves out the word before a name.
func trimBy(byline string) string {
	if len(byline) > 3 && strings.EqualFold(byline[:3], "by ") {
		return byline[3:]
	}
	return byline
}

// longestByline is how many bytes a byline may have.
const longestByline = 160
