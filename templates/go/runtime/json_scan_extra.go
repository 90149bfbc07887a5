package runtime

import (
	"bytes"
	"strconv"
	"strings"
)

// Extras, from CRIU's JSON to an image.

// scanRecord writes a framed message and its extra.
func (s *scanner) scanRecord(l *layout, extra *extraLayout) {
	start := s.w.beginFrame()
	found := s.scanFramed(l, extra != nil)
	if s.r.err != nil {
		return
	}
	s.w.endFrame(start)
	if extra == nil {
		s.refusePadding(found)
		return
	}
	after := s.r.pos
	if found.extra >= 0 {
		s.r.pos = found.extra
		s.refuseSize()
	}
	s.putExtra(s.ownerOf(l, start), found.kept.padding, extra, found.extra >= 0)
	if s.r.err == nil {
		s.r.pos = after
	}
}

// refuseSize refuses the size of an extra that JSON without payload shows in its
// place.
func (s *scanner) refuseSize() {
	text := s.r.all[s.r.pos:]
	if end := bytes.IndexByte(text[min(1, len(text)):], '"'); bytes.HasPrefix(text, []byte(`"... <`)) && end > 0 && text[end] == '>' {
		s.r.badValue(s.r.pos, "this JSON has only the size of the extra (--nopl); the content is needed", "extra")
	}
}

func (s *scanner) ownerOf(l *layout, start int) owner {
	return owner{l, bytes.Clone(s.w.written(start))}
}

// putExtra writes an extra. If given, the reader is before its JSON; else the
// JSON has none.
func (s *scanner) putExtra(o owner, padding []byte, extra *extraLayout, given bool) {
	pads := pads{bytes: padding}
	switch {
	case s.r.err != nil:
		return
	case !extra.named:
		s.putPart(o, &extra.parts[0], "extra", given, &pads)
	case extra.joined:
		s.putJoined(o, extra.parts, given, &pads)
	default:
		s.putNamed(o, extra.parts, given, &pads)
	}
	s.w.endPads(&pads)
}

func (s *scanner) putNamed(o owner, parts []partLayout, given bool, pads *pads) {
	places := make([]int, len(parts))
	if given {
		s.findParts(parts, places)
	}
	end := s.r.pos
	for i := range parts {
		if s.r.err != nil {
			return
		}
		s.r.pos = end
		if places[i] > 0 {
			s.r.pos = places[i]
		}
		s.putPart(o, &parts[i], "extra."+parts[i].name, places[i] > 0, pads)
	}
	if s.r.err == nil {
		s.r.pos = end
	}
}

// findParts finds the position of each part's JSON. Names are compared without
// underscores, because some tools spell them differently.
func (s *scanner) findParts(parts []partLayout, places []int) {
	plain := func(name string) string { return strings.ReplaceAll(name, "_", "") }
	s.r.open('{', "extra")
	s.r.eachInside(func(name string, at int) {
		found := -1
		for i := len(parts) - 1; i >= 0; i-- {
			if parts[i].name == name || found < 0 && plain(parts[i].name) == plain(name) {
				found = i
			}
		}
		switch {
		case found < 0:
			s.r.failAt(at, CodeBadJSON, "the extra has no part '"+shortened(name)+"'", "extra", versus{})
		case places[found] > 0:
			s.r.duplicate(at, parts[found].name, "extra")
		default:
			places[found] = s.r.start()
			s.r.skipValue()
		}
	})
}

func (s *scanner) putPart(o owner, part *partLayout, path string, given bool, pads *pads) {
	switch {
	case !o.holds(part.when):
		if given {
			s.w.nothing(1, part.when.field, path)
		}
	case part.messages != nil:
		s.putMessages(o, part, path, given)
	case part.width == 1:
		s.putBytes(o, part, path, given, pads)
	default:
		s.putIntegers(o, part, path, given, pads)
	}
}

func (s *scanner) putBytes(o owner, part *partLayout, path string, given bool, pads *pads) {
	var data []byte
	if given {
		data = s.r.base64(path)
	}
	if s.r.err == nil {
		s.w.run(data, o.lengthOf(part), part.length, path, max(part.pad, 1), pads)
	}
}

func (s *scanner) putIntegers(o owner, part *partLayout, path string, given bool, pads *pads) {
	start, count := s.w.pos, 0
	if given {
		s.r.open('[', path)
		for ; s.r.nextElement(count, ']'); count++ {
			s.putInteger(part.width, path+"["+strconv.Itoa(count)+"]")
		}
	}
	if s.r.err == nil && s.w.checkLength(count, o.lengthOf(part), part.length, path) {
		s.w.pad(s.w.pos-start, max(part.pad, 1), pads)
	}
}

// putInteger writes the next integer in the byte order of the image.
func (s *scanner) putInteger(width int64, name string) {
	pos := s.r.start()
	quoted := s.r.peek() == '"'
	word := s.quotedOrWord(name)
	if s.r.err != nil {
		return
	}
	value := s.whole(pos, word, quoted, kindUint64, name)
	if width < 8 && value.magnitude>>(8*width) > 0 {
		s.r.badValue(pos, shortened(word)+" does not fit into "+strconv.FormatInt(8*width, 10)+" bits", name)
	}
	switch width {
	case 2:
		s.w.order().PutUint16(s.w.next(2), uint16(value.magnitude))
	case 4:
		s.w.order().PutUint32(s.w.next(4), uint32(value.magnitude))
	default:
		s.w.order().PutUint64(s.w.next(8), value.magnitude)
	}
}

// putJoined splits one text into all parts, by their lengths.
func (s *scanner) putJoined(o owner, parts []partLayout, given bool, pads *pads) {
	var data []byte
	if given {
		data = s.r.base64("extra")
	}
	var names []string
	for i := range parts {
		names = append(names, parts[i].length)
	}
	for i := range parts {
		part := &parts[i]
		length := o.lengthOf(part)
		own := data
		if i < len(parts)-1 {
			own = data[:max(0, min(length, int64(len(data))))]
		}
		data = data[len(own):]
		if s.r.err == nil {
			s.w.run(own, length, strings.Join(names, " + "), "extra", max(part.pad, 1), pads)
		}
	}
}

func (s *scanner) putMessages(o owner, part *partLayout, path string, given bool) {
	count, messages := o.lengthOf(part), 0
	if given {
		s.r.open('[', path)
		for i := 0; s.r.nextElement(i, ']'); i++ {
			s.r.push(path+"["+strconv.Itoa(messages)+"]", -1)
			i += s.putOne(part, i)
			s.r.pop()
			messages++
		}
	}
	if s.r.err == nil && int64(messages) != count {
		s.r.fail(CodeBadLength, "the length does not match "+part.length, path, versus{
			expected: strconv.FormatInt(count, 10),
			found:    strconv.Itoa(messages),
		})
	}
}

// putOne writes a message and, if it has an extra, the next element of the
// array; it returns the number of additional elements.
func (s *scanner) putOne(part *partLayout, i int) int {
	l := part.messages()
	start := s.w.beginFrame()
	found := s.scanFramed(l, false)
	if s.r.err != nil {
		return 0
	}
	s.w.endFrame(start)
	if part.extra == nil {
		s.refusePadding(found)
		return 0
	}
	o := s.ownerOf(l, start)
	if !o.hasExtra(part.extra) {
		return 0
	}
	if s.r.peek() == ']' {
		s.r.unexpected("the extra of the message")
	}
	s.r.nextElement(i+1, ']')
	s.putExtra(o, found.kept.padding, part.extra, true)
	return 1
}
