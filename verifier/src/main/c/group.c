#include "group.h"

#include <dirent.h>
#include <signal.h>
#include <sys/stat.h>

#define ROOT "/sys/fs/cgroup"
#define NAME_MAX_BYTES 64
#define PATH_BYTES_MAX 4096
#define FREE_MAX 64
/* What each CPU that a group's processes were on may have charged to it in advance, for memory that it has not given out:
   64 pages (MEMCG_CHARGE_BATCH). It is the next program's to use, and emptying a group of it costs more than a fork. */
#define AHEAD_BYTES (256u << 10)
/* What the kernel may keep charged to a group without it being any program's; a run is seldom on more than two CPUs. */
#define KEPT_BYTES_MAX ((256u << 10) + 2 * AHEAD_BYTES)
#define SWEEP_ROUNDS_MAX 50
#define SWEEP_PAUSE_NS 2000000

static const char *const CONTROLLERS[GROUP_FDS_MAX] = {"memory", "cpuacct", "pids"};

static bool unified;
static int parents[GROUP_FDS_MAX] = {-1, -1, -1};
static char owner_name[NAME_MAX_BYTES];
static unsigned numbers;
static struct group *free_groups;
static unsigned free_count;
static struct group *leaving;

int group_folders(void) {
    return unified ? 1 : GROUP_FDS_MAX;
}

static bool put(int folder, const char *file, uint64_t value) {
    char text[24];
    int size = snprintf(text, sizeof text, "%llu", (unsigned long long)value);
    int fd = openat(folder, file, O_WRONLY | O_CLOEXEC);
    if (fd < 0) {
        return false;
    }
    bool done = write(fd, text, (size_t)size) == size;
    close(fd);
    return done;
}

static uint64_t number_in(int fd, const char *key) {
    char text[1024];
    ssize_t size = pread(fd, text, sizeof text - 1, 0);
    if (size <= 0) {
        return 0;
    }
    text[size] = 0;
    if (key == NULL) {
        return strtoull(text, NULL, 10);
    }
    const size_t length = strlen(key);
    for (char *line = text; line != NULL && *line != 0; line = strchr(line, '\n')) {
        line += *line == '\n';
        if (strncmp(line, key, length) == 0 && line[length] == ' ') {
            return strtoull(line + length + 1, NULL, 10);
        }
    }
    return 0;
}

static void kill_all(int folder) {
    int fd = openat(folder, "cgroup.procs", O_RDONLY | O_CLOEXEC);
    FILE *pids = fd < 0 ? NULL : fdopen(fd, "r");
    if (pids == NULL) {
        return;
    }
    int pid;
    while (fscanf(pids, "%d", &pid) == 1) {
        if (pid > 0) {
            kill(pid, SIGKILL);
        }
    }
    fclose(pids);
}

/* Groups are named for their supervisor, so that those of a killed one are known. */
static void sweep(int parent) {
    int copy = openat(parent, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *groups = copy < 0 ? NULL : fdopendir(copy);
    if (groups == NULL) {
        return;
    }
    struct dirent *entry;
    while ((entry = readdir(groups)) != NULL) {
        long service = 0;
        long supervisor = 0;
        if (sscanf(entry->d_name, "%ld-%ld-", &service, &supervisor) != 2 || kill((pid_t)supervisor, 0) == 0
            || errno != ESRCH) {
            continue;
        }
        int folder = openat(parent, entry->d_name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        for (int i = 0; folder >= 0 && i < SWEEP_ROUNDS_MAX; i++) {
            kill_all(folder);
            if (unlinkat(parent, entry->d_name, AT_REMOVEDIR) == 0 || errno == ENOENT) {
                break;
            }
            nanosleep(&(struct timespec){0, SWEEP_PAUSE_NS}, NULL);
        }
        if (folder >= 0) {
            close(folder);
        }
    }
    closedir(groups);
}

static bool allow_controllers(const char *folder) {
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int control = fd < 0 ? -1 : openat(fd, "cgroup.subtree_control", O_WRONLY | O_CLOEXEC);
    bool done = control >= 0 && write(control, "+memory +pids +cpu", 18) == 18;
    close(control);
    close(fd);
    return done;
}

/* The group that this process is in, or the one above where that is the leaf; false where there is none. */
static bool own_group(char *path, size_t size, const char *leaf) {
    FILE *groups = fopen("/proc/self/cgroup", "re");
    char line[PATH_BYTES_MAX];
    bool found = false;
    while (groups != NULL && !found && fgets(line, sizeof line, groups) != NULL) {
        found = strncmp(line, "0::/", 4) == 0;
    }
    if (groups != NULL) {
        fclose(groups);
    }
    if (!found) {
        return false;
    }
    line[strcspn(line, "\n")] = 0;
    char *name = strrchr(line, '/');
    if (strcmp(name + 1, leaf) == 0 || name[1] == 0) {
        *name = 0;
    }
    return snprintf(path, size, ROOT "%s", line + 3) < (int)size;
}

/* Moves everybody out of a group that is to have groups inside: processes live in the leaves. */
static bool go_into_leaf(const char *group, const char *leaf) {
    int folder = open(group, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    mkdirat(folder, leaf, 0755);
    char name[NAME_MAX_BYTES * 2];
    snprintf(name, sizeof name, "%s/cgroup.procs", leaf);
    bool empty = false;
    for (int i = 0; i < SWEEP_ROUNDS_MAX && !empty; i++) {
        int procs = openat(folder, "cgroup.procs", O_RDONLY | O_CLOEXEC);
        FILE *pids = procs < 0 ? NULL : fdopen(procs, "r");
        if (pids == NULL) {
            break;
        }
        empty = true;
        unsigned long pid;
        while (fscanf(pids, "%lu", &pid) == 1) {
            empty = false;
            put(folder, name, pid);
        }
        fclose(pids);
    }
    close(folder);
    return empty;
}

/* Version 2: a folder of the root where that is the machine's own, and ours to write. Else (in a container, whose root is
   no such one, or as a user to whom a group was made over) one of the group that this service was started in. */
static const char *unified_folder(char *path, size_t size, const char *folder) {
    snprintf(path, size, ROOT "/%s", folder);
    if ((mkdir(path, 0755) == 0 || errno == EEXIST) && access(ROOT "/cgroup.procs", W_OK) == 0) {
        allow_controllers(ROOT);
        if (allow_controllers(path)) {
            return NULL;
        }
        rmdir(path);
    }
    char leaf[NAME_MAX_BYTES];
    char own[PATH_BYTES_MAX];
    snprintf(leaf, sizeof leaf, "%s-service", folder);
    if (!own_group(own, sizeof own, leaf) || !go_into_leaf(own, leaf) || !allow_controllers(own)) {
        return "control groups: memory, pids and cpu were not delegated";
    }
    if (snprintf(path, size, "%s/%s", own, folder) >= (int)size || (mkdir(path, 0755) != 0 && errno != EEXIST)
        || !allow_controllers(path)) {
        return "control groups: our folder cannot be made";
    }
    return NULL;
}

const char *group_start(const char *folder, const char *owner) {
    snprintf(owner_name, sizeof owner_name, "%s-%d", owner, getpid());
    unified = access(ROOT "/cgroup.controllers", F_OK) == 0;
    for (int i = 0; i < group_folders(); i++) {
        char path[PATH_BYTES_MAX];
        if (unified) {
            const char *failed = unified_folder(path, sizeof path, folder);
            if (failed != NULL) {
                return failed;
            }
        } else {
            snprintf(path, sizeof path, ROOT "/%s/%s", CONTROLLERS[i], folder);
            if (mkdir(path, 0755) != 0 && errno != EEXIST) {
                return "control groups: our folder cannot be made";
            }
        }
        parents[i] = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (parents[i] < 0) {
            return "control groups: our folder cannot be opened";
        }
        sweep(parents[i]);
    }
    struct group *first = group_take(64u << 20, 64);
    if (first == NULL) {
        return "control groups: none can be made";
    }
    group_give_back(first);
    return NULL;
}

static void forget(struct group *group) {
    for (int i = 0; i < group_folders(); i++) {
        close(group->procs[i]);
        close(group->folders[i]);
    }
    close(group->cpu);
    close(group->events);
    close(group->peak);
    close(group->usage);
    free(group);
}

static bool remove_folders(struct group *group) {
    char name[NAME_MAX_BYTES * 2];
    snprintf(name, sizeof name, "%s-%u", owner_name, group->number);
    bool gone = true;
    for (int i = 0; i < group_folders(); i++) {
        gone &= unlinkat(parents[i], name, AT_REMOVEDIR) == 0 || errno == ENOENT;
    }
    return gone;
}

static struct group *make(void) {
    struct group *group = calloc(1, sizeof *group);
    if (group == NULL) {
        return NULL;
    }
    group->number = ++numbers;
    char name[NAME_MAX_BYTES * 2];
    snprintf(name, sizeof name, "%s-%u", owner_name, group->number);
    bool made = true;
    for (int i = 0; i < group_folders(); i++) {
        made &= mkdirat(parents[i], name, 0755) == 0;
        group->folders[i] = openat(parents[i], name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        group->procs[i] = openat(group->folders[i], "cgroup.procs", O_RDWR | O_CLOEXEC);
        made &= group->procs[i] >= 0;
    }
    int memory = group->folders[GROUP_MEMORY];
    int cpu = group->folders[unified ? GROUP_MEMORY : GROUP_CPU];
    group->cpu = openat(cpu, unified ? "cpu.stat" : "cpuacct.usage", O_RDONLY | O_CLOEXEC);
    group->events = openat(memory, unified ? "memory.events" : "memory.oom_control", O_RDONLY | O_CLOEXEC);
    group->peak = openat(memory, unified ? "memory.peak" : "memory.max_usage_in_bytes", O_RDWR | O_CLOEXEC);
    if (group->peak < 0) { /* version 2 before Linux 6.12 */
        group->peak = openat(memory, "memory.peak", O_RDONLY | O_CLOEXEC);
    }
    group->usage = openat(memory, unified ? "memory.current" : "memory.usage_in_bytes", O_RDONLY | O_CLOEXEC);
    if (unified) {
        put(memory, "memory.swap.max", 0);
        put(memory, "memory.oom.group", 1);
    }
    if (!made || group->cpu < 0 || group->events < 0 || group->usage < 0) {
        remove_folders(group);
        forget(group);
        return NULL;
    }
    return group;
}

static bool limit_memory(struct group *group, uint64_t bytes) {
    int memory = group->folders[GROUP_MEMORY];
    if (unified) {
        return put(memory, "memory.max", bytes);
    }
    /* Memory with swap may never be below memory alone; where swap is not counted the second file is missing. */
    bool counted = faccessat(memory, "memory.memsw.limit_in_bytes", W_OK, 0) == 0;
    if (counted && bytes > group->memory_limit && group->memory_limit != 0
        && !put(memory, "memory.memsw.limit_in_bytes", bytes)) {
        return false;
    }
    return put(memory, "memory.limit_in_bytes", bytes) && (!counted || put(memory, "memory.memsw.limit_in_bytes", bytes));
}

struct group *group_take(uint64_t memory_bytes, unsigned processes) {
    struct group *group = free_groups;
    if (group != NULL) {
        free_groups = group->next;
        free_count--;
    } else if ((group = make()) == NULL) {
        return NULL;
    }
    if (group->memory_limit != memory_bytes) {
        if (!limit_memory(group, memory_bytes)) {
            group_give_back(group);
            return NULL;
        }
        group->memory_limit = memory_bytes;
    }
    if (group->pids_limit != processes) {
        if (!put(group->folders[unified ? GROUP_MEMORY : GROUP_PIDS], "pids.max", processes)) {
            group_give_back(group);
            return NULL;
        }
        group->pids_limit = processes;
    }
    group_mark(group);
    return group;
}

static uint64_t cpu_now(struct group *group) {
    return unified ? 1000 * number_in(group->cpu, "usage_usec") : number_in(group->cpu, NULL);
}

void group_mark(struct group *group) {
    group->cpu_base = cpu_now(group);
    group->oom_base = number_in(group->events, "oom_kill");
    if (group->peak >= 0) {
        (void)!pwrite(group->peak, "0", 1, 0);
    }
    group->usage_base = number_in(group->usage, NULL);
}

uint64_t group_cpu_ns(struct group *group) {
    uint64_t now = cpu_now(group);
    return now > group->cpu_base ? now - group->cpu_base : 0;
}

uint64_t group_peak_bytes(struct group *group) {
    uint64_t peak = group->peak < 0 ? 0 : number_in(group->peak, NULL);
    return peak > group->usage_base ? peak - group->usage_base : 0;
}

bool group_out_of_memory(struct group *group) {
    return number_in(group->events, "oom_kill") > group->oom_base;
}

void group_give_back(struct group *group) {
    char first;
    bool empty = true;
    for (int i = 0; i < group_folders(); i++) {
        empty &= pread(group->procs[i], &first, 1, 0) == 0;
    }
    bool clean = empty && number_in(group->usage, NULL) <= KEPT_BYTES_MAX;
    if (empty && !clean) {
        put(group->folders[GROUP_MEMORY], unified ? "memory.reclaim" : "memory.force_empty", unified ? KEPT_BYTES_MAX : 0);
        clean = number_in(group->usage, NULL) <= KEPT_BYTES_MAX;
    }
    if (clean && free_count < FREE_MAX) {
        group->next = free_groups;
        free_groups = group;
        free_count++;
    } else {
        group->next = leaving;
        leaving = group;
    }
}

void group_tidy(void) {
    struct group **at = &leaving;
    while (*at != NULL) {
        struct group *group = *at;
        if (remove_folders(group)) {
            *at = group->next;
            forget(group);
        } else {
            at = &group->next;
        }
    }
}

void group_stop(void) {
    while (free_groups != NULL) {
        struct group *group = free_groups;
        free_groups = group->next;
        group->next = leaving;
        leaving = group;
    }
    for (int i = 0; leaving != NULL && i < SWEEP_ROUNDS_MAX; i++) {
        for (struct group *group = leaving; group != NULL; group = group->next) {
            kill_all(group->folders[0]);
        }
        group_tidy();
        if (leaving != NULL) {
            nanosleep(&(struct timespec){0, SWEEP_PAUSE_NS}, NULL);
        }
    }
}
