#include "jail.h"

#include "root.h"

#include <linux/capability.h>
#include <linux/close_range.h>
#include <linux/sched.h>
#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>

#define PARKED 10

/*
 * A place outlives its jail. Nothing can stay behind in it: its loopback is down and it has no other interface, so its
 * sockets end with their processes; System V IPC and message queues are denied to every program; its names cannot be
 * changed without the capability that every program lacks.
 */
static int make_place(struct place *place) {
    int said[2];
    if (pipe2(said, O_CLOEXEC) != 0) {
        return -1;
    }
    int pid = fork();
    if (pid == 0) {
        bool made = unshare(CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS) == 0 && sethostname("jail", 4) == 0
                    && setdomainname("jail", 4) == 0;
        char result = made ? 1 : 0;
        (void)!write(said[1], &result, 1);
        pause();
        _exit(0);
    }
    close(said[1]);
    char made = 0;
    if (pid < 0 || read(said[0], &made, 1) != 1) {
        made = 0;
    }
    close(said[0]);
    static const char *const NAMES[] = {"net", "ipc", "uts"};
    int *const fds[] = {&place->network, &place->ipc, &place->uts};
    for (int i = 0; i < 3 && made; i++) {
        char path[64];
        snprintf(path, sizeof path, "/proc/%d/ns/%s", pid, NAMES[i]);
        *fds[i] = open(path, O_RDONLY | O_CLOEXEC);
        made = *fds[i] >= 0;
    }
    if (pid > 0) {
        kill(pid, SIGKILL);
        waitpid(pid, NULL, 0);
    }
    place->taken = false;
    return made ? 0 : -1;
}

const char *places_make(struct place *places, int count) {
    for (int i = 0; i < count; i++) {
        if (make_place(&places[i]) != 0) {
            return "namespaces: network, IPC and UTS cannot be made";
        }
    }
    return NULL;
}

/* Sticky, so that a case cannot leave attributes on what outlives it. */
static bool mount_own(const struct jail_limits *limits) {
    char options[128];
    snprintf(options, sizeof options, "mode=0755,size=%llu,nr_inodes=%u", (unsigned long long)limits->tmp_bytes,
             limits->tmp_files);
    return mount("tmpfs", "/w", "tmpfs", MS_NOSUID | MS_NODEV, options) == 0 && mkdir("/w/tmp", 01777) == 0
           && mkdir("/w/shm", 01777) == 0 && mkdir(WORK_FOLDER, 01777) == 0
           && mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, "hidepid=2,subset=pid") == 0;
}

static bool drop_capabilities(void) {
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct none[2] = {{0, 0, 0}, {0, 0, 0}};
    return syscall(SYS_capset, &header, none) == 0;
}

/* Owns the namespaces, reaps what is left to it, and never runs a program: a first process survives its own signals. */
__attribute__((noreturn)) static void be_init(int ready, int alive, const struct place *place,
                                              const struct jail_limits *limits) {
    prctl(PR_SET_NAME, "jail-init", 0, 0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    umask(0);
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, NULL);
    if (setns(place->network, CLONE_NEWNET) != 0 || setns(place->ipc, CLONE_NEWIPC) != 0
        || setns(place->uts, CLONE_NEWUTS) != 0 || !mount_own(limits)) {
        _exit(1);
    }
    root_links();
    if (!drop_capabilities()
        || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) {
        _exit(1);
    }
    /* First out of the way of each other. */
    int parked_ready = fcntl(ready, F_DUPFD, PARKED);
    int parked_alive = fcntl(alive, F_DUPFD, PARKED);
    dup2(parked_ready, 3);
    dup2(parked_alive, 4);
    syscall(SYS_close_range, 5, ~0u, 0);
    close(0);
    close(1);
    close(2);
    char up = 1;
    /* Whoever holds the other end of `alive` is the supervisor; its end means that nobody asked us to die. */
    if (write(3, &up, 1) != 1 || read(4, &up, 1) >= 0 || errno != EAGAIN) {
        _exit(1);
    }
    close(3);
    for (;;) {
        int signal = 0;
        sigwait(&all, &signal);
        while (waitpid(-1, NULL, WNOHANG) > 0) {
        }
    }
}

/* A pipe whose writing end only we hold: its reader sees an end when we are gone. */
static int alive_end(void) {
    static int ends[2] = {-1, -1};
    if (ends[0] < 0 && pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0) {
        return -1;
    }
    return ends[0];
}

int init_start(struct init *init, const struct place *place, const struct jail_limits *limits) {
    int ready[2];
    int alive = alive_end();
    if (alive < 0 || pipe2(ready, O_CLOEXEC) != 0) {
        return -1;
    }
    struct clone_args args = {
        .flags = CLONE_NEWPID | CLONE_NEWNS | CLONE_PIDFD,
        .pidfd = (uint64_t)(uintptr_t)&init->pidfd,
        .exit_signal = SIGCHLD,
    };
    long pid = syscall(SYS_clone3, &args, sizeof args);
    if (pid == 0) {
        be_init(ready[1], alive, place, limits);
    }
    close(ready[1]);
    if (pid < 0) {
        close(ready[0]);
        return -1;
    }
    init->pid = (int)pid;
    init->ready = ready[0];
    return 0;
}
