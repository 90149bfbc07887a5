package runtime

import "math"

// ReadOption changes a limit of reading, or makes it lenient.
type ReadOption func(*limits)

// limits bounds the time and the memory that an image takes.
type limits struct {
	maxDepth  int
	maxSize   int64
	maxMemory int64
	version   *Version
	tolerate  func(*Error)
}

// defaultDepth is the number of nested messages that protobuf allows.
const defaultDepth = 100

// Memory for messages that an image may take by default: for each byte of it,
// and in addition.
const (
	memoryPerByte = 25
	memoryBase    = 32 << 20
)

// MaxDepth allows at most n levels of nested messages; the default is 100.
func MaxDepth(n int) ReadOption {
	return func(l *limits) { l.maxDepth = n }
}

// MaxSize allows messages and parts of extras of at most n bytes. By default
// only the size of the image, and 4 GiB for a message, limit them. A stream
// holds one message in memory: set a limit before reading images of strangers
// from a stream.
func MaxSize(n int64) ReadOption {
	return func(l *limits) { l.maxSize = n }
}

// MaxMemory allows messages to take n bytes of memory in total, or for each
// entry of a stream. The default is 32 MiB and 25 bytes for each byte of the
// image.
func MaxMemory(n int64) ReadOption {
	return func(l *limits) { l.maxMemory = n }
}

// RequireVersion refuses images with the framing of another version.
func RequireVersion(version Version) ReadOption {
	return func(l *limits) { l.version = &version }
}

// Tolerate passes each problem that reading can survive (a wrong or missing
// head, an image that ends inside of an entry) to f, and reading goes on.
func Tolerate(f func(*Error)) ReadOption {
	return func(l *limits) { l.tolerate = f }
}

func limitsOf(options []ReadOption) limits {
	l := limits{maxDepth: defaultDepth, maxSize: math.MaxInt64, maxMemory: -1}
	for _, option := range options {
		option(&l)
	}
	return l
}

// memoryFor returns the limit of memory for an image of some bytes.
func (l *limits) memoryFor(size int) int64 {
	if l.maxMemory >= 0 {
		return l.maxMemory
	}
	return memoryBase + memoryPerByte*int64(size)
}
