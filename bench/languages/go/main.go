// Command bench measures the generated package beside google.golang.org/protobuf
// and go-criu, over the same images. It prints a table in Markdown.
package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"syscall"
	"time"

	criuimages "example.org/criuimages"
	"github.com/checkpoint-restore/go-criu/v8/crit"
	core "github.com/checkpoint-restore/go-criu/v8/crit/images/criu-core"
	"github.com/checkpoint-restore/go-criu/v8/crit/images/fdinfo"
	"github.com/checkpoint-restore/go-criu/v8/crit/images/mm"
	"github.com/checkpoint-restore/go-criu/v8/crit/images/pagemap"
	"google.golang.org/protobuf/proto"
)

const (
	rounds = 9
	// lap is the time of one contender in a round.
	lap = 150 * time.Millisecond
)

// workload is an image, and the type of its messages in protobuf.
type workload struct {
	name    string
	data    []byte
	entries int
	first   proto.Message
	entry   proto.Message
	decode  func(data []byte) error
}

// contender does the same work with another library.
type contender struct {
	name string
	run  func()
}

func main() {
	images := os.Args[1]
	fmt.Println("| what | who | ns an entry | allocations | bytes | ratio | least–most |")
	fmt.Println("|---|---|---:|---:|---:|---:|---:|")
	for _, w := range workloads(images) {
		contest("decode, "+w.name, w.entries, decoders(w))
		contest("encode, "+w.name, w.entries, encoders(w))
	}
}

func workloads(images string) []workload {
	largest := func(pattern string) []byte {
		paths, err := filepath.Glob(filepath.Join(images, "*", pattern))
		check(err)
		var most []byte
		for _, path := range paths {
			data, err := os.ReadFile(path)
			check(err)
			if len(data) > len(most) {
				most = data
			}
		}
		return most
	}
	pages := largest("pagemap-[0-9]*.img")
	head := 12 + int(binary.LittleEndian.Uint32(pages[8:]))
	pages = append(pages[:head:head], bytes.Repeat(pages[head:], 10_000/frames(pages[head:]))...)
	maps := largest("mm-*.img")
	image, err := criuimages.DecodeMmImage(maps)
	check(err)
	files := largest("files.img")
	cores := largest("core-*.img")
	return []workload{
		{
			"pagemap", pages, frames(pages[head:]), &pagemap.PagemapHead{}, &pagemap.PagemapEntry{},
			by(criuimages.DecodePagemapImage),
		},
		{"files", files, frames(files[8:]), nil, &fdinfo.FileEntry{}, by(criuimages.DecodeFilesImage)},
		{"core", cores, frames(cores[8:]), nil, &core.CoreEntry{}, by(criuimages.DecodeCoreImage)},
		{
			"mm, by memory area", maps, len(image.Entries[0].Vmas), nil, &mm.MmEntry{},
			by(criuimages.DecodeMmImage),
		},
	}
}

// by returns a decoder of images of one type.
func by[T any](decode func([]byte, ...criuimages.ReadOption) (*T, error)) func([]byte) error {
	return func(data []byte) error {
		_, err := decode(data)
		return err
	}
}

// frames counts the frames of bytes.
func frames(data []byte) int {
	n := 0
	for ; len(data) > 0; n++ {
		data = data[4+binary.LittleEndian.Uint32(data):]
	}
	return n
}

func decoders(w workload) []contender {
	file := fileOf(w.data)
	return []contender{
		{"critgen", func() { check(w.decode(w.data)) }},
		{"protobuf", func() { unmarshal(w) }},
		{"go-criu", func() {
			_, err := file.Seek(0, io.SeekStart)
			check(err)
			_, err = crit.New(file, nil, "", false, false).Decode(w.entry)
			check(err)
		}},
	}
}

func encoders(w workload) []contender {
	image, err := criuimages.DecodeAny(w.data, "")
	check(err)
	messages := unmarshal(w)
	from := fileOf(w.data)
	other, err := crit.New(from, nil, "", false, false).Decode(w.entry)
	check(err)
	into := fileOf(nil)
	return []contender{
		{"critgen", func() {
			_, err := criuimages.Encode(image)
			check(err)
		}},
		{"protobuf", func() { marshal(w, messages) }},
		{"go-criu", func() {
			_, err := into.Seek(0, io.SeekStart)
			check(err)
			check(crit.New(nil, into, "", false, false).Encode(other))
		}},
	}
}

// unmarshal reads the frames of an image with protobuf.
func unmarshal(w workload) []proto.Message {
	var messages []proto.Message
	next := w.first
	if next == nil {
		next = w.entry
	}
	for data := w.data[8:]; len(data) > 0; {
		size := binary.LittleEndian.Uint32(data)
		m := next.ProtoReflect().New().Interface()
		check(proto.Unmarshal(data[4:4+size], m))
		messages = append(messages, m)
		data = data[4+size:]
		next = w.entry
	}
	return messages
}

// marshal writes the frames of an image with protobuf.
func marshal(w workload, messages []proto.Message) []byte {
	data := append([]byte(nil), w.data[:8]...)
	for _, m := range messages {
		start := len(data)
		data = append(data, 0, 0, 0, 0)
		var err error
		data, err = proto.MarshalOptions{}.MarshalAppend(data, m)
		check(err)
		binary.LittleEndian.PutUint32(data[start:], uint32(len(data)-start-4))
	}
	return data
}

// fileOf returns a file in memory, if the system has such.
func fileOf(data []byte) *os.File {
	folder := "/dev/shm"
	if _, err := os.Stat(folder); err != nil {
		folder = ""
	}
	file, err := os.CreateTemp(folder, "bench")
	check(err)
	check(os.Remove(file.Name()))
	_, err = file.Write(data)
	check(err)
	_, err = file.Seek(0, io.SeekStart)
	check(err)
	return file
}

// contest runs contenders in turns, and prints a line for each.
func contest(what string, entries int, contenders []contender) {
	times := make([][]float64, len(contenders))
	for range rounds {
		for i, c := range contenders {
			times[i] = append(times[i], measure(c.run)/float64(entries))
		}
	}
	for i, c := range contenders {
		var ratios []float64
		for round, time := range times[i] {
			ratios = append(ratios, time/times[0][round])
		}
		slices.Sort(ratios)
		allocations, size := memory(c.run)
		fmt.Printf("| %s | %s | %.0f | %.2f | %.0f | %.2f | %.2f–%.2f |\n", what, c.name, median(times[i]),
			allocations/float64(entries), size/float64(entries), median(ratios), ratios[0], ratios[rounds-1])
	}
}

// measure returns the nanoseconds of processor time of a run, with those of the
// garbage collector. Other programs on the machine do not count.
func measure(run func()) float64 {
	runtime.GC()
	count := 0
	start := used()
	for used()-start < lap {
		run()
		count++
	}
	return float64(used()-start) / float64(count)
}

// used returns the processor time that this program has used.
func used() time.Duration {
	var usage syscall.Rusage
	check(syscall.Getrusage(syscall.RUSAGE_SELF, &usage))
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// memory returns the allocations of a run, and their bytes.
func memory(run func()) (allocations, size float64) {
	const runs = 5
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for range runs {
		run()
	}
	runtime.ReadMemStats(&after)
	return float64(after.Mallocs-before.Mallocs) / runs, float64(after.TotalAlloc-before.TotalAlloc) / runs
}

func median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[len(sorted)/2]
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
