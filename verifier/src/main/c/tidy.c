#include "tidy.h"

#include <dirent.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "common.h"

#define KILL_ROUNDS_MAX 2000
#define KILL_PAUSE_NS 500000
/* More than the file system of a jail can hold. */
#define REMOVALS_MAX 200000
#define OUTPUT_PIPE_BYTES (64 << 10)

static const char *const FOLDERS[] = {WORK_FOLDER, "/w/tmp", "/w/shm"};

/* Cases write into the same pipes: what one changed about them must not reach the next. */
static void tidy_output(void) {
    for (int fd = 1; fd <= 2; fd++) {
        fcntl(fd, F_SETFL, 0);
        fcntl(fd, F_SETSIG, 0);
        fcntl(fd, F_SETPIPE_SZ, OUTPUT_PIPE_BYTES);
    }
}

int tidy_processes(void) {
    for (int i = 0; i < KILL_ROUNDS_MAX; i++) {
        /* "All" leaves out the caller, and the init belongs to another user. */
        bool none = kill(-1, SIGKILL) != 0 && (errno == ESRCH || errno == EPERM);
        while (waitpid(-1, NULL, WNOHANG) > 0) {
        }
        if (none) {
            tidy_output();
            return 0;
        }
        nanosleep(&(struct timespec){0, KILL_PAUSE_NS}, NULL);
    }
    return -1;
}

/* Removes what can be removed from `folder`; gives the name of a sub-folder that holds something, or NULL. */
static char *empty(int folder, int *removals) {
    int copy = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *entries = copy < 0 ? NULL : fdopendir(copy);
    if (entries == NULL) {
        if (copy >= 0) {
            close(copy);
        }
        return NULL;
    }
    char *full = NULL;
    struct dirent *entry;
    while (full == NULL && (entry = readdir(entries)) != NULL) {
        const char *name = entry->d_name;
        if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0) {
            continue;
        }
        (*removals)++;
        if (unlinkat(folder, name, 0) == 0 || unlinkat(folder, name, AT_REMOVEDIR) == 0) {
            continue;
        }
        if (errno == ENOTEMPTY || errno == EEXIST) {
            full = strdup(name);
        }
    }
    closedir(entries);
    return full;
}

/* Goes down into what is full and up from what is empty, with one descriptor, however deep a program went. */
static int empty_tree(const char *path) {
    int at = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (at < 0) {
        return -1;
    }
    int depth = 0;
    int removals = 0;
    while (removals < REMOVALS_MAX) {
        char *full = empty(at, &removals);
        int next;
        if (full != NULL) {
            (void)!fchmodat(at, full, 0700, 0);
            next = openat(at, full, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
            free(full);
            depth++;
        } else if (depth > 0) {
            next = openat(at, "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
            depth--;
        } else {
            close(at);
            return 0;
        }
        close(at);
        if (next < 0) {
            return -1;
        }
        at = next;
        removals++;
    }
    close(at);
    return -1;
}

int tidy_folders(void) {
    int result = 0;
    for (size_t i = 0; i < sizeof FOLDERS / sizeof *FOLDERS; i++) {
        if (empty_tree(FOLDERS[i]) != 0) {
            result = -1;
        }
    }
    return result;
}
