/* The namespaces of one jail, and the init process that owns them. */
#ifndef TRIPTYCH_JAIL_H
#define TRIPTYCH_JAIL_H

#include "common.h"

/* Network, IPC and UTS namespaces that one jail at a time uses. Nothing can be left in them: see jail.c. */
struct place {
    int network;
    int ipc;
    int uts;
    bool taken;
};

/* Makes the namespaces of `count` places; returns NULL or the step that failed. */
const char *places_make(struct place *places, int count);

struct init {
    int pid;
    int pidfd;
    int ready; /* gives one byte when the jail is set up, nothing when it failed */
};

struct jail_limits {
    uint32_t uid;
    uint64_t tmp_bytes;
    uint32_t tmp_files;
};

/* Starts the first process of a new jail. Returns 0, or -1 with errno set. */
int init_start(struct init *init, const struct place *place, const struct jail_limits *limits);

#endif
