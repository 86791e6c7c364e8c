import home_page
import help_page
import visits

print(visits.count)
#> 2
