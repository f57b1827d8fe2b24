package main

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"time"

	"bluepencil/annotate"
	"bluepencil/annotate/text"
	"bluepencil/storage"
	"bluepencil/storage/packet"

	"github.com/spf13/cobra"
)

type packFlags struct {
	receiver, sender, as string
	out, passphrase      string
	layers               []string
	review, full, json   bool
}

func newPack() *cobra.Command {
	var f packFlags
	cmd := &cobra.Command{
		Use:   "pack PROJECT --for PERSON --out FILE",
		Short: "Write a packet for a person, or your own work to send home",
		Long: "Pack writes what a person is to get of a project: articles, codebook, register, people and\n" +
			"their own markings; nobody else's unless --with-layers says so. With --from, an analyst's work\n" +
			"goes home: their markings and the review go along. What the receiver has already, by the last\n" +
			"packet that came from them, is left out; --full begins at the beginning.",
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if f.out == "" || f.receiver == "" && f.sender == "" {
				return usageError{errors.New("say for whom with --for PERSON, or whose work goes home with --from PERSON, and where to with --out FILE")}
			}
			secret, err := secretOf(f.passphrase)
			if err != nil {
				return err
			}
			return withProject(cmd, args[0], func(p *storage.Project) error { return f.run(cmd, p, secret) })
		},
	}
	cmd.Flags().StringVar(&f.receiver, "for", "", "the handle of who is to get it")
	cmd.Flags().StringVar(&f.sender, "from", "", "the handle of the analyst whose work goes home")
	cmd.Flags().StringVar(&f.as, "as", "", "the handle of who packs it, where that is not --from")
	cmd.Flags().StringVar(&f.out, "out", "", "the packet's path; an existing file is never overwritten")
	cmd.Flags().BoolVar(&f.review, "with-review", false, "with comments, decisions and the gold layer")
	cmd.Flags().StringSliceVar(&f.layers, "with-layers", nil, "the handles of people whose markings the receiver may see, or all")
	cmd.Flags().StringVar(&f.passphrase, "passphrase-file", "", "encrypt to the first line of this file")
	cmd.Flags().BoolVar(&f.full, "full", false, "from the beginning, whatever the receiver has")
	cmd.Flags().BoolVar(&f.json, "json", false, "tell what was packed as JSON")
	return cmd
}

// secretOf reads a passphrase, the first line of a file. No file means none.
func secretOf(path string) (packet.Secret, error) {
	if path == "" {
		return packet.Secret{}, nil
	}
	const largest = 64 << 10
	raw, err := readAtMost(path, largest)
	if err != nil {
		return packet.Secret{}, usageError{err}
	}
	line, _, _ := bytes.Cut(raw, []byte("\n"))
	line = bytes.TrimSuffix(line, []byte("\r"))
	if len(line) == 0 {
		return packet.Secret{}, usageError{fmt.Errorf("%s: the first line is empty, and no passphrase", path)}
	}
	return packet.Secret{Passphrase: string(line)}, nil
}

func (f *packFlags) run(cmd *cobra.Command, p *storage.Project, secret packet.Secret) error {
	o := storage.PackOptions{Home: f.sender != "", Review: f.review, Full: f.full, Secret: secret}
	if f.sender == "" {
		f.sender = f.as
	}
	for _, who := range []struct {
		handle string
		id     *annotate.ID
	}{{f.receiver, &o.For}, {f.sender, &o.By}} {
		if who.handle == "" {
			continue
		}
		person, err := member(p, who.handle)
		if err != nil {
			return err
		}
		*who.id = person.ID
	}
	o.AllLayers = slices.Contains(f.layers, "all")
	for _, handle := range f.layers {
		if handle == "all" {
			continue
		}
		person, err := member(p, handle)
		if err != nil {
			return err
		}
		o.Layers = append(o.Layers, person.ID)
	}
	done, err := p.Pack(f.out, o)
	if err != nil {
		return existing(err)
	}
	return f.report(cmd, done)
}

// packetHead is what is told of a packet.
type packetHead struct {
	Project annotate.ID       `json:"project"`
	Name    string            `json:"name"`
	Copy    annotate.ID       `json:"copy"`
	By      string            `json:"by"`
	For     string            `json:"for"`
	Made    time.Time         `json:"made"`
	Full    bool              `json:"full"`
	Streams []annotate.Stream `json:"streams"`
	Changes uint64            `json:"changes"`
}

func headOf(h *packet.Header) packetHead {
	streams := append([]annotate.Stream{}, h.Streams...)
	return packetHead{Project: h.Project, Name: h.Name, Copy: h.Replica, By: h.By.Name, For: h.For.Name, Made: h.When().UTC(),
		Full: h.Full, Streams: streams, Changes: h.Changes()}
}

func (f *packFlags) report(cmd *cobra.Command, done storage.Packed) error {
	if f.json {
		return writeJSON(cmd.OutOrStdout(), struct {
			packetHead
			Texts uint64 `json:"texts"`
			Bytes int64  `json:"bytes"`
		}{headOf(&done.Header), done.Texts, done.Bytes})
	}
	since := "from the beginning"
	if !done.Header.Full {
		since = "that are new to the receiver"
	}
	fmt.Fprintf(cmd.ErrOrStderr(), "packed %s and %s %s into %s, %d bytes\n",
		text.Count(int(done.Changes), "change"), text.Count(int(done.Texts), "text"), since, f.out, done.Bytes)
	return nil
}
