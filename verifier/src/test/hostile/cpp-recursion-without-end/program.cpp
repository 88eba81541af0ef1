#include <cstdio>

volatile int sink;

int down(int depth) {
    volatile char frame[1024];
    frame[0] = static_cast<char>(depth);
    return down(depth + 1) + frame[0];
}

int main() {
    sink = down(0);
    std::puts("3");
}
