#include <cstdio>
#include <sys/wait.h>
#include <unistd.h>

// 3: the 32-bit getpid did not answer, whether it failed or the process was killed for it.
int main() {
#if defined(__x86_64__)
    int ends[2];
    if (pipe(ends) != 0) {
        return 1;
    }
    if (fork() == 0) {
        int number = 20;
        asm volatile("int $0x80" : "+a"(number) : : "memory", "r8", "r9", "r10", "r11");
        int answer = number > 0;
        _exit(write(ends[1], &answer, sizeof answer) != sizeof answer);
    }
    close(ends[1]);
    int answered = 0;
    if (read(ends[0], &answered, sizeof answered) != sizeof answered) {
        answered = 0;
    }
    wait(nullptr);
    std::puts(answered ? "answered" : "3");
#else
    std::puts("3");
#endif
}
