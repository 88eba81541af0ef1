// Calls functions of any type with the arguments in one file and writes what they return into another.
#include <bits/stdc++.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace std;

namespace harness {
inline void read(istream& in, long long& value) {
    in >> value;
}

inline void read(istream& in, bool& value) {
    in >> boolalpha >> value;
}

inline void read(istream& in, string& value) {
    size_t length = 0;
    in >> length;
    in.get();
    value.resize(length);
    in.read(value.data(), static_cast<streamsize>(length));
}

template <class T>
void read(istream& in, vector<T>& value) {
    size_t length = 0;
    in >> length;
    value.resize(length);
    for (T& item : value) {
        read(in, item);
    }
}

inline void write(ostream& out, long long value) {
    out << value << ' ';
}

inline void write(ostream& out, bool value) {
    out << (value ? "true " : "false ");
}

inline void write(ostream& out, const string& value) {
    out << value.size() << ':' << value << ' ';
}

template <class T>
void write(ostream& out, const vector<T>& value) {
    out << value.size() << ' ';
    for (const T& item : value) {
        write(out, item);
    }
}

template <class K, class V>
void write(ostream& out, const map<K, V>& value) {
    out << value.size() << ' ';
    for (const auto& [key, item] : value) {
        write(out, key);
        write(out, item);
    }
}

template <class R, class... A>
void serve(R (*function)(A...), istream& in, ostream& out) {
    size_t calls = 0;
    in >> calls;
    for (size_t call = 0; call < calls; call++) {
        tuple<A...> arguments;
        std::apply([&](A&... argument) { (read(in, argument), ...); }, arguments);
        write(out, std::apply(function, arguments));
        out << '\x1e' << flush;
    }
}

inline void limit(int resource, rlim_t most) {
    rlimit both{most, most};
    setrlimit(static_cast<__rlimit_resource>(resource), &both);
}

/** In a process of its own: a program may loop, crash or ask for all memory. */
template <class F>
void run(const string& id, F function) {
    pid_t child = fork();
    if (child == 0) {
        limit(RLIMIT_CPU, 2);
        limit(RLIMIT_AS, 1ul << 30);
        limit(RLIMIT_CORE, 0);
        freopen("/dev/null", "w", stderr);
        ifstream in(id + ".in");
        ofstream out(id + ".out");
        serve(function, in, out);
        out.close();
        _exit(0);
    }
    waitpid(child, nullptr, 0);
}
}
