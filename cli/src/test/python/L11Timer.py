import threading
timer = threading.Timer(1, lambda: print("Timer fired"))
timer.start()
print("Timer started")
