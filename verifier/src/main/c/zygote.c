#include "zygote.h"

#include <linux/capability.h>
#include <linux/close_range.h>
#include <linux/securebits.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "common.h"
#include "filter.h"
#include "image.h"

#define OPEN_FILES_MAX 1024
#define STACK_BYTES (64ul << 20)
#define LOCKED_MEMORY_BYTES (64ul << 10)
#define PENDING_SIGNALS_MAX 1024
/* Where descriptors that were received are parked before they get their places; above every place. */
#define PARKED 210
#define TEXT_MAX 200

int zygote_prepare(int keep_user) {
    for (int capability = 0; capability <= CAP_LAST_CAP; capability++) {
        if (prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) != 0 && errno != EINVAL) {
            return -1;
        }
    }
    if (keep_user && prctl(PR_SET_SECUREBITS, SECBIT_NOROOT | SECBIT_NOROOT_LOCKED, 0, 0, 0) != 0) {
        return -1;
    }
    image_settle();
    /* What a clone takes for itself comes in small pages: of a huge one it would pay for what it never touches. */
    prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0);
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) {
        return -1;
    }
    return filter_install();
}

int zygote_scratch(void) {
    return unshare(CLONE_NEWNS) == 0 && mount("tmpfs", "/w", "tmpfs", MS_NOSUID | MS_NODEV, "size=1m") == 0
                   && mkdir("/w/tmp", 0700) == 0
               ? 0
               : -1;
}

__attribute__((noreturn)) static void give_up(const char *step) {
    char text[TEXT_MAX];
    int size = snprintf(text, sizeof text, "%c%s: %s", NOT_LOCKED_DOWN, step, strerror(errno));
    (void)!write(FD_OUTBOUND, text, (size_t)size);
    _exit(1);
}

static void limit(int what, uint64_t value) {
    struct rlimit limit = {value, value};
    if (setrlimit(what, &limit) != 0) {
        give_up("resource limits");
    }
}

/* A program that recurses deeply raises this limit itself, as it may elsewhere: its memory is bounded in any case. */
static void stack_limit(void) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_STACK, &limit) != 0) {
        give_up("resource limits");
    }
    limit.rlim_cur = limit.rlim_max < STACK_BYTES ? limit.rlim_max : STACK_BYTES;
    if (setrlimit(RLIMIT_STACK, &limit) != 0) {
        give_up("resource limits");
    }
}

static void limits(const struct worker_order *order) {
    limit(RLIMIT_CPU, order->cpu_seconds);
    limit(RLIMIT_FSIZE, order->file_bytes);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_NOFILE, OPEN_FILES_MAX);
    limit(RLIMIT_MEMLOCK, LOCKED_MEMORY_BYTES);
    limit(RLIMIT_SIGPENDING, PENDING_SIGNALS_MAX);
    limit(RLIMIT_MSGQUEUE, 0);
    stack_limit();
    if (order->address_bytes != 0) {
        limit(RLIMIT_AS, order->address_bytes);
    }
    if (order->processes != 0) {
        limit(RLIMIT_NPROC, order->processes);
    }
}

static void drop_user(uint32_t uid) {
    /* So that a program may open its own output again by name. */
    if (fchown(1, uid, uid) != 0 || fchown(2, uid, uid) != 0) {
        give_up("output");
    }
    if (syscall(SYS_setgroups, 0, NULL) != 0 || syscall(SYS_setresgid, uid, uid, uid) != 0
        || syscall(SYS_setresuid, uid, uid, uid) != 0) {
        give_up("user");
    }
}

static void drop_capabilities(void) {
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct none[2] = {{0, 0, 0}, {0, 0, 0}};
    if (syscall(SYS_capset, &header, none) != 0) {
        give_up("capabilities");
    }
    struct __user_cap_data_struct left[2] = {{1, 1, 1}, {1, 1, 1}};
    if (syscall(SYS_capget, &header, left) != 0 || left[0].permitted || left[1].permitted || left[0].inheritable
        || left[1].inheritable || prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) != 1) {
        give_up("capabilities are left");
    }
}

static void place(const int *received, int groups) {
    int parked[WORKER_FDS_MAX];
    for (int i = 0; i < WORKER_GROUPS + groups; i++) {
        parked[i] = fcntl(received[i], F_DUPFD_CLOEXEC, PARKED);
        if (parked[i] < 0) {
            _exit(1);
        }
    }
    if (dup3(parked[WORKER_IN], FD_INBOUND, O_CLOEXEC) < 0 || dup3(parked[WORKER_FRAMES], FD_OUTBOUND, O_CLOEXEC) < 0
        || dup2(parked[WORKER_OUT], 1) < 0 || dup2(parked[WORKER_ERR], 2) < 0) {
        _exit(1);
    }
    for (int i = 0; i < groups; i++) {
        /* "0" is the writer itself, whatever its number is in the namespace it will be in. */
        if (write(parked[WORKER_GROUPS + i], "0", 1) != 1) {
            give_up("control group");
        }
    }
    char ready;
    if (read(parked[WORKER_READY], &ready, 1) != 1) {
        errno = ESRCH;
        give_up("namespaces");
    }
    if (setns(parked[WORKER_INIT], CLONE_NEWNS | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS) != 0) {
        give_up("namespaces");
    }
    /* Its own: what one program does to an open file, every other that shares it sees. */
    int null = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (null < 0 || dup2(null, 0) < 0) {
        give_up("standard input");
    }
    if (syscall(SYS_close_range, 3, FD_INBOUND - 1, 0) != 0 || syscall(SYS_close_range, FD_OUTBOUND + 1, ~0u, 0) != 0) {
        give_up("descriptors");
    }
}

static void become_worker(const struct worker_order *order, const int *received, int groups) {
    prctl(PR_SET_NAME, "jail-worker", 0, 0, 0);
    place(received, groups);
    if (chdir(WORK_FOLDER) != 0) {
        give_up("work folder");
    }
    umask(022);
    setsid();
    limits(order);
    if ((order->flags & ORDER_KEEP_USER) == 0) {
        drop_user(order->uid);
    }
    drop_capabilities();
    /* A change of credentials clears both of these, so they come after it. */
    if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0 || prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0) {
        give_up("parent");
    }
    struct pollfd supervisor = {FD_INBOUND, 0, 0};
    if (poll(&supervisor, 1, 0) < 0 || (supervisor.revents & POLLHUP) != 0) {
        _exit(1); /* it died before we asked to die with it */
    }
    char locked_down = LOCKED_DOWN;
    if (write(FD_OUTBOUND, &locked_down, 1) != 1) {
        _exit(1);
    }
}

static int receive(struct worker_order *order, int *fds) {
    struct iovec data = {order, sizeof *order};
    union {
        struct cmsghdr header;
        char space[CMSG_SPACE(WORKER_FDS_MAX * sizeof(int))];
    } control;
    struct msghdr message = {.msg_iov = &data, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
    ssize_t size;
    do {
        size = recvmsg(FD_CONTROL, &message, MSG_CMSG_CLOEXEC);
    } while (size < 0 && errno == EINTR);
    if (size != (ssize_t)sizeof *order) {
        _exit(0); /* the supervisor is gone, or has another zygote now */
    }
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    if (header == NULL || header->cmsg_type != SCM_RIGHTS) {
        _exit(1);
    }
    int count = (int)((header->cmsg_len - CMSG_LEN(0)) / sizeof(int));
    memcpy(fds, CMSG_DATA(header), (size_t)count * sizeof(int));
    return count;
}

int zygote_serve(void) {
    struct worker_answer up = {NOBODY, 0};
    if (!write_all(FD_CONTROL, &up, sizeof up)) {
        _exit(0);
    }
    for (;;) {
        struct worker_order order;
        int fds[WORKER_FDS_MAX];
        int count = receive(&order, fds);
        struct worker_answer answer = {order.jail, 0};
        if (count < WORKER_GROUPS || setns(fds[WORKER_INIT], CLONE_NEWPID) != 0) {
            answer.pid = -errno;
        } else {
            /* The worker is the supervisor's child, which so learns how it ended. */
            long pid = syscall(SYS_clone, CLONE_PARENT | SIGCHLD, NULL, NULL, NULL, NULL);
            if (pid == 0) {
                become_worker(&order, fds, count - WORKER_GROUPS);
                return (int)order.role;
            }
            answer.pid = pid < 0 ? -errno : (int32_t)pid;
        }
        for (int i = 0; i < count; i++) {
            close(fds[i]);
        }
        if (!write_all(FD_CONTROL, &answer, sizeof answer)) {
            _exit(0);
        }
    }
}
