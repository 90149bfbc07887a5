package runtime

import (
	"encoding/binary"
	"fmt"
	"math/bits"
	"slices"
	"strconv"
	"strings"
)

// Version is a version of the format.
type Version uint8

// Versions: v1.1 (CRIU 1.6 and later) has a head before the magic, v1.0 does
// not. The zero value is the current one.
const (
	Version11 Version = iota
	Version10
)

// String returns the version as CRIU's JSON names it: v1.0 or v1.1.
func (v Version) String() string {
	if v == Version10 {
		return "v1.0"
	}
	return "v1.1"
}

// ByteOrder is that of all integers outside of protobuf: the byte order of the
// machine that dumped.
type ByteOrder uint8

// Byte orders. The zero value is the usual one.
const (
	LittleEndian ByteOrder = iota
	BigEndian
)

// String returns little or big.
func (o ByteOrder) String() string {
	if o == BigEndian {
		return "big"
	}
	return "little"
}

// Framing is the form of an image's first words. The zero value suits new
// images.
type Framing struct {
	Version   Version
	ByteOrder ByteOrder
}

// descriptor holds the name, the file name and the framing of an image.
type descriptor struct {
	image string
	// file is the name of the file, as a format of printf.
	file string
	// magic is 0 in a raw image, and head if the image never has one.
	magic, head uint32
	// foreign lists the heads of other types of images: each is an error.
	foreign []uint32
	// names has the names of head, if there is one, and of foreign.
	names []string
}

func (r *reader) order() binary.ByteOrder {
	if r.bigEndian {
		return binary.BigEndian
	}
	return binary.LittleEndian
}

// demand checks that some bytes of the image are left; the error is at pos.
func (r *reader) demand(size int64, pos int) bool {
	left := int64(len(r.all) - r.pos)
	if r.err != nil || size <= left {
		return r.err == nil
	}
	r.lack = int(min(size-left, int64(1<<30)))
	r.failAt(pos, CodeTruncated, "the bytes end too early", "", versus{
		expected: fmt.Sprintf("%d more bytes", size),
		found:    strconv.FormatInt(left, 10),
	})
	return false
}

// word reads a u32 in the byte order of the image.
func (r *reader) word() uint32 {
	if !r.demand(4, r.pos) {
		return 0
	}
	r.pos += 4
	if r.bigEndian {
		return binary.BigEndian.Uint32(r.all[r.pos-4:])
	}
	return binary.LittleEndian.Uint32(r.all[r.pos-4:])
}

// frame reads the size of a frame, checks it against the limit and the bytes at
// hand, and returns the end of the message.
func (r *reader) frame() int {
	start := r.pos
	size := int64(r.word())
	if size > r.maxSize {
		r.tooLarge(start, size, "")
	}
	if !r.demand(size, start) {
		return 0
	}
	r.framed = true
	end := r.pos + int(size)
	r.data = r.all[:end]
	return end
}

// framing reads the head and the magic; it detects byte order and version.
func (r *reader) framing(d *descriptor) Framing {
	head := r.word()
	if r.err != nil {
		return Framing{}
	}
	if turned := bits.ReverseBytes32(head); !d.knows(head) && d.knows(turned) {
		r.bigEndian = true
		head = turned
	}
	own, magic := Version10, head
	if head != d.magic && d.knows(head) {
		own, magic = Version11, r.word()
	}
	if magic != d.magic && r.err == nil {
		r.failAt(r.pos-4, CodeBadMagic, "not this image's magic", "", d.versus(d.magic, magic))
	}
	if r.err != nil {
		return Framing{}
	}
	r.checkHead(d, head, own)
	framing := Framing{Version: own}
	if d.head == 0 {
		framing.Version = Version11
	}
	if r.bigEndian {
		framing.ByteOrder = BigEndian
	}
	return framing
}

// knows tells whether a word is the image's magic, or a head.
func (d *descriptor) knows(word uint32) bool {
	return word == d.magic || d.head != 0 && word == d.head || slices.Contains(d.foreign, word)
}

// checkHead checks the first word of an image with the framing of version own.
func (r *reader) checkHead(d *descriptor, word uint32, own Version) {
	wanted := own
	// A foreign head is wrong in every version; an unreleased version of the
	// format once wrote it.
	if r.version != nil && (own == Version10 || word == d.head) {
		wanted = *r.version
	}
	expected := d.magic
	if wanted == Version11 && d.head != 0 {
		expected = d.head
	}
	if word == expected {
		return
	}
	code := CodeMissingHead
	switch {
	case expected == d.magic:
		code = CodeUnexpectedHead
	case own == Version11:
		code = CodeSwappedHead
	}
	what := "the inventory says " + wanted.String()
	if wanted == own {
		what = "not this image's head"
		if name := d.headName(word); name != "" {
			what += ", but a " + name + " file's"
		}
	}
	problem := r.problem(0, code, what, "", d.versus(expected, word))
	if r.tolerate == nil {
		r.err, r.pos = problem, failed
		return
	}
	r.tolerate(problem)
}

func (d *descriptor) versus(expected, found uint32) versus {
	return versus{d.wordText(expected), d.wordText(found)}
}

// headName returns the name of a head that the image's row knows, or nothing.
func (d *descriptor) headName(word uint32) string {
	names := d.names
	if d.head != 0 {
		if word == d.head {
			return names[0]
		}
		names = names[1:]
	}
	if at := slices.Index(d.foreign, word); at >= 0 {
		return names[at]
	}
	return ""
}

// wordText formats a word for an error: a head with its name in CRIU's source,
// a magic with the name of its image.
func (d *descriptor) wordText(word uint32) string {
	if word == d.magic {
		return fmt.Sprintf("%s (%s)", hex32(word), d.image)
	}
	if name := d.headName(word); name != "" {
		return fmt.Sprintf("%s (IMG_%s)", hex32(word), strings.ToUpper(name))
	}
	return hex32(word)
}

// hex32 formats a word with eight hexadecimal digits.
func hex32(word uint32) string {
	return fmt.Sprintf("0x%08x", word)
}

func (w *writer) order() binary.ByteOrder {
	if w.bigEndian {
		return binary.BigEndian
	}
	return binary.LittleEndian
}

func (w *writer) word(word uint32) {
	w.order().PutUint32(w.next(4), word)
}

// framing writes the head, if the version has one, and the magic.
func (w *writer) framing(d *descriptor, version Version) {
	if d.head != 0 && version == Version11 {
		w.word(d.head)
	}
	w.word(d.magic)
}

// beginFrame reserves the size of a frame. endFrame takes the returned start of
// the message.
func (w *writer) beginFrame() int {
	w.next(4)
	return w.pos
}

func (w *writer) endFrame(start int) {
	size := w.pos - start
	if int64(size) > int64(^uint32(0)) {
		w.fail(CodeTooLarge, "a frame holds 4 GiB at most", "", versus{found: strconv.Itoa(size)})
	}
	w.order().PutUint32(w.buf[start-4:], uint32(size))
}
