#include <cstdio>

static char nothing[10LL << 30];

int main() {
    for (long i = 0; i < (10LL << 30); i += 4096) {
        nothing[i] = 3;
    }
    std::printf("%d\n", nothing[4096]);
}
