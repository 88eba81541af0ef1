#include <cstdio>

static char nothing[10LL << 30];

int main() {
    nothing[1] = 3;
    std::printf("%d\n", nothing[1]);
}
