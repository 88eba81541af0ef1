/* What all parts of the native sandbox share. */
#ifndef TRIPTYCH_COMMON_H
#define TRIPTYCH_COMMON_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

/* Descriptors of a worker, the same in every jail. */
#define FD_INBOUND 200
#define FD_OUTBOUND 201
/* The zygote's socket to its supervisor. */
#define FD_CONTROL 3

#define WORK_FOLDER "/w/work"

/* The first byte on a worker's outbound descriptor: written before any byte of a program is read. */
#define LOCKED_DOWN 1
#define NOT_LOCKED_DOWN 2

/* What a zygote is told for one worker; the descriptors come along in the order of `enum worker_fd`. */
struct worker_order {
    uint32_t jail; /* index, repeated in the answer */
    uint32_t uid;
    uint32_t role;
    uint32_t flags;
    uint64_t cpu_seconds;
    uint64_t file_bytes;
    uint64_t address_bytes; /* 0: no limit, a control group holds it */
    uint64_t processes;     /* 0: no limit, a control group holds it */
};
enum { ORDER_KEEP_USER = 1 };
enum worker_fd { WORKER_INIT, WORKER_READY, WORKER_IN, WORKER_FRAMES, WORKER_OUT, WORKER_ERR, WORKER_GROUPS };
#define GROUP_FDS_MAX 3
#define WORKER_FDS_MAX (WORKER_GROUPS + GROUP_FDS_MAX)

/* In an answer: no jail's, the zygote is ready. */
#define NOBODY 0xffffffffu

struct worker_answer {
    uint32_t jail;
    int32_t pid; /* negative errno: no worker */
};

/* Numbers in frames and messages are big-endian. */
static inline void put_u32(char *at, uint32_t value) {
    for (int i = 0; i < 4; i++) {
        at[i] = (char)(value >> (24 - 8 * i));
    }
}

static inline void put_u64(char *at, uint64_t value) {
    put_u32(at, (uint32_t)(value >> 32));
    put_u32(at + 4, (uint32_t)value);
}

static inline uint32_t get_u32(const char *at) {
    const unsigned char *bytes = (const unsigned char *)at;
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static inline uint64_t get_u64(const char *at) {
    return (uint64_t)get_u32(at) << 32 | get_u32(at + 4);
}

static inline uint64_t now_ns(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

__attribute__((noreturn, format(printf, 1, 2))) static inline void die(const char *format, ...) {
    va_list args;
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
    exit(1);
}

/*
 * Files that a program has sent to itself, in a socket that it has sent after them, live on when it is dead, until the
 * kernel looks for such circles: it does where a socket is closed.
 */
static inline void collect_sent_files(void) {
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) == 0) {
        close(pair[0]);
        close(pair[1]);
    }
}

static inline bool write_all(int fd, const void *data, size_t size) {
    const char *at = data;
    while (size > 0) {
        ssize_t written = write(fd, at, size);
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            return false;
        }
        at += written;
        size -= (size_t)written;
    }
    return true;
}

static inline bool read_all(int fd, void *data, size_t size) {
    char *at = data;
    while (size > 0) {
        ssize_t taken = read(fd, at, size);
        if (taken < 0 && errno == EINTR) {
            continue;
        }
        if (taken <= 0) {
            return false;
        }
        at += taken;
        size -= (size_t)taken;
    }
    return true;
}

#endif
