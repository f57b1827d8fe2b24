// Package feed reads the items of news feeds: RSS, Atom and JSON Feed.
package feed

import (
	"errors"
	"fmt"
	"strings"

	"github.com/mmcdole/gofeed"

	"bluepencil/annotate"
	"bluepencil/annotate/source/compose"
	"bluepencil/annotate/source/fragment"
	"bluepencil/annotate/text"
)

var (
	// ErrBroken is the reason why a feed gives no items at all.
	ErrBroken = errors.New("the feed cannot be read; download it again, or save the articles it names as web pages")
	// ErrNoText is the reason why an item gives no article.
	ErrNoText = errors.New("there is no text in this item; save the article it leads to as a web page")
)

// Item is an item of a feed, or why there is no article in it.
type Item struct {
	Where   string // its headline, cut, or its number: "item 3"
	Source  string // its text as the feed has it
	Article compose.Article
	Err     error // ErrNoText, or fragment.ErrMarkup
}

// Read visits the items of a feed in their order. The feed is text in UTF-8,
// whatever it says about its encoding. The error is ErrBroken, or that of visit.
func Read(text string, visit func(Item) error) error {
	text = withoutDeclaration(text)
	if err := checkDepth(text); err != nil {
		return err
	}
	feed, err := parse(text)
	if err != nil {
		return err
	}
	for i, item := range feed.Items {
		if item == nil {
			continue
		}
		if err := visit(itemOf(feed, item, i+1)); err != nil {
			return err
		}
	}
	return nil
}

// parse runs the library. Its panic, should a feed find one, is an error of
// that feed.
func parse(text string) (feed *gofeed.Feed, err error) {
	defer func() {
		if p := recover(); p != nil {
			feed, err = nil, fmt.Errorf("%w: %v", ErrBroken, p)
		}
	}()
	feed, err = gofeed.NewParser().ParseString(text)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrBroken, err)
	}
	return feed, nil
}

func itemOf(feed *gofeed.Feed, item *gofeed.Item, number int) Item {
	title, err := oneLine(item.Title)
	result := Item{Where: where(title, number), Source: item.Content, Err: err}
	if strings.TrimSpace(result.Source) == "" {
		result.Source = item.Description
	}
	blocks, err := fragment.Paragraphs(result.Source)
	switch {
	case result.Err != nil:
		return result
	case err != nil:
		result.Err = err
		return result
	case len(blocks) == 0:
		result.Err = ErrNoText
		return result
	}
	var b compose.Builder
	b.Add(annotate.PartHeadline, title)
	for _, block := range fragment.WithoutRepeated(title, blocks) {
		b.Add(block.Part, block.Text)
	}
	describe(&b, feed, item)
	result.Article = b.Article()
	return result
}

// describe states what the feed says about an item.
func describe(b *compose.Builder, feed *gofeed.Feed, item *gofeed.Item) {
	b.Set(annotate.MetaURL, item.Link)
	b.Set(annotate.MetaByline, names(item.Authors))
	b.Set(annotate.MetaByline, names(feed.Authors))
	b.Set(annotate.MetaPublished, compose.Time(item.Published))
	b.Set(annotate.MetaUpdated, compose.Time(item.Updated))
	b.Set(annotate.MetaIdentity, item.GUID)
	b.Set(annotate.MetaLanguage, feed.Language)
	if outlet, err := oneLine(feed.Title); err == nil {
		b.Set(annotate.MetaOutlet, outlet)
	}
}

// names lists people, by their addresses where they have no names.
func names(people []*gofeed.Person) string {
	var list []string
	for _, p := range people {
		if p == nil {
			continue
		}
		if name := strings.TrimSpace(p.Name); name != "" {
			list = append(list, name)
		} else if p.Email != "" {
			list = append(list, p.Email)
		}
	}
	return strings.Join(list, ", ")
}

// oneLine is a title, whose markup some feeds write out.
func oneLine(title string) (string, error) {
	blocks, err := fragment.Paragraphs(title)
	var words []string
	for _, b := range blocks {
		words = append(words, strings.Fields(b.Text)...)
	}
	return strings.Join(words, " "), err
}

// where names an item in a report.
func where(title string, number int) string {
	const most = 80 // code points
	if title == "" {
		return fmt.Sprintf("item %d", number)
	}
	return text.Shorten(title, most)
}
