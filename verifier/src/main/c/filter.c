#include "filter.h"

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>

#include "common.h"

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#define X32_BIT 0x40000000u
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#else
#error "no list of system calls for this architecture"
#endif

#define NAMESPACE_FLAGS 0x7e020080u /* every CLONE_NEW* */
#define FAMILY_UNIX 1u
#define FAMILY_INET 2u
#define FAMILY_INET6 10u
#define LEVEL_SOCKET 1u
#define OPTION_PASS_CREDENTIALS 16u
#define OPTION_PASS_PIDFD 76u
#define COMMAND_SET_PIPE_SIZE 1031u
#define TERMINAL_INPUT 0x5412u /* TIOCSTI */
#define TERMINAL_LINUX 0x541cu /* TIOCLINUX */
#define PERSONALITY_QUERY 0xffffffffu

struct denial {
    uint32_t call;
    uint32_t error;
};

/* ENOSYS where libraries then fall back to an older call, 0 where nothing need happen, else EPERM. */
static const struct denial DENIED[] = {
    {SYS_clone3, ENOSYS}, {SYS_io_uring_setup, ENOSYS}, {SYS_io_uring_enter, ENOSYS}, {SYS_io_uring_register, ENOSYS},
    {SYS_ptrace, EPERM}, {SYS_process_vm_readv, EPERM}, {SYS_process_vm_writev, EPERM}, {SYS_kcmp, EPERM},
    {438 /* pidfd_getfd */, EPERM}, {440 /* process_madvise */, EPERM}, {448 /* process_mrelease */, EPERM},
    {SYS_mount, EPERM}, {SYS_umount2, EPERM}, {SYS_pivot_root, EPERM}, {SYS_chroot, EPERM}, {SYS_unshare, EPERM},
    {428 /* open_tree */, EPERM}, {429 /* move_mount */, EPERM}, {430 /* fsopen */, EPERM}, {431 /* fsconfig */, EPERM},
    {432 /* fsmount */, EPERM}, {433 /* fspick */, EPERM}, {442 /* mount_setattr */, EPERM},
    {457 /* statmount */, EPERM}, {458 /* listmount */, EPERM},
    {SYS_bpf, EPERM}, {SYS_perf_event_open, EPERM}, {SYS_userfaultfd, EPERM}, {SYS_seccomp, EPERM},
    {447 /* memfd_secret */, EPERM},
    {SYS_keyctl, EPERM}, {SYS_add_key, EPERM}, {SYS_request_key, EPERM},
    {SYS_kexec_load, EPERM}, {SYS_kexec_file_load, EPERM}, {SYS_init_module, EPERM}, {SYS_finit_module, EPERM},
    {SYS_delete_module, EPERM}, {SYS_open_by_handle_at, EPERM}, {SYS_name_to_handle_at, EPERM},
    {SYS_acct, EPERM}, {SYS_swapon, EPERM}, {SYS_swapoff, EPERM}, {SYS_reboot, EPERM}, {SYS_quotactl, EPERM},
    {443 /* quotactl_fd */, EPERM}, {SYS_syslog, EPERM}, {SYS_vhangup, EPERM}, {SYS_fanotify_init, EPERM},
    {SYS_sethostname, EPERM}, {SYS_setdomainname, EPERM}, {SYS_settimeofday, EPERM}, {SYS_clock_settime, EPERM},
    {SYS_adjtimex, EPERM}, {SYS_clock_adjtime, EPERM},
    {SYS_sync, 0}, {SYS_syncfs, 0}, /* of no use in memory, and a burden for the host's disks */
    {SYS_shmget, EPERM}, {SYS_shmat, EPERM}, {SYS_shmctl, EPERM}, {SYS_semget, EPERM}, {SYS_semop, EPERM},
    {SYS_semctl, EPERM}, {SYS_semtimedop, EPERM}, {SYS_msgget, EPERM}, {SYS_msgsnd, EPERM}, {SYS_msgrcv, EPERM},
    {SYS_msgctl, EPERM}, {SYS_mq_open, EPERM}, {SYS_mq_unlink, EPERM}, {SYS_mq_timedsend, EPERM},
    {SYS_mq_timedreceive, EPERM}, {SYS_mq_notify, EPERM}, {SYS_mq_getsetattr, EPERM},
    {SYS_bind, EACCES}, /* a name would outlive the program in a network namespace that is used again */
    {SYS_sched_setaffinity, EPERM}, {SYS_sched_setscheduler, EPERM}, {SYS_sched_setparam, EPERM},
    {SYS_sched_setattr, EPERM}, {SYS_setpriority, EPERM}, {SYS_ioprio_set, EPERM}, {SYS_mbind, EPERM},
    {SYS_set_mempolicy, EPERM}, {SYS_migrate_pages, EPERM}, {SYS_move_pages, EPERM}, {SYS_remap_file_pages, EPERM},
#if defined(__x86_64__)
    {SYS_iopl, EPERM}, {SYS_ioperm, EPERM}, {SYS_modify_ldt, EPERM}, {SYS_uselib, EPERM}, {SYS_ustat, EPERM},
    {SYS__sysctl, EPERM}, {SYS_nfsservctl, EPERM},
#endif
};
#define DENIED_COUNT (sizeof DENIED / sizeof *DENIED)

enum kind { ANY_BIT, ONE_OF, NONE_OF };

/* Of the lower half of an argument: the kernel ignores the upper half of these. */
struct test {
    int argument;
    enum kind kind;
    int count;
    uint32_t value[3];
};

/* Denied where all of its tests hold. */
struct rule {
    uint32_t call;
    uint32_t error;
    int tests;
    struct test test[2];
};

static const struct rule RULES[] = {
    {SYS_clone, EPERM, 1, {{0, ANY_BIT, 1, {NAMESPACE_FLAGS}}}},
    {SYS_socket, EAFNOSUPPORT, 1, {{0, NONE_OF, 3, {FAMILY_UNIX, FAMILY_INET, FAMILY_INET6}}}},
    {SYS_socketpair, EAFNOSUPPORT, 1, {{0, NONE_OF, 1, {FAMILY_UNIX}}}},
    /* With these an unnamed socket is given a name when it is used. */
    {SYS_setsockopt, EPERM, 2,
     {{1, ONE_OF, 1, {LEVEL_SOCKET}}, {2, ONE_OF, 2, {OPTION_PASS_CREDENTIALS, OPTION_PASS_PIDFD}}}},
    /* What a case leaves in a pipe is taken before the next begins, if it is as small as it was made. */
    {SYS_fcntl, EPERM, 1, {{1, ONE_OF, 1, {COMMAND_SET_PIPE_SIZE}}}},
    /* The limits of another process of the jail are not this one's to change. */
    {SYS_prlimit64, EPERM, 1, {{0, NONE_OF, 1, {0}}}},
    {SYS_ioctl, EPERM, 1, {{1, ONE_OF, 2, {TERMINAL_INPUT, TERMINAL_LINUX}}}},
    {SYS_personality, EPERM, 1, {{0, NONE_OF, 2, {0, PERSONALITY_QUERY}}}},
};
#define RULES_COUNT (sizeof RULES / sizeof *RULES)
#define RULE_MAX 12
#define PROGRAM_MAX (8 + 2 * DENIED_COUNT + RULE_MAX * RULES_COUNT)

struct program {
    struct sock_filter code[PROGRAM_MAX];
    unsigned short size;
};

static void add(struct program *program, uint16_t code, uint32_t value, uint8_t if_true, uint8_t if_false) {
    if (program->size < PROGRAM_MAX) {
        program->code[program->size++] = (struct sock_filter){code, if_true, if_false, value};
    }
}

static void load(struct program *program, size_t offset) {
    add(program, BPF_LD | BPF_W | BPF_ABS, (uint32_t)offset, 0, 0);
}

static void give(struct program *program, uint32_t action) {
    add(program, BPF_RET | BPF_K, action, 0, 0);
}

static uint32_t error(uint32_t number) {
    return SECCOMP_RET_ERRNO | number;
}

static size_t argument(int index) {
    return offsetof(struct seccomp_data, args) + (size_t)index * sizeof(uint64_t); /* little-endian: the low half */
}

/* A call is denied when all tests hold: the table says so, here are only the distances. */
static void rule(struct program *program, const struct rule *rule) {
    int allow = program->size + 2;
    for (int i = 0; i < rule->tests; i++) {
        allow += 1 + rule->test[i].count;
    }
    add(program, BPF_JMP | BPF_JEQ | BPF_K, rule->call, 0, (uint8_t)(allow - program->size));
    for (const struct test *test = rule->test; test < rule->test + rule->tests; test++) {
        load(program, argument(test->argument));
        int behind = program->size + test->count;
        for (int i = 0; i < test->count; i++) {
            uint8_t holds = (uint8_t)(behind - program->size - 1);
            uint8_t fails = (uint8_t)(allow - program->size - 1);
            int last = i + 1 == test->count;
            switch (test->kind) {
            case ANY_BIT: add(program, BPF_JMP | BPF_JSET | BPF_K, test->value[i], holds, last ? fails : 0); break;
            case ONE_OF: add(program, BPF_JMP | BPF_JEQ | BPF_K, test->value[i], holds, last ? fails : 0); break;
            case NONE_OF: add(program, BPF_JMP | BPF_JEQ | BPF_K, test->value[i], fails, 0); break;
            }
        }
    }
    give(program, error(rule->error));
    give(program, SECCOMP_RET_ALLOW);
}

int filter_install(void) {
    struct program program = {.size = 0};
    load(&program, offsetof(struct seccomp_data, arch));
    add(&program, BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0);
    give(&program, SECCOMP_RET_KILL_PROCESS);
    load(&program, offsetof(struct seccomp_data, nr));
#ifdef X32_BIT
    /* The x32 calls share the architecture's number. */
    add(&program, BPF_JMP | BPF_JGE | BPF_K, X32_BIT, 0, 1);
    give(&program, error(ENOSYS));
#endif
    for (size_t i = 0; i < DENIED_COUNT; i++) {
        add(&program, BPF_JMP | BPF_JEQ | BPF_K, DENIED[i].call, 0, 1);
        give(&program, error(DENIED[i].error));
    }
    for (size_t i = 0; i < RULES_COUNT; i++) {
        rule(&program, &RULES[i]);
    }
    give(&program, SECCOMP_RET_ALLOW);
    struct sock_fprog header = {program.size, program.code};
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &header, 0, 0);
}
