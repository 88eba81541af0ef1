#include <unistd.h>

__attribute__((constructor(101))) static void early() {
    _exit(0);
}

int main() {
    return write(1, "3\n", 2) != 2;
}
