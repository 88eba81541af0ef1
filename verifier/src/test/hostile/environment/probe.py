import os

KNOWN = {"PATH", "HOME", "LANG", "PWD", "PYTHONHASHSEED", "PYTHONDONTWRITEBYTECODE", "OPENBLAS_NUM_THREADS",
         "OMP_NUM_THREADS", "MKL_NUM_THREADS", "PYTEST_DISABLE_PLUGIN_AUTOLOAD", "LC_CTYPE", "LC_ALL", "TZ", "TMPDIR",
         "PYTEST_CURRENT_TEST", "PYTEST_VERSION", "COLUMNS", "LINES", "TERM", "USER", "SHLVL", "_"}


def holes():
    found = ["variable " + name for name in os.environ if name not in KNOWN]
    try:
        with open("/proc/self/environ", "rb") as file:
            names = [entry.split(b"=")[0].decode() for entry in file.read().split(b"\0") if entry]
    except OSError:
        names = []
    found += ["variable at the start " + name for name in names if name not in KNOWN]
    with open("/proc/self/cmdline", "rb") as file:
        command = file.read()
        if len(command) > 4_096 or b"def holes" in command or b"import" in command:
            found.append("the command tells")
    if os.getsid(0) == 0:
        found.append("the host's session")
    for name in ("/proc/self/fd/%d" % fd for fd in range(3, 1_024)):
        try:
            target = os.readlink(name)
        except OSError:
            continue
        if not target.startswith(("pipe:", "anon_inode:[pidfd]", "socket:", "/dev/null", "/proc/")):
            found.append("descriptor %s to %s" % (name, target))
    return found
