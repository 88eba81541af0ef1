/*
 * What the worker of a jail does for programs that are processes of their own: compilers, compiled programs, scripts.
 *
 * It takes frames (size, 4 bytes big-endian; operation, 1; rest) on the private descriptor and answers each, in order:
 *   W name\0 bytes            write a file into the work folder, and the folders of its name  → w
 *   A name\0 bytes            the same for every E to come, before it runs; one that E cannot write is answered by i
 *   B bytes                   keep a program that E runs by the name `program`                → w
 *   E flags, arguments, environment, stdin
 *                             run a program to its end; everything it started is killed       → x status (4), micros (8)
 *   R max (4) name\0          a file that a program left; max is of all since the last E      → f bytes | n reason
 *   T                         empty the folders that programs can write                       → w
 *   K arguments, environment  become the program, with the private descriptors                (no answer of ours)
 * Arguments and environment: how many (2), then each with a zero at its end. A failure of ours is answered by n and a
 * reason.
 */
#ifndef TRIPTYCH_ORDERS_H
#define TRIPTYCH_ORDERS_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Obeys until the other end is gone, which ends the process. With `scripts` E executes nothing: it returns, in a process
 * of its own that has nothing open but its standard streams.
 */
void orders_serve(bool scripts);

/* What A does; false where memory is short. */
bool orders_file(const char *name, const char *content, size_t size);

/* The arguments of the E that orders_serve returned for; NULL behind the last. */
const char *orders_argument(int index);

#endif
