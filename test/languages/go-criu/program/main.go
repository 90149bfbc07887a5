// Command probe runs go-criu's package crit on requests from standard input, one
// a line in JSON, and writes a result for each.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"os"
	"runtime"
	"slices"

	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"

	"github.com/checkpoint-restore/go-criu/v8/crit"
	"github.com/checkpoint-restore/go-criu/v8/crit/cli"
	"github.com/checkpoint-restore/go-criu/v8/magic"
)

// request is an operation on the bytes of an image, on its JSON, or on a folder.
type request struct {
	Op        string
	Bytes     []byte
	JSON      string
	Folder    string
	NoPayload bool
	// Untyped decodes without the type of the entries.
	Untyped bool
}

// result is what an operation gives: a value, an error, or the text of a panic.
type result struct {
	Value any    `json:"value,omitempty"`
	Error string `json:"error,omitempty"`
	Panic string `json:"panic,omitempty"`
	// Allocated is the number of bytes that the operation allocated.
	Allocated uint64 `json:"allocated"`
}

func main() {
	lines := bufio.NewReader(os.Stdin)
	out := json.NewEncoder(os.Stdout)
	for {
		line, err := lines.ReadBytes('\n')
		if err == io.EOF {
			return
		}
		var asked request
		if err == nil {
			err = json.Unmarshal(line, &asked)
		}
		if err == nil {
			err = out.Encode(run(asked))
		}
		if err != nil {
			log.Fatal(err)
		}
	}
}

func run(asked request) (given result) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	defer func() {
		if problem := recover(); problem != nil {
			given = result{Panic: fmt.Sprint(problem)}
		}
		runtime.ReadMemStats(&after)
		given.Allocated = after.TotalAlloc - before.TotalAlloc
	}()
	value, err := operations[asked.Op](asked)
	if err != nil {
		return result{Error: err.Error()}
	}
	return result{Value: value}
}

var operations = map[string]func(request) (any, error){
	"decode":  decode,
	"json":    toJSON,
	"recode":  recode,
	"parse":   parse,
	"info":    info,
	"explore": explore,
	"magics":  func(request) (any, error) { return magic.LoadMagic(), nil },
	"type":    typeOf,
}

// fileOf returns a file with the bytes, at its start.
func fileOf(data []byte) *os.File {
	f, err := os.CreateTemp("", "probe")
	if err == nil {
		err = os.Remove(f.Name())
	}
	if err == nil {
		_, err = f.Write(data)
	}
	if err == nil {
		_, err = f.Seek(0, io.SeekStart)
	}
	if err != nil {
		log.Fatal(err)
	}
	return f
}

func image(asked request) (*crit.CriuImage, error) {
	f := fileOf(asked.Bytes)
	defer f.Close()
	var entryType proto.Message
	if !asked.Untyped {
		var err error
		if entryType, err = cli.GetEntryTypeFromImg(f); err != nil {
			return nil, err
		}
	}
	return crit.New(f, nil, "", false, asked.NoPayload).Decode(entryType)
}

type entry struct {
	Type    string          `json:"type"`
	Message json.RawMessage `json:"message"`
	Extra   string          `json:"extra"`
}

func decode(asked request) (any, error) {
	img, err := image(asked)
	if err != nil {
		return nil, err
	}
	entries := []entry{}
	for _, one := range img.Entries {
		data, err := protojson.MarshalOptions{AllowPartial: true}.Marshal(one.Message)
		if err != nil {
			return nil, err
		}
		entries = append(entries, entry{fmt.Sprintf("%T", one.Message), data, one.Extra})
	}
	return map[string]any{"magic": img.Magic, "entries": entries}, nil
}

func toJSON(asked request) (any, error) {
	img, err := image(asked)
	if err != nil {
		return nil, err
	}
	data, err := json.Marshal(img)
	return string(data), err
}

func recode(asked request) (any, error) {
	img, err := image(asked)
	if err != nil {
		return nil, err
	}
	return encoded(img)
}

func encoded(img *crit.CriuImage) (any, error) {
	f := fileOf(nil)
	defer f.Close()
	if err := crit.New(nil, f, "", false, false).Encode(img); err != nil {
		return nil, err
	}
	data, err := os.ReadFile(fmt.Sprintf("/proc/self/fd/%d", f.Fd()))
	return data, err
}

func parse(asked request) (any, error) {
	f := fileOf([]byte(asked.JSON))
	defer f.Close()
	entryType, err := cli.GetEntryTypeFromJSON(f)
	if err != nil {
		return nil, err
	}
	img, err := crit.New(f, nil, "", false, false).Parse(entryType)
	if err != nil {
		return nil, err
	}
	return encoded(img)
}

func info(asked request) (any, error) {
	f := fileOf(asked.Bytes)
	defer f.Close()
	img, err := crit.New(f, nil, "", false, false).Info()
	if err != nil {
		return nil, err
	}
	data, err := json.Marshal(img)
	return string(data), err
}

func typeOf(asked request) (any, error) {
	f := fileOf([]byte(asked.JSON))
	defer f.Close()
	entryType, err := cli.GetEntryTypeFromJSON(f)
	return fmt.Sprintf("%T", entryType), err
}

// explore returns all that a folder of images is explored for, or the errors.
func explore(asked request) (any, error) {
	c := crit.New(nil, nil, asked.Folder, false, false)
	ps, err := c.ExplorePs()
	sortChildren(ps)
	found := []any{ps, text(err)}
	fds, err := c.ExploreFds()
	found = append(found, fds, text(err))
	mems, err := c.ExploreMems()
	found = append(found, mems, text(err))
	rss, err := c.ExploreRss()
	found = append(found, rss, text(err))
	sks, err := c.ExploreSk()
	found = append(found, sks, text(err))
	var data bytes.Buffer
	err = json.NewEncoder(&data).Encode(found)
	return data.String(), err
}

// sortChildren puts processes in order: explore.go has them in that of a Go map,
// another one each time.
func sortChildren(ps *crit.PsTree) {
	if ps == nil {
		return
	}
	slices.SortFunc(ps.Children, func(a, b *crit.PsTree) int { return int(a.PID) - int(b.PID) })
	for _, child := range ps.Children {
		sortChildren(child)
	}
}

func text(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}
