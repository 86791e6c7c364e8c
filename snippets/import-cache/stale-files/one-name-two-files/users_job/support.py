TABLE = "users"
