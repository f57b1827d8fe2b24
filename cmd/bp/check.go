package main

import (
	"fmt"

	"bluepencil/annotate/text"
	"bluepencil/storage"

	"github.com/spf13/cobra"
)

type checkReport struct {
	Articles    int      `json:"articles"`
	Annotations int      `json:"annotations"`
	Changes     int      `json:"changes"`
	Problems    []string `json:"problems"`
}

func newCheck() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "check PROJECT",
		Short: "Check a project: structure, history, every span against its text",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return withProject(cmd, args[0], func(p *storage.Project) error {
				show, end := progress(cmd, "checking")
				report, err := p.Check(cmd.Context(), show)
				end()
				if err != nil {
					return err
				}
				return reportCheck(cmd, report, asJSON)
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "as JSON")
	return cmd
}

func reportCheck(cmd *cobra.Command, report storage.CheckReport, asJSON bool) error {
	out := cmd.OutOrStdout()
	public := checkReport{Articles: report.Articles, Annotations: report.Annotations, Changes: report.Changes, Problems: []string{}}
	for _, p := range report.Problems {
		public.Problems = append(public.Problems, p.Where+": "+p.What)
	}
	if asJSON {
		if err := writeJSON(out, public); err != nil {
			return err
		}
	} else {
		for _, line := range public.Problems {
			fmt.Fprintln(out, line)
		}
		fmt.Fprintf(out, "%s, %s, %s: %s\n", text.Count(report.Articles, "article"), text.Count(report.Annotations, "annotation"),
			text.Count(report.Changes, "change"), text.Count(len(report.Problems), "problem"))
	}
	if len(report.Problems) > 0 {
		fmt.Fprintln(cmd.ErrOrStderr(), "bp rescue brings back the newest good state, from the backups in", storage.CopiesDir(cmd.Flags().Arg(0)))
		return errPartly
	}
	return nil
}
