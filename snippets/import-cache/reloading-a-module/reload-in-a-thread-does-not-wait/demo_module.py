import gate

state = "half way"
gate.entered.set()
gate.leave.wait()
state = "finished"
