names = ["Grace", "Ada"].sort()
print(names[0])

#! Traceback (most recent call last):
#!   File "main.py", line 2, in <module>
#!     print(names[0])
#!           ~~~~~^^^
#! TypeError: 'NoneType' object is not subscriptable
#= exit status 1
