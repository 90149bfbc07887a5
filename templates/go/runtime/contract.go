package runtime

// The functions that generated code calls. A package with few images needs only
// some of them, and a linker drops the others.
var (
	_ = (*reader).boolPtr
	_ = (*reader).int32Ptr
	_ = (*reader).sint32Ptr
	_ = (*reader).sfixed32Ptr
	_ = (*reader).uint32Ptr
	_ = (*reader).fixed32Ptr
	_ = (*reader).int64Ptr
	_ = (*reader).sint64Ptr
	_ = (*reader).sfixed64Ptr
	_ = (*reader).uint64Ptr
	_ = (*reader).fixed64Ptr
	_ = (*reader).floatPtr
	_ = (*reader).doublePtr
	_ = (*reader).stringPtr
	_ = (*reader).missing
	_ = (*reader).adjacent
	_ = (*reader).again
	_ = (*reader).againByte
	_ = (*reader).run
	_ = (*reader).runUint16s
	_ = (*reader).runUint32s
	_ = (*reader).runUint64s

	_ = (*writer).fixed32
	_ = (*writer).fixed64
	_ = (*writer).sfixed32
	_ = (*writer).sfixed64
	_ = (*writer).float
	_ = (*writer).double
	_ = (*writer).run
	_ = (*writer).runUint16s
	_ = (*writer).runUint32s
	_ = (*writer).runUint64s
	_ = (*writer).endPads
	_ = (*writer).nothing
	_ = (*writer).surplus
	_ = (*writer).atMostOne

	_ = readMessage[probe]
	_ = readMessages[probe]
	_ = readAbsent[probe]
	_ = readPacked[bool]
	_ = grow[bool]
	_ = readMany[probe]
	_ = readEntries[probe]
	_ = nextEntry[probe]
	_ = openStream[probe]
	_ = noEntry[None]
	_ = writeMessage[probe]
	_ = writeMessages[probe]
	_ = writePacked[bool]
	_ = writeFirst[probe]
	_ = writeEntries[probe]
	_ = writeExtended[probe]
	_ = writeMany[probe]
	_ = writeManyExtended[probe]

	_ = (*descriptor).formatName
	_ = parseID[uint32]
	_ = enumName
	_ = openCheckpoint
)

// probe is the smallest message with an extra.
type probe struct{}

func (*probe) decode(*reader, int) {}
func (*probe) encode(*writer)      {}
func (*probe) encodeExtra(*writer) {}
