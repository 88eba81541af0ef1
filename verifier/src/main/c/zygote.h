/* A zygote: a process that is ready to run programs and makes one clone of itself for each. */
#ifndef TRIPTYCH_ZYGOTE_H
#define TRIPTYCH_ZYGOTE_H

/*
 * Gives up what no worker needs (bounding set, system calls), once, before the first worker; `keep_user` is for a
 * supervisor that is not root. Returns 0, or -1 with errno set.
 */
int zygote_prepare(int keep_user);

/*
 * Lays a writable folder where jails have theirs, for this process and before it gives its rights up; its workers have
 * their jail's. Returns 0, or -1 with errno set.
 */
int zygote_scratch(void);

/*
 * Serves orders of the supervisor on FD_CONTROL. Returns only in a worker, locked down, with its descriptors in place:
 * the role it was ordered for. Ends the zygote when the supervisor is gone.
 */
int zygote_serve(void);

#endif
