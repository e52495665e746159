import threading
import time
class Countdown(threading.Thread):
    def __init__(self, count, thread_name):
        threading.Thread.__init__(self, name=thread_name)
        self.count = count
    def run(self):
        print("Thread started")
        for i in self.count:
            print(i)
            time.sleep(0.5)
        print("Thread ended")
for i in range(3):
    t = Countdown([3,2,1], "name="+str(i))
    t.start()
    print('t.is_alive() =', t.is_alive())
    print(t.name)
    t.join()
    print('t.is_alive() =', t.is_alive())
