import glob
import os
import socket

FILES = """/etc/shadow /etc/gshadow /etc/hostname /etc/resolv.conf /etc/sudoers
    /etc/machine-id /etc/ssh /etc/ssl/private /etc/crontab /etc/environment /root/.ssh /root/.bashrc /root/.m2
    /root/.bash_history /root/.aws /root/.kube /root/.docker /root/.netrc /root/.gitconfig /home /srv /mnt /media
    /boot /var/log /var/lib /var/run /var/tmp /run /run/docker.sock /var/run/docker.sock /run/containerd /run/user
    /run/dbus/system_bus_socket /sys/kernel /sys/fs/cgroup /sys/class/net /sys/devices /sys/firmware /host /hostfs
    /.dockerenv /dev/mem /dev/kmem /dev/port /dev/kmsg /dev/sda /dev/vda /dev/fuse /dev/kvm /dev/net/tun
    /dev/mapper/control /dev/loop0 /dev/loop-control /dev/vsock /dev/cpu/0/msr /dev/snd /dev/input /dev/fb0
    /dev/userfaultfd /dev/mqueue /proc/kcore /proc/kmsg /proc/vmallocinfo /proc/slabinfo /proc/kpagecount
    /proc/timer_list /proc/sched_debug /proc/acpi /proc/scsi /proc/1/environ /proc/1/mem /proc/1/maps /proc/1/root
    /proc/1/cwd /proc/1/fd /proc/1/stack /proc/1/syscall /proc/1/auxv /proc/1/io @HOST_FILE@ /proc/@HOST_PID@
    /proc/self/root/../@HOST_FILE@ /proc/1/root/etc/shadow /work /data /workspace /secrets /vault""".split()
WRITABLE_NEVER = """/proc/sys/kernel/core_pattern /proc/sys/kernel/modprobe /proc/sys/kernel/hotplug
    /proc/sys/kernel/hostname /proc/sys/kernel/domainname /proc/sys/vm/overcommit_memory /proc/sys/vm/drop_caches
    /proc/sys/kernel/randomize_va_space /proc/sys/net/ipv4/ip_forward
    /proc/sys/fs/binfmt_misc/register /proc/sys/fs/suid_dumpable /proc/sys/kernel/shmmax /proc/sysrq-trigger
    /proc/sys/user/max_user_namespaces /proc/1/oom_score_adj /proc/1/comm /proc/1/mem /proc/1/clear_refs /proc/irq/0/smp_affinity
    /proc/self/exe /proc/self/cwd/../usr/x /sys/kernel/uevent_helper /sys/fs/cgroup/memory/release_agent
    /sys/fs/cgroup/memory/cgroup.procs /sys/fs/cgroup/cgroup.procs /sys/power/state /dev/sda /dev/mem
    /etc/ld.so.preload /etc/passwd /usr/lib/x /usr/bin/x /lib/x /bin/x /root/x /x /proc/x /dev/x""".split()
DEVICES = set("null zero full random urandom tty console ptmx pts shm fd stdin stdout stderr core".split())


def shows(name):
    try:
        if os.path.isdir(name):
            return bool(os.listdir(name))
        with open(name, "rb") as file:
            return bool(file.read(1))
    except OSError:
        return False


def holes():
    found = ["reads " + name for name in FILES if shows(name)]
    for name, known in (("/etc/passwd", ("root:", "jail:")), ("/etc/group", ("root:", "jail:")),
                        ("/etc/hosts", ("127.0.0.1 localhost", "::1 localhost"))):
        if os.path.exists(name):
            with open(name) as file:
                found += ["%s says %s" % (name, line) for line in file if not line.startswith(known)]
    if os.path.isdir("/root"):
        found += ["reads /root/" + name for name in os.listdir("/root") if name != ".pyenv"]
    for name in WRITABLE_NEVER:
        try:
            os.close(os.open(name, os.O_WRONLY))
            found.append("opens for writing " + name)
        except OSError:
            pass
    # These open for everybody; the kernel looks at who writes.
    for name, text in (("/proc/sys/kernel/ns_last_pid", "300"), ("/proc/self/uid_map", "0 0 1"),
                       ("/proc/self/gid_map", "0 0 1"), ("/proc/self/setgroups", "allow")):
        try:
            with open(name, "w") as file:
                file.write(text)
            found.append("writes " + name)
        except OSError:
            pass
    for folder in ("/", "/usr", "/usr/lib", "/etc", "/dev", "/proc", "/root", os.path.dirname(os.__file__)):
        try:
            os.mkdir(folder + "/made")
            found.append("makes a folder in " + folder)
        except OSError:
            pass
    found += ["device " + name for name in os.listdir("/dev") if name not in DEVICES]
    for name in ("/dev/tty", "/dev/console"):
        try:
            os.close(os.open(name, os.O_RDWR))
            found.append("opens " + name)
        except OSError:
            pass
    mine = str(os.getpid())
    pids = [name for name in os.listdir("/proc") if name.isdigit()]
    if len(pids) > 5:
        found.append("sees %d processes" % len(pids))
    if mine == "1":
        found.append("is the first process")
    for pid in pids:
        if pid == mine:
            continue
        for name in ("environ", "mem", "maps", "fd", "root", "cwd", "exe", "auxv", "stack", "syscall", "map_files"):
            path = "/proc/%s/%s" % (pid, name)
            try:
                seen = os.readlink(path) if name in ("root", "cwd", "exe") else shows(path) and "its content"
            except OSError:
                continue
            if seen:
                found.append("sees %s: %s" % (path, seen))
    for name in glob.glob("/proc/[0-9]*/cmdline"):
        with open(name, "rb") as file:
            command = file.read()
        if b"def " in command or b"assert" in command or b"java" in command:
            found.append("the command of %s tells" % name)
    if socket.gethostname() == "@HOST_NAME@":
        found.append("the host's name")
    for kind, host in (("ipc", "@HOST_NAMESPACE_ipc@"), ("mnt", "@HOST_NAMESPACE_mnt@"),
                       ("net", "@HOST_NAMESPACE_net@"), ("pid", "@HOST_NAMESPACE_pid@"),
                       ("uts", "@HOST_NAMESPACE_uts@")):
        if os.readlink("/proc/self/ns/" + kind) == host:
            found.append("the host's namespace " + kind)
    return found
