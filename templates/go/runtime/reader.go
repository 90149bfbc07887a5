package runtime

import (
	"encoding/binary"
	"fmt"
	"math"
	"math/bits"
	"strconv"
)

// reader holds the bytes of an image, a position in them, and the context of
// errors. The first error is kept, and moves the position past all bytes: so
// every loop ends, and later reads return zeros.
type reader struct {
	all  []byte // the image
	data []byte // the image up to the end of the current frame
	pos  int
	err  *Error
	// framed tells that a framed message is being read: then an error is not
	// cured by more bytes.
	framed bool
	// lack is the number of missing bytes, if it is known.
	lack int
	// base is the offset of the bytes in the file; not 0 only in a stream.
	base      int64
	bigEndian bool
	image     string
	entry     int // -1 before the first entry
	depth
	// path leads to the current value of JSON.
	path   []step
	budget int64
	limits
	slabs
	text   string // a copy of some bytes, which short texts share
	textAt int    // position of these bytes
}

// failed is the position after an error. It lies past all bytes, also after a few
// steps more.
const failed = math.MaxInt - 1<<20

func newReader(data []byte, image string, l limits) *reader {
	return &reader{all: data, data: data, image: image, entry: -1, limits: l, budget: l.memoryFor(len(data))}
}

// more tells whether bytes of the image are left.
func (r *reader) more() bool {
	return r.pos < len(r.all)
}

// fail records an error at the reader's position.
func (r *reader) fail(code Code, what, field string, v versus) {
	r.failAt(r.pos, code, what, field, v)
}

// failAt records an error at a position, unless there is one already.
func (r *reader) failAt(pos int, code Code, what, field string, v versus) {
	if r.err == nil {
		r.err, r.failedAt = r.problem(pos, code, what, field, v), r.level
	}
	r.pos = failed
}

func (r *reader) problem(pos int, code Code, what, field string, v versus) *Error {
	return &Error{
		Code:     code,
		Image:    r.image,
		Entry:    r.entry,
		Offset:   r.base + int64(pos),
		Path:     r.pathTo(field),
		Expected: v.expected,
		Found:    v.found,
		what:     what,
	}
}

// inPath stands for a field that the path of the current value already ends with.
const inPath = "$"

// pathTo returns the path to a field of the current value of JSON; in an image it
// is the field.
func (r *reader) pathTo(field string) string {
	if field == inPath {
		field = ""
	}
	texts := make([]string, 0, len(r.path)+1)
	for _, step := range r.path {
		texts = append(texts, step.String())
	}
	return joined(".", append(texts, field)...)
}

// truncated reports missing bytes at a position: an overrun inside of a framed
// message.
func (r *reader) truncated(pos int, field string, v versus) {
	if r.framed {
		r.failAt(pos, CodeOverrun, "a field reaches past the end of its message", field, v)
		return
	}
	r.failAt(pos, CodeTruncated, "the bytes end too early", field, v)
}

// tooLarge reports a size beyond the limit, whether or not so many bytes are
// there.
func (r *reader) tooLarge(pos int, size int64, field string) {
	r.failAt(pos, CodeTooLarge, "larger than allowed", field, versus{
		expected: fmt.Sprintf("at most %d bytes (MaxSize)", r.maxSize),
		found:    strconv.FormatInt(size, 10),
	})
}

// spend charges a message of some bytes to the budget.
func (r *reader) spend(weight int64) {
	if r.budget -= weight; r.budget < 0 {
		r.overspent()
	}
}

func (r *reader) overspent() {
	r.fail(CodeTooMuch, "the messages take more memory than allowed", "", versus{
		expected: fmt.Sprintf("at most %d bytes (MaxMemory)", r.memoryFor(len(r.all))),
	})
}

// varint reads a number of up to ten bytes. Most have one.
func (r *reader) varint(field string) uint64 {
	if r.pos < len(r.data) {
		if b := r.data[r.pos]; b < 0x80 {
			r.pos++
			return uint64(b)
		}
	}
	return r.longVarint(field)
}

// longVarint reads a number of several bytes: those of up to eight at once, with
// the seven low bits of each byte moved together.
func (r *reader) longVarint(field string) uint64 {
	if len(r.data)-r.pos < 8 {
		return r.anyVarint(field)
	}
	x := binary.LittleEndian.Uint64(r.data[r.pos:])
	ends := ^x & 0x8080808080808080
	if ends == 0 {
		return r.anyVarint(field)
	}
	r.pos += bits.TrailingZeros64(ends)/8 + 1
	x &= (ends ^ (ends - 1)) & 0x7f7f7f7f7f7f7f7f
	x = x&0x007f007f007f007f | x&0x7f007f007f007f00>>1
	x = x&0x00003fff00003fff | x&0x3fff00003fff0000>>2
	return x&0x000000000fffffff | x&0x0fffffff00000000>>4
}

// anyVarint reads a number byte by byte.
func (r *reader) anyVarint(field string) uint64 {
	if r.pos < len(r.data) {
		var value uint64
		for i, b := range r.data[r.pos:min(len(r.data), r.pos+binary.MaxVarintLen64)] {
			value |= uint64(b&0x7f) << (7 * i)
			if b < 0x80 {
				r.pos += i + 1
				return value
			}
		}
	}
	if len(r.data)-r.pos < binary.MaxVarintLen64 {
		r.truncated(r.pos, field, versus{})
	} else {
		r.fail(CodeBadVarint, "the number has more than 10 bytes", field, versus{})
	}
	return 0
}

// tag reads the tag of the next field. At least one byte must be left. Most tags
// have one byte, so that the compiler can inline this.
func (r *reader) tag() uint32 {
	if b := r.data[r.pos]; b < 0x80 {
		r.pos++
		return uint32(b)
	}
	return r.longTag()
}

// longTag reads a tag of several bytes, or reports that it is missing.
//
//go:noinline
func (r *reader) longTag() uint32 {
	return uint32(r.varint(""))
}

func (r *reader) uint32(field string) uint32 { return uint32(r.varint(field)) }
func (r *reader) uint64(field string) uint64 { return r.varint(field) }
func (r *reader) int32(field string) int32   { return int32(r.varint(field)) }
func (r *reader) int64(field string) int64   { return int64(r.varint(field)) }
func (r *reader) bool(field string) bool     { return r.varint(field) != 0 }

func (r *reader) sint32(field string) int32 {
	n := uint32(r.varint(field))
	return int32(n>>1) ^ -int32(n&1)
}

func (r *reader) sint64(field string) int64 {
	n := r.varint(field)
	return int64(n>>1) ^ -int64(n&1)
}

// Protobuf's fixed-width numbers are little-endian in every image, whatever its
// framing is.

func (r *reader) fixed32(field string) uint32 {
	if len(r.data)-r.pos < 4 {
		r.truncated(r.pos, field, versus{})
		return 0
	}
	r.pos += 4
	return binary.LittleEndian.Uint32(r.data[r.pos-4:])
}

func (r *reader) fixed64(field string) uint64 {
	if len(r.data)-r.pos < 8 {
		r.truncated(r.pos, field, versus{})
		return 0
	}
	r.pos += 8
	return binary.LittleEndian.Uint64(r.data[r.pos-8:])
}

func (r *reader) sfixed32(field string) int32 { return int32(r.fixed32(field)) }
func (r *reader) sfixed64(field string) int64 { return int64(r.fixed64(field)) }
func (r *reader) float(field string) float32  { return math.Float32frombits(r.fixed32(field)) }
func (r *reader) double(field string) float64 { return math.Float64frombits(r.fixed64(field)) }

// length reads the length of a string, bytes, a message or a packed list, and
// checks it against the bytes at hand.
func (r *reader) length(field string) int {
	start := r.pos
	length := int64(uint32(r.varint(field)))
	if length > int64(len(r.data)-r.pos) {
		r.tooShort(start, length, field)
		return 0
	}
	return int(length)
}

// tooShort reports a length, read at start, of more bytes than there are.
func (r *reader) tooShort(start int, length int64, field string) {
	r.truncated(start, field, versus{
		fmt.Sprintf("%d more bytes", length), strconv.Itoa(len(r.data) - r.pos),
	})
}

// bytes reads bytes as a slice of the image.
func (r *reader) bytes(field string) []byte {
	length := r.length(field)
	if r.err != nil {
		return nil
	}
	start := r.pos
	r.pos += length
	return r.data[start:r.pos:r.pos]
}

// Sizes in bytes: of a copy that texts share, and of the longest of these texts.
const (
	sharedCopy = 512
	sharedText = 128
)

// string reads a text. Short texts near each other share one allocation.
func (r *reader) string(field string) string {
	bytes := r.bytes(field)
	if len(bytes) > sharedText || r.err != nil {
		return string(bytes)
	}
	start := r.pos - len(bytes)
	if start < r.textAt || r.pos > r.textAt+len(r.text) {
		r.textAt, r.text = start, string(r.all[start:min(start+sharedCopy, len(r.all))])
	}
	return r.text[start-r.textAt : r.pos-r.textAt]
}

// enter reads the length of a nested message, and returns its end, or 0 after an
// error.
func (r *reader) enter(field string) int {
	length := r.length(field)
	r.down()
	if r.err != nil {
		return 0
	}
	return r.pos + length
}

// down enters a nested message.
func (r *reader) down() {
	r.level++
	if r.level > r.maxDepth {
		r.tooDeep()
	}
}

// tooDeep reports a nested message; leaving it adds its field to the path.
func (r *reader) tooDeep() {
	r.fail(CodeTooDeep, "the messages nest too deep", "", versus{
		expected: fmt.Sprintf("at most %d levels", r.maxDepth),
	})
}

// leave leaves a nested message.
func (r *reader) leave(field string, index int) {
	r.enclose(r.err, field, index)
}

// close ends a message that takes some bytes of memory: its last field must end
// where it does.
func (r *reader) close(end int, weight int64) {
	if r.pos != end {
		r.closeAt(end, "")
	}
	r.spend(weight)
}

// closeAt checks that the last field of a message, or element of a packed list,
// ended at a position.
func (r *reader) closeAt(end int, field string) {
	if r.pos != end {
		r.fail(CodeOverrun, "a field reaches past the end of its message", field, versus{
			expected: fmt.Sprintf("an end at offset %d", r.base+int64(end)),
		})
	}
}

// missing reports the first absent field; seen has a bit for each.
func (r *reader) missing(seen uint64, fields ...string) {
	for i, field := range fields {
		if seen&(1<<i) == 0 {
			r.fail(CodeMissingField, "a required field is missing", field, versus{})
			return
		}
	}
}
