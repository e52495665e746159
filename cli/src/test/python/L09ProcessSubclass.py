import multiprocessing
import time
class Countdown(multiprocessing.Process):
    def __init__(self, count, process_name):
        multiprocessing.Process.__init__(self, name=process_name)
        self.count = count
    def run(self):
        print("Process started", flush=True)
        for i in self.count:
            time.sleep(0.5)
            print(i, flush=True)
        print("Process ended", flush=True)
if __name__ == '__main__':
    for i in range(3):
        p = Countdown([3,2,1], "name="+str(i))
        p.start()
        print('p.is_alive() =', p.is_alive(), flush=True)
        print(p.name, flush=True)
        p.join()
        print('p.is_alive() =', p.is_alive(), flush=True)
