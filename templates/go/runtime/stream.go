package runtime

import (
	"errors"
	"io"
	"iter"
)

// Stream reads the entries of an image, or its rest, while the bytes arrive.
// Only the current entry is held in memory.
type Stream[E any] struct {
	source *source
	next   func(r *reader) *E
	rest   bool
}

// Entries returns the entries one by one, up to the end of the image or the
// first error. They can be iterated once.
func (s *Stream[E]) Entries() iter.Seq2[*E, error] {
	return func(yield func(*E, error) bool) {
		for !s.rest {
			entry, err := s.read()
			if err == io.EOF || !yield(entry, err) || err != nil {
				return
			}
		}
	}
}

// read reads an entry, or returns io.EOF.
func (s *Stream[E]) read() (*E, error) {
	r := s.source.r
	if !r.more() {
		if err := s.source.fill(1); err != nil {
			return nil, err
		}
		if r = s.source.r; !r.more() {
			return nil, io.EOF
		}
	}
	var entry *E
	err := s.source.attempt(func(r *reader) {
		r.budget = r.memoryFor(len(r.all))
		entry = s.next(r)
	})
	if problem := (*Error)(nil); errors.As(err, &problem) && r.tolerate != nil && problem.Code == CodeTruncated {
		r.tolerate(problem)
		return nil, io.EOF
	}
	return entry, err
}

// Rest returns the bytes after the entries of an image that has them; other
// images have none.
func (s *Stream[E]) Rest() io.Reader {
	if !s.rest {
		return io.LimitReader(s.source.from, 0)
	}
	return s.source
}

// nextEntry reads an entry of a stream.
func nextEntry[T any, P message[T]](r *reader) *T {
	r.entry++
	entry := new(T)
	P(entry).decode(r, r.frame())
	return entry
}

// None is the type of the entries of images without any.
type None struct{}

// noEntry refuses the bytes of a stream.
func noEntry[E any](r *reader) *E {
	r.noEntries()
	return nil
}

// openStream reads the framing and the first message by open, and returns the
// stream of the entries.
func openStream[E any](from io.Reader, image string, options []ReadOption, open func(r *reader) content,
	next func(r *reader) *E,
) (*Stream[E], error) {
	s := &source{from: from, r: newReader(nil, image, limitsOf(options))}
	// Without the size of the first message, the image would seem to have none.
	if err := s.fill(longestHead); err != nil {
		return nil, err
	}
	var passed []*Error
	tolerate := s.r.tolerate
	if tolerate != nil {
		s.r.tolerate = func(problem *Error) { passed = append(passed, problem) }
	}
	var follows content
	err := s.attempt(func(r *reader) {
		// open runs again if bytes are missing, but each problem is reported once.
		passed = nil
		follows = open(r)
	})
	s.r.tolerate = tolerate
	for _, problem := range passed {
		tolerate(problem)
	}
	if err != nil {
		return nil, err
	}
	if !follows.entries {
		next = noEntry[E]
	}
	return &Stream[E]{source: s, next: next, rest: follows.rest}, nil
}

// longestHead is the size of a head, a magic and the size of the first message.
const longestHead = 12

// source holds the bytes that have arrived and are not read yet.
type source struct {
	from io.Reader
	r    *reader
	done bool
}

// leastFill is the least number of bytes that are asked for at once.
const leastFill = 64 << 10

// fill waits for at least size more bytes, or the end of the source. Memory
// grows with the bytes that arrive, not with size.
func (s *source) fill(size int) error {
	r := s.r
	left := r.all[min(r.pos, len(r.all)):]
	bytes := append(make([]byte, 0, len(left)+leastFill), left...)
	for !s.done && len(bytes)-len(left) < size {
		if len(bytes) == cap(bytes) {
			bytes = append(bytes, 0)[:len(bytes)]
		}
		n, err := s.from.Read(bytes[len(bytes):cap(bytes)])
		bytes = bytes[:len(bytes)+n]
		switch {
		case err == io.EOF:
			s.done = true
		case err != nil:
			return err
		}
	}
	next := newReader(bytes, r.image, r.limits)
	next.base = r.base + int64(len(r.all)-len(left))
	next.bigEndian, next.entry, next.slabs = r.bigEndian, r.entry, r.slabs
	s.r = next
	return nil
}

// attempt reads with the bytes that have arrived. If they are too few, it waits
// for the missing ones, and for at least as many as there are, and reads again:
// so each byte is read twice at most on average.
func (s *source) attempt(read func(r *reader)) error {
	for {
		r := s.r
		pos, entry, bigEndian := r.pos, r.entry, r.bigEndian
		r.lack = 0
		read(r)
		if r.err == nil {
			return nil
		}
		problem := r.err
		if problem.Code != CodeTruncated || s.done {
			return problem
		}
		r.pos, r.entry, r.bigEndian, r.err, r.level = pos, entry, bigEndian, nil, 0
		if err := s.fill(max(1, r.lack, len(r.all)-pos)); err != nil {
			return err
		}
	}
}

// Read reads the rest of the image.
func (s *source) Read(into []byte) (int, error) {
	r := s.r
	if r.more() {
		n := copy(into, r.all[r.pos:])
		r.pos += n
		return n, nil
	}
	if s.done {
		return 0, io.EOF
	}
	return s.from.Read(into)
}
