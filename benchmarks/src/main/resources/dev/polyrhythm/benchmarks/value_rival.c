/* Operations on an uncontended value and robust mutex: WARMUP MEASURE add|increment|lock. */
#include "common.h"

#define STEPS 1000

static volatile int *value;
static pthread_mutex_t *mutex;

static void add(void) { __atomic_fetch_add(value, 1, __ATOMIC_SEQ_CST); }

static void lock_unlock(void) {
    pthread_mutex_lock(mutex);
    pthread_mutex_unlock(mutex);
}

static void increment(void) {
    pthread_mutex_lock(mutex);
    *value = *value + 1;
    pthread_mutex_unlock(mutex);
}

static int64_t run(const char *what, int64_t limit, int64_t *nanos) {
    int64_t start = now(), end = start + limit, count = 0;
    do {
        if (*what == 'a')
            for (int i = 0; i < STEPS; i++) add();
        else if (*what == 'i')
            for (int i = 0; i < STEPS; i++) increment();
        else
            for (int i = 0; i < STEPS; i++) lock_unlock();
        count += STEPS;
    } while ((*nanos = now()) < end);
    *nanos -= start;
    return count;
}

int main(int argc, char **argv) {
    (void)argc;
    value = share(64);
    mutex = share(sizeof *mutex);
    init_robust(mutex);
    int64_t nanos;
    int64_t warm = run(argv[3], atol(argv[1]) * MILLISECOND, &nanos);
    int64_t count = run(argv[3], atol(argv[2]) * MILLISECOND, &nanos);
    if (*argv[3] != 'l') verify("value", (int)(warm + count), *value);
    report(nanos / 1e9 / count);
    return 0;
}
