/* A million floats into shared memory and out of it, by memcpy: WARMUP MEASURE in|out. */
#include "common.h"

#define LENGTH 1000000
#define SIZE (LENGTH * sizeof(float))

int main(int argc, char **argv) {
    (void)argc;
    float *array = share(SIZE), *heap = malloc(SIZE);
    for (int i = 0; i < LENGTH; i++) heap[i] = array[i] = i;
    int in = *argv[3] == 'i';
    int64_t warm = now() + atol(argv[1]) * MILLISECOND, count = 0, start = 0, t;
    while ((t = now()) < warm + atol(argv[2]) * MILLISECOND) {
        if (t < warm) {
            start = t;
            count = 0;
        }
        memcpy(in ? array : heap, in ? heap : array, SIZE);
        __asm__ volatile("" ::: "memory");
        count++;
    }
    for (int i = 0; i < LENGTH; i++)
        if (heap[i] != i || array[i] != i) verify("element", i, (int64_t)heap[i]);
    report((t - start) / 1e9 / count);
    return 0;
}
