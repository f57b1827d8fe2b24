package webpage

import (
	"encoding/json"
	"html"
	"slices"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/source/fragment"
)

// linked is an object of JSON-LD.
type linked = map[string]any

// addLinked takes what a script of JSON-LD says about an article.
func (f *facts) addLinked(script string) {
	var value any
	script = strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(script), "<![CDATA["), "]]>")
	if json.Unmarshal([]byte(script), &value) != nil {
		return // of a page that states it wrongly the rest still holds
	}
	for _, object := range objectsOf(value, 4) {
		if isArticle(object) {
			f.addStory(object)
		}
	}
}

// objectsOf lists the objects of a list, a graph and what is the main thing of
// a page, down to a depth.
func objectsOf(value any, depth int) []linked {
	if depth == 0 {
		return nil
	}
	switch value := value.(type) {
	case []any:
		var objects []linked
		for _, one := range value {
			objects = append(objects, objectsOf(one, depth-1)...)
		}
		return objects
	case linked:
		objects := []linked{value}
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage"} {
			objects = append(objects, objectsOf(value[key], depth-1)...)
		}
		return objects
	}
	return nil
}

// isArticle tells by the type: NewsArticle, BlogPosting, LiveBlogPosting, Report, …
func isArticle(object linked) bool {
	return slices.ContainsFunc(wordsOf(object["@type"], ""), func(kind string) bool {
		return strings.HasSuffix(kind, "Article") || strings.HasSuffix(kind, "BlogPosting") || kind == "Report"
	})
}

func (f *facts) addStory(object linked) {
	f.set("title", one(object["headline"]))
	f.set("title", one(object["name"]))
	f.set("description", one(object["description"]))
	f.set(annotate.MetaByline, strings.Join(wordsOf(object["author"], "name"), ", "))
	f.set(annotate.MetaByline, strings.Join(wordsOf(object["creator"], "name"), ", "))
	f.set(annotate.MetaPublished, one(object["datePublished"]))
	f.set(annotate.MetaUpdated, one(object["dateModified"]))
	f.set(annotate.MetaOutlet, strings.Join(wordsOf(object["publisher"], "name"), ", "))
	f.set(annotate.MetaSection, one(object["articleSection"]))
	f.set(annotate.MetaLanguage, strings.Join(wordsOf(object["inLanguage"], "name"), ", "))
	f.set(annotate.MetaURL, one(object["url"]))
	f.set(annotate.MetaURL, strings.Join(wordsOf(object["mainEntityOfPage"], "@id"), " "))
	if f.body == "" {
		f.body = one(object["articleBody"])
	}
	if len(f.updates) > 0 {
		return
	}
	for _, update := range objectsOf(object["liveBlogUpdate"], 2) {
		if s := (story{one(update["headline"]), one(update["articleBody"])}); s.body != "" {
			f.updates = append(f.updates, s)
		}
	}
}

// one is a value that is a text, or the first of a list of texts. Entities in
// it, which JSON-LD should not have and often has, are undone.
func one(value any) string {
	if list, ok := value.([]any); ok && len(list) > 0 {
		value = list[0]
	}
	text, _ := value.(string)
	return html.UnescapeString(text)
}

// wordsOf are the texts of a value: itself, the one under key, or those of a list.
func wordsOf(value any, key string) []string {
	switch value := value.(type) {
	case string:
		return []string{html.UnescapeString(value)}
	case []any:
		var words []string
		for _, each := range value {
			if _, list := each.([]any); !list {
				words = append(words, wordsOf(each, key)...)
			}
		}
		return words
	case linked:
		if text := one(value[key]); text != "" {
			return []string{text}
		}
	}
	return nil
}

// statedBody is the text that the page states for machines.
func (f facts) statedBody() []fragment.Block {
	var body []fragment.Block
	for _, u := range f.updates {
		if u.headline != "" {
			body = append(body, fragment.Block{Part: annotate.PartSubhead, Text: strings.Join(strings.Fields(u.headline), " ")})
		}
		body = append(body, stated(u.body)...)
	}
	if len(body) == 0 {
		body = stated(f.body)
	}
	return body
}

// stated splits a stated text into paragraphs. Markup that cannot be read is
// no text.
func stated(text string) []fragment.Block {
	blocks, err := fragment.Paragraphs(text)
	if err != nil {
		return nil
	}
	return blocks
}
