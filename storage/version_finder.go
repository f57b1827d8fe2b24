package storage

import (
	"cmp"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode"

	"bluepencil/annotate"
	"bluepencil/annotate/source"
	"bluepencil/annotate/text/shingle"
)

// VersionReason says why a document may be a new version of an article.
type VersionReason string

// The reasons. The first two are what the source itself says.
const (
	SameIdentity VersionReason = "same guid"
	SameURL      VersionReason = "same URL"
	SimilarText  VersionReason = "similar text"
)

// VersionCandidate is an article a document may be a new version of.
type VersionCandidate struct {
	Article    annotate.ID
	Title      string
	Reason     VersionReason
	Similarity float64 // for SimilarText, the share of the shorter text that both have; else 1
}

// VersionFinder finds what documents may be new versions of. It knows the
// articles that were there when it was made, and those it was told of; its
// memory grows with their number. It belongs to one goroutine.
type VersionFinder struct {
	p          *Project
	byIdentity map[string][]annotate.ID
	byURL      map[string][]annotate.ID
	byHeadline map[string][]annotate.ID
	known      map[annotate.ID]knownVersion
}

// knownVersion is what the finder keeps of an article.
type knownVersion struct {
	title, outlet string
	dated         time.Time
}

// VersionFinder reads what tells versions apart from the newest version of
// every article.
func (p *Project) VersionFinder() (*VersionFinder, error) {
	f := &VersionFinder{p: p, byIdentity: map[string][]annotate.ID{}, byURL: map[string][]annotate.ID{},
		byHeadline: map[string][]annotate.ID{}, known: map[annotate.ID]knownVersion{}}
	err := p.EachArticle(ArticleFilter{}, func(a *annotate.Article) bool {
		f.Add(a.ID, a.Title(), a.Meta)
		return true
	})
	return f, err
}

// Add tells the finder of an article that was added since. The latest one told
// of a guid or URL stands for it.
func (f *VersionFinder) Add(article annotate.ID, title string, meta map[string]string) {
	f.known[article] = knownVersion{title, plainName(meta[annotate.MetaOutlet]), datedBy(meta)}
	if id := identityKey(meta); id != "" {
		f.byIdentity[id] = append(f.byIdentity[id], article)
	}
	if u := plainURL(meta[annotate.MetaURL]); u != "" {
		f.byURL[u] = append(f.byURL[u], article)
	}
	if name := plainName(title); name != "" {
		f.byHeadline[name] = append(f.byHeadline[name], article)
	}
}

// VersionCandidates proposes what a document may be a new version of, the
// likeliest first; nothing is decided. For many documents make one
// VersionFinder instead.
func (p *Project) VersionCandidates(doc source.Document) ([]VersionCandidate, error) {
	f, err := p.VersionFinder()
	if err != nil {
		return nil, err
	}
	return f.Candidates(doc)
}

// VersionCandidatesOf proposes what an article of the project may be a new
// version of, as VersionCandidates does for a document; one that is a new version
// already gets no proposal.
func (p *Project) VersionCandidatesOf(article annotate.ID) ([]VersionCandidate, error) {
	a, err := p.Article(article)
	if err != nil || !a.Replaces.IsZero() {
		return nil, err
	}
	whole, err := p.Text(article)
	if err != nil {
		return nil, err
	}
	f, err := p.VersionFinder()
	if err != nil {
		return nil, err
	}
	return f.candidates(source.Document{Title: a.Title(), Text: whole, Meta: a.Meta}, article)
}

// Candidates proposes what a document may be a new version of, the likeliest
// first: what Stated gives, and articles of the same outlet and headline most
// of whose text is the same. A document whose very text the project has is no
// version of anything.
func (f *VersionFinder) Candidates(doc source.Document) ([]VersionCandidate, error) {
	if _, there, err := f.p.ArticleByText(doc.TextSHA256); err != nil || there {
		return nil, err
	}
	return f.candidates(doc, annotate.ID{})
}

// candidates looks among all articles but one.
func (f *VersionFinder) candidates(doc source.Document, but annotate.ID) ([]VersionCandidate, error) {
	list := f.stated(doc, but)
	similar, err := f.similar(doc, but)
	for _, c := range similar {
		if !slices.ContainsFunc(list, func(s VersionCandidate) bool { return s.Article == c.Article }) {
			list = append(list, c)
		}
	}
	return list, err
}

// Stated proposes what a document is a new version of by what its source says:
// the articles with the same guid and with the same URL, unless the document
// is the older of the two.
func (f *VersionFinder) Stated(doc source.Document) ([]VersionCandidate, error) {
	if _, there, err := f.p.ArticleByText(doc.TextSHA256); err != nil || there {
		return nil, err
	}
	return f.stated(doc, annotate.ID{}), nil
}

func (f *VersionFinder) stated(doc source.Document, but annotate.ID) (list []VersionCandidate) {
	add := func(called []annotate.ID, reason VersionReason) {
		for _, article := range slices.Backward(called) { // the one added last stands for all
			if article == but {
				continue
			}
			if !f.older(doc.Meta, article) && (len(list) == 0 || list[0].Article != article) {
				list = append(list, VersionCandidate{article, f.known[article].title, reason, 1})
			}
			return
		}
	}
	add(f.byIdentity[identityKey(doc.Meta)], SameIdentity)
	add(f.byURL[plainURL(doc.Meta[annotate.MetaURL])], SameURL)
	return list
}

// older tells whether a document says that it is from before an article. One
// that gives only the day may be from any time of it.
func (f *VersionFinder) older(meta map[string]string, article annotate.ID) bool {
	was, is := f.known[article].dated, datedBy(meta)
	if was.IsZero() || is.IsZero() {
		return false
	}
	if is.Equal(is.Truncate(24 * time.Hour)) {
		is = is.Add(24*time.Hour - time.Second)
	}
	return is.Before(was)
}

// comparedAtMost bounds the articles of one headline whose texts are compared:
// some outlets call hundreds of articles “News in brief”.
const comparedAtMost = 20

// similar finds the articles of a document's outlet and headline that have
// most of its text.
func (f *VersionFinder) similar(doc source.Document, but annotate.ID) (list []VersionCandidate, err error) {
	same := f.byHeadline[plainName(cmp.Or(doc.Title, doc.Name))]
	if len(same) == 0 {
		return nil, nil
	}
	set, outlet := shingle.Of(doc.Text), plainName(doc.Meta[annotate.MetaOutlet])
	for _, article := range same[max(0, len(same)-comparedAtMost):] {
		known := f.known[article]
		if article == but || known.outlet != "" && outlet != "" && known.outlet != outlet {
			continue
		}
		whole, err := f.p.Text(article)
		if err != nil {
			return nil, err
		}
		if _, share, ok := shingle.Compare(set, shingle.Of(whole)); ok {
			list = append(list, VersionCandidate{article, known.title, SimilarText, share})
		}
	}
	slices.SortStableFunc(list, func(a, b VersionCandidate) int { return cmp.Compare(b.Similarity, a.Similarity) })
	return list, nil
}

// Identity is what the source of an article calls it, in a form that can be
// compared, and when it is from. Fields are empty where it does not say.
type Identity struct {
	GUID  string // with the outlet: another outlet may count as well
	URL   string // without what does not change where it leads
	Dated time.Time
}

// IdentityOf reads the identity from document fields.
func IdentityOf(meta map[string]string) Identity {
	return Identity{identityKey(meta), plainURL(meta[annotate.MetaURL]), datedBy(meta)}
}

// identityKey is a guid with its outlet: another outlet may count as well.
func identityKey(meta map[string]string) string {
	if id := strings.TrimSpace(meta[annotate.MetaIdentity]); id != "" {
		return plainName(meta[annotate.MetaOutlet]) + "\x00" + id
	}
	return ""
}

// plainName is a name without case and without marks and blanks around words.
func plainName(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	}), " ")
}

// plainURL is an address without what does not change where it leads: the
// scheme, "www.", a slash at the end, the fragment, and parameters that only
// tell where a reader came from.
func plainURL(s string) string {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil || u.Host == "" || strings.Trim(u.Path, "/") == "" && u.RawQuery == "" {
		return "" // none, or an outlet's front page
	}
	query := u.Query()
	for key := range query {
		if strings.HasPrefix(key, "utm_") || key == "fbclid" || key == "gclid" {
			query.Del(key)
		}
	}
	plain := strings.TrimPrefix(strings.ToLower(u.Host), "www.") + strings.TrimSuffix(u.EscapedPath(), "/")
	if len(query) > 0 {
		plain += "?" + query.Encode()
	}
	return plain
}

// datedBy is when an article says it was updated, or else published; zero
// where it does not say it in a way that is understood.
func datedBy(meta map[string]string) time.Time {
	for _, field := range []string{annotate.MetaUpdated, annotate.MetaPublished} {
		for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02 15:04", time.DateOnly} {
			if when, err := time.Parse(layout, strings.TrimSpace(meta[field])); err == nil {
				return when
			}
		}
	}
	return time.Time{}
}
