/*
 * The supervisor: makes jails, has zygotes run programs in them, holds their limits, and carries bytes between them and
 * the service. One thread, one loop. It decides nothing about a program and reads nothing that one wrote.
 *
 * Messages, on standard input and output: size of the rest (4 bytes), operation (1), run (4), jail of the run (1), payload; big-endian.
 *   to us:   O open a run · D bytes for a jail · M start the clocks again · C close a run
 *   from us: H ready to serve · F bytes of a worker's frames · o, e printed bytes
 *            R all jails of a run are locked down · X a worker ended · L a limit was hit · I ours to blame · Z run closed
 * F, X, L and Z begin with the run's CPU time in nanoseconds and its peak memory in bytes (8 and 8).
 */

#include <linux/capability.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "common.h"
#include "group.h"
#include "jail.h"
#include "root.h"
#include "zygote.h"

#define RUNS_MAX 64
#define JAILS_PER_RUN 2
#define JAILS_MAX (RUNS_MAX * JAILS_PER_RUN)
#define FLAVOURS_MAX 8
#define EVENTS_MAX 64
#define EXITS_MAX 1024
#define HEADER_BYTES 10
#define MESSAGE_BYTES_MAX (96u << 20)
#define PIPE_BYTES (1 << 20)
#define CHUNK_BYTES (64u << 10)
#define DRAIN_BYTES_MAX (256u << 10)
/* A pipe holds at most 1 MiB when its reader died; another process of the jail may go on writing. */
#define LAST_WORDS_MAX 8
#define OUT_BYTES_SOFT_MAX (256u << 10)
#define TICK_MS 10
#define TIDY_MS 1000
#define SETUP_NS_MAX 30000000000ull
#define ENTERED "in-user-namespace"
#define STOP_NS_MAX 3000000000ull
#define ZYGOTE_START_MS_MAX 60000

enum pipe { PIPE_IN, PIPE_FRAMES, PIPE_OUT, PIPE_ERR, PIPES };
static const char PIPE_LETTERS[PIPES] = {0, 'F', 'o', 'e'};

struct pending {
    struct pending *next;
    size_t size;
    size_t at;
    char data[];
};

struct jail {
    struct run *run; /* NULL: free */
    uint8_t index;
    uint8_t flavour;
    uint8_t role;
    struct place *place;
    struct init init;
    bool init_alive;
    bool answered; /* the zygote said how its clone went */
    bool worker_alive;
    bool locked_down;
    int worker_pid;
    int fds[PIPES];
    struct pending *waiting;
    struct pending **waiting_end;
};

struct run {
    uint32_t id;
    struct group *group;
    struct jail *jails[JAILS_PER_RUN];
    int jail_count;
    uint64_t cpu_limit;
    uint64_t wall_limit;
    uint64_t output_limit;
    uint64_t frame_limit;
    uint64_t output;
    uint64_t framed;
    uint64_t opened_at;
    uint64_t marked_at; /* 0: not all jails are locked down */
    uint64_t cpu_base;  /* without groups */
    bool killed;
    bool closing;
};

struct zygote {
    int fd;
    int pid;
    unsigned clones;
    unsigned unanswered;
    bool ready;
    bool retired;
};

struct options {
    const char *root;
    const char *python;
    const char *path; /* where Python finds modules, parted by colons */
    const char *program;
    const char *service;
    const char *groups;
    uint32_t uid;
    int places;
    unsigned clones; /* of a zygote, before a new one takes over */
    struct bind binds[BINDS_MAX];
    int bind_count;
    const char *flavours[FLAVOURS_MAX];
};

static struct options options = {.groups = "triptych-verifier", .uid = 61000, 
                                 .places = 8, .clones = 10000, .program = "/harness/zygote.py"};
static bool keep_user;
static bool grouped;
static int hearing = -1;
static int saying = -1;
static bool service_gone;
static int events = -1;
static int signals = -1;
static struct run *runs[RUNS_MAX];
static struct jail jails[JAILS_MAX];
static struct place *places;
static struct zygote zygotes[FLAVOURS_MAX];
static struct zygote retired[FLAVOURS_MAX];
static struct {
    int pid;
    int status;
} early_exits[EXITS_MAX];
static unsigned early_exit_at;

/* --- what we say --- */

static char *out;
static size_t out_size;
static size_t out_capacity;

static void flush_out(void) {
    if (out_size > 0 && !service_gone) {
        service_gone = !write_all(saying, out, out_size);
    }
    out_size = 0;
}

/* Room for a message with this payload; the caller fills the payload. */
static char *say(char operation, uint32_t run, uint8_t jail, size_t payload) {
    size_t size = HEADER_BYTES + payload;
    if (out_size + size > out_capacity) {
        size_t capacity = 2 * (out_size + size) + CHUNK_BYTES;
        out = realloc(out, capacity);
        if (out == NULL) {
            die("out of memory");
        }
        out_capacity = capacity;
    }
    char *message = out + out_size;
    put_u32(message, (uint32_t)(size - 4));
    message[4] = operation;
    put_u32(message + 5, run);
    message[9] = (char)jail;
    out_size += size;
    return message + HEADER_BYTES;
}

static void blame_us(uint32_t run, const char *text) {
    size_t size = strlen(text);
    memcpy(say('I', run, 0, size), text, size);
}

/* --- limits --- */

static uint64_t worker_cpu(const struct jail *jail) {
    clockid_t clock;
    struct timespec t;
    if (jail->worker_alive && clock_getcpuclockid(jail->worker_pid, &clock) == 0 && clock_gettime(clock, &t) == 0) {
        return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
    }
    return 0;
}

static uint64_t run_cpu_total(struct run *run) {
    uint64_t sum = 0;
    for (int i = 0; i < run->jail_count; i++) {
        sum += worker_cpu(run->jails[i]);
    }
    return sum;
}

static uint64_t run_cpu(struct run *run) {
    if (run->group != NULL) {
        return group_cpu_ns(run->group);
    }
    uint64_t total = run_cpu_total(run);
    return total > run->cpu_base ? total - run->cpu_base : 0;
}

#define USAGE_BYTES 16

static char *put_usage(char *at, struct run *run) {
    put_u64(at, run_cpu(run));
    put_u64(at + 8, run->group == NULL ? 0 : group_peak_bytes(run->group));
    return at + USAGE_BYTES;
}

static void kill_run(struct run *run) {
    run->killed = true;
    for (int i = 0; i < run->jail_count; i++) {
        struct jail *jail = run->jails[i];
        if (jail->init_alive) {
            syscall(SYS_pidfd_send_signal, jail->init.pidfd, SIGKILL, NULL, 0);
        }
        if (jail->worker_alive) {
            kill(jail->worker_pid, SIGKILL);
        }
    }
}

static void limit_hit(struct run *run, char kind) {
    if (run->killed) {
        return;
    }
    *put_usage(say('L', run->id, 0, USAGE_BYTES + 1), run) = kind;
    kill_run(run);
}

static void check_limits(struct run *run, uint64_t now) {
    if (run->killed) {
        return;
    }
    if (run->marked_at == 0) {
        if (now - run->opened_at > SETUP_NS_MAX) {
            blame_us(run->id, "a jail was not set up in time");
            kill_run(run);
        }
        return;
    }
    if (run->group != NULL && group_out_of_memory(run->group)) {
        limit_hit(run, 'm');
    } else if (run_cpu(run) > run->cpu_limit) {
        limit_hit(run, 'c');
    } else if (now - run->marked_at > run->wall_limit) {
        limit_hit(run, 'w');
    }
}

static void mark(struct run *run) {
    if (run->group != NULL) {
        group_mark(run->group);
    } else {
        run->cpu_base = run_cpu_total(run);
    }
    run->output = 0;
    run->framed = 0;
    run->marked_at = now_ns();
}

/* --- what workers say --- */

static void locked_down(struct jail *jail, const char *data, size_t size) {
    struct run *run = jail->run;
    if (data[0] != LOCKED_DOWN) {
        char text[256];
        snprintf(text, sizeof text, "lock-down: %.*s", (int)(size > 1 ? size - 1 : 0), data + 1);
        blame_us(run->id, text);
        kill_run(run);
        return;
    }
    jail->locked_down = true;
    for (int i = 0; i < run->jail_count; i++) {
        if (!run->jails[i]->locked_down) {
            return;
        }
    }
    mark(run);
    say('R', run->id, 0, 0);
}

static void carry(struct jail *jail, enum pipe pipe, char *data, size_t size) {
    struct run *run = jail->run;
    if (pipe == PIPE_FRAMES && !jail->locked_down) {
        locked_down(jail, data, size);
        if (!jail->locked_down || size == 1) {
            return;
        }
        data++;
        size--;
    }
    if (pipe == PIPE_FRAMES && run->group != NULL && group_out_of_memory(run->group)) {
        limit_hit(run, 'm'); /* a process was killed for memory: what another one now says comes too late */
        return;
    }
    if (pipe == PIPE_FRAMES) {
        run->framed += size;
        memcpy(put_usage(say('F', run->id, jail->index, USAGE_BYTES + size), run), data, size);
        if (run->framed > run->frame_limit) {
            limit_hit(run, 'f');
        }
    } else {
        run->output += size;
        memcpy(say(PIPE_LETTERS[pipe], run->id, jail->index, size), data, size);
        if (run->output > run->output_limit) {
            limit_hit(run, 'o');
        }
    }
    if (out_size > OUT_BYTES_SOFT_MAX) {
        flush_out();
    }
}

static void shut(struct jail *jail, enum pipe pipe) {
    if (jail->fds[pipe] >= 0) {
        close(jail->fds[pipe]);
        jail->fds[pipe] = -1;
    }
}

static char chunk[DRAIN_BYTES_MAX];

/* Takes what is there, a bounded amount; what was taken is not yet said. */
static size_t take(struct jail *jail, enum pipe pipe, char *into) {
    size_t size = 0;
    while (jail->fds[pipe] >= 0 && size + CHUNK_BYTES <= DRAIN_BYTES_MAX) {
        ssize_t taken = read(jail->fds[pipe], into + size, CHUNK_BYTES);
        if (taken > 0) {
            size += (size_t)taken;
            if ((size_t)taken < CHUNK_BYTES) {
                break;
            }
        } else if (taken == 0) {
            shut(jail, pipe);
        } else if (errno != EINTR) {
            break;
        }
    }
    return size;
}

/* Frames are read first and said last, so that text that was printed before a frame also arrives before it. */
static bool listen_to(struct jail *jail) {
    static char frames[DRAIN_BYTES_MAX];
    size_t framed = take(jail, PIPE_FRAMES, frames);
    bool heard = framed > 0;
    for (enum pipe pipe = PIPE_OUT; pipe <= PIPE_ERR; pipe++) {
        size_t size = take(jail, pipe, chunk);
        heard |= size > 0;
        if (size > 0 && !jail->run->killed) {
            carry(jail, pipe, chunk, size);
        }
    }
    if (framed > 0 && !jail->run->killed) {
        carry(jail, PIPE_FRAMES, frames, framed);
    }
    return heard;
}

/* --- what workers are told --- */

static void watch(int fd, uint32_t mask, uint64_t tag, int operation) {
    struct epoll_event event = {.events = mask, .data.u64 = tag};
    if (epoll_ctl(events, operation, fd, &event) != 0 && operation == EPOLL_CTL_ADD) {
        die("epoll: %s", strerror(errno));
    }
}

static uint64_t jail_tag(const struct jail *jail, enum pipe pipe) {
    return 0x100000000ull | (uint64_t)((jail - jails) * PIPES + pipe);
}

static void feed(struct jail *jail) {
    while (jail->waiting != NULL && jail->fds[PIPE_IN] >= 0) {
        struct pending *first = jail->waiting;
        ssize_t written = write(jail->fds[PIPE_IN], first->data + first->at, first->size - first->at);
        if (written < 0 && errno == EAGAIN) {
            return;
        }
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written < 0) {
            shut(jail, PIPE_IN);
            return;
        }
        first->at += (size_t)written;
        if (first->at == first->size) {
            jail->waiting = first->next;
            free(first);
        }
    }
    if (jail->waiting == NULL) {
        jail->waiting_end = &jail->waiting;
        if (jail->fds[PIPE_IN] >= 0) {
            epoll_ctl(events, EPOLL_CTL_DEL, jail->fds[PIPE_IN], NULL);
        }
    }
}

static void tell(struct jail *jail, const char *data, size_t size) {
    if (jail->fds[PIPE_IN] < 0) {
        return;
    }
    size_t done = 0;
    if (jail->waiting == NULL) {
        ssize_t written = write(jail->fds[PIPE_IN], data, size);
        if (written < 0 && errno != EAGAIN) {
            shut(jail, PIPE_IN);
            return;
        }
        done = written < 0 ? 0 : (size_t)written;
        if (done == size) {
            return;
        }
        watch(jail->fds[PIPE_IN], EPOLLOUT, jail_tag(jail, PIPE_IN), EPOLL_CTL_ADD);
    }
    struct pending *rest = malloc(sizeof *rest + size - done);
    if (rest == NULL) {
        die("out of memory");
    }
    rest->next = NULL;
    rest->size = size - done;
    rest->at = 0;
    memcpy(rest->data, data + done, size - done);
    *jail->waiting_end = rest;
    jail->waiting_end = &rest->next;
}

/* --- zygotes --- */

/* A program that is started by another user than root loses its capabilities, but for those that it is told to keep. */
static bool keep_capabilities(void) {
    static const int NEEDED[] = {CAP_SYS_ADMIN, CAP_SYS_CHROOT, CAP_SETPCAP, CAP_SYS_PTRACE};
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct data[2];
    if (syscall(SYS_capget, &header, data) != 0) {
        return false;
    }
    for (size_t i = 0; i < sizeof NEEDED / sizeof *NEEDED; i++) {
        data[0].inheritable |= 1u << NEEDED[i];
    }
    if (syscall(SYS_capset, &header, data) != 0) {
        return false;
    }
    for (size_t i = 0; i < sizeof NEEDED / sizeof *NEEDED; i++) {
        if (prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, NEEDED[i], 0, 0) != 0) {
            return false;
        }
    }
    return true;
}

static void start_zygote(int flavour) {
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) {
        die("zygote: %s", strerror(errno));
    }
    int supervisor = getpid();
    int pid = fork();
    if (pid == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
        sigset_t none;
        sigemptyset(&none);
        sigprocmask(SIG_SETMASK, &none, NULL);
        int null = open("/dev/null", O_RDWR);
        if (getppid() != supervisor || null < 0 || dup2(null, 0) < 0 || dup2(null, 1) < 0) {
            _exit(1);
        }
        if (keep_user && !keep_capabilities()) {
            die("user namespace: capabilities: %s", strerror(errno));
        }
        int control = fcntl(ends[1], F_DUPFD, FD_CONTROL + 1);
        if (control < 0 || dup2(control, FD_CONTROL) < 0 || chdir("/") != 0) {
            _exit(1);
        }
        syscall(SYS_close_range, FD_CONTROL + 1, ~0u, 0);
        char keep[] = "keep-user";
        bool native = strcmp(options.flavours[flavour], "native") == 0;
        const char *const executable = native ? "/native/native" : options.python;
        /* Without the site's start-up files: what they import would make every clone dearer. */
        char *const interpreted[] = {(char *)executable,      "-S", "-E", "-s", "-B", (char *)options.program,
                                     (char *)options.flavours[flavour], (char *)options.path,
                                     keep_user ? keep : NULL, NULL};
        char *const compiled[] = {(char *)executable, keep_user ? keep : NULL, NULL};
        char *const environment[] = {"PATH=/usr/bin:/bin",      "HOME=/tmp",
                                     "LANG=C.UTF-8",            "PYTHONHASHSEED=0",
                                     "PYTHONDONTWRITEBYTECODE=1", "OPENBLAS_NUM_THREADS=1",
                                     "OMP_NUM_THREADS=1",       "PYTEST_DISABLE_PLUGIN_AUTOLOAD=1",
                                     native ? NULL : "LD_PRELOAD=/native/libzygote.so", "LD_BIND_NOW=1", NULL};
        execve(executable, native ? compiled : interpreted, environment);
        die("zygote: cannot start %s: %s", executable, strerror(errno));
    }
    if (pid < 0) {
        die("zygote: %s", strerror(errno));
    }
    close(ends[1]);
    struct zygote *zygote = &zygotes[flavour];
    *zygote = (struct zygote){.fd = ends[0], .pid = pid};
    watch(zygote->fd, EPOLLIN, 0x200000000ull | (uint64_t)flavour, EPOLL_CTL_ADD);
}

/* The old one ends when it has answered what it was asked. */
static void retire_if_answered(struct zygote *zygote) {
    if (zygote->fd >= 0 && zygote->unanswered == 0) {
        close(zygote->fd);
        zygote->fd = -1;
    }
}

static void renew_zygote(int flavour) {
    if (retired[flavour].fd >= 0) {
        return; /* the one before has not ended yet */
    }
    retired[flavour] = zygotes[flavour];
    watch(retired[flavour].fd, EPOLLIN, 0x300000000ull | (uint64_t)flavour, EPOLL_CTL_MOD);
    start_zygote(flavour);
}

static struct zygote *zygote_for(int flavour) {
    /* Until a new one is ready, the old one serves on. */
    if (!zygotes[flavour].ready && retired[flavour].fd >= 0) {
        return &retired[flavour];
    }
    if (zygotes[flavour].clones >= options.clones) {
        renew_zygote(flavour);
        return &retired[flavour];
    }
    return &zygotes[flavour];
}

static bool order(struct jail *jail, uint64_t file_bytes, uint64_t memory, uint32_t processes, int *given, int count) {
    struct zygote *zygote = zygote_for(jail->flavour);
    struct worker_order order = {
        .jail = (uint32_t)(jail - jails),
        .uid = options.uid + (uint32_t)(jail->place - places),
        .role = jail->role,
        .flags = keep_user ? ORDER_KEEP_USER : 0,
        .cpu_seconds = jail->run->cpu_limit / 1000000000u + 2,
        .file_bytes = file_bytes,
        .address_bytes = jail->run->group == NULL ? memory : 0,
        .processes = jail->run->group == NULL ? processes : 0,
    };
    struct iovec data = {&order, sizeof order};
    union {
        struct cmsghdr header;
        char space[CMSG_SPACE(WORKER_FDS_MAX * sizeof(int))];
    } control;
    struct msghdr message = {.msg_iov = &data,
                             .msg_iovlen = 1,
                             .msg_control = &control,
                             .msg_controllen = CMSG_SPACE((size_t)count * sizeof(int))};
    memset(&control, 0, sizeof control);
    control.header.cmsg_level = SOL_SOCKET;
    control.header.cmsg_type = SCM_RIGHTS;
    control.header.cmsg_len = CMSG_LEN((size_t)count * sizeof(int));
    memcpy(CMSG_DATA(&control.header), given, (size_t)count * sizeof(int));
    if (sendmsg(zygote->fd, &message, MSG_NOSIGNAL) != (ssize_t)sizeof order) {
        return false;
    }
    zygote->clones++;
    zygote->unanswered++;
    return true;
}

/* --- runs --- */

static struct run *run_of(uint32_t id) {
    for (int i = 0; i < RUNS_MAX; i++) {
        if (runs[i] != NULL && runs[i]->id == id) {
            return runs[i];
        }
    }
    return NULL;
}

static struct jail *free_jail(void) {
    for (int i = 0; i < JAILS_MAX; i++) {
        if (jails[i].run == NULL) {
            return &jails[i];
        }
    }
    return NULL;
}

static struct place *free_place(void) {
    for (int i = 0; i < options.places; i++) {
        if (!places[i].taken) {
            return &places[i];
        }
    }
    return NULL;
}

struct opening {
    uint64_t memory;
    uint32_t processes;
    uint64_t tmp_bytes;
    uint32_t tmp_files;
    uint64_t file_bytes;
};

/* Returns the step that failed, or NULL. What was made is taken down with the run. */
static const char *open_jail(struct run *run, uint8_t flavour, uint8_t role, const struct opening *opening) {
    struct jail *jail = free_jail();
    struct place *place = free_place();
    if (jail == NULL || place == NULL || flavour >= FLAVOURS_MAX || zygotes[flavour].fd < 0) {
        return jail == NULL || place == NULL ? "no place for a jail" : "no such zygote";
    }
    place->taken = true;
    *jail = (struct jail){.run = run, .index = (uint8_t)run->jail_count, .flavour = flavour, .role = role, .place = place};
    jail->waiting_end = &jail->waiting;
    jail->init.pidfd = -1;
    jail->init.ready = -1;
    for (int i = 0; i < PIPES; i++) {
        jail->fds[i] = -1;
    }
    jail->answered = true;
    run->jails[run->jail_count++] = jail;
    struct jail_limits limits = {options.uid, opening->tmp_bytes, opening->tmp_files};
    if (init_start(&jail->init, place, &limits) != 0) {
        return "namespaces cannot be made";
    }
    jail->init_alive = true;
    int given[WORKER_FDS_MAX] = {[WORKER_INIT] = jail->init.pidfd, [WORKER_READY] = jail->init.ready};
    for (int i = 0; i < PIPES; i++) {
        int ends[2];
        if (pipe2(ends, O_CLOEXEC) != 0) {
            return "pipes cannot be made";
        }
        bool inward = i == PIPE_IN;
        jail->fds[i] = ends[inward ? 1 : 0];
        given[WORKER_IN + i] = ends[inward ? 0 : 1];
        fcntl(jail->fds[i], F_SETFL, O_NONBLOCK);
        if (!inward) {
            watch(jail->fds[i], EPOLLIN, jail_tag(jail, (enum pipe)i), EPOLL_CTL_ADD);
        }
    }
    int count = WORKER_GROUPS;
    for (int i = 0; run->group != NULL && i < group_folders(); i++) {
        given[count++] = run->group->procs[i];
    }
    bool ordered = order(jail, opening->file_bytes, opening->memory, opening->processes, given, count);
    for (int i = WORKER_IN; i < WORKER_GROUPS; i++) {
        close(given[i]);
    }
    close(jail->init.ready);
    jail->init.ready = -1;
    jail->answered = !ordered;
    return ordered ? NULL : "the zygote is gone";
}

#define OPEN_BYTES 65

static void open_run(uint32_t id, const char *data, size_t size) {
    int slot = 0;
    while (slot < RUNS_MAX && runs[slot] != NULL) {
        slot++;
    }
    if (slot == RUNS_MAX || size < OPEN_BYTES || size < OPEN_BYTES + 2u * (unsigned char)data[OPEN_BYTES - 1]) {
        blame_us(id, "too many runs at once");
        memset(say('Z', id, 0, USAGE_BYTES), 0, USAGE_BYTES);
        return;
    }
    struct run *run = calloc(1, sizeof *run);
    if (run == NULL) {
        die("out of memory");
    }
    runs[slot] = run;
    struct opening opening = {
        .memory = get_u64(data),
        .processes = get_u32(data + 8),
        .tmp_bytes = get_u64(data + 44),
        .tmp_files = get_u32(data + 52),
        .file_bytes = get_u64(data + 56),
    };
    run->id = id;
    run->cpu_limit = get_u64(data + 12);
    run->wall_limit = get_u64(data + 20);
    run->output_limit = get_u64(data + 28);
    run->frame_limit = get_u64(data + 36);
    run->opened_at = now_ns();
    int count = (unsigned char)data[64];
    if (grouped && (run->group = group_take(opening.memory, opening.processes)) == NULL) {
        blame_us(id, "no control group can be made");
        kill_run(run);
        return;
    }
    for (int i = 0; i < count && i < JAILS_PER_RUN; i++) {
        const char *failed = open_jail(run, (uint8_t)data[65 + 2 * i], (uint8_t)data[66 + 2 * i], &opening);
        if (failed != NULL) {
            blame_us(id, failed);
            kill_run(run);
            return;
        }
    }
}

static void free_jail_of(struct jail *jail) {
    for (enum pipe pipe = PIPE_IN; pipe < PIPES; pipe++) {
        shut(jail, pipe);
    }
    while (jail->waiting != NULL) {
        struct pending *first = jail->waiting;
        jail->waiting = first->next;
        free(first);
    }
    if (jail->init.pidfd >= 0) {
        close(jail->init.pidfd);
    }
    if (jail->init.ready >= 0) {
        close(jail->init.ready);
    }
    jail->place->taken = false;
    jail->run = NULL;
}

/* A run is over when the service closed it and every process of it is gone. */
static void finish_if_over(struct run *run) {
    if (!run->closing) {
        return;
    }
    for (int i = 0; i < run->jail_count; i++) {
        struct jail *jail = run->jails[i];
        if (jail->init_alive || jail->worker_alive || !jail->answered) {
            return;
        }
    }
    put_usage(say('Z', run->id, 0, USAGE_BYTES), run);
    collect_sent_files();
    if (run->group != NULL) {
        group_give_back(run->group);
    }
    for (int i = 0; i < run->jail_count; i++) {
        free_jail_of(run->jails[i]);
    }
    for (int i = 0; i < RUNS_MAX; i++) {
        if (runs[i] == run) {
            runs[i] = NULL;
        }
    }
    free(run);
}

static bool anything_unanswered(void) {
    for (int i = 0; i < JAILS_MAX; i++) {
        if (jails[i].run != NULL && !jails[i].answered) {
            return true;
        }
    }
    return false;
}

static void worker_ended(struct jail *jail, int status) {
    struct run *run = jail->run;
    jail->worker_alive = false;
    for (int i = 0; i < LAST_WORDS_MAX && !run->killed && listen_to(jail); i++) {
    }
    if (!run->killed && run->group != NULL && group_out_of_memory(run->group)) {
        limit_hit(run, 'm');
    }
    if (!run->killed && !jail->locked_down) {
        blame_us(run->id, "a worker ended before it was locked down");
        kill_run(run);
    }
    if (!run->killed) {
        put_u32(put_usage(say('X', run->id, jail->index, USAGE_BYTES + 4), run), (uint32_t)status);
    }
    finish_if_over(run);
}

static void zygote_answered(struct zygote *zygote) {
    struct worker_answer answer;
    ssize_t size = recv(zygote->fd, &answer, sizeof answer, 0);
    if (size != (ssize_t)sizeof answer) {
        return; /* its end is seen by its exit */
    }
    if (answer.jail == NOBODY) {
        zygote->ready = true;
        return;
    }
    zygote->unanswered--;
    struct jail *jail = &jails[answer.jail % JAILS_MAX];
    jail->answered = true;
    if (answer.pid < 0) {
        blame_us(jail->run->id, "a zygote cannot clone itself");
        kill_run(jail->run);
        finish_if_over(jail->run);
        return;
    }
    jail->worker_pid = answer.pid;
    jail->worker_alive = true;
    if (jail->run->killed) {
        kill(jail->worker_pid, SIGKILL);
    }
    unsigned recorded = early_exit_at < EXITS_MAX ? early_exit_at : EXITS_MAX;
    int status = 0;
    bool ended = false;
    for (unsigned i = 0; i < recorded; i++) {
        if (early_exits[i].pid == answer.pid) {
            early_exits[i].pid = 0;
            status = early_exits[i].status;
            ended = true;
        }
    }
    if (!anything_unanswered()) {
        early_exit_at = 0; /* numbers are used again one day */
    }
    if (ended) {
        worker_ended(jail, status);
    }
}

static void zygote_ended(int pid) {
    for (int i = 0; i < FLAVOURS_MAX; i++) {
        struct zygote *zygote = zygotes[i].pid == pid ? &zygotes[i] : retired[i].pid == pid ? &retired[i] : NULL;
        if (zygote == NULL) {
            continue;
        }
        for (int k = 0; k < JAILS_MAX; k++) {
            if (jails[k].run != NULL && jails[k].flavour == i && !jails[k].answered && zygote->unanswered > 0) {
                jails[k].answered = true;
                blame_us(jails[k].run->id, "the zygote ended");
                kill_run(jails[k].run);
                finish_if_over(jails[k].run);
            }
        }
        if (zygote->fd >= 0) {
            close(zygote->fd);
        }
        zygote->fd = -1;
        zygote->pid = 0;
        if (zygote == &zygotes[i]) {
            if (!zygote->ready) {
                die("the zygote %s does not start", options.flavours[i]);
            }
            start_zygote(i);
        }
    }
}

/*
 * Whether this child, which has ended, is its jail's second process, as workers are. A program may name us as the parent
 * of any other of its processes: the number of one of those, remembered, would be taken for that of a later worker.
 */
static bool is_second_of_its_jail(int pid) {
    char text[4096];
    snprintf(text, sizeof text, "/proc/%d/status", pid);
    int fd = open(text, O_RDONLY | O_CLOEXEC);
    ssize_t size = fd < 0 ? 0 : read(fd, text, sizeof text - 1);
    if (fd >= 0) {
        close(fd);
    }
    text[size < 0 ? 0 : size] = 0;
    const char *line = strstr(text, "\nNSpid:");
    const char *end = line == NULL ? NULL : strchr(line + 1, '\n');
    return end != NULL && end - line > 2 && end[-1] == '2' && end[-2] == '\t';
}

static bool is_known(int pid) {
    for (int i = 0; i < JAILS_MAX; i++) {
        const struct jail *jail = &jails[i];
        if (jail->run != NULL
            && ((jail->init_alive && jail->init.pid == pid) || (jail->worker_alive && jail->worker_pid == pid))) {
            return true;
        }
    }
    return false;
}

static void process_ended(int pid, int status, bool could_be_worker) {
    for (int i = 0; i < JAILS_MAX; i++) {
        struct jail *jail = &jails[i];
        if (jail->run == NULL) {
            continue;
        }
        if (jail->init_alive && jail->init.pid == pid) {
            jail->init_alive = false;
            if (!jail->run->killed) {
                blame_us(jail->run->id, "the first process of a jail ended");
                kill_run(jail->run);
            }
            finish_if_over(jail->run);
            return;
        }
        if (jail->worker_alive && jail->worker_pid == pid) {
            worker_ended(jail, status);
            return;
        }
    }
    zygote_ended(pid);
    if (!could_be_worker) {
        return;
    }
    /* A worker may end before its zygote has said its number. */
    if (anything_unanswered()) {
        early_exits[early_exit_at % EXITS_MAX].pid = pid;
        early_exits[early_exit_at++ % EXITS_MAX].status = status;
    }
}

static void reap(void) {
    struct signalfd_siginfo ignored[8];
    while (read(signals, ignored, sizeof ignored) > 0) {
    }
    siginfo_t ended = {0};
    while (waitid(P_ALL, 0, &ended, WEXITED | WNOHANG | WNOWAIT) == 0 && ended.si_pid > 0) {
        int pid = ended.si_pid;
        int status = 0;
        bool could_be_worker = !is_known(pid) && is_second_of_its_jail(pid);
        waitpid(pid, &status, 0);
        process_ended(pid, status, could_be_worker);
        ended.si_pid = 0;
    }
}

/* --- what we are told --- */

static char *in;
static size_t in_size;
static size_t in_capacity;

static void obey(const char *message, size_t size) {
    char operation = message[0];
    uint32_t id = get_u32(message + 1);
    uint8_t index = (uint8_t)message[5];
    const char *data = message + 6;
    size -= 6;
    if (operation == 'O') {
        open_run(id, data, size);
        return;
    }
    struct run *run = run_of(id);
    if (run == NULL) {
        return; /* it failed before it was told this */
    }
    if (operation == 'D' && index < run->jail_count && !run->killed) {
        tell(run->jails[index], data, size);
    } else if (operation == 'M') {
        mark(run);
    } else if (operation == 'C') {
        run->closing = true;
        kill_run(run);
        finish_if_over(run);
    }
}

static void hear_service(void) {
    if (in_capacity - in_size < CHUNK_BYTES) {
        in_capacity = 2 * in_capacity + 4 * CHUNK_BYTES;
        in = realloc(in, in_capacity);
        if (in == NULL) {
            die("out of memory");
        }
    }
    ssize_t size = read(hearing, in + in_size, in_capacity - in_size);
    if (size < 0 && errno == EINTR) {
        return;
    }
    if (size <= 0) {
        service_gone = true;
        return;
    }
    in_size += (size_t)size;
    size_t at = 0;
    while (in_size - at >= 4) {
        size_t message = get_u32(in + at);
        if (message < 6 || message > MESSAGE_BYTES_MAX) {
            die("a message of %zu bytes", message);
        }
        if (in_size - at < 4 + message) {
            break;
        }
        obey(in + at + 4, message);
        at += 4 + message;
    }
    memmove(in, in + at, in_size - at);
    in_size -= at;
}

/* --- start and loop --- */

static void handle(uint64_t tag) {
    uint32_t number = (uint32_t)tag;
    switch (tag >> 32) {
    case 0:
        if (number == 0) {
            hear_service();
        } else {
            reap();
        }
        break;
    case 1: {
        struct jail *jail = &jails[number / PIPES];
        if (jail->run == NULL) {
            break; /* freed by an earlier event of this round */
        }
        if (number % PIPES == PIPE_IN) {
            feed(jail);
        } else {
            listen_to(jail);
        }
        break;
    }
    case 2:
        zygote_answered(&zygotes[number]);
        break;
    default:
        if (retired[number].fd >= 0) {
            zygote_answered(&retired[number]);
        }
        break;
    }
}

static bool anything_runs(void) {
    for (int i = 0; i < RUNS_MAX; i++) {
        if (runs[i] != NULL && !runs[i]->killed) {
            return true;
        }
    }
    return false;
}

static void handle_events(int timeout_ms) {
    struct epoll_event ready[EVENTS_MAX];
    int count = epoll_wait(events, ready, EVENTS_MAX, timeout_ms);
    for (int i = 0; i < count; i++) {
        handle(ready[i].data.u64);
    }
}

static bool any_run(void) {
    for (int i = 0; i < RUNS_MAX; i++) {
        if (runs[i] != NULL) {
            return true;
        }
    }
    return false;
}

/* Everything we started ends with us in any case; this leaves no control group behind either. */
static void stop(void) {
    epoll_ctl(events, EPOLL_CTL_DEL, hearing, NULL);
    uint64_t deadline = now_ns() + STOP_NS_MAX;
    for (int i = 0; i < RUNS_MAX; i++) {
        struct run *run = runs[i];
        if (run != NULL) {
            run->closing = true;
            kill_run(run);
            finish_if_over(run);
        }
    }
    while (any_run() && now_ns() < deadline) {
        handle_events(TICK_MS);
    }
    group_stop();
}

static void serve(void) {
    uint64_t next_tick = now_ns();
    uint64_t next_tidy = next_tick;
    while (!service_gone) {
        handle_events(anything_runs() ? TICK_MS : TIDY_MS);
        uint64_t now = now_ns();
        if (now >= next_tick) {
            for (int i = 0; i < RUNS_MAX; i++) {
                if (runs[i] != NULL) {
                    check_limits(runs[i], now);
                }
            }
            for (int i = 0; i < FLAVOURS_MAX; i++) {
                if (zygotes[i].ready) {
                    retire_if_answered(&retired[i]);
                }
            }
            if (now >= next_tidy) {
                group_tidy();
                next_tidy = now + TIDY_MS * 1000000ull;
            }
            next_tick = now + TICK_MS * 1000000ull;
        }
        flush_out();
    }
}

static void parse(int argc, char **argv) {
    for (int i = 1; i < argc; i++) {
        char *value = strchr(argv[i], '=');
        if (value == NULL) {
            die("usage: %s name=value…", argv[0]);
        }
        *value++ = 0;
        const char *name = argv[i];
        if (strcmp(name, "root") == 0) {
            options.root = value;
        } else if (strcmp(name, "python") == 0) {
            options.python = value;
        } else if (strcmp(name, "path") == 0) {
            options.path = value;
        } else if (strcmp(name, "service") == 0) {
            options.service = value;
        } else if (strcmp(name, "groups") == 0) {
            options.groups = value;
        } else if (strcmp(name, "uid") == 0) {
            options.uid = (uint32_t)strtoul(value, NULL, 10);
        } else if (strcmp(name, "places") == 0) {
            options.places = atoi(value);
        } else if (strcmp(name, "clones") == 0) {
            options.clones = (unsigned)strtoul(value, NULL, 10);
        } else if (strcmp(name, "flavours") == 0) {
            int flavour = 0;
            for (char *part = strtok(value, ","); part != NULL && flavour < FLAVOURS_MAX; part = strtok(NULL, ",")) {
                options.flavours[flavour++] = strcmp(part, "-") == 0 ? NULL : part;
            }
        } else if (strcmp(name, "bind") == 0 && options.bind_count < BINDS_MAX) {
            char *to = strchr(value, ':');
            if (to != NULL) {
                *to++ = 0;
            }
            options.binds[options.bind_count++] = (struct bind){value, to == NULL ? value : to};
        } else {
            die("unknown option %s", name);
        }
    }
    if (options.root == NULL || options.python == NULL || options.path == NULL || options.service == NULL
        || options.places < 1 || options.places > JAILS_MAX) {
        die("options are missing");
    }
}

/* The service's pipes leave the places that every program takes for its own. */
static void take_pipes(void) {
    hearing = fcntl(0, F_DUPFD_CLOEXEC, 3);
    saying = fcntl(1, F_DUPFD_CLOEXEC, 3);
    int null = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (hearing < 0 || saying < 0 || null < 0 || dup2(null, 0) < 0 || dup2(null, 1) < 0) {
        die("no pipes of the service: %s", strerror(errno));
    }
    close(null);
    fcntl(hearing, F_SETPIPE_SZ, PIPE_BYTES);
    fcntl(saying, F_SETPIPE_SZ, PIPE_BYTES);
}

static void put_text(const char *path, const char *text) {
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0 || !write_all(fd, text, strlen(text))) {
        die("user namespace: %s: %s", path, strerror(errno));
    }
    close(fd);
}

/* Without root of the host: a user namespace in which the one user we are has a name that is not root's. */
static void own_user_namespace(void) {
    char map[64];
    unsigned uid = getuid();
    unsigned gid = getgid();
    if (unshare(CLONE_NEWUSER) != 0) {
        die("user namespace: %s", strerror(errno));
    }
    put_text("/proc/self/setgroups", "deny");
    snprintf(map, sizeof map, "65534 %u 1", uid);
    put_text("/proc/self/uid_map", map);
    snprintf(map, sizeof map, "65534 %u 1", gid);
    put_text("/proc/self/gid_map", map);
}

/*
 * Memory belongs to the user namespace of the program's start. Only that of a program started inside is out of reach of
 * the jails, which have the same user, and within reach of the zygotes.
 */
static void enter_user_namespace(int argc, char **argv) {
    own_user_namespace();
    char **arguments = calloc((size_t)argc + 2, sizeof *arguments);
    if (arguments == NULL || !keep_capabilities()) {
        die("user namespace: capabilities: %s", strerror(errno));
    }
    memcpy(arguments, argv, (size_t)argc * sizeof *arguments);
    arguments[argc] = ENTERED;
    char *const environment[] = {NULL};
    execve("/proc/self/exe", arguments, environment);
    die("user namespace: %s", strerror(errno));
}

static void raise_open_files(void) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
}

static void await_zygotes(void) {
    uint64_t deadline = now_ns() + ZYGOTE_START_MS_MAX * 1000000ull;
    for (int i = 0; i < FLAVOURS_MAX; i++) {
        while (zygotes[i].fd >= 0 && !zygotes[i].ready) {
            struct pollfd answer = {zygotes[i].fd, POLLIN, 0};
            uint64_t now = now_ns();
            if (now > deadline || poll(&answer, 1, (int)((deadline - now) / 1000000)) <= 0) {
                die("the zygote %s does not start", options.flavours[i]);
            }
            if ((answer.revents & POLLIN) == 0) {
                die("the zygote %s ended at its start", options.flavours[i]);
            }
            zygote_answered(&zygotes[i]);
        }
    }
}

int main(int argc, char **argv) {
    keep_user = geteuid() != 0;
    if (keep_user && strcmp(argv[argc - 1], ENTERED) != 0) {
        enter_user_namespace(argc, argv);
    }
    parse(keep_user ? argc - 1 : argc, argv);
    raise_open_files();
    prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);
    take_pipes();
    grouped = strcmp(options.groups, "off") != 0;
    const char *failed = grouped ? group_start(options.groups, options.service) : NULL;
    if (failed != NULL) {
        die("%s: %s", failed, strerror(errno));
    }
    root_enter(options.root, options.binds, options.bind_count);
    places = calloc((size_t)options.places, sizeof *places);
    failed = places == NULL ? "out of memory" : places_make(places, options.places);
    if (failed != NULL) {
        die("%s: %s", failed, strerror(errno));
    }
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) {
        die("no new privileges: %s", strerror(errno));
    }
    sigset_t watched;
    sigemptyset(&watched);
    sigaddset(&watched, SIGCHLD);
    sigprocmask(SIG_BLOCK, &watched, NULL);
    signal(SIGPIPE, SIG_IGN);
    events = epoll_create1(EPOLL_CLOEXEC);
    signals = signalfd(-1, &watched, SFD_CLOEXEC | SFD_NONBLOCK);
    if (events < 0 || signals < 0) {
        die("event loop: %s", strerror(errno));
    }
    watch(hearing, EPOLLIN, 0, EPOLL_CTL_ADD);
    watch(signals, EPOLLIN, 1, EPOLL_CTL_ADD);
    for (int i = 0; i < FLAVOURS_MAX; i++) {
        zygotes[i].fd = -1;
        retired[i].fd = -1;
        if (options.flavours[i] != NULL) {
            start_zygote(i);
        }
    }
    await_zygotes();
    say('H', 0, 0, 1)[0] = keep_user ? 'u' : 'r';
    flush_out();
    serve();
    stop();
}
