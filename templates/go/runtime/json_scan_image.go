package runtime

import "slices"

// FromJSON converts the JSON of CRIU's own tool to an image.
func FromJSON(json []byte) (Image, error) {
	data, l, err := scanImage(json)
	if err != nil {
		return nil, err
	}
	return decodeNamed(l.image, data, nil)
}

// JSONToImage converts the JSON of CRIU's own tool to the bytes of an image.
// Nothing is rounded, and an unknown name is an error.
func JSONToImage(json []byte) ([]byte, error) {
	data, _, err := scanImage(json)
	return data, err
}

// jsonHead holds the properties before the entries.
type jsonHead struct {
	magic string
	// hasMagic tells that the magic has come, and late that it came after the
	// entries.
	hasMagic, late bool
	image          string
	// pos is the position of the name of the image.
	pos     int
	version Version
	order   ByteOrder
	// entries is the position of the first entry, or 0.
	entries int
}

func scanImage(json []byte) ([]byte, *imageLayout, error) {
	r := newReader(json, "JSON", limitsOf(nil))
	head := r.jsonHead()
	l := r.layoutOf(head)
	if r.err != nil {
		return nil, nil, r.err
	}
	s := &scanner{r: r, w: newWriter(l.image, head.order)}
	s.w.source = r
	s.w.framing(l.descriptor, head.version)
	follows, count := content{}, 0
	for ; r.nextElement(count, ']'); count++ {
		s.scanElement(l, &follows, count)
	}
	r.jsonTail(head)
	for r.more() {
		if b := r.all[r.pos]; b != ' ' && b != '\n' && b != '\r' && b != '\t' {
			r.unexpected("nothing more")
			break
		}
		r.pos++
	}
	if r.err != nil {
		return nil, nil, r.err
	}
	return s.w.written(0), l, nil
}

// passMark skips a UTF-8 byte order mark, which some editors write; it refuses
// one of UTF-16.
func (r *reader) passMark() {
	switch start := string(r.all[:min(3, len(r.all))]); {
	case start == "\xef\xbb\xbf":
		r.pos = 3
	case start == "\xef" || start == "\xef\xbb":
		r.cut("the JSON ends too early")
	case len(start) > 1 && (start[:2] == "\xfe\xff" || start[:2] == "\xff\xfe"):
		r.badJSON(0, "this is UTF-16; JSON is UTF-8")
	}
}

// jsonHead reads up to the first entry. If the magic comes after the entries,
// they are skipped first and read later.
func (r *reader) jsonHead() jsonHead {
	var head jsonHead
	var names []string
	r.passMark()
	r.expect('{')
	for count := 0; r.nextElement(count, '}'); count++ {
		at := r.pos
		name := r.propertyName()
		if r.err == nil && slices.Contains(names, name) {
			r.duplicate(at, name, "")
		}
		names = append(names, name)
		switch name {
		case "magic":
			// The image in $kept takes precedence.
			if pos := r.start(); head.image == "" {
				head.pos = pos
			}
			head.magic, head.hasMagic = r.plainText(""), true
		case keptKey:
			if head.late {
				r.lateKept(at)
			}
			r.keptHead(&head)
		case "entries":
			if r.peek() != '[' {
				r.unexpected("`[`")
			}
			head.entries = r.pos + 1
			if head.hasMagic {
				r.pos++
				return head
			}
			head.late = true
			r.skipValue()
		default:
			r.badJSON(at, "an image has no property '"+name+"'")
		}
	}
	switch {
	case r.err != nil:
	case !head.hasMagic:
		r.badJSON(r.pos, `"magic" is missing, which names the image`)
	case head.entries == 0:
		r.badJSON(r.pos, `the image has no "entries"`)
	default:
		r.pos = head.entries
	}
	return head
}

func (r *reader) keptHead(head *jsonHead) {
	var names []string
	r.eachProperty(func(name string, at int) {
		pos := r.start()
		if !slices.Contains([]string{"image", "version", "byteOrder"}, name) {
			r.badJSON(at, keptKey+" has no property '"+name+"' here")
			return
		}
		value := r.plainText("")
		if slices.Contains(names, name) {
			r.duplicate(at, name, "")
		}
		names = append(names, name)
		switch {
		case name == "image":
			head.image, head.pos = value, pos
		case name == "version" && value == Version10.String():
			head.version = Version10
		case name == "byteOrder" && value == BigEndian.String():
			head.order = BigEndian
		default:
			r.badJSON(pos, "unknown "+name+" '"+value+"'")
		}
	})
}

// lateKept refuses kept data after the entries.
func (r *reader) lateKept(at int) {
	r.badJSON(at, keptKey+" must come before the entries")
}

// jsonTail reads the properties after the entries.
func (r *reader) jsonTail(head jsonHead) {
	for count := 1; r.nextElement(count, '}'); count++ {
		at := r.pos
		name := r.propertyName()
		switch {
		case head.late:
			// jsonHead has checked all names.
			r.skipValue()
		case name == keptKey:
			r.lateKept(at)
		case name == "magic" || name == "entries":
			r.duplicate(at, name, "")
		default:
			r.badJSON(at, "an image has no property '"+name+"'")
		}
	}
}

// layoutOf returns the layout of the image that the JSON names. If the owner of
// a magic is not in the package, it is another image with the same magic.
func (r *reader) layoutOf(head jsonHead) *imageLayout {
	name := head.image
	if name == "" {
		name = head.magic
	}
	l := layoutNamed(name)
	for i := 0; l == nil && i < len(descriptors); i++ {
		if other := layoutNamed(descriptors[i].image); name != "" && other.alias == name {
			l = other
		}
	}
	switch {
	case r.err != nil:
	case l == nil:
		r.badJSON(head.pos, "unknown image '"+name+"'")
	case head.image != "" && head.magic != l.magicName():
		r.badJSON(head.pos, keptKey+" names "+l.image+", but its magic is not "+head.magic)
	case l.magic == 0:
		r.err = rawImage(l.image)
	}
	return l
}

// magicName returns the name of the image that owns the magic.
func (l *imageLayout) magicName() string {
	if l.alias != "" {
		return l.alias
	}
	return l.image
}

// scanElement writes an element of the entries: the first message, or an entry,
// with its extra.
func (s *scanner) scanElement(l *imageLayout, follows *content, count int) {
	s.r.path = append(s.r.path[:0], step{"entries", count})
	s.w.entry = count
	switch {
	case count == 0 && (l.first != nil || l.entries == nil):
		*follows = s.scanFirst(l)
	case l.entries == nil || l.first != nil && !follows.entries:
		s.r.badJSON(s.r.pos, l.image+", or its first message, allows no more entries")
	default:
		s.scanRecord(l.entries(), l.extra)
	}
	s.r.path = s.r.path[:0]
}

// scanFirst writes the first message. If the image has a rest, it is the extra
// of the first element.
func (s *scanner) scanFirst(l *imageLayout) content {
	first := &layout{name: l.image}
	start := s.w.pos
	if l.first != nil {
		first = l.first()
		start = s.w.beginFrame()
	}
	found := s.scanFramed(first, l.rest)
	s.refusePadding(found)
	if s.r.err != nil {
		return content{}
	}
	if l.first != nil {
		s.w.endFrame(start)
	}
	o := s.ownerOf(first, start)
	follows := content{
		entries: l.entries != nil && o.holds(l.entriesWhen),
		rest:    l.rest && o.holds(l.restWhen),
	}
	after := s.r.pos
	switch given := found.extra >= 0; {
	case follows.rest && !given:
		s.r.fail(CodeBadLength, "the extra is missing", "extra", versus{})
	case given && !follows.rest:
		s.r.pos = found.extra
		s.r.fail(CodeBadLength, "this message allows no extra", "extra", versus{})
	case given:
		s.r.pos = found.extra
		s.refuseSize()
		s.w.put(s.r.base64("extra"))
		if s.r.err == nil {
			s.r.pos = after
		}
	}
	return follows
}
