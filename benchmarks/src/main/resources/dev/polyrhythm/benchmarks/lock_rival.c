/* Two processes contend for one robust mutex all the time: WARMUP MEASURE contended|turns. */
#include "common.h"

#define BATCH 16

struct shared {
    pthread_mutex_t mutex;
    volatile int64_t counter;
    volatile int64_t acquisitions;
    volatile int turn;
};

static int use_once(struct shared *s, int me, int turns) {
    int mine = 0;
    pthread_mutex_lock(&s->mutex);
    if (!turns || s->turn == me) {
        s->turn = 1 - me;
        s->counter = s->counter + 1;
        mine = 1;
    }
    pthread_mutex_unlock(&s->mutex);
    return mine;
}

static double use(struct shared *s, int me, int turns, int64_t from, int64_t to) {
    int64_t begin = now(), mine = 0, start = 0, start_count = 0, stop = 0, stop_count = 0, t;
    while ((t = now()) < to + SLACK) {
        if (!start && t >= from) {
            start = t;
            start_count = s->counter;
        } else if (start && !stop && t >= to) {
            stop = t;
            stop_count = s->counter;
        }
        for (int i = 0; i < BATCH; i++) mine += use_once(s, me, turns);
    }
    __atomic_fetch_add(&s->acquisitions, mine, __ATOMIC_SEQ_CST);
    if (!stop) {
        stop = t;
        stop_count = s->counter;
    }
    if (!start || stop_count == start_count) {
        start = begin;
        start_count = 0;
    }
    return (stop - start) / 1e9 / (stop_count - start_count);
}

int main(int argc, char **argv) {
    (void)argc;
    struct shared *s = share(sizeof *s);
    init_robust(&s->mutex);
    int64_t from = now() + atol(argv[1]) * MILLISECOND, to = from + atol(argv[2]) * MILLISECOND;
    int turns = *argv[3] == 't';
    pid_t child = fork();
    double seconds = use(s, child == 0, turns, from, to);
    if (child == 0) return 0;
    int status;
    waitpid(child, &status, 0);
    verify("exit code of the other", 0, status);
    verify("acquisitions", s->acquisitions, s->counter);
    report(seconds);
    return 0;
}
