#include "tests/conformance/counting_vfs.h"

#include <QtGlobal>

#include <atomic>
#include <sqlite3.h>

namespace orkestr::test {

namespace {

std::atomic<std::uint64_t> reads = 0;
const sqlite3_vfs* usual = nullptr;
const sqlite3_io_methods* usual_methods = nullptr;
sqlite3_io_methods methods;
sqlite3_vfs counting;

int count_read(sqlite3_file* file, void* buffer, int size, sqlite3_int64 offset) {
    ++reads;
    return usual_methods->xRead(file, buffer, size, offset);
}

int open_counted(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out_flags) {
    const int result = usual->xOpen(vfs, name, file, flags, out_flags);
    if (result != SQLITE_OK || !file->pMethods) return result;
    // One set of methods does for all: they differ in how they lock only, and here all lock alike.
    if (!usual_methods) {
        usual_methods = file->pMethods;
        methods = *usual_methods;
        methods.xRead = count_read;
    }
    if (file->pMethods == usual_methods) file->pMethods = &methods;
    return result;
}

bool register_once() {
    usual = sqlite3_vfs_find(nullptr);
    counting = *usual;
    counting.zName = "counting";
    counting.xOpen = open_counted;
    if (sqlite3_vfs_register(&counting, 0) != SQLITE_OK) qFatal("the counting file system can't be registered");
    return true;
}

} // namespace

std::string counting_vfs() {
    static const bool registered = register_once();
    return registered ? counting.zName : "";
}

std::uint64_t take_read_count() { return reads.exchange(0); }

} // namespace orkestr::test
