// The two windows whose start is measured, each in a process of its own. Both say on stdout what has happened: "shown"
// once the first frame is painted, and then "settled BYTES" with the process's resident memory when nothing is being
// read any more, and end.
#pragma once

namespace orkestr {

/// An empty QMainWindow in Studio's style and fonts.
int show_empty_window(int argc, char** argv);
/// Studio's window over a new workspace in this directory, put together as app/studio does it.
int show_studio(int argc, char** argv, const char* workspace);

} // namespace orkestr
