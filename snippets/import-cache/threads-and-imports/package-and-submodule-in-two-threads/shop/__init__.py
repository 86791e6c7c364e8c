import other_thread

other_thread.start_and_let_it_wait()
import shop.prices
