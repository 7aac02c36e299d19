#include "app/workspace/login_name.h"

#include <pwd.h>
#include <unistd.h>

namespace orkestr {

std::string login_name() {
    const passwd* user = getpwuid(geteuid());
    return user && user->pw_name ? user->pw_name : std::to_string(geteuid());
}

} // namespace orkestr
