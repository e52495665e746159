/* Eight servos at 50 Hz, one loop: WARMUP MEASURE width50|width99|late99 realtime|ordinary.
   Sleeps to absolute times, and spins for the last 120 us before a fall. */
#include "common.h"
#include <sched.h>
#include <sys/prctl.h>

#define SERVOS 8
#define PERIOD (20 * MILLISECOND)
#define MARGIN 120000
#define MOST (1 << 20)

static void until(int64_t t) {
    struct timespec s = {t / 1000000000LL, t % 1000000000LL};
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &s, NULL) == EINTR) {}
}

int main(int argc, char **argv) {
    (void)argc;
    int widths = argv[3][0] == 'w';
    double share = strstr(argv[3], "99") ? 0.99 : 0.50;
    prctl(PR_SET_TIMERSLACK, 1);
    if (*argv[4] == 'r') {
        struct sched_param p = {50};
        if (sched_setscheduler(0, SCHED_FIFO, &p) != 0) {
            perror("sched_setscheduler");
            return 1;
        }
        mlockall(MCL_CURRENT | MCL_FUTURE);
    }
    int64_t *found = malloc(MOST * sizeof *found), t = now();
    memset(found, 0, MOST * sizeof *found);
    int64_t from = t + atol(argv[1]) * MILLISECOND, to = from + atol(argv[2]) * MILLISECOND;
    volatile int line[SERVOS];
    long count = 0;
    for (int64_t rise = t + PERIOD; rise < to; rise += PERIOD) {
        until(rise);
        int64_t rose = now();
        for (int i = 0; i < SERVOS; i++) line[i] = 1;
        if (!widths && rise >= from && count < MOST) found[count++] = rose - rise;
        for (int i = 0; i < SERVOS; i++) {
            int64_t fall = rose + MILLISECOND + 150000LL * i, fell;
            if (now() < fall - MARGIN) until(fall - MARGIN);
            while ((fell = now()) < fall) {}
            line[i] = 0;
            if (widths && rise >= from && count < MOST) found[count++] = fell - fall;
        }
    }
    qsort(found, count, sizeof *found, compare);
    report(found[(long)((count - 1) * share)] / 1e9);
    return line[0];
}
