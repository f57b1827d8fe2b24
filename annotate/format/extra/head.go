package extra

import (
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/jsonrecord"
)

// HeadOf takes from a record what tools say of an article there: its id, and as
// document fields the strings in an object beside.
func HeadOf(id []byte, fields jsonrecord.Object) foreign.Head {
	var head foreign.Head
	head.ID, _ = jsonrecord.Word(id)
	for _, f := range fields {
		if value, ok := jsonrecord.TextOf(f.Raw); ok && f.Key != Key {
			if head.Meta == nil {
				head.Meta = map[string]string{}
			}
			head.Meta[f.Key] = value
		}
	}
	return head
}
