package criuimages_test

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	criuimages "example.org/criuimages"
)

// codeOf returns the code of an error of this package, or nothing.
func codeOf(err error) criuimages.Code {
	var problem *criuimages.Error
	if errors.As(err, &problem) {
		return problem.Code
	}
	return ""
}

func TestNames(t *testing.T) {
	if name := criuimages.CoreImageName(42); name != "core-42.img" {
		t.Error(name)
	}
	if name := criuimages.GhostFileImageName(42); name != "ghost-file-2a.img" {
		t.Error(name)
	}
	for name, want := range map[string]bool{
		"core-42.img": true, "core-042.img": false, "core-+1.img": false, "core-4294967296.img": false,
		"core-.img": false, "core-4.img.orig": false, "core": false, "core-2a.img": false,
	} {
		if id, ok := criuimages.ParseCoreImageName(name); ok != want || want && id != 42 {
			t.Errorf("%s: %d, %v", name, id, ok)
		}
	}
	if id, ok := criuimages.ParseGhostFileImageName("ghost-file-2A.img"); ok {
		t.Error(id)
	}
	if word, ok := criuimages.ParseStatsImageName("stats-dump"); !ok || word != "dump" {
		t.Error(word, ok)
	}
}

func TestVersions(t *testing.T) {
	got := criuimages.Versions()
	want := []criuimages.FormatVersion{
		{Name: "v1.0", Value: 1, Framing: criuimages.Version10},
		{Name: "v1.1", Value: 2, Framing: criuimages.Version11},
		{Name: "pre-dump", Value: 0, Framing: criuimages.Version11},
	}
	if !slices.Equal(got, want) {
		t.Error(got)
	}
}

func TestWritingRefusesWhatCannotBeRead(t *testing.T) {
	missing := &criuimages.CoreImage{Entries: []*criuimages.CoreEntry{{ThreadInfo: &criuimages.ThreadInfoX86{}}}}
	_, err := criuimages.Encode(missing)
	var problem *criuimages.Error
	if !errors.As(err, &problem) || problem.Code != criuimages.CodeMissingField || problem.Entry != 0 ||
		problem.Path != "thread_info.gpregs" {
		t.Errorf("%+v", err)
	}
	length := &criuimages.PipesDataImage{Entries: []*criuimages.PipesDataImageEntry{{Extra: []byte{1}}}}
	if _, err := criuimages.Encode(length); codeOf(err) != criuimages.CodeBadLength {
		t.Error(err)
	}
	surplus := &criuimages.GhostFileImage{
		First: &criuimages.GhostFileEntry{}, Entries: []*criuimages.GhostFileImageEntry{{}},
	}
	if _, err := criuimages.Encode(surplus); codeOf(err) != criuimages.CodeBadLength {
		t.Error(err)
	}
	if _, err := criuimages.Encode(&criuimages.PagemapImage{Entries: []*criuimages.PagemapEntry{{}}}); codeOf(err) !=
		criuimages.CodeMissingField {
		t.Error(err)
	}
	nothing := &criuimages.PstreeImage{Entries: []*criuimages.PstreeEntry{nil}}
	if _, err := criuimages.Encode(nothing); codeOf(err) != criuimages.CodeBadValue {
		t.Error(err)
	}
	broken := &criuimages.PstreeImage{Entries: []*criuimages.PstreeEntry{{
		Unknown: &criuimages.UnknownFields{Runs: []criuimages.UnknownRun{{Bytes: []byte{0x80}}}},
	}}}
	if _, err := criuimages.Encode(broken); codeOf(err) != criuimages.CodeBadValue {
		t.Error(err)
	}
}

// Short lists share an allocation; one can grow without a change of its neighbour.
func TestListsGrowApart(t *testing.T) {
	image := &criuimages.PstreeImage{Entries: []*criuimages.PstreeEntry{
		{Pid: 1, Threads: []uint32{1, 2}}, {Pid: 3, Threads: []uint32{3, 4}},
	}}
	data, err := criuimages.EncodePstreeImage(image)
	if err != nil {
		t.Fatal(err)
	}
	read, err := criuimages.DecodePstreeImage(data)
	if err != nil {
		t.Fatal(err)
	}
	first, second := read.Entries[0], read.Entries[1]
	first.Threads = append(first.Threads, 9)
	if !slices.Equal(first.Threads, []uint32{1, 2, 9}) || !slices.Equal(second.Threads, []uint32{3, 4}) {
		t.Error(first.Threads, second.Threads)
	}
}

func TestLimits(t *testing.T) {
	image := &criuimages.PstreeImage{Entries: []*criuimages.PstreeEntry{{Pid: 1, Threads: make([]uint32, 100)}}}
	data, err := criuimages.Encode(image)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		option criuimages.ReadOption
		code   criuimages.Code
	}{
		{criuimages.MaxSize(100), criuimages.CodeTooLarge},
		{criuimages.MaxMemory(10), criuimages.CodeTooMuch},
		{criuimages.RequireVersion(criuimages.Version10), criuimages.CodeUnexpectedHead},
		{criuimages.MaxDepth(0), ""},
		{criuimages.MaxSize(1000), ""},
	} {
		if _, err := criuimages.DecodePstreeImage(data, c.option); codeOf(err) != c.code {
			t.Errorf("%v, want %s", err, c.code)
		}
	}
	core := &criuimages.CoreImage{Entries: []*criuimages.CoreEntry{{Ids: &criuimages.TaskKobjIdsEntry{}}}}
	if data, err = criuimages.Encode(core); err != nil {
		t.Fatal(err)
	}
	if _, err := criuimages.DecodeCoreImage(data, criuimages.MaxDepth(0)); codeOf(err) != criuimages.CodeTooDeep {
		t.Error(err)
	}
}

func TestTolerate(t *testing.T) {
	data, err := criuimages.Encode(&criuimages.PstreeImage{Entries: []*criuimages.PstreeEntry{{Pid: 1}, {Pid: 2}}})
	if err != nil {
		t.Fatal(err)
	}
	var passed []criuimages.Code
	tolerate := criuimages.Tolerate(func(problem *criuimages.Error) { passed = append(passed, problem.Code) })
	image, err := criuimages.DecodePstreeImage(data[:len(data)-1], tolerate)
	if err != nil || len(image.Entries) != 1 || len(passed) != 1 || passed[0] != criuimages.CodeTruncated {
		t.Error(image, err, passed)
	}
	_, stream, err := criuimages.StreamPstreeImage(bytes.NewReader(data[:len(data)-1]), tolerate)
	if err != nil {
		t.Fatal(err)
	}
	count := 0
	for entry, err := range stream.Entries() {
		if err != nil || entry.Pid != 1 {
			t.Error(entry, err)
		}
		count++
	}
	if count != 1 || len(passed) != 2 {
		t.Error(count, passed)
	}
}

func TestReaderErrorsAreReturnedAsTheyAre(t *testing.T) {
	broken := errors.New("the disk is broken")
	_, _, err := criuimages.StreamPstreeImage(io.MultiReader(strings.NewReader("x"), failing{broken}))
	if !errors.Is(err, broken) {
		t.Error(err)
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

func TestCheckpointsReadRegularFilesAlone(t *testing.T) {
	inventory, err := criuimages.Encode(&criuimages.InventoryImage{
		Entries: []*criuimages.InventoryEntry{{ImgVersion: 2}},
	})
	if err != nil {
		t.Fatal(err)
	}
	fsys := fstest.MapFS{
		"inventory.img": {Data: inventory},
		"core-1.img":    {Data: nil, Mode: fs.ModeSymlink},
		"dump.log":      {Data: []byte("log")},
		"new.img":       {Data: []byte("new image")},
	}
	checkpoint, err := criuimages.OpenCheckpoint(fsys)
	if err != nil || len(checkpoint.Files) != 1 || len(checkpoint.Unknown) != 1 || len(checkpoint.Others) != 1 {
		t.Fatalf("%+v, %v", checkpoint, err)
	}
	fsys["inventory.img"] = &fstest.MapFile{Mode: fs.ModeNamedPipe}
	if _, err := criuimages.OpenCheckpoint(fsys); codeOf(err) != criuimages.CodeNoFile {
		t.Error(err)
	}
	delete(fsys, "inventory.img")
	if _, err := criuimages.OpenCheckpoint(fsys); err == nil {
		t.Error("a folder without an inventory was opened")
	}
}

// TestStreamsAreBounded reads an image of 64 MiB entry by entry.
func TestStreamsAreBounded(t *testing.T) {
	head, err := criuimages.Encode(&criuimages.PstreeImage{})
	if err != nil {
		t.Fatal(err)
	}
	one, err := criuimages.Encode(&criuimages.PstreeImage{Entries: []*criuimages.PstreeEntry{{Pid: 1}}})
	if err != nil {
		t.Fatal(err)
	}
	entry := one[len(head):]
	const size = 64 << 20
	many := io.LimitReader(&repeated{entry, 0}, size/int64(len(entry))*int64(len(entry)))
	_, stream, err := criuimages.StreamPstreeImage(io.MultiReader(bytes.NewReader(head), many))
	if err != nil {
		t.Fatal(err)
	}
	var most uint64
	count := 0
	for _, err := range stream.Entries() {
		if err != nil {
			t.Fatal(err)
		}
		if count++; count%500_000 == 0 {
			var stats runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&stats)
			most = max(most, stats.HeapAlloc)
		}
	}
	if count != size/len(entry) || most == 0 || most > 16<<20 {
		t.Errorf("%d entries, %d bytes", count, most)
	}
}

type repeated struct {
	bytes []byte
	at    int
}

func (r *repeated) Read(into []byte) (int, error) {
	for i := range into {
		into[i] = r.bytes[r.at]
		r.at = (r.at + 1) % len(r.bytes)
	}
	return len(into), nil
}

// TestHostileSizesAllocateNothing streams a frame that claims 4 GiB.
func TestHostileSizesAllocateNothing(t *testing.T) {
	head, err := criuimages.Encode(&criuimages.PstreeImage{})
	if err != nil {
		t.Fatal(err)
	}
	data := append(head, 0xff, 0xff, 0xff, 0xff, 1, 2, 3)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, stream, err := criuimages.StreamPstreeImage(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	for _, err = range stream.Entries() {
	}
	if codeOf(err) != criuimages.CodeTruncated {
		t.Error(err)
	}
	runtime.ReadMemStats(&after)
	if got := after.TotalAlloc - before.TotalAlloc; got > 1<<20 {
		t.Errorf("%d bytes were allocated", got)
	}
}
