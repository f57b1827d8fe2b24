// Package window is the main window: it puts the panes together, wires them
// to the desk, and holds the flows that need dialogs: the first start, opening,
// importing, exporting. What can be done is in the table of commands.
package window

// Names of preferences.
const (
	prefName     = "person.name"
	prefInitials = "person.initials"
	prefTheme    = "theme"
	prefZoom     = "zoom"    // of the text, as a factor
	prefSpacing  = "spacing" // of lines: a name of spacings
	prefMeasure  = "measure" // of lines: a name of measures
	prefColours  = "colours" // look.Colours
	prefRecent   = "recent"
	prefMe       = "me." // followed by a project's id: the id of the person who works in it here
	prefWelcomed = "welcomed"
	prefChecked  = "checked."       // followed by a project's id: when it was checked last, in seconds since 1970
	prefWatch    = "watch."         // followed by a project's id: the folder it watches
	prefMember   = "member."        // followed by the path of a project that was made of a packet: the id of whom it was for
	prefPublish  = "publisher.name" // who publishes the checks of claims
	prefSite     = "publisher.site"
	prefKeys     = "keys"  // command.Bindings as JSON
	prefFaces    = "faces" // families by writing system, as JSON
	prefStyle    = "face"  // faces.Style

	prefTags       = "view.tags" // when label tags are shown, as tagNames says
	prefHoverCards = "view.cards"
	prefLinkCards  = "view.links"
	prefOverview   = "view.overview"
	prefProposals  = "proposals" // of cue and speaker of a new quote
)
