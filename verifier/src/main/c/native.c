/* The zygote of programs that are not Python: compilers, compiled programs, fresh interpreters. */
#include "common.h"
#include "orders.h"
#include "zygote.h"

int main(int argc, char **argv) {
    (void)argv;
    if (zygote_prepare(argc > 1) != 0) {
        die("the zygote cannot give up its rights: %s", strerror(errno));
    }
    zygote_serve();
    orders_serve(false);
    return 0;
}
