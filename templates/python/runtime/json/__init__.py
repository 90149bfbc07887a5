"""CRIU's JSON: the form that CRIU's own tool `crit` reads and writes."""
