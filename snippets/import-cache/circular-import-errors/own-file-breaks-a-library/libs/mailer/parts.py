import email.message


def build():
    return email.message.Message()
