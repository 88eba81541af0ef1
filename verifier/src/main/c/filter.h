/* The system calls that no program under judgement needs. */
#ifndef TRIPTYCH_FILTER_H
#define TRIPTYCH_FILTER_H

/* Puts the filter on this process and all its later children, for good. Returns 0, or -1 with errno set. */
int filter_install(void);

#endif
