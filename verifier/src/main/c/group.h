/* Control groups for runs: version 1 (memory, cpuacct, pids; also under the hybrid) or version 2. */
#ifndef TRIPTYCH_GROUP_H
#define TRIPTYCH_GROUP_H

#include "common.h"

enum { GROUP_MEMORY, GROUP_CPU, GROUP_PIDS };

struct group {
    struct group *next;
    unsigned number;
    int folders[GROUP_FDS_MAX];
    int procs[GROUP_FDS_MAX];
    int cpu;    /* cpuacct.usage, or cpu.stat */
    int events; /* memory.oom_control, or memory.events */
    int peak;
    int usage;
    uint64_t memory_limit;
    uint64_t pids_limit;
    uint64_t cpu_base;
    uint64_t oom_base;
    uint64_t usage_base;
};

/* How many descriptors of `procs` a worker writes itself into. */
int group_folders(void);

/*
 * Finds the controllers and makes our folder in each; removes groups of supervisors that are gone. `folder` is the name
 * of our folder below each controller. Returns NULL, or the step that failed.
 */
const char *group_start(const char *folder, const char *owner);

/* A group that holds nothing and counts from now; NULL when none can be made. */
struct group *group_take(uint64_t memory_bytes, unsigned processes);

/* Gives back a group whose processes are all gone. */
void group_give_back(struct group *group);

/* Starts the counters again. */
void group_mark(struct group *group);

uint64_t group_cpu_ns(struct group *group);
uint64_t group_peak_bytes(struct group *group);
bool group_out_of_memory(struct group *group);

/* Removes what can be removed; called when there is nothing else to do, and at the end. */
void group_tidy(void);
void group_stop(void);

#endif
