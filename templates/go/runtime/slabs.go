package runtime

// Present optional fields are pointers. A slab allocates many of their values
// at once.
type slab[T any] struct {
	values []T
	used   int
}

// mostInSlab is the largest number of values in an allocation: one that is
// still used keeps all of them in memory.
const mostInSlab = 64

// put stores a value, and returns a pointer to it.
func (s *slab[T]) put(value T) *T {
	if s.used == len(s.values) {
		s.values, s.used = make([]T, min(2*len(s.values)+4, mostInSlab)), 0
	}
	slot := &s.values[s.used]
	s.used++
	*slot = value
	return slot
}

// mostShared is the largest number of elements that a list takes from a slab.
const mostShared = 16

// room makes room for n more elements of a list. Short lists share an
// allocation; each ends where the next one begins, so that appending copies it.
func (s *slab[T]) room(list []T, n int) []T {
	if list != nil || n > mostShared {
		return grow(list, n)
	}
	if s.used+n > len(s.values) {
		s.values, s.used = make([]T, max(n, min(2*len(s.values)+4, mostInSlab))), 0
	}
	start := s.used
	s.used += n
	return s.values[start:start:s.used]
}

type slabs struct {
	bools    slab[bool]
	int32s   slab[int32]
	uint32s  slab[uint32]
	int64s   slab[int64]
	uint64s  slab[uint64]
	float32s slab[float32]
	float64s slab[float64]
	strings  slab[string]
}

func (r *reader) boolPtr(field string) *bool      { return r.bools.put(r.bool(field)) }
func (r *reader) int32Ptr(field string) *int32    { return r.int32s.put(r.int32(field)) }
func (r *reader) sint32Ptr(field string) *int32   { return r.int32s.put(r.sint32(field)) }
func (r *reader) sfixed32Ptr(field string) *int32 { return r.int32s.put(r.sfixed32(field)) }
func (r *reader) uint32Ptr(field string) *uint32  { return r.uint32s.put(r.uint32(field)) }
func (r *reader) fixed32Ptr(field string) *uint32 { return r.uint32s.put(r.fixed32(field)) }
func (r *reader) int64Ptr(field string) *int64    { return r.int64s.put(r.int64(field)) }
func (r *reader) sint64Ptr(field string) *int64   { return r.int64s.put(r.sint64(field)) }
func (r *reader) sfixed64Ptr(field string) *int64 { return r.int64s.put(r.sfixed64(field)) }
func (r *reader) uint64Ptr(field string) *uint64  { return r.uint64s.put(r.uint64(field)) }
func (r *reader) fixed64Ptr(field string) *uint64 { return r.uint64s.put(r.fixed64(field)) }
func (r *reader) floatPtr(field string) *float32  { return r.float32s.put(r.float(field)) }
func (r *reader) doublePtr(field string) *float64 { return r.float64s.put(r.double(field)) }
func (r *reader) stringPtr(field string) *string  { return r.strings.put(r.string(field)) }

// Ptr returns a pointer to a copy of a value, for optional fields.
func Ptr[T any](value T) *T {
	return &value
}

// ValueOr returns the value of an optional field, or a default if it is absent.
func ValueOr[T any](field *T, otherwise T) T {
	if field == nil {
		return otherwise
	}
	return *field
}
