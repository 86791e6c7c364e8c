import sys

for folder in ["orders_job", "users_job"]:
    sys.path.insert(0, folder)
    import support

    where = support.__file__.replace("\\", "/").split("/")[-2]
    print(f"for {folder}: {support.TABLE}, from {where}")
    #> for orders_job: orders, from orders_job
    #> for users_job: orders, from orders_job
