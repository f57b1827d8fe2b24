package intake

import (
	"context"
	"os"

	"bluepencil/annotate/source"
)

// previewedFiles is how many of the named files are looked at for columns.
const previewedFiles = 32

// FirstTable finds the first of the named files whose columns have to be
// mapped to parts of an article, and gives its preview; ok is false where there
// is none. Folders, and exports of Bluepencil, are passed over, and so are
// files that cannot be read: the intake itself will say why.
func FirstTable(ctx context.Context, paths []string, o Options) (path string, preview source.Preview, ok bool) {
	for _, path := range paths[:min(len(paths), previewedFiles)] {
		if ctx.Err() != nil {
			break
		}
		info, err := os.Stat(path)
		if err != nil || !info.Mode().IsRegular() || o.Format == FormatBluepencil || beginsAsExport(path) {
			continue
		}
		// Anything else is not read for a look only: it will be read right after.
		if records, err := source.HoldsRecords(path, o.source()); err != nil || !records {
			continue
		}
		preview, err := source.PreviewFile(ctx, path, o.source())
		if err == nil && len(preview.Columns) > 0 {
			return path, preview, true
		}
	}
	return "", source.Preview{}, false
}
