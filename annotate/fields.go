package annotate

// The names of fields as they are stored. Those ending in a slash are
// followed by the id of what they hold: one field each, so that two people
// who set different attributes of one annotation never conflict.
const (
	FieldDeleted = "deleted" // bool: false from its making on, true in the bin

	FieldName     = "name"     // person, entity, project: string
	FieldInitials = "initials" // person: string
	FieldHandle   = "handle"   // person: short unique word used in exports
	FieldColour   = "colour"   // person, label: "#rrggbb"

	FieldContent  = "content"    // article: ArticleContent, immutable
	FieldZones    = "zones"      // article: []Zone, immutable
	FieldMeta     = "meta/"      // article: string by document field
	FieldVersion  = "version"    // article: id of the version it replaces
	FieldState    = "state"      // batch: BatchState
	FieldCount    = "count"      // batch: how many objects it made
	FieldLabel    = "label"      // annotation: LabelID
	FieldSpans    = "spans"      // annotation: []Span
	FieldAttr     = "attribute/" // annotation: AttributeValue by AttributeID
	FieldLink     = "link/"      // annotation: Link by its id
	FieldEntity   = "entity"     // annotation: ID of a register entry
	FieldNote     = "note"       // annotation, entity, article: string
	FieldQuestion = "question"   // annotation: bool, "I am not sure of this one"
	FieldOrigin   = "origin"     // annotation: Origin, immutable

	FieldStatus   = "status"   // layer: Status
	FieldReason   = "reason"   // layer: why it was set aside or returned
	FieldDropped  = "dropped/" // layer: true by the id of an annotation of the version before
	FieldSnapshot = "snapshot" // submission: Snapshot, immutable

	FieldEnvelope = "envelope" // envelope: Envelope

	FieldType     = "type"     // entity: string
	FieldAliases  = "aliases"  // entity: []string
	FieldWikidata = "wikidata" // entity: string
	FieldRoles    = "roles"    // entity: []EntityRole
	FieldSame     = "same/"    // entity: true by the id of an entry that means the same

	FieldLabelDef     = "label/"     // codebook: Label by LabelID
	FieldAttributeDef = "attribute/" // codebook: Attribute by AttributeID
	FieldRoleDef      = "role/"      // codebook: Role by RoleID
	FieldDocumentDef  = "document/"  // codebook: DocumentField by its id
	FieldGuideline    = "guideline"  // codebook: string, Markdown
	FieldClauses      = "clauses"    // codebook: []Clause, the rules for all labels

	FieldProfile = "profile" // project: the profile its quotes are checked by
	FieldClean   = "clean"   // project: how clean an article must be before it is done
	FieldRuleOff = "off/"    // project: true by the id of a check that is switched off
)
