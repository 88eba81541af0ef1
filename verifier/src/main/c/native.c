/*
 * The zygote of programs that are not Python functions: compilers, compiled programs, fresh interpreters.
 *
 * Its worker takes frames (size, 4 bytes big-endian; operation, 1; rest) on the private descriptor and answers each:
 *   W name\0 bytes            write a file into the work folder                         → w
 *   B bytes                   keep a program that E runs under the empty name           → w
 *   E flags, arguments\0\0, environment\0\0, stdin
 *                             run a program to its end; everything it started is killed → x status (4), micros (8)
 *   R max (4) name\0          a file that a program left                                → f bytes | n reason
 *   T                         empty the folders that programs can write                 → w
 *   K arguments\0\0, environment\0\0
 *                             become the program, with the private descriptors          (no answer of ours)
 * A failure of ours is answered by n and a reason.
 */
#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "common.h"
#include "tidy.h"
#include "zygote.h"

#define FRAME_BYTES_MAX (96u << 20)
#define WORDS_MAX 256
#define FLAG_EMPTY_STDIN 1

static int kept = -1;

static void answer(char letter, const void *data, size_t size) {
    unsigned char header[5];
    size_t total = size + 1;
    for (int i = 0; i < 4; i++) {
        header[i] = (unsigned char)(total >> (24 - 8 * i));
    }
    header[4] = (unsigned char)letter;
    if (!write_all(FD_OUTBOUND, header, sizeof header) || !write_all(FD_OUTBOUND, data, size)) {
        _exit(1);
    }
}

static void failed(const char *what) {
    char text[200];
    int size = snprintf(text, sizeof text, "%s: %s", what, strerror(errno));
    answer('n', text, (size_t)size);
}

/* Strings up to an empty one. */
static bool words(const char **at, const char *end, char **list) {
    int count = 0;
    while (*at < end) {
        const char *stop = memchr(*at, 0, (size_t)(end - *at));
        if (stop == NULL || count == WORDS_MAX) {
            return false;
        }
        if (stop == *at) {
            list[count] = NULL;
            *at = stop + 1;
            return true;
        }
        list[count++] = (char *)*at;
        *at = stop + 1;
    }
    return false;
}

/* A name of one part: the service checked it, and a jail is all that a wrong one could harm. */
static const char *name_of(const char **at, const char *end) {
    const char *name = *at;
    const char *stop = memchr(name, 0, (size_t)(end - name));
    if (stop == NULL || stop == name || strchr(name, '/') != NULL) {
        return NULL;
    }
    *at = stop + 1;
    return name;
}

static void write_file(const char *at, const char *end) {
    const char *name = name_of(&at, end);
    int fd = name == NULL ? -1 : open(name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0700);
    if (fd < 0 || !write_all(fd, at, (size_t)(end - at))) {
        failed("a file of the request");
    } else {
        answer('w', NULL, 0);
    }
    if (fd >= 0) {
        close(fd);
    }
}

static int sealed(const char *data, size_t size) {
    int fd = memfd_create("program", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (fd < 0 || !write_all(fd, data, size)
        || fcntl(fd, F_ADD_SEALS, F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE) != 0) {
        return -1;
    }
    return fd;
}

static void keep(const char *at, const char *end) {
    if (kept >= 0) {
        close(kept);
    }
    kept = sealed(at, (size_t)(end - at));
    if (kept < 0) {
        failed("the program");
    } else {
        answer('w', NULL, 0);
    }
}

__attribute__((noreturn)) static void become(char **arguments, char **environment) {
    if (kept >= 0 && strcmp(arguments[0], "program") == 0) {
        syscall(SYS_execveat, kept, "", arguments, environment, AT_EMPTY_PATH);
    } else {
        execve(arguments[0], arguments, environment);
    }
    dprintf(2, "cannot run %s: %s\n", arguments[0], strerror(errno));
    _exit(127);
}

static void reset_signals(void) {
    for (int i = 1; i < NSIG; i++) {
        signal(i, SIG_DFL);
    }
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

/* A file, as a judge's redirection gives one: it can be read twice, mapped, and left unread. */
static int input(const char *at, size_t size) {
    int fd = memfd_create("stdin", MFD_CLOEXEC);
    if (fd < 0 || !write_all(fd, at, size)) {
        return -1;
    }
    char path[32];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    int readable = open(path, O_RDONLY | O_CLOEXEC);
    close(fd);
    return readable;
}

static void execute(const char *at, const char *end) {
    char *arguments[WORDS_MAX + 1];
    char *environment[WORDS_MAX + 1];
    if (end - at < 1) {
        errno = EINVAL;
        failed("the order");
        return;
    }
    int flags = *at++;
    if (!words(&at, end, arguments) || !words(&at, end, environment) || arguments[0] == NULL) {
        errno = EINVAL;
        failed("the order");
        return;
    }
    int in = (flags & FLAG_EMPTY_STDIN) ? open("/dev/null", O_RDONLY | O_CLOEXEC) : input(at, (size_t)(end - at));
    if (in < 0) {
        failed("standard input");
        return;
    }
    pid_t pid = fork();
    if (pid == 0) {
        reset_signals();
        if (dup2(in, 0) < 0) {
            _exit(127);
        }
        become(arguments, environment);
    }
    close(in);
    if (pid < 0) {
        failed("a process");
        return;
    }
    int status = 0;
    struct rusage used = {0};
    while (wait4(pid, &status, 0, &used) != pid) {
    }
    if (tidy_processes() != 0) {
        failed("processes of the program");
        return;
    }
    unsigned char result[12];
    uint64_t micros = (uint64_t)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1000000u
                      + (uint64_t)(used.ru_utime.tv_usec + used.ru_stime.tv_usec);
    for (int i = 0; i < 4; i++) {
        result[i] = (unsigned char)((uint32_t)status >> (24 - 8 * i));
    }
    for (int i = 0; i < 8; i++) {
        result[4 + i] = (unsigned char)(micros >> (56 - 8 * i));
    }
    answer('x', result, sizeof result);
}

static void read_file(const char *at, const char *end) {
    if (end - at < 5) {
        errno = EINVAL;
        failed("the order");
        return;
    }
    const unsigned char *bytes = (const unsigned char *)at;
    size_t max = (size_t)bytes[0] << 24 | (size_t)bytes[1] << 16 | (size_t)bytes[2] << 8 | bytes[3];
    at += 4;
    const char *name = name_of(&at, end);
    int fd = name == NULL ? -1 : open(name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    struct stat facts;
    if (fd < 0 || fstat(fd, &facts) != 0) {
        failed("the file");
    } else if (!S_ISREG(facts.st_mode) || (size_t)facts.st_size > max) {
        errno = EFBIG;
        failed("the file");
    } else {
        char *content = malloc((size_t)facts.st_size + 1);
        if (content == NULL || !read_all(fd, content, (size_t)facts.st_size)) {
            failed("the file");
        } else {
            answer('f', content, (size_t)facts.st_size);
        }
        free(content);
    }
    if (fd >= 0) {
        close(fd);
    }
}

static void become_in_place(const char *at, const char *end) {
    char *arguments[WORDS_MAX + 1];
    char *environment[WORDS_MAX + 1];
    if (!words(&at, end, arguments) || !words(&at, end, environment) || arguments[0] == NULL) {
        _exit(126);
    }
    fcntl(FD_INBOUND, F_SETFD, 0);
    fcntl(FD_OUTBOUND, F_SETFD, 0);
    reset_signals();
    become(arguments, environment);
}

static void obey(const char *frame, size_t size) {
    const char *rest = frame + 1;
    const char *end = frame + size;
    switch (frame[0]) {
    case 'W':
        write_file(rest, end);
        break;
    case 'B':
        keep(rest, end);
        break;
    case 'E':
        execute(rest, end);
        break;
    case 'R':
        read_file(rest, end);
        break;
    case 'T':
        if (tidy_folders() != 0) {
            failed("files of the program");
        } else {
            answer('w', NULL, 0);
        }
        break;
    case 'K':
        become_in_place(rest, end);
        break;
    default:
        errno = EINVAL;
        failed("the order");
        break;
    }
}

int main(int argc, char **argv) {
    (void)argv;
    if (zygote_prepare(argc > 1) != 0) {
        die("the zygote cannot give up its rights: %s", strerror(errno));
    }
    zygote_serve();
    char *frame = NULL;
    for (;;) {
        unsigned char header[4];
        if (!read_all(FD_INBOUND, header, sizeof header)) {
            _exit(0);
        }
        size_t size = (size_t)header[0] << 24 | (size_t)header[1] << 16 | (size_t)header[2] << 8 | header[3];
        if (size == 0 || size > FRAME_BYTES_MAX || (frame = realloc(frame, size)) == NULL
            || !read_all(FD_INBOUND, frame, size)) {
            _exit(1);
        }
        obey(frame, size);
    }
}
