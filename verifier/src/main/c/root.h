/* The file system that every jail sees: built once, read-only, with nothing of the host but the toolchain. */
#ifndef TRIPTYCH_ROOT_H
#define TRIPTYCH_ROOT_H

#include "common.h"

#define BINDS_MAX 64

struct bind {
    const char *from;
    const char *to;
};

/*
 * Moves this process into a mount namespace whose root is built in `folder` (empty, of the host). Ends the process with
 * the name of a step that fails.
 */
void root_enter(const char *folder, const struct bind *binds, int count);

/*
 * What is shown below /tmp lies elsewhere, because every jail has a /tmp of its own; this makes the links to it there.
 * Ends the process when it cannot.
 */
void root_links(void);

#endif
