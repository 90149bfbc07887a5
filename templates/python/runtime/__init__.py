"""Code that every package of image readers and writers contains as it is."""
