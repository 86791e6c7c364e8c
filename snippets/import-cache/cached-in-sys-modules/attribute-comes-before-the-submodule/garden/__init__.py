roses = "a dozen"
