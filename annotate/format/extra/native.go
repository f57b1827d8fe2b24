package extra

import (
	"bluepencil/annotate"
	"bluepencil/annotate/format/foreign"
)

// Native is a stretch to which the tool itself gives a label.
type Native struct {
	Key        string // unique in the record: the tool's id, or one made of the place
	Start, End int    // in the unit of the file
	Label      string
	Text       string // what the file says it covers; empty where it does not
	Entity     string // an entry of Record.Entities
	Origin     foreign.Origin
}

// Relation is a link that the tool itself knows.
type Relation struct {
	From, To string // keys of natives
	Role     string
}

// Record is what a reader found.
type Record struct {
	Natives   []Native
	Relations []Relation
	Relates   bool // the tool knows links: one that is not in Relations was deleted there
	Entities  []foreign.Entity
	Head      foreign.Head // what the tool's own part says of the article
	Person    string       // and of who marked it
	Status    annotate.Status
	Reason    string
	Extra     []byte // the object, or nil
}

// extent is what a stretch is known by where ids do not survive.
type extent struct {
	start, end int
	label      string
}

func (n *Native) extent() extent { return extent{n.Start, n.End, n.Label} }
