#include "image.h"

#include <malloc.h>
#include <sys/mman.h>

#include "common.h"

#ifndef MADV_COLLAPSE
#define MADV_COLLAPSE 25
#endif
#define HUGE_BYTES (2ul << 20)
/* Far below where the kernel puts mappings by itself, so that nothing else comes to lie in between. */
#define DISTANCE_BYTES (64ul << 30)
/* Of the allocator: smaller than what it takes by a mapping of its own. */
#define FILLING_BYTES (64ul << 10)
#define FILLINGS_MAX (HUGE_BYTES / FILLING_BYTES + 1)

/* Python's arenas, documented as PyObjectArenaAllocator in its C API. */
struct arena_allocator {
    void *context;
    void *(*alloc)(void *context, size_t size);
    void (*free)(void *context, void *arena, size_t size);
};
extern void PyObject_SetArenaAllocator(struct arena_allocator *) __attribute__((weak));

static char *arenas; /* the first */
static char *arenas_mapped;
static char *arenas_taken;
static char *heap;

static void *take(char *wanted, size_t size) {
    int flags = MAP_PRIVATE | MAP_ANONYMOUS | (wanted == NULL ? 0 : MAP_FIXED_NOREPLACE);
    void *taken = mmap(wanted, size, PROT_READ | PROT_WRITE, flags, -1, 0);
    return taken == MAP_FAILED ? NULL : taken;
}

/* One after the other, so that whole huge pages are full of them. */
static void *arena_alloc(void *context, size_t size) {
    (void)context;
    if (arenas_taken + size > arenas_mapped) {
        size_t more = (size + HUGE_BYTES - 1) / HUGE_BYTES * HUGE_BYTES;
        if (take(arenas_mapped, more) == NULL) {
            return take(NULL, size);
        }
        arenas_mapped += more;
    }
    void *arena = arenas_taken;
    arenas_taken += size;
    return arena;
}

static void arena_free(void *context, void *arena, size_t size) {
    (void)context;
    munmap(arena, size);
}

static char *rounded_up(const char *address) {
    return (char *)(((uintptr_t)address + HUGE_BYTES - 1) / HUGE_BYTES * HUGE_BYTES);
}

/* Before the interpreter takes any memory: its heap begins where a huge page does. */
__attribute__((constructor)) static void image_begin(void) {
    if (getenv("LD_PRELOAD") == NULL) {
        return;
    }
    /* For the zygote alone, not for what runs in its clones. */
    unsetenv("LD_PRELOAD");
    unsetenv("LD_BIND_NOW");
    char *end = sbrk(0);
    if (sbrk(rounded_up(end) - end) != (void *)-1) {
        heap = sbrk(0);
    }
    char *usual = take(NULL, HUGE_BYTES);
    if (usual == NULL || PyObject_SetArenaAllocator == NULL) {
        return;
    }
    munmap(usual, HUGE_BYTES);
    arenas = arenas_mapped = arenas_taken = rounded_up(usual - DISTANCE_BYTES);
    struct arena_allocator ours = {NULL, arena_alloc, arena_free};
    PyObject_SetArenaAllocator(&ours);
}

/* The heap's last huge page is filled, as far as it is not, by memory that later allocations get. */
static void fill_heap(void) {
    char *end = rounded_up(sbrk(0));
    void *fillings[FILLINGS_MAX];
    size_t count = 0;
    while (count < FILLINGS_MAX && (char *)sbrk(0) < end) {
        fillings[count++] = malloc(FILLING_BYTES);
    }
    /* The last one stays, or the heap would shrink again. */
    for (size_t i = 0; i + 1 < count; i++) {
        free(fillings[i]);
    }
}

static void collapse(char *from, char *to) {
    for (; from != NULL && from + HUGE_BYTES <= to; from += HUGE_BYTES) {
        (void)madvise(from, HUGE_BYTES, MADV_COLLAPSE);
    }
}

void image_settle(void) {
    if (heap != NULL) {
        fill_heap();
        collapse(heap, sbrk(0));
    }
    collapse(arenas, arenas_mapped);
}
