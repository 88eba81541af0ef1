/* The memory of a zygote, laid out so that its clones are cheap. */
#ifndef TRIPTYCH_IMAGE_H
#define TRIPTYCH_IMAGE_H

/*
 * Puts what the interpreter has taken so far into huge pages: a clone shares them by a few entries instead of hundreds,
 * and copies no more than the small pages it writes to. Call before the first clone and before huge pages are
 * switched off for the clones' own memory. Where the kernel refuses, the zygote is merely slower.
 */
void image_settle(void);

#endif
