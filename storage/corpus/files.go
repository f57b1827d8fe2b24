package corpus

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// perFolder is how many files lie in one folder of Files.
const perFolder = 1000

// Files gives the path of a folder with the plan's texts as plain text files,
// a thousand to a folder, and their size in bytes together. The folder is
// made in dir unless it is there already.
func Files(ctx context.Context, dir string, plan Plan) (path string, size int64, err error) {
	path = filepath.Join(dir, fmt.Sprintf("texts-%d-%d-%d", version, plan.Seed, plan.Articles))
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		draft := path + ".part"
		if err := os.RemoveAll(draft); err != nil {
			return "", 0, err
		}
		if err := writeFiles(ctx, draft, plan); err != nil {
			return "", 0, err
		}
		if err := os.Rename(draft, path); err != nil {
			return "", 0, err
		}
	}
	err = filepath.WalkDir(path, func(_ string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		info, err := entry.Info()
		if err == nil {
			size += info.Size()
		}
		return err
	})
	return path, size, err
}

func writeFiles(ctx context.Context, dir string, plan Plan) error {
	m := NewMaker(plan)
	for n := range plan.Articles {
		if err := ctx.Err(); err != nil {
			return err
		}
		folder := filepath.Join(dir, fmt.Sprintf("%03d", n/perFolder))
		if n%perFolder == 0 {
			if err := os.MkdirAll(folder, 0o755); err != nil {
				return err
			}
		}
		article, err := m.Article(n)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(folder, article.Document.Name), []byte(article.Document.Text), 0o644); err != nil {
			return err
		}
	}
	return nil
}
