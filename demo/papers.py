"""Files of the demonstration: short acts and forms as tagged PDF, made from the texts in `demo/data`."""

from cms import pdf
from demo.conditions import paragraphs


def paper(title: str, body_name: str, text: str, heading: str = "Testo") -> bytes:
    """PDF bytes of a text in our mini markup, under a heading."""
    return pdf.render(
        pdf.PARTS,
        {"title": title, "body": body_name, "parts": [{"heading": heading, "paragraphs": paragraphs(text)}]},
    )
