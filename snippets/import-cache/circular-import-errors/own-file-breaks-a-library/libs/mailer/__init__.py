from mailer.parts import build


class Client:
    send = build
