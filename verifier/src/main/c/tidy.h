/* Between two cases of one jail: nothing of the first may be left for the second. */
#ifndef TRIPTYCH_TIDY_H
#define TRIPTYCH_TIDY_H

/* Kills every process of the jail but its init and the caller. Returns 0, or -1 when some would not go. */
int tidy_processes(void);

/* Empties the folders that programs can write. Returns 0, or -1 when something would not go. */
int tidy_folders(void);

#endif
