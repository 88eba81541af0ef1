#include <cassert>

int add(int a, int b);

int main() {
    assert(add(1, 2) == 3);
    assert(add(20, 22) == 42);
}
