import time
import threading
def fn():
    while True:
        print('fn', flush=True)
        time.sleep(0.5)
try:
    myThread = threading.Thread(target=fn)
    myThread.start()
    while True:
        print('main', flush=True)
        time.sleep(0.75)
except:
    pass
myThread.join()
