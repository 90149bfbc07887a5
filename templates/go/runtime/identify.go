package runtime

import (
	"encoding/binary"
	"fmt"
	"math/bits"
	"slices"
)

// beginning holds the first words of an image, as far as the bytes have them.
type beginning struct {
	head, magic       uint32
	hasHead, hasMagic bool
}

// beginnings splits the first words into head and magic in each byte order,
// little-endian first.
func beginnings(table []*descriptor, bytes []byte) []beginning {
	if len(bytes) < 4 {
		return nil
	}
	words := []uint32{binary.LittleEndian.Uint32(bytes)}
	if len(bytes) >= 8 {
		words = append(words, binary.LittleEndian.Uint32(bytes[4:]))
	}
	turned := slices.Clone(words)
	for i, word := range words {
		turned[i] = bits.ReverseBytes32(word)
	}
	return []beginning{splitWords(table, words), splitWords(table, turned)}
}

func splitWords(table []*descriptor, words []uint32) beginning {
	isHead := func(d *descriptor) bool {
		return d.magic != 0 && (d.head != 0 && d.head == words[0] || slices.Contains(d.foreign, words[0]))
	}
	if !slices.ContainsFunc(table, isHead) {
		return beginning{magic: words[0], hasMagic: true}
	}
	if len(words) == 1 {
		return beginning{head: words[0], hasHead: true}
	}
	return beginning{head: words[0], hasHead: true, magic: words[1], hasMagic: true}
}

// beginningOf reads head and magic in the byte order in which the table knows
// the magic, else the head, else little-endian.
func beginningOf(table []*descriptor, bytes []byte) beginning {
	all := beginnings(table, bytes)
	for _, b := range all {
		if b.hasMagic && slices.ContainsFunc(table, func(d *descriptor) bool { return d.has(b.magic) }) {
			return b
		}
	}
	for _, b := range all {
		if b.hasHead {
			return b
		}
	}
	if len(all) > 0 {
		return all[0]
	}
	return beginning{}
}

// has tells whether the image is not raw, and has this magic.
func (d *descriptor) has(magic uint32) bool {
	return d.magic != 0 && d.magic == magic
}

// named returns the first row with a file name, and its id.
func named(table []*descriptor, file string) (*descriptor, any) {
	for _, d := range table {
		if id, ok := d.parseName(file); ok {
			return d, id
		}
	}
	return nil, nil
}

// identify identifies an image by its first words, and by its file name if
// several rows share the magic or the image is raw.
func identify(table []*descriptor, bytes []byte, file string) (*descriptor, error) {
	var meant *descriptor
	if file != "" {
		meant, _ = named(table, file)
	}
	// Raw bytes can look like any magic: for raw images only the name counts.
	if meant != nil && meant.magic == 0 {
		return meant, nil
	}
	start := beginningOf(table, bytes)
	var owner *descriptor
	for _, d := range table {
		if !start.hasMagic || !d.has(start.magic) {
			continue
		}
		if _, ok := d.parseName(file); ok {
			return d, nil
		}
		if owner == nil {
			owner = d
		}
	}
	if owner != nil {
		return owner, nil
	}
	return nil, unknownMagic(table, bytes, start, meant)
}

// unknownMagic describes an unknown magic and its offset: 4 after a head, else
// 0.
func unknownMagic(table []*descriptor, bytes []byte, start beginning, meant *descriptor) *Error {
	problem := &Error{
		Code: CodeBadMagic, Entry: -1, Expected: "the magic of an image", what: "no image begins like this",
	}
	if meant != nil {
		problem.Expected = fmt.Sprintf("%s (%s)", hex32(meant.magic), meant.image)
	}
	switch {
	case start.hasHead:
		problem.Offset = 4
		problem.Found = "nothing"
		if start.hasMagic {
			problem.Found = hex32(start.magic)
		}
		problem.Found += " after the head " + headText(table, start.head)
	case start.hasMagic:
		problem.Found = hex32(start.magic)
	default:
		problem.Found = fmt.Sprintf("%d bytes", len(bytes))
	}
	return problem
}

func headText(table []*descriptor, head uint32) string {
	for _, d := range table {
		if d.magic != 0 && d.headName(head) != "" {
			return d.wordText(head)
		}
	}
	return hex32(head)
}

func unknownImage(name string) *Error {
	return &Error{Code: CodeBadName, Image: name, Entry: -1, Offset: -1, what: "unknown image"}
}
