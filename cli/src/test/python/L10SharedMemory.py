import multiprocessing, time
myValue = multiprocessing.Value('i')
myArray = multiprocessing.Array('f', 3)
def fn(myArray, myValue):
    time.sleep(0.5) # a forked process can be faster than the three lines that main prints meanwhile
    for (idx,n) in enumerate([3,2,1]):
        myArray[idx] = n*2
        myValue.value = int(sum(myArray))
        print("In the process, iter={}:".format(idx))
        print(" Array: {}".format(myArray[:]))
        print(" Value: {}".format(myValue.value))
if __name__ == '__main__':
    p1 = multiprocessing.Process(target=fn, args=(myArray, myValue))
    print("Before starting process:")
    print(" Array: {}".format(myArray[:]))
    print(" Value: {}".format(myValue.value), flush=True)
    p1.start()
    print("\n\nImmediately after starting process:")
    print(" Array: {}".format(myArray[:]))
    print(" Value: {}\n\n".format(myValue.value), flush=True)
    p1.join()
    print("\n\nAfter completing process:")
    print(" Array: {}".format(myArray[:]))
    print(" Value: {}".format(myValue.value))
