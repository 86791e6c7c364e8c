import other_thread

other_thread.log.append("half_done runs")
first = 1
other_thread.start_and_let_it_wait()
raise RuntimeError("no second")
second = 2
