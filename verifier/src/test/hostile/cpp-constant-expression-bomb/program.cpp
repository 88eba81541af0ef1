constexpr long spin(long from) {
    long sum = 0;
    for (long i = 0; i < 200'000; i++) {
        sum += i ^ from;
    }
    return sum;
}

template <long... Numbers> constexpr long all = (spin(Numbers) + ...);

template <long N, long... Numbers> struct Grow : Grow<N - 1, N, Numbers...> {};

template <long... Numbers> struct Grow<0, Numbers...> {
    static constexpr long value = all<Numbers...>;
};

int main() {
    return Grow<800>::value == 0;
}
