package annotate

// GoldLayer owns the adjudicated layer of every article. It is nobody: what
// lies in it belongs to the stream of the review, where every member may
// write, and each change names the member who made it.
var GoldLayer = ID{len(ID{}) - 1: 'g'}

// GoldHandle is the word that stands for the adjudicated layer in exports and
// on the command line. No member gets it.
const GoldHandle = "gold"

// GoldPerson describes the adjudicated layer as lists of people do.
func GoldPerson() Person {
	return Person{ID: GoldLayer, Name: "Gold", Initials: "★", Handle: GoldHandle}
}

// inReview tells whether an object that lies in a layer belongs to the stream
// of the review: the adjudicated layer does.
func inReview(r Ref) bool { return r.Owner == GoldLayer }
