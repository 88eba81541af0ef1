#!/bin/sh
# Builds the sandbox's native parts: build.sh SOURCES TARGET
set -eu
sources=$1
target=$2
compiler=${CC:-cc}
if ! command -v "$compiler" >/dev/null; then
    echo "no C compiler ($compiler): ./triptych doctor --install gets one" >&2
    exit 1
fi
mkdir -p "$target"
flags="-std=gnu17 -D_GNU_SOURCE -O2 -Wall -Wextra -Werror -fstack-protector-strong -D_FORTIFY_SOURCE=2"
cd "$sources"
"$compiler" $flags -o "$target/supervisor" supervisor.c jail.c root.c group.c
"$compiler" $flags -o "$target/native" native.c zygote.c filter.c tidy.c
"$compiler" $flags -fPIC -shared -o "$target/libzygote.so" zygote.c filter.c tidy.c
# Linked into C++ programs in the jail, so without what they may not have.
"$compiler" -std=gnu17 -D_GNU_SOURCE -O2 -Wall -Wextra -Werror -fPIE -c -o "$target/checks.o" checks.c
