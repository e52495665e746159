import threading
def myFn(count):
    for i in count: print(i)
countdown = [3,2,1]
t = threading.Thread(target=myFn, args=(countdown,))
t.start()
