package desk

import (
	"context"

	"bluepencil/annotate"
	"bluepencil/storage"
)

// The pages of the list that are kept: how many rows one has, and how many
// pages there are. What is not seen is not kept.
const (
	pageRows  = 64
	pagesKept = 16
)

// listView is what the desk has of the list: which articles, and the rows of
// the pages seen last.
type listView struct {
	list   *storage.List
	pages  map[int][]storage.ArticleRow
	order  []int // of the pages, the one asked for last at the end
	asked  map[int]bool
	latest int // the page a row was asked of last
}

// Len is how many articles the list shows.
func (d *Desk) Len() int {
	if d.listed.list == nil {
		return 0
	}
	return d.listed.list.Len()
}

// Row is the article at a place of the list. It is false where the row has
// still to be read: it is then read in the background, and RowsRead follows.
func (d *Desk) Row(at int) (storage.ArticleRow, bool) {
	if at < 0 || at >= d.Len() {
		return storage.ArticleRow{}, false
	}
	v := &d.listed
	page := at / pageRows
	v.latest = page
	rows, ok := v.pages[page]
	if !ok {
		d.readPage(page)
		return storage.ArticleRow{}, false
	}
	v.use(page)
	return rows[at%pageRows], true
}

// At is the place of the open article in the list, or -1.
func (d *Desk) At() int {
	if d.open == nil || d.listed.list == nil {
		return -1
	}
	return d.listed.list.Index(d.open.Article.ID)
}

// readPage reads a page in the background.
func (d *Desk) readPage(page int) {
	list := d.listed.list
	if d.listed.asked[page] || d.left {
		return
	}
	d.listed.asked[page] = true
	d.o.Work(func() {
		rows, err := list.Rows(page*pageRows, pageRows)
		d.o.UI(func() {
			if list != d.listed.list {
				return // another search has begun since
			}
			delete(d.listed.asked, page)
			if err != nil {
				d.Say(Failure, "The list of articles could not be read: "+err.Error())
				return
			}
			d.listed.keep(page, rows)
			d.o.Show(RowsRead)
		})
	})
}

// keep takes a page in and drops the one that was not seen for longest.
func (v *listView) keep(page int, rows []storage.ArticleRow) {
	v.pages[page] = rows
	v.use(page)
	if len(v.order) > pagesKept {
		delete(v.pages, v.order[0])
		v.order = v.order[1:]
	}
}

func (v *listView) use(page int) {
	if n := len(v.order); n > 0 && v.order[n-1] == page {
		return
	}
	for i, other := range v.order {
		if other == page {
			v.order = append(v.order[:i], v.order[i+1:]...)
			break
		}
	}
	v.order = append(v.order, page)
}

// recount notes how many annotations the person has in an article now.
func (v *listView) recount(article annotate.ID, marked int) {
	for _, rows := range v.pages {
		for i := range rows {
			if rows[i].ID == article {
				rows[i].Marked = marked
			}
		}
	}
}

// Counts says how many articles stand where, of all that fit what is searched for.
func (d *Desk) Counts() map[annotate.Status]int {
	if d.listed.list == nil {
		return nil
	}
	return d.listed.list.Counts()
}

// SetQuery narrows the list to what fits the words.
func (d *Desk) SetQuery(query string) {
	d.filter.Query = query
	d.Reload()
}

// SetStatus narrows the list to a status; an empty one shows all.
func (d *Desk) SetStatus(status annotate.Status) {
	d.filter.Statuses = nil
	if status != "" {
		d.filter.Statuses = []annotate.Status{status}
	}
	d.Reload()
}

// Status is the status the list is narrowed to, or "".
func (d *Desk) Status() annotate.Status {
	if len(d.filter.Statuses) == 0 {
		return ""
	}
	return d.filter.Statuses[0]
}

// SetAssigned narrows the list to what is given out to the person: in a round,
// or, for the zero id, in any of them. Not on shows everything again.
func (d *Desk) SetAssigned(on bool, round annotate.ID) {
	d.filter.Assigned = nil
	if on {
		d.filter.Assigned = &storage.AssignmentFilter{Person: d.o.Person.ID, Round: round}
	}
	d.Reload()
}

// Assigned tells whether the list shows only what is given out to the person,
// and in which round; zero for all.
func (d *Desk) Assigned() (on bool, round annotate.ID) {
	if d.filter.Assigned == nil {
		return false, round
	}
	return true, d.filter.Assigned.Round
}

// Query is what the list is narrowed to.
func (d *Desk) Query() string { return d.filter.Query }

// Reload finds the list again, in the background. A search that is under way
// still is given up.
func (d *Desk) Reload() {
	d.stopSearch()
	ctx, stop := context.WithCancel(context.Background())
	d.stopSearch = stop
	filter, project, latest := d.filter, d.o.Project, d.listed.latest
	d.o.Work(func() {
		fresh, err := findList(ctx, project, filter, latest)
		d.o.UI(func() {
			if ctx.Err() != nil {
				return // another search has begun since
			}
			stop()
			if err != nil {
				d.Say(Failure, "The list of articles could not be read: "+err.Error())
				return
			}
			d.listed = fresh
			if _, foreign := d.Foreign(); d.open != nil && !foreign {
				d.listed.recount(d.open.Article.ID, len(d.open.Marks))
			}
			d.o.Show(ListChanged)
		})
	})
}

// findList finds a list, with its first page and the one that is seen.
func findList(ctx context.Context, project Project, filter storage.ArticleFilter, seen int) (listView, error) {
	list, err := project.List(ctx, filter)
	if err != nil {
		return listView{}, err
	}
	v := listView{list: list, pages: map[int][]storage.ArticleRow{}, asked: map[int]bool{}}
	for _, page := range []int{0, seen} {
		if v.pages[page] != nil || page*pageRows >= list.Len() {
			continue
		}
		rows, err := list.Rows(page*pageRows, pageRows)
		if err != nil {
			return v, err
		}
		v.keep(page, rows)
		v.latest = page
	}
	return v, nil
}

// Narrowed are the articles that the list shows, where it does not show all.
func (d *Desk) Narrowed() []annotate.ID {
	f := &d.filter
	if d.listed.list == nil || f.Query == "" && len(f.Statuses) == 0 && f.Assigned == nil {
		return nil
	}
	ids := make([]annotate.ID, d.Len())
	for i := range ids {
		ids[i] = d.listed.list.ID(i)
	}
	return ids
}

// Leave gives up a search for the list that is under way, and reads no more
// rows: the project is about to be closed.
func (d *Desk) Leave() {
	d.stopSearch()
	d.left = true
}

// OpenRow opens the article at a place of the list.
func (d *Desk) OpenRow(at int) {
	if at >= 0 && at < d.Len() {
		d.OpenArticle(d.listed.list.ID(at))
	}
}

// OpenNext opens the article a number of rows further down the list.
func (d *Desk) OpenNext(step int) {
	at := 0
	if d.open != nil {
		at = d.At() + step
	}
	if at < 0 || at >= d.Len() {
		d.Say(Info, "There is no further article in the list.")
		return
	}
	d.OpenRow(at)
}
