import multiprocessing
import time
def Countdown(count):
    print("Process started")
    for i in count:
        print(i)
        time.sleep(0.5)
    print("Process ended")
if __name__ == '__main__':
    x = [3, 2, 1]
    p = multiprocessing.Process(name='myname', target=Countdown, args=(x,))
    p.daemon = True
    p.start()
    p.join()
    p.join(1)
