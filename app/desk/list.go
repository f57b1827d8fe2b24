package desk

import (
	"bluepencil/annotate"
	"bluepencil/storage"
)

// countedAtMost is up to how many articles the list counts annotations for.
const countedAtMost = 2000

// Rows are the articles the list shows.
func (d *Desk) Rows() []storage.ArticleRow { return d.rows }

// Counts says how many articles stand where, over all of the project.
func (d *Desk) Counts() map[annotate.Status]int { return d.counts }

// Marked is how many annotations the person has in an article, as far as counted.
func (d *Desk) Marked(article annotate.ID) int { return d.marked[article] }

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

// Query is what the list is narrowed to.
func (d *Desk) Query() string { return d.filter.Query }

// Reload reads the list again, in the background.
func (d *Desk) Reload() {
	d.listed++
	generation, filter, person, project := d.listed, d.filter, d.o.Person.ID, d.o.Project
	d.o.Work(func() {
		var rows []storage.ArticleRow
		counts := map[annotate.Status]int{}
		wanted := map[annotate.Status]bool{}
		for _, s := range filter.Statuses {
			wanted[s] = true
		}
		every := filter
		every.Statuses = nil
		err := project.Articles(every, func(r storage.ArticleRow) bool {
			counts[r.Status]++
			if len(wanted) == 0 || wanted[r.Status] {
				rows = append(rows, r)
			}
			return true
		})
		marked := map[annotate.ID]int{}
		for i := 0; i < len(rows) && len(rows) <= countedAtMost && err == nil; i++ {
			marked[rows[i].ID], err = project.AnnotationCount(rows[i].ID, person)
		}
		d.o.UI(func() {
			if generation != d.listed {
				return // another search has begun since
			}
			if err != nil {
				d.Say(Failure, "The list of articles could not be read: "+err.Error())
				return
			}
			d.rows, d.counts, d.marked = rows, counts, marked
			d.o.Show(ListChanged)
		})
	})
}

// row is the position of an article in the list, or -1.
func (d *Desk) row(id annotate.ID) int {
	for i := range d.rows {
		if d.rows[i].ID == id {
			return i
		}
	}
	return -1
}

// OpenNext opens the article a number of rows further down the list.
func (d *Desk) OpenNext(step int) {
	at := 0
	if d.open != nil {
		at = d.row(d.open.Article.ID) + step
	}
	if at < 0 || at >= len(d.rows) {
		d.Say(Info, "There is no further article in the list.")
		return
	}
	d.OpenArticle(d.rows[at].ID)
}
