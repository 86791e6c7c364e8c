import counter

counter.visits += 1
import counter

print("visits:", counter.visits)
#> visits: 1
