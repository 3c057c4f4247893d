"""A mail server for the tests (aiosmtpd): python3 mail_server.py PORT FOLDER

Each mail it takes becomes a file in the folder. Addresses that begin with "nobody" are refused for good, those with "later" for now; for those
with "cut" the mail is taken and the connection broken before the answer.
"""
import asyncio
import itertools
import os
import sys

from aiosmtpd.smtp import SMTP

port, folder = sys.argv[1:]
numbers = itertools.count(1)


class Kept:
    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if address.startswith("nobody"):
            return "550 5.1.1 No such mailbox"
        if address.startswith("later"):
            return "451 4.3.0 Try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        path = os.path.join(folder, f"{next(numbers):04}.eml")
        with open(path + ".part", "wb") as file:
            file.write(b"X-To: " + ",".join(envelope.rcpt_tos).encode() + b"\r\n" + envelope.original_content)
        os.rename(path + ".part", path)
        if envelope.rcpt_tos[0].startswith("cut"):
            server.transport.abort()
        return "250 Taken"


async def serve():
    server = await asyncio.get_running_loop().create_server(lambda: SMTP(Kept(), hostname="localhost"), "127.0.0.1", int(port))
    print("ready", server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(serve())
