// Compiled only to hold the precompiled header of all tests.
