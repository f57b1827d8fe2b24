package team

import (
	"slices"

	"bluepencil/annotate"
)

// page is some rows, and when they were read.
type page struct {
	rows       []Row
	generation int
}

// readPage reads a page of rows in the background.
func (m *Matrix) readPage(n int) {
	if m.asked[n] || m.t.ctx.Err() != nil {
		return
	}
	m.asked[n] = true
	generation, list := m.generation, m.list
	lead, _ := m.t.Leads()
	m.t.o.Go(func() {
		found, err := list.Rows(n*pageRows, pageRows)
		rows := make([]Row, len(found))
		for i := range found {
			rows[i] = Row{Article: found[i].ID, Title: found[i].Title, Outlet: found[i].Outlet, Status: map[annotate.ID]annotate.Status{}, Hidden: !lead}
			if err == nil {
				err = m.stand(&rows[i], lead)
			}
		}
		m.t.o.UI(func() {
			if generation != m.generation {
				return // it was narrowed or read again since
			}
			delete(m.asked, n)
			if err != nil {
				if m.t.ctx.Err() == nil {
					m.t.o.Failed("The matrix could not be read", err)
				}
				return
			}
			m.keep(n, page{rows, generation})
			m.t.o.Show()
		})
	})
}

// stand reads where everybody stands with an article: a lead sees how far
// everybody is, others what they may see.
func (m *Matrix) stand(r *Row, lead bool) error {
	layers, err := m.t.o.Project.SeenLayers(m.t.o.Person, r.Article)
	if lead {
		layers, err = m.t.o.Project.Layers(r.Article)
	}
	for _, l := range layers {
		r.Status[l.Person] = l.Status
	}
	return err
}

// keep takes a page in and drops the one that was not seen for longest.
func (m *Matrix) keep(n int, p page) {
	m.pages[n] = p
	m.use(n)
	if len(m.order) > pagesKept {
		delete(m.pages, m.order[0])
		m.order = m.order[1:]
	}
}

func (m *Matrix) use(n int) {
	m.order = append(slices.DeleteFunc(m.order, func(other int) bool { return other == n }), n)
}
