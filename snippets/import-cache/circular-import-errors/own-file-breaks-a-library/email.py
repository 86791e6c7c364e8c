from mailer import Client

client = Client()
