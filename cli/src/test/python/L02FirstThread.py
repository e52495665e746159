import threading
def myFunction():
    print("Thread started")
    for i in [3,2,1]: print(i)
    print("Thread ended")
t = threading.Thread(target=myFunction)
t.start()
