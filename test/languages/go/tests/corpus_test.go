package criuimages_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	criuimages "example.org/criuimages"
)

// misread lists images that crit itself reads wrong: no JSON of theirs is known.
var misread = map[string]bool{"ipc/ipcns-shm-9.img": true}

// TestCorpus reads and writes all real images. If there is JSON that crit wrote,
// this package writes the same, and reads it.
func TestCorpus(t *testing.T) {
	root := folder(t, "CORPUS")
	count := 0
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() || entry.Name() == "parent" {
			return err
		}
		count++
		name := strings.TrimPrefix(filepath.ToSlash(path), filepath.ToSlash(root)+"/")
		t.Run(name, func(t *testing.T) { testFile(t, path, name) })
		return nil
	})
	if err != nil || count < 100 {
		t.Errorf("%d images, %v", count, err)
	}
}

func testFile(t *testing.T, path, name string) {
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	image, err := criuimages.DecodeAny(data, filepath.Base(path))
	if err != nil {
		t.Fatal(err)
	}
	if again, err := criuimages.Encode(image); err != nil || !bytes.Equal(again, data) {
		t.Errorf("encoding gives other bytes, %v", err)
	}
	for _, from := range []int{1, len(data)} {
		reader := bytes.NewReader(data)
		if from == 1 {
			err = streamAll(image.ImageName(), oneByte{reader})
		} else {
			err = streamAll(image.ImageName(), reader)
		}
		if err != nil {
			t.Errorf("streaming gives %v", err)
		}
	}
	want, err := os.ReadFile(filepath.Join(os.Getenv("CRIT_JSON"), filepath.FromSlash(name)+".json"))
	if errors.Is(err, fs.ErrNotExist) || misread[name] {
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	if text, err := criuimages.ToJSON(image); err != nil || !bytes.Equal(text, bytes.TrimSpace(want)) {
		t.Errorf("JSON is %.300s, %v, want %.300s", text, err, want)
	}
	if back, err := criuimages.JSONToImage(want); err != nil || !bytes.Equal(back, data) {
		t.Errorf("crit's JSON gives other bytes, %v", err)
	}
	// JSON names the owner of a shared magic, so the type can be another one.
	same, err := criuimages.FromJSON(want)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := criuimages.Encode(same); err != nil || !bytes.Equal(again, data) {
		t.Errorf("encoding the image of crit's JSON gives other bytes, %v", err)
	}
}

// TestCheckpoints opens each folder with an inventory, and reads all of its
// images.
func TestCheckpoints(t *testing.T) {
	root := folder(t, "CORPUS")
	inventories, err := filepath.Glob(filepath.Join(root, "*", "inventory.img"))
	if err != nil || len(inventories) < 5 {
		t.Fatalf("%d checkpoints, %v", len(inventories), err)
	}
	for _, inventory := range inventories {
		checkpoint, err := criuimages.OpenCheckpoint(os.DirFS(filepath.Dir(inventory)))
		if err != nil {
			t.Errorf("%s: %v", inventory, err)
			continue
		}
		if len(checkpoint.Files) < 5 || len(checkpoint.Unknown) > 0 {
			t.Errorf("%s has %d images, and unknown ones %v", inventory, len(checkpoint.Files), checkpoint.Unknown)
		}
		for _, file := range checkpoint.Files {
			image, err := checkpoint.Decode(file)
			if err != nil || image.ImageName() != file.Image {
				t.Errorf("%s of %s: %v, %v", file.Name, inventory, image, err)
			}
		}
	}
}
