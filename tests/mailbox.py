"""Messages that the product has sent, as Django's mail files keep them."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

BETWEEN = b"\n" + b"-" * 79 + b"\n"


def messages_in(folder: Path) -> list[EmailMessage]:
    """Messages of a folder, the newest last."""
    found = sorted(folder.glob("*"), key=lambda path: path.stat().st_mtime)
    pieces = [piece for path in found for piece in path.read_bytes().split(BETWEEN)]
    return [message_from_bytes(piece.lstrip(), policy=default) for piece in pieces if piece.strip()]
