/* One process holds a robust mutex and is killed while another waits for it: KILLS. */
#include "common.h"

#define SETTLE (50 * MILLISECOND)
#define MOST 1000

struct shared {
    pthread_mutex_t mutex;
    volatile int held, waiting;
    volatile int64_t acquired_at;
};

static void hold(struct shared *s) {
    pthread_mutex_lock(&s->mutex);
    s->held++;
    while (1) pause();
}

static void wait_for(struct shared *s, int kills) {
    for (int kill = 1; kill <= kills; kill++) {
        while (s->held != kill) nap(MILLISECOND / 5);
        s->waiting = kill;
        int error = pthread_mutex_lock(&s->mutex);
        s->acquired_at = now();
        verify("error of the lock", EOWNERDEAD, error);
        pthread_mutex_consistent(&s->mutex);
        pthread_mutex_unlock(&s->mutex);
    }
}

int main(int argc, char **argv) {
    (void)argc;
    int kills = atoi(argv[1]);
    int64_t durations[MOST];
    struct shared *s = share(sizeof *s);
    init_robust(&s->mutex);
    pid_t waiter = fork();
    if (waiter == 0) {
        wait_for(s, kills);
        return 0;
    }
    for (int i = 0; i < kills; i++) {
        s->acquired_at = 0;
        pid_t holder = fork();
        if (holder == 0) hold(s);
        while (s->waiting != i + 1) nap(MILLISECOND / 5);
        nap(SETTLE);
        int64_t killed_at = now();
        kill(holder, SIGKILL);
        while (s->acquired_at == 0) nap(MILLISECOND / 5);
        waitpid(holder, NULL, 0);
        durations[i] = s->acquired_at - killed_at;
    }
    int status;
    waitpid(waiter, &status, 0);
    verify("exit code of the waiter", 0, status);
    report(median(durations, kills) / 1e9);
    return 0;
}
