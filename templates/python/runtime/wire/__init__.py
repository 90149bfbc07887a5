"""Messages and their bytes: protobuf's wire format."""
