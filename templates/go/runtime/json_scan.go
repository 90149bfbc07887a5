package runtime

import (
	"bytes"
	"slices"
)

// scanner converts CRIU's JSON to an image: messages go straight to the wire.
type scanner struct {
	r *reader
	w *writer
}

// scanned is the data in the JSON of a message beside its fields.
type scanned struct {
	// extra is the position of the extra's JSON, which has been skipped; -1 if
	// there is none.
	extra int
	kept  kept
}

// scanFramed writes a message without its frame.
func (s *scanner) scanFramed(l *layout, hasExtra bool) scanned {
	start := s.w.pos
	found := s.scanMessage(l, hasExtra)
	wire := found.kept.wire
	if wire == nil || s.r.err != nil {
		return found
	}
	// Edited fields take precedence: the kept bytes are written only if they
	// still mean the same.
	usual := newWriter(s.w.image, LittleEndian)
	usual.appendCanonical(l, wire, defaultDepth)
	if usual.err != nil {
		s.badKept("wire", usual.err)
	} else if bytes.Equal(usual.written(0), s.w.written(start)) {
		s.w.pos = start
		s.w.put(wire)
	}
	return found
}

// badKept reports kept bytes that are not the fields of a message.
func (s *scanner) badKept(key string, problem *Error) {
	what := "the kept bytes are not the fields of a message: " + problem.Error()
	s.r.fail(CodeBadValue, what, keptKey+"."+key, versus{})
}

// refusePadding refuses kept pads of a message without an extra.
func (s *scanner) refusePadding(found scanned) {
	if found.kept.padding != nil {
		s.r.fail(CodeBadLength, "the message has no pads", keptKey+".padding", versus{})
	}
}

// marks are the numbers of the fields of a message, in the order of its JSON.
type marks struct {
	numbers []uint32
	sorted  bool
}

// add records a field, and returns false if it is a duplicate.
func (m *marks) add(f *field) bool {
	n := len(m.numbers)
	m.sorted = m.sorted && (n == 0 || f.number > m.numbers[n-1])
	if !m.sorted && slices.Contains(m.numbers, f.number) {
		return false
	}
	m.numbers = append(m.numbers, f.number)
	return true
}

func (s *scanner) scanMessage(l *layout, hasExtra bool) scanned {
	r, start := s.r, s.w.pos
	found := scanned{extra: -1}
	seen, hasKept := marks{sorted: true}, false
	// An element of the entries is part of the text, and every other message the
	// value of a field.
	if len(r.path) > 1 {
		r.open('{', "")
	} else {
		r.expect('{')
	}
	r.eachInside(func(name string, at int) {
		f := l.byName(name)
		switch {
		case f != nil && !seen.add(f):
			r.duplicate(at, name, "")
		case f != nil:
			s.refuseSecond(l, f, seen.numbers, at)
			s.scanField(f)
		case name == keptKey && !hasKept:
			found.kept = s.scanKept()
			hasKept = true
		case name == "extra" && hasExtra && found.extra < 0:
			found.extra = r.start()
			r.skipValue()
		case name == keptKey || name == "extra" && hasExtra:
			r.duplicate(at, name, "")
		default:
			r.badJSON(at, "'"+name+"' is not a field of "+l.name)
		}
	})
	s.require(l, seen.numbers)
	if found.kept.unknown != nil {
		s.wholeFields(found.kept.unknown)
	}
	if r.err == nil && (!seen.sorted || found.kept.unknown != nil) {
		s.rearrange(start, found.kept.unknown)
	}
	return found
}

// refuseSecond refuses a second field of a oneof; the last of the numbers is its
// own.
func (s *scanner) refuseSecond(l *layout, f *field, numbers []uint32, at int) {
	if f.oneof == "" {
		return
	}
	for _, number := range numbers[:len(numbers)-1] {
		if other := l.byNumber(number); other.oneof == f.oneof {
			both := "'" + f.name + "' and '" + other.name + "'"
			s.r.badJSON(at, both+" are in the oneof '"+f.oneof+"': keep one")
		}
	}
}

// require reports the first required field that is absent.
func (s *scanner) require(l *layout, seen []uint32) {
	for i := range l.fields {
		if f := &l.fields[i]; f.label == required && !slices.Contains(seen, f.number) {
			s.r.fail(CodeMissingField, "a required field is missing", f.name, versus{})
			return
		}
	}
}

func (s *scanner) scanField(f *field) {
	switch {
	case f.label == repeated:
		s.scanList(f)
	case f.kind == kindMessage:
		s.scanNested(f, -1)
	default:
		s.scanValue(f, f.tag(), f.name)
	}
}

func (s *scanner) scanNested(f *field, index int) {
	s.r.push(f.name, index)
	pos := s.r.start()
	s.w.enter()
	start := s.w.begin(f.tag())
	if s.r.err == nil {
		found := s.scanMessage(f.inner(), false)
		if found.kept.wire != nil || found.kept.padding != nil {
			s.r.badJSON(pos, keptKey+" of a nested message holds only `unknown`")
		}
	}
	s.w.end(start)
	s.r.pop()
	s.w.level--
}

func (s *scanner) scanList(f *field) {
	r := s.r
	if r.peek() != '[' {
		r.unexpectedValue("`[`: the field is repeated", f.name)
		return
	}
	r.pos++
	if f.kind == kindMessage {
		for i := 0; r.nextElement(i, ']'); i++ {
			s.scanNested(f, i)
		}
		return
	}
	tag, start, list := f.tag(), 0, s.w.pos
	if f.packed {
		tag, start = 0, s.w.begin(f.packedTag())
	}
	for i := 0; r.nextElement(i, ']'); i++ {
		r.push(f.name, i)
		s.scanValue(f, tag, inPath)
		r.pop()
	}
	switch {
	case f.packed && s.w.pos == start:
		s.w.pos = list
	case f.packed:
		s.w.end(start)
	}
}

func (s *scanner) scanKept() kept {
	var k kept
	s.r.open('{', keptKey)
	s.r.eachInside(func(name string, at int) {
		var into *[]byte
		switch name {
		case "unknown":
			into = &k.unknown
		case "wire":
			into = &k.wire
		case "padding":
			into = &k.padding
		default:
			s.r.badJSON(at, keptKey+" has no property '"+name+"'")
			return
		}
		if *into != nil {
			s.r.duplicate(at, name, "")
			return
		}
		*into = s.r.base64(keptKey + "." + name)
	})
	return k
}

// rearrange sorts the fields written since start by number; unknown fields come
// after the known ones of their number.
func (s *scanner) rearrange(start int, unknown []byte) {
	written := append(slices.Clone(s.w.written(start)), unknown...)
	fields := s.w.fieldsOf(&layout{}, written)
	slices.SortStableFunc(fields, func(a, b wireField) int { return int(int64(a.rank()) - int64(b.rank())) })
	s.w.pos = start
	for _, f := range fields {
		s.w.put(written[f.start:f.end])
	}
}

// wholeFields checks that kept bytes are whole fields.
func (s *scanner) wholeFields(unknown []byte) {
	r := newReader(unknown, s.w.image, limitsOf(nil))
	for r.more() {
		r.next()
	}
	if r.err != nil {
		s.badKept("unknown", r.err)
	}
}
