package courier

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"bluepencil/storage"
	"bluepencil/storage/packet"
)

// IsPacket tells by a file's name whether it is a packet.
func IsPacket(path string) bool { return strings.EqualFold(filepath.Ext(path), packet.Extension) }

// Apart takes packets and other files apart.
func Apart(paths []string) (packets, others []string) {
	for _, path := range paths {
		if IsPacket(path) {
			packets = append(packets, path)
		} else {
			others = append(others, path)
		}
	}
	return packets, others
}

// Look reads what a packet says of itself. All of it is read once.
func Look(path string, secret packet.Secret) (packet.Header, error) {
	file, err := os.Open(path)
	if err != nil {
		return packet.Header{}, err
	}
	info, err := file.Stat()
	var p *packet.Packet
	if err == nil {
		p, err = packet.Open(file, info.Size(), secret)
	}
	if err = errors.Join(err, file.Close()); err != nil {
		return packet.Header{}, fmt.Errorf("%s: %w", path, err)
	}
	return p.Header, nil
}

// Receive is a row of packets that are being taken in.
type Receive struct {
	Passphrase string
	paths      []string
	taken      *storage.Taken // what was told last; nil before
	done       bool           // it was no dry run
}

// Add adds packets that are not there yet, and tells whether there were any.
func (r *Receive) Add(paths ...string) bool {
	before := len(r.paths)
	for _, path := range paths {
		if !slices.Contains(r.paths, path) {
			r.paths = append(r.paths, path)
		}
	}
	if len(r.paths) > before {
		r.taken, r.done = nil, false
	}
	return len(r.paths) > before
}

// Remove takes a packet out of the row.
func (r *Receive) Remove(path string) {
	r.paths = slices.DeleteFunc(r.paths, func(p string) bool { return p == path })
	r.taken, r.done = nil, false
}

// Paths are the packets' files.
func (r *Receive) Paths() []string { return slices.Clone(r.paths) }

// Secret is what they are opened with.
func (r *Receive) Secret() packet.Secret { return packet.Secret{Passphrase: r.Passphrase} }

// Told takes over what taking them in would change, or has changed.
func (r *Receive) Told(t storage.Taken, done bool) { r.taken, r.done = &t, done }

// Ready tells whether there is something to take in that was looked at.
func (r *Receive) Ready() bool {
	return r.taken != nil && !r.done && r.taken.Refused() < len(r.taken.Packets) && r.news() > 0
}

// Done tells whether they were taken in.
func (r *Receive) Done() bool { return r.done }

func (r *Receive) news() (n int) {
	for i := range r.taken.Packets {
		n += r.taken.Packets[i].Applied
	}
	return n
}

// File is a packet as a person reads of it.
type File struct {
	Path    string
	Words   string
	Refused bool
}

// Files tells of each packet, in the order they were added.
func (r *Receive) Files() []File {
	files := make([]File, len(r.paths))
	for i, path := range r.paths {
		files[i] = File{Path: path, Words: "not looked at yet"}
		if r.taken == nil {
			continue
		}
		if at := slices.IndexFunc(r.taken.Packets, func(p storage.TakenPacket) bool { return p.Path == path }); at >= 0 {
			files[i].Words, files[i].Refused = r.words(&r.taken.Packets[at]), r.taken.Packets[at].Err != nil
		}
	}
	return files
}

func (r *Receive) words(p *storage.TakenPacket) string {
	if p.Err != nil {
		return "Refused: " + strings.TrimPrefix(p.Err.Error(), p.Path+": ")
	}
	words := counted(p.Applied, "change") + " new here"
	if r.done {
		words = counted(p.Applied, "change") + " taken in"
	}
	if p.Known > 0 {
		words += fmt.Sprintf(", %d known already", p.Known)
	}
	if p.Withheld > 0 {
		words += fmt.Sprintf(", %d of articles that were erased for good", p.Withheld)
	}
	return words + made(&p.Header)
}

// made says who packed a packet, and when.
func made(h *packet.Header) string {
	words := ", packed"
	if h.By.Name != "" {
		words += " by " + h.By.Name
	}
	return words + " on " + h.When().Local().Format("2 January 2006 15:04")
}

// NeedsPassphrase tells whether a packet was refused because of its passphrase.
func (r *Receive) NeedsPassphrase() bool {
	return r.taken != nil && slices.ContainsFunc(r.taken.Packets, func(p storage.TakenPacket) bool { return errors.Is(p.Err, packet.ErrPassphrase) })
}

// Elsewhere is the first packet of another project, which a copy can be made of.
func (r *Receive) Elsewhere() (path string, ok bool) {
	if r.taken == nil {
		return "", false
	}
	for i := range r.taken.Packets {
		if p := &r.taken.Packets[i]; errors.Is(p.Err, storage.ErrForeign) && p.Header.Full {
			return p.Path, true
		}
	}
	return "", false
}

// Changes says what taking the packets in would change, or has changed.
func (r *Receive) Changes() string {
	if r.taken == nil {
		return ""
	}
	t := r.taken
	var lines []string
	for _, p := range t.People {
		lines = append(lines, personWords(&p))
	}
	for _, line := range []struct {
		n    int
		what string
	}{
		{t.ArticlesAdded, "article%s added"}, {t.ArticlesChanged, "article%s changed"}, {len(t.Purged), "article%s erased for good"},
		{t.Codebook, "change%s of the codebook"}, {t.Entities, "change%s of the register"}, {t.Members, "change%s of the list of people"},
		{t.Comments, "change%s of comments"}, {t.Decisions, "change%s of decisions"},
	} {
		if line.n > 0 {
			lines = append(lines, fmt.Sprintf("%d "+line.what, line.n, plural(line.n)))
		}
	}
	if n := len(t.Conflicts); n > 0 {
		lines = append(lines, fmt.Sprintf("%s: people have set the same without knowing of each other. “Conflicts…” in the Team menu settles them.", counted(n, "conflict")))
	}
	if n := len(t.Twins); n > 0 {
		lines = append(lines, fmt.Sprintf("%s imported twice. “Conflicts…” in the Team menu joins them.", counted(n, "text")))
	}
	switch {
	case len(t.Packets) == t.Refused():
		return "Nothing of it can be taken in."
	case len(lines) == 0:
		return "Nothing of it is new here."
	case r.done:
		return "Taken in:\n" + strings.Join(lines, "\n")
	}
	return "This would change:\n" + strings.Join(lines, "\n")
}

func plural(n int) string {
	if n == 1 {
		return ""
	}
	return "s"
}

func personWords(p *storage.PersonsPart) string {
	var parts []string
	for _, part := range []struct {
		n    int
		what string
	}{{p.Added, "added"}, {p.Changed, "changed"}, {p.Deleted, "deleted"}} {
		if part.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", part.n, part.what))
		}
	}
	var words []string
	if len(parts) > 0 {
		words = append(words, "annotations: "+strings.Join(parts, ", "))
	}
	if p.Submissions > 0 {
		words = append(words, counted(p.Submissions, "submission"))
	}
	if len(words) == 0 {
		words = append(words, counted(p.Changes, "change"))
	}
	return p.Name + ": " + strings.Join(words, "; ")
}

// Copy says what a copy of a project that is made of a packet would be.
func Copy(h *packet.Header) string {
	words := fmt.Sprintf("The packet is of the project “%s”%s", h.Name, made(h))
	if h.For.Name != "" {
		words += ", for " + h.For.Name
	}
	words += ".\n\nA copy of the project is made of it, in a file of its own."
	if h.For.Name != "" {
		words += " You work in it as " + h.For.Name + "."
	}
	return words
}

// TakenWords says in a line what was taken in.
func TakenWords(t *storage.Taken) string {
	changes := 0
	for i := range t.Packets {
		changes += t.Packets[i].Applied
	}
	words := "Taken in: " + counted(changes, "change") + " of " + counted(len(t.Packets)-t.Refused(), "packet")
	if n := t.Refused(); n > 0 {
		words += "; " + counted(n, "packet") + " refused"
	}
	if n := len(t.Conflicts); n > 0 {
		words += "; " + counted(n, "conflict") + " to settle"
	}
	return words + "."
}
