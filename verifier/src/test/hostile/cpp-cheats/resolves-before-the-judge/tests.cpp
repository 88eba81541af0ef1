#include <cassert>

int add(int a, int b);

int main() {
    assert(add(1, 2) == 3);
    assert(add(2, 2) == 4);
    return 0;
}
