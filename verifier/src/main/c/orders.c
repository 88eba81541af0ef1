#include "orders.h"

#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "common.h"
#include "tidy.h"

#define FRAME_BYTES_MAX (96u << 20)
#define WORDS_MAX 256
#define FLAG_EMPTY_STDIN 1
#define UNSENT_BYTES_MAX (16 << 10)

static bool scripts; /* E runs none but returns from orders_serve */
static char *script_arguments[WORDS_MAX + 1];
/* What every E finds in its work folder. */
static struct file {
    struct file *next;
    char *name;
    size_t size;
    char content[];
} *files;
static size_t fetched; /* of what the last E left */
/* Answers that nobody waits for yet, since more was ordered: one piece for all costs the supervisor one turn. */
static char unsent[UNSENT_BYTES_MAX];
static size_t unsent_size;

static int kept = -1;

static void send_answers(void) {
    if (!write_all(FD_OUTBOUND, unsent, unsent_size)) {
        _exit(1);
    }
    unsent_size = 0;
}

static void say(const void *data, size_t size) {
    if (size > sizeof unsent - unsent_size) {
        send_answers();
    }
    if (size > sizeof unsent) {
        if (!write_all(FD_OUTBOUND, data, size)) {
            _exit(1);
        }
    } else if (size > 0) {
        memcpy(unsent + unsent_size, data, size);
        unsent_size += size;
    }
}

static void answer(char letter, const void *data, size_t size) {
    char header[5];
    put_u32(header, (uint32_t)(size + 1));
    header[4] = letter;
    say(header, sizeof header);
    say(data, size);
}

static void failed_by(char letter, const char *what) {
    char text[200];
    int size = snprintf(text, sizeof text, "%s: %s", what, strerror(errno));
    answer(letter, text, (size_t)size);
}

static void failed(const char *what) {
    failed_by('n', what);
}

/* Their number (2 bytes), then each with its end. */
static bool words(const char **at, const char *end, char **list) {
    if (end - *at < 2) {
        return false;
    }
    int count = (unsigned char)(*at)[0] << 8 | (unsigned char)(*at)[1];
    *at += 2;
    if (count > WORDS_MAX) {
        return false;
    }
    for (int i = 0; i < count; i++) {
        const char *stop = memchr(*at, 0, (size_t)(end - *at));
        if (stop == NULL) {
            return false;
        }
        list[i] = (char *)*at;
        *at = stop + 1;
    }
    list[count] = NULL;
    return true;
}

/* The service checked it, and a jail is all that a wrong one could harm. */
static char *name_of(const char **at, const char *end) {
    const char *name = *at;
    const char *stop = memchr(name, 0, (size_t)(end - name));
    if (stop == NULL || stop == name) {
        return NULL;
    }
    *at = stop + 1;
    return (char *)name;
}

static void make_folders(char *name) {
    for (char *slash = strchr(name + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = 0;
        mkdir(name, 0755);
        *slash = '/';
    }
}

static bool write_file(char *name, const char *content, size_t size) {
    make_folders(name);
    int fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0700);
    bool written = fd >= 0 && write_all(fd, content, size);
    if (fd >= 0) {
        close(fd);
    }
    return written;
}

static void write_once(const char *at, const char *end) {
    char *name = name_of(&at, end);
    if (name != NULL && write_file(name, at, (size_t)(end - at))) {
        answer('w', NULL, 0);
    } else {
        failed("a file of the request");
    }
}

bool orders_file(const char *name, const char *content, size_t size) {
    struct file *file = malloc(sizeof *file + size);
    if (file == NULL || (file->name = strdup(name)) == NULL) {
        return false;
    }
    file->next = files;
    file->size = size;
    memcpy(file->content, content, size);
    files = file;
    return true;
}

static void write_always(const char *at, const char *end) {
    char *name = name_of(&at, end);
    if (name != NULL && orders_file(name, at, (size_t)(end - at))) {
        answer('w', NULL, 0);
    } else {
        failed("a file of the request");
    }
}

static bool write_files(void) {
    for (struct file *file = files; file != NULL; file = file->next) {
        if (!write_file(file->name, file->content, file->size)) {
            return false;
        }
    }
    return true;
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

/* Whether this is the process in which the caller runs a script. */
static bool execute(const char *at, const char *end) {
    char *arguments[WORDS_MAX + 1];
    char *environment[WORDS_MAX + 1];
    if (end - at < 1) {
        errno = EINVAL;
        failed("the order");
        return false;
    }
    int flags = *at++;
    if (!words(&at, end, arguments) || !words(&at, end, environment) || (arguments[0] == NULL && !scripts)) {
        errno = EINVAL;
        failed("the order");
        return false;
    }
    int in = (flags & FLAG_EMPTY_STDIN) ? open("/dev/null", O_RDONLY | O_CLOEXEC) : input(at, (size_t)(end - at));
    if (in < 0) {
        failed("standard input");
        return false;
    }
    if (!write_files()) {
        close(in);
        failed_by('i', "a file of the request");
        return false;
    }
    fetched = 0;
    pid_t pid = fork();
    if (pid == 0) {
        if (dup2(in, 0) < 0) {
            _exit(127);
        }
        if (scripts) {
            syscall(SYS_close_range, 3, ~0u, 0);
            memcpy(script_arguments, arguments, sizeof arguments);
            return true;
        }
        reset_signals();
        become(arguments, environment);
    }
    close(in);
    if (pid < 0) {
        failed("a process");
        return false;
    }
    int status = 0;
    struct rusage used = {0};
    while (wait4(pid, &status, 0, &used) != pid) {
    }
    if (tidy_processes() != 0) {
        failed("processes of the program");
        return false;
    }
    collect_sent_files();
    char result[12];
    uint64_t micros = (uint64_t)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1000000u
                      + (uint64_t)(used.ru_utime.tv_usec + used.ru_stime.tv_usec);
    put_u32(result, (uint32_t)status);
    put_u64(result + 4, micros);
    answer('x', result, sizeof result);
    return false;
}

static void read_file(const char *at, const char *end) {
    if (end - at < 5) {
        errno = EINVAL;
        failed("the order");
        return;
    }
    size_t max = get_u32(at);
    at += 4;
    const char *name = name_of(&at, end);
    int fd = name == NULL ? -1 : open(name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    struct stat facts;
    if (fd < 0 || fstat(fd, &facts) != 0) {
        failed("the file");
    } else if (!S_ISREG(facts.st_mode) || (size_t)facts.st_size + fetched > max) {
        errno = EFBIG;
        failed("the file");
    } else {
        fetched += (size_t)facts.st_size;
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
    send_answers();
    fcntl(FD_INBOUND, F_SETFD, 0);
    fcntl(FD_OUTBOUND, F_SETFD, 0);
    reset_signals();
    become(arguments, environment);
}

/* Whether this is the process in which the caller runs a script. */
static bool obey(const char *frame, size_t size) {
    const char *rest = frame + 1;
    const char *end = frame + size;
    switch (frame[0]) {
    case 'W':
        write_once(rest, end);
        break;
    case 'A':
        write_always(rest, end);
        break;
    case 'B':
        keep(rest, end);
        break;
    case 'E':
        return execute(rest, end);
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
    return false;
}

static bool more_is_ordered(void) {
    struct pollfd inbound = {FD_INBOUND, POLLIN, 0};
    return poll(&inbound, 1, 0) == 1;
}

void orders_serve(bool of_scripts) {
    scripts = of_scripts;
    char *frame = NULL;
    for (;;) {
        if (unsent_size > 0 && !more_is_ordered()) {
            send_answers();
        }
        char header[4];
        if (!read_all(FD_INBOUND, header, sizeof header)) {
            _exit(0);
        }
        size_t size = get_u32(header);
        if (size == 0 || size > FRAME_BYTES_MAX || (frame = realloc(frame, size)) == NULL
            || !read_all(FD_INBOUND, frame, size)) {
            _exit(1);
        }
        if (obey(frame, size)) {
            return;
        }
        /* The next case is forked from this memory, and must not find in it what this one was given. */
        explicit_bzero(frame, size);
    }
}

const char *orders_argument(int index) {
    return script_arguments[index];
}
