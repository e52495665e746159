/* The calibration: two processes wake each other by futex and do not spin: WARMUP MEASURE hot|idle. */
#include "common.h"

#define PAUSE (2 * MILLISECOND)
#define MOST (1 << 20)
#define END (-1)

struct shared {
    volatile int ping, pong;
    char line[64];
};

static void await(volatile int *word, int old) {
    while (__atomic_load_n(word, __ATOMIC_SEQ_CST) == old)
        syscall(SYS_futex, word, FUTEX_WAIT, old, NULL, NULL, 0);
}

static void set(volatile int *word, int value) {
    __atomic_store_n(word, value, __ATOMIC_SEQ_CST);
    syscall(SYS_futex, word, FUTEX_WAKE, 1, NULL, NULL, 0);
}

static void echo(struct shared *s) {
    for (int old = 0; old != END;) {
        await(&s->ping, old);
        old = s->ping;
        set(&s->pong, old);
    }
}

int main(int argc, char **argv) {
    (void)argc;
    struct shared *s = share(sizeof *s);
    pid_t child = fork();
    if (child == 0) {
        echo(s);
        return 0;
    }
    int idle = *argv[3] == 'i';
    int64_t *durations = malloc(MOST * sizeof *durations), t = now();
    int64_t from = t + atol(argv[1]) * MILLISECOND, to = from + atol(argv[2]) * MILLISECOND;
    long count = 0;
    for (int number = 1; t < to || count == 0; number++) {
        if (idle) nap(PAUSE);
        int64_t begin = now();
        set(&s->ping, number);
        await(&s->pong, number - 1);
        t = now();
        verify("answer", number, s->pong);
        if (begin >= from && count < MOST) durations[count++] = t - begin;
    }
    set(&s->ping, END);
    waitpid(child, NULL, 0);
    report(median(durations, count) / 1e9);
    return 0;
}
