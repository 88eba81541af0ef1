template <int N> struct Endless {
    [[deprecated("a message that is long enough to be a burden when it is repeated again and again")]] int old;
    int use() { return old + unknown_name + Endless<N - 1>().use(); }
};

#define E Endless<100>().use();
#define E10 E E E E E E E E E E
#define E100 E10 E10 E10 E10 E10 E10 E10 E10 E10 E10
#define E1000 E100 E100 E100 E100 E100 E100 E100 E100 E100 E100
#define E10000 E1000 E1000 E1000 E1000 E1000 E1000 E1000 E1000 E1000 E1000

int main() {
    E10000 E10000 E10000
    return undeclared;
}
