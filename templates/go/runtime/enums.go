package runtime

import "strconv"

// enumValue is a value of an enum that the schema names.
type enumValue struct {
	name   string
	number int32
}

// enumName returns the name of a number, or its digits if it has none: values
// of a newer release are kept as they are.
func enumName(values []enumValue, number int32) string {
	for _, value := range values {
		if value.number == number {
			return value.name
		}
	}
	return strconv.Itoa(int(number))
}
