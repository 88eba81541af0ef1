/*
 * The judge's part of a C++ program of assertions: linked before the suite and the solution, it says which checks were
 * reached and how they ended. The suite's asserts call triptych_check (see CppSuite), main is called by us.
 *
 * Before any code of the solution runs it reads 20 bytes on the private descriptor: 16 that every report must begin with,
 * and the number of the canary, or -1. Each report is a frame (size, 4 bytes big-endian): those 16 bytes, a running
 * number (4), a letter and a number (4):
 *   P site      a check was reached for the first time, and held
 *   F site      a check failed; nothing comes after it
 *   D code      main returned; nothing comes after it
 */
#include <fcntl.h>
#include <sched.h>

#include "common.h"

#define SECRET_BYTES 16
#define SITES_MAX 4096
#define FRAME_BYTES (4 + SECRET_BYTES + 4 + 1 + 4)

static unsigned char secret[SECRET_BYTES];
static int canary = -1;
static pid_t process;
static uint32_t reports;
static unsigned char reached[SITES_MAX];
static volatile char busy;

static void put_number(unsigned char *at, uint32_t number) {
    for (int i = 0; i < 4; i++) {
        at[i] = (unsigned char)(number >> (24 - 8 * i));
    }
}

static void report(char letter, uint32_t number) {
    unsigned char frame[FRAME_BYTES];
    put_number(frame, FRAME_BYTES - 4);
    memcpy(frame + 4, secret, SECRET_BYTES);
    put_number(frame + 4 + SECRET_BYTES, reports++);
    frame[8 + SECRET_BYTES] = (unsigned char)letter;
    put_number(frame + 9 + SECRET_BYTES, number);
    if (!write_all(FD_OUTBOUND, frame, sizeof frame)) {
        _exit(1);
    }
}

static void begin(int count, char **arguments, char **environment) {
    (void)count;
    (void)arguments;
    (void)environment;
    unsigned char word[4 + SECRET_BYTES + 4];
    if (!read_all(FD_INBOUND, word, sizeof word)) {
        _exit(1);
    }
    close(FD_INBOUND);
    fcntl(FD_OUTBOUND, F_SETFD, FD_CLOEXEC);
    memcpy(secret, word + 4, SECRET_BYTES);
    const unsigned char *last = word + 4 + SECRET_BYTES;
    canary = (int)((uint32_t)last[0] << 24 | (uint32_t)last[1] << 16 | (uint32_t)last[2] << 8 | last[3]);
    memset(word, 0, sizeof word);
    process = getpid();
}

/* Earlier than every constructor, whatever its priority. */
__attribute__((section(".preinit_array"), used)) static void (*const first)(int, char **, char **) = begin;

/* A child that goes on with the suite after a fork must not report for its parent. */
static void enter(void) {
    if (getpid() != process) {
        _exit(1);
    }
    while (__atomic_test_and_set(&busy, __ATOMIC_ACQUIRE)) {
        sched_yield();
    }
}

static void leave(void) {
    __atomic_clear(&busy, __ATOMIC_RELEASE);
}

bool triptych_canary(int site) {
    return site == canary;
}

void triptych_check(int site, bool held) {
    enter();
    if (site < 0 || site >= SITES_MAX) {
        _exit(1);
    }
    if (!held) {
        fflush(NULL);
        report('F', (uint32_t)site);
        _exit(1);
    }
    if (!reached[site]) {
        reached[site] = 1;
        report('P', (uint32_t)site);
    }
    leave();
}

int __real_main(int count, char **arguments, char **environment);
int __wrap_main(int count, char **arguments, char **environment);

int __wrap_main(int count, char **arguments, char **environment) {
    int code = __real_main(count, arguments, environment);
    enter();
    fflush(NULL);
    report('D', (uint32_t)code);
    _exit(code != 0);
}
