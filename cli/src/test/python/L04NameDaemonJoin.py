import threading
import time
def countdown(count):
    print("Thread started")
    for i in count:
        print(i)
        time.sleep(0.5)
    print("Thread ended")
count = [3,2,1]
t = threading.Thread(name='myname', target=countdown, args=(count,))
t.daemon = True
t.start()
t.join()
t.join(1)
