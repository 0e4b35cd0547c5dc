// A test.
