// What people keep beside the runs of a source: bookmarks and notes (history/annotations.h). Nothing of it is ever written
// into what it is about.
#pragma once

#include "core/history/annotations.h"

#include <functional>
#include <stop_token>
#include <string>

namespace orkestr {

struct KeptNotes {
    Annotations annotations;
    std::string path; ///< of the file that they are in, or will be
};

class RunNotes {
public:
    virtual ~RunNotes() = default;

    // Each callback is called exactly once, on a thread of its own.

    /// Errors: corrupt, newer_version, limit, io.
    virtual void read(std::stop_token stop, std::function<void(Result<KeptNotes>)> done) = 0;
    /// Changes what is there now, whatever others have written meanwhile, and gives what came of it. Errors: as read's; what
    /// change_annotations says; read_only, disk_full.
    virtual void change(AnnotationChange change, std::function<void(Result<KeptNotes>)> done) = 0;
    /// `changed` is called on the same thread when somebody has written; an empty function ends it.
    virtual void watch(std::function<void()> changed) = 0;
};

} // namespace orkestr
