import visits

visits.count += 1
