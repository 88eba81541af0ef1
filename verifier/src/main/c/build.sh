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
# What is forked for every run: fewer mappings make every fork cheaper. Without a static C library it works as well.
static=-static
echo "int main(void) { return 0; }" | "$compiler" -static -o /dev/null -x c - 2>/dev/null || static=
cd "$sources"
"$compiler" $flags $static -o "$target/supervisor" supervisor.c jail.c root.c group.c
"$compiler" $flags $static -o "$target/native" native.c zygote.c image.c filter.c orders.c tidy.c
"$compiler" $flags -fPIC -shared -o "$target/libzygote.so" zygote.c image.c filter.c orders.c tidy.c
# Linked into C++ programs in the jail, so without what they may not have.
"$compiler" -std=gnu17 -D_GNU_SOURCE -O2 -Wall -Wextra -Werror -fPIE -c -o "$target/checks.o" checks.c
