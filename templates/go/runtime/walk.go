package runtime

import "strconv"

// Wire types of protobuf: the low three bits of a tag.
const (
	wireVarint  = 0
	wireFixed64 = 1
	wireBytes   = 2
	wireGroup   = 3
	wireEnd     = 4
	wireFixed32 = 5
)

// skip skips the field whose tag was just read at start. A group counts as a
// level of nesting, like a message.
func (r *reader) skip(tag uint32, start int) {
	r.skipAt(tag, start, r.level)
}

func (r *reader) skipAt(tag uint32, start, depth int) {
	wire := tag & 7
	switch {
	case tag < 8 || wire == wireEnd || wire > wireFixed32:
		r.failAt(start, CodeBadTag, "not the tag of a field", "", versus{
			found: "tag " + strconv.FormatUint(uint64(tag), 10),
		})
	case wire == wireGroup:
		r.skipGroup(tag, depth)
	case wire == wireVarint:
		r.varint("")
	default:
		r.skipBytes(wire)
	}
}

func (r *reader) skipBytes(wire uint32) {
	size := int64(4)
	switch wire {
	case wireFixed64:
		size = 8
	case wireBytes:
		size = int64(uint32(r.varint("")))
	}
	if size > int64(len(r.data)-r.pos) {
		r.truncated(r.pos, "", versus{})
		return
	}
	r.pos += int(size)
}

// skipGroup skips all fields up to the end of a group.
func (r *reader) skipGroup(tag uint32, depth int) {
	if depth >= r.maxDepth {
		r.fail(CodeTooDeep, "the groups nest too deep", "", versus{})
	}
	for r.err == nil {
		from := r.pos
		inner := r.longTag()
		if r.err != nil || inner == tag+1 {
			return
		}
		r.skipAt(inner, from, depth+1)
	}
}

// next skips a field, and returns its tag.
func (r *reader) next() uint32 {
	start := r.pos
	tag := r.tag()
	if r.err == nil {
		r.skip(tag, start)
	}
	return tag
}
