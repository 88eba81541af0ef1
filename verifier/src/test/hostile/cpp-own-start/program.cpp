#include <unistd.h>

extern "C" void _start() {
    _exit(0);
}

int main() {
    return write(1, "3\n", 2) != 2;
}
