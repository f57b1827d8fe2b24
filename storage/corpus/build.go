package corpus

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"bluepencil/annotate"
	"bluepencil/assets"
	"bluepencil/storage"
)

// version changes whenever the same plan makes another project.
const version = 1

// Kept gives the path of the plan's project in a folder, where it is made
// unless it is there already.
func Kept(ctx context.Context, dir string, plan Plan) (string, error) {
	path := filepath.Join(dir, fmt.Sprintf("corpus-%d-%d-%d-%d%s", version, plan.Seed, plan.Articles, plan.Annotated, storage.Extension))
	if _, err := os.Stat(path); err == nil {
		return path, nil
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", err
	}
	draft := path + ".part"
	if err := os.Remove(draft); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	if err := Build(ctx, draft, plan); err != nil {
		return "", err
	}
	return path, os.Rename(draft, path)
}

// Build makes the plan's project in a new file. Cancelling the context ends
// it early with the context's error; the file then stays as far as it came.
func Build(ctx context.Context, path string, plan Plan) (err error) {
	codebook, err := assets.Codebook("news")
	if err != nil {
		return err
	}
	p, err := storage.Create(path, codebook, storage.Options{Program: "corpus"})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.Close()) }()
	b := &build{ctx: ctx, p: p, maker: NewMaker(plan), plan: plan}
	for _, step := range []func() error{b.people, b.register, b.articles, b.annotations, b.statuses} {
		if err := step(); err != nil {
			return fmt.Errorf("make the project %s: %w", path, err)
		}
	}
	return nil
}

// build is a project under way.
type build struct {
	ctx    context.Context
	p      *storage.Project
	maker  *Maker
	plan   Plan
	team   []annotate.ID
	marked []markedArticle
}

// markedArticle is an article that gets annotations: its id and its number.
type markedArticle struct {
	id     annotate.ID
	number int
}

func (b *build) people() error {
	for _, name := range []string{"Mina Orth", "Nora Vik", "Jonas Falk"} {
		person, err := b.p.AddPerson(annotate.Person{Name: name})
		if err != nil {
			return err
		}
		b.team = append(b.team, person.ID)
	}
	return nil
}

func (b *build) register() error {
	draft := annotate.Draft{Person: b.team[0], Action: "fill the register", Hidden: true}
	for _, entity := range b.maker.Register() {
		one, err := annotate.AddEntity(b.team[0], entity)
		if err != nil {
			return err
		}
		draft.Settings = append(draft.Settings, one.Settings...)
	}
	_, err := b.p.Commit(draft)
	return err
}

func (b *build) articles() error {
	into, err := b.p.StartImport(b.team[0], "import")
	if err != nil {
		return err
	}
	for n := range b.plan.Articles {
		if err := b.ctx.Err(); err != nil {
			return err
		}
		article, err := b.maker.Article(n)
		if err != nil {
			return err
		}
		id, _, err := into.Add(article.Document)
		if err != nil {
			return err
		}
		if b.plan.annotated(n) {
			b.marked = append(b.marked, markedArticle{id, n})
		}
	}
	_, err = into.Close(fmt.Sprintf("import %d articles", b.plan.Articles))
	return err
}

// annotations gives every annotated article to one of the team. They come
// after the articles, as analysts do.
func (b *build) annotations() error {
	for turn, person := range b.team {
		into, err := b.p.StartImport(person, "import annotations")
		if err != nil {
			return err
		}
		for i := turn; i < len(b.marked); i += len(b.team) {
			if err := b.ctx.Err(); err != nil {
				return err
			}
			article, err := b.maker.Article(b.marked[i].number)
			if err != nil {
				return err
			}
			if err := into.AddAnnotations(b.marked[i].id, article.Annotations); err != nil {
				return err
			}
		}
		if _, err := into.Close(""); err != nil {
			return err
		}
	}
	return nil
}

// layersPerCommit bounds a transaction: a submission holds a copy of its layer.
const layersPerCommit = 200

// statuses submits four in five of the layers; the rest is in progress.
func (b *build) statuses() error {
	for turn, person := range b.team {
		draft := annotate.Draft{Person: person, Action: "hand in", Hidden: true}
		layers := 0
		for i := turn; i < len(b.marked); i += len(b.team) {
			if err := b.ctx.Err(); err != nil {
				return err
			}
			if err := b.status(&draft, b.marked[i], i%5 != 0); err != nil {
				return err
			}
			if layers++; layers%layersPerCommit == 0 {
				if _, err := b.p.Commit(draft); err != nil {
					return err
				}
				draft.Settings = nil
			}
		}
		if len(draft.Settings) == 0 {
			continue
		}
		if _, err := b.p.Commit(draft); err != nil {
			return err
		}
	}
	return nil
}

func (b *build) status(draft *annotate.Draft, article markedArticle, submitted bool) error {
	if !submitted {
		draft.AddStatus(draft.Person, article.id, annotate.StatusInProgress, "")
		return nil
	}
	list, err := b.p.Annotations(article.id, draft.Person)
	if err != nil {
		return err
	}
	one := annotate.Submit(annotate.Snapshot{Article: article.id, Person: draft.Person, Codebook: 1,
		At: time.Now().UnixMilli(), Annotations: list}, annotate.NewID())
	draft.Settings = append(draft.Settings, one.Settings...)
	return nil
}
