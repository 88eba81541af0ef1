#include "root.h"

#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/sysmacros.h>

#define PATH_MAX_BYTES 4096
#define COPIED_BYTES_MAX (4u << 20)

static const char *root;

static struct bind below_tmp[BINDS_MAX];
static int below_tmp_count;

static void at(char *path, const char *inside) {
    if (snprintf(path, PATH_MAX_BYTES, "%s%s", root, inside) >= PATH_MAX_BYTES) {
        die("root: path too long: %s", inside);
    }
}

static void folder(const char *inside) {
    char path[PATH_MAX_BYTES];
    at(path, inside);
    for (char *slash = path + strlen(root) + 1; (slash = strchr(slash, '/')) != NULL; slash++) {
        *slash = 0;
        mkdir(path, 0755);
        *slash = '/';
    }
    if (mkdir(path, 0755) != 0 && errno != EEXIST) {
        die("root: cannot make %s: %s", inside, strerror(errno));
    }
}

static void link_to(const char *target, const char *inside) {
    char path[PATH_MAX_BYTES];
    at(path, inside);
    if (symlink(target, path) != 0) {
        die("root: cannot link %s: %s", inside, strerror(errno));
    }
}

static void text(const char *inside, const char *content, size_t size) {
    char path[PATH_MAX_BYTES];
    at(path, inside);
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (fd < 0 || !write_all(fd, content, size)) {
        die("root: cannot write %s: %s", inside, strerror(errno));
    }
    close(fd);
}

static void copy(const char *inside) {
    int fd = open(inside, O_RDONLY | O_CLOEXEC);
    struct stat facts;
    if (fd < 0 || fstat(fd, &facts) != 0 || facts.st_size > COPIED_BYTES_MAX) {
        close(fd);
        return;
    }
    char *content = malloc((size_t)facts.st_size + 1);
    if (content != NULL && read_all(fd, content, (size_t)facts.st_size)) {
        text(inside, content, (size_t)facts.st_size);
    }
    free(content);
    close(fd);
}

/* In a user namespace the flags that the host's mount has must stay. */
static unsigned long kept_flags(const char *path) {
    struct statvfs facts;
    if (statvfs(path, &facts) != 0) {
        return 0;
    }
    return ((facts.f_flag & ST_NOSUID) ? MS_NOSUID : 0) | ((facts.f_flag & ST_NODEV) ? MS_NODEV : 0)
           | ((facts.f_flag & ST_NOEXEC) ? MS_NOEXEC : 0) | ((facts.f_flag & ST_NOATIME) ? MS_NOATIME : 0)
           | ((facts.f_flag & ST_RELATIME) ? MS_RELATIME : 0);
}

static void bind_folder(const char *from, const char *inside) {
    char path[PATH_MAX_BYTES];
    folder(inside);
    at(path, inside);
    if (mount(from, path, NULL, MS_BIND, NULL) != 0) {
        die("root: cannot show %s: %s", from, strerror(errno));
    }
    if (mount(NULL, path, NULL, MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID | MS_NODEV | kept_flags(path), NULL) != 0) {
        die("root: cannot make %s read-only: %s", from, strerror(errno));
    }
}

static void device(const char *inside, unsigned minor_number) {
    char path[PATH_MAX_BYTES];
    at(path, inside);
    if (mknod(path, S_IFCHR | 0666, makedev(1, minor_number)) == 0 && chmod(path, 0666) == 0) {
        return;
    }
    text(inside, "", 0);
    if (mount(inside, path, NULL, MS_BIND, NULL) != 0) {
        die("root: cannot make %s: %s", inside, strerror(errno));
    }
}

/* On a merged system /lib and its like are links into /usr. */
static void system_folders(void) {
    static const char *const NAMES[] = {"lib", "lib32", "lib64", "libx32", "bin", "sbin"};
    bind_folder("/usr", "/usr");
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        char path[32];
        char target[32];
        struct stat facts;
        snprintf(path, sizeof path, "/%s", NAMES[i]);
        snprintf(target, sizeof target, "usr/%s", NAMES[i]);
        if (lstat(path, &facts) != 0) {
            continue;
        }
        if (S_ISLNK(facts.st_mode)) {
            link_to(target, path);
        } else {
            bind_folder(path, path);
        }
    }
}

static void devices(void) {
    folder("/dev");
    device("/dev/null", 3);
    device("/dev/zero", 5);
    device("/dev/full", 7);
    device("/dev/random", 8);
    device("/dev/urandom", 9);
    link_to("/proc/self/fd", "/dev/fd");
    link_to("/proc/self/fd/0", "/dev/stdin");
    link_to("/proc/self/fd/1", "/dev/stdout");
    link_to("/proc/self/fd/2", "/dev/stderr");
    link_to("/w/shm", "/dev/shm");
}

static void configuration(void) {
    static const char USERS[] = "root:x:0:0:root:/:/usr/sbin/nologin\njail:x:65534:65534:jail:/w/work:/usr/sbin/nologin\n";
    static const char GROUPS[] = "root:x:0:\njail:x:65534:\n";
    static const char HOSTS[] = "127.0.0.1 localhost\n::1 localhost\n";
    folder("/etc");
    copy("/etc/ld.so.cache");
    text("/etc/passwd", USERS, sizeof USERS - 1);
    text("/etc/group", GROUPS, sizeof GROUPS - 1);
    text("/etc/hosts", HOSTS, sizeof HOSTS - 1);
    if (access("/etc/alternatives", F_OK) == 0) {
        bind_folder("/etc/alternatives", "/etc/alternatives");
    }
}

void root_links(void) {
    for (int i = 0; i < below_tmp_count; i++) {
        char inside[PATH_MAX_BYTES];
        snprintf(inside, sizeof inside, "/w%s", below_tmp[i].from);
        char *name = strrchr(inside, '/');
        *name = 0;
        folder(inside);
        *name = '/';
        link_to(below_tmp[i].to, inside);
    }
}

static void show(const struct bind *bind) {
    if (strncmp(bind->to, "/tmp/", 5) != 0) {
        bind_folder(bind->from, bind->to);
        return;
    }
    char *elsewhere = malloc(32);
    if (elsewhere == NULL) {
        die("root: out of memory");
    }
    snprintf(elsewhere, 32, "/toolchain/%d", below_tmp_count);
    bind_folder(bind->from, elsewhere);
    below_tmp[below_tmp_count++] = (struct bind){bind->to, elsewhere};
}

void root_enter(const char *mount_point, const struct bind *binds, int count) {
    root = mount_point;
    if (unshare(CLONE_NEWNS) != 0 || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0) {
        die("root: no mount namespace: %s", strerror(errno));
    }
    if (mount("tmpfs", root, "tmpfs", MS_NOSUID, "mode=0755,size=16m") != 0) {
        die("root: no tmpfs: %s", strerror(errno));
    }
    umask(0);
    system_folders();
    devices();
    configuration();
    folder("/proc");
    folder("/w");
    link_to("/w/tmp", "/tmp");
    for (int i = 0; i < count; i++) {
        show(&binds[i]);
    }
    root_links();
    /* The host's /proc is still needed for a moment: a new one may only be mounted where one can be seen. */
    char proc[PATH_MAX_BYTES];
    at(proc, "/proc");
    if (mount("/proc", proc, NULL, MS_BIND, NULL) != 0) {
        die("root: no /proc: %s", strerror(errno));
    }
    if (mount(NULL, root, NULL, MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID, NULL) != 0) {
        die("root: cannot be made read-only: %s", strerror(errno));
    }
    if (chdir(root) != 0 || syscall(SYS_pivot_root, ".", ".") != 0 || umount2(".", MNT_DETACH) != 0 || chdir("/") != 0) {
        die("root: cannot be entered: %s", strerror(errno));
    }
    root = "";
    umask(022);
}
