package annotate

// Envelope is what a file of another tool said about a person's marks in one
// article beyond what the project has a place for. It is kept so that the same
// format can be written again with nothing of it lost.
type Envelope struct {
	_      struct{} `cbor:",toarray"`
	Format string
	Data   []byte // in a form of the format's own
	Said   []byte // what the file said of the article and of whose layer it is; JSON
	Marks  []ForeignMark
	Names  []ForeignName
}

// ForeignMark is how the file called one of the layer's annotations.
type ForeignMark struct {
	_     struct{} `cbor:",toarray"`
	ID    ID
	Name  string  // its id in the file
	Spelt string  // its label there, where another label of the file was read as the same one
	As    LabelID // what that was read as; once the label is another, Spelt says nothing
}

// ForeignName is how the file spelt what the codebook calls by an id.
type ForeignName struct {
	_     struct{} `cbor:",toarray"`
	Kind  string   // NameOfLabel, …
	ID    string
	Spelt string
}

// The kinds of a ForeignName.
const (
	NameOfLabel     = "label"
	NameOfAttribute = "attribute"
	NameOfRole      = "role"
	NameOfValue     = "value"  // of an attribute; ID is "attribute=value"
	NameOfLink      = "link"   // the file's id of a link, "" where it had none
	NameOfEntity    = "entity" // the file's own id of an entry of the register
	NameOfType      = "type"   // of an entry, "" where the file had none; ID is "entry=type"
)

// EnvelopeRef names the envelope of a layer.
func EnvelopeRef(article, person ID) Ref {
	return Ref{Kind: KindEnvelope, Article: article, Owner: person}
}

// EnvelopeFrom reads an envelope's object; ok is false where there is none.
func EnvelopeFrom(o *Object) (e Envelope, ok bool) {
	v := o.Value(FieldEnvelope)
	if v == nil || o.Deleted() {
		return Envelope{}, false
	}
	return As[Envelope](v), true
}

// KeepEnvelope drafts the keeping of an envelope, in the place of one there is,
// as a step of a batch.
func KeepEnvelope(person, article, batch ID, e Envelope) Draft {
	d := Draft{Person: person, Action: "keep what the file said beyond its markings", Article: article, Batch: batch, Hidden: true}
	ref := EnvelopeRef(article, person)
	d.Set(ref, fieldBatch, batch)
	d.Set(ref, FieldEnvelope, e)
	d.Set(ref, FieldDeleted, false)
	return d
}
