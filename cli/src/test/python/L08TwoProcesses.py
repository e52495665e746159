import time
import multiprocessing
def fn():
    while True:
        print('fn', flush=True)
        time.sleep(0.5)
if __name__ == '__main__':
    try:
        myProcess = multiprocessing.Process(target=fn)
        myProcess.start()
        while True:
            print('main', flush=True)
            time.sleep(0.75)
    except:
        pass
    myProcess.terminate()
    myProcess.join()
